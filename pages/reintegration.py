"""Reintegration: who was eligible, whose assistance started, whose was completed, and after how long."""

from dashboard.views import frame, reintegration

frame.whole("reintegration", reintegration.page(frame.carried(), frame.query()))
