"""Declare: what waits for the reader's answer, what their side may declare, and what became of it."""

from dashboard.views import entry, frame

frame.whole("entry", entry.page(frame.carried(), frame.query()))
