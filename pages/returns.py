"""Returns: how many people came back, when, from which countries, to which regions, who."""

import streamlit as st

from dashboard.charts import returns as charts
from dashboard.queries import registers
from dashboard.queries import returns as queries
from dashboard.texts import text
from dashboard.views import frame, returns
from dashboard.views.fetch import drawn, fetch
from dashboard.views.picture import side_by_side
from dashboard.views.routes import routes_map

language, reading = frame.language(), frame.reading()
calendar = fetch(registers.calendar, reading=reading, indicators=queries.CATEGORIES)


@st.fragment
def answer() -> None:
    """The page for the filters in force; a filter runs this alone."""
    head = st.container()
    asked = returns.choose(calendar, reading, language)
    months = fetch(queries.by_month, reading=reading, **asked.query)
    with head:
        frame.title("returns", *returns.finding(months, asked, reading, language), demonstration=months.is_demonstration)
    monthly = drawn(charts.by_month, months, language, chosen=asked.told(language))
    if not charts.total(months):
        frame.show(returns.never_summed(language), monthly, key="returns.pictures")
        return
    countries, ages, regions, routes = (
        fetch(query, reading=reading, **asked.query)
        for query in (queries.by_country, queries.by_age_and_sex, queries.by_region, queries.routes)
    )
    by_country, by_age_and_sex, by_region, by_route = (
        drawn(chart, rows, language, slot="half", chosen=asked.told(language))
        for chart, rows in (
            (charts.by_country, countries), (charts.by_age_and_sex, ages), (charts.by_region, regions), (charts.routes, routes)
        )
    )  # fmt: skip
    frame.show(
        returns.never_summed(language), monthly, side_by_side(by_country, by_age_and_sex),
        side_by_side(by_region, by_route), key="returns.pictures",
    )  # fmt: skip
    if st.toggle(text("Show the routes on a map", language), key="returns.map"):
        routes_map(routes, language)


if calendar:
    answer()
else:
    frame.title("returns", *returns.no_register(language), demonstration=False)
    frame.show(returns.stated_instead(reading, language), key="returns.stated")
