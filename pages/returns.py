"""Returns: how many people came back, when, from which countries, to which regions, who."""

from dashboard.views import frame, returns, small_counts

carried, query = frame.carried(), frame.query()
frame.whole("returns", returns.page(carried, query))
returns.routes_on_demand(carried, query)
small_counts.on_demand("returns", carried, query)
