"""Reintegration: who was eligible, whose assistance started, whose was completed, and after how long."""

from dashboard.views import frame, reintegration, small_counts

carried, query = frame.carried(), frame.query()
frame.whole("reintegration", reintegration.page(carried, query))
small_counts.on_demand("reintegration", carried, query)
