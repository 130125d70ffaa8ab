"""Roadmap: the nine priorities, or one of them with its calendar, its course and its activities."""

from dashboard.views import frame, roadmap

frame.whole("roadmap", roadmap.page(frame.carried(), frame.query()))
