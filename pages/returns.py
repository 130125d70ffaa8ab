"""Returns: how many people came back, when, from which countries, to which regions, who."""

import streamlit as st

from dashboard.charts import returns as charts
from dashboard.queries import registers
from dashboard.queries import returns as queries
from dashboard.texts import text
from dashboard.views import frame, returns
from dashboard.views.fetch import drawn, fetch, refresh
from dashboard.views.picture import side_by_side, slots
from dashboard.views.routes import routes_map

language, reading = frame.language(), frame.reading()
calendar = fetch(registers.calendar, reading=reading, indicators=queries.CATEGORIES)


@st.fragment
def answer() -> None:
    """The page for the filters in force; a filter runs this alone."""
    refresh()  # so that what the other side wrote is seen at the next click
    top = st.container()
    asked = returns.choose(calendar, reading, language)
    told = asked.told(language)
    months = fetch(queries.by_month, reading=reading, **asked.query)
    sentence, lead = returns.finding(months, asked, reading, language)
    with top:
        frame.title("returns", sentence, lead, demonstration=months.is_demonstration)
    if not charts.total(months):
        zeros = [] if charts.total(months) is None else [drawn(charts.by_month, months, language, chosen=told)]
        frame.show(returns.never_summed(language), *zeros, key="returns.pictures")
        return
    routes = fetch(queries.routes, reading=reading, **asked.query)
    wanted = returns.pictures(asked)
    halves = [
        drawn(chart, fetch(query, reading=reading, **asked.query), language, slot=slot, chosen=told)
        for (chart, query), slot in zip(wanted, slots(len(wanted)), strict=True)
    ]
    frame.show(
        returns.never_summed(language),
        drawn(charts.by_month, months, language, chosen=told),
        *(side_by_side(*halves[place : place + 2]) for place in range(0, len(halves), 2)),
        key="returns.pictures",
    )
    if st.toggle(text("Show the routes on a map", language), key="returns.map"):
        routes_map(routes, language, chosen=told)


if calendar:
    answer()
else:
    frame.title("returns", *returns.no_register(language), demonstration=False)
    frame.show(returns.stated_instead(reading, language), key="returns.stated")
