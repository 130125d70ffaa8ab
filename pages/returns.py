"""Returns: how many people came back, when, from which countries, to which regions, who."""

from dashboard.views import frame, register_page, returns

register_page.show(returns.PAGE, frame.carried())
