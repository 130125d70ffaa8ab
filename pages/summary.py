"""Summary: where the dialogue stands, in one screen."""

from dashboard.views import frame, summary

frame.whole("summary", summary.page(frame.carried(), frame.query()))
