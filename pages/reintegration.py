"""Reintegration: who was eligible, whose assistance started, whose was completed, and after how long."""

from dashboard.views import frame, register_page, reintegration

register_page.show(reintegration.PAGE, frame.carried())
