"""Administration: who may sign in and do what, settings, copies of the database, the audit log."""

from dashboard.views import administration, frame

frame.whole("administration", administration.page(frame.carried(), frame.query()))
