"""Sources and method: every figure with its words and source, what is not settled, the rule, the state of the data."""

from dashboard.views import frame, sources_page

frame.whole("sources", sources_page.page(frame.carried(), frame.query()))
