"""Returns: how many people came back, when, from which countries, to which regions, who."""

from functools import partial

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
    top = st.container()
    asked = returns.choose(calendar, reading, language)
    told = asked.told(language)
    months = fetch(queries.by_month, reading=reading, **asked.query)
    sentence, lead = returns.finding(months, asked, reading, language)
    with top:
        frame.title("returns", sentence, lead, demonstration=months.is_demonstration)
    monthly = drawn(charts.by_month, months, language, chosen=told)
    if not charts.total(months):
        frame.show(returns.never_summed(language), monthly, key="returns.pictures")
        return
    countries, ages, regions, routes = (
        fetch(query, reading=reading, **asked.query)
        for query in (queries.by_country, queries.by_age_and_sex, queries.by_region, queries.routes)
    )
    half = partial(drawn, language=language, slot="half", chosen=told)
    frame.show(
        returns.never_summed(language),
        monthly,
        side_by_side(half(charts.by_country, countries), half(charts.by_age_and_sex, ages)),
        side_by_side(half(charts.by_region, regions), half(charts.routes, routes)),
        key="returns.pictures",
    )
    if st.toggle(text("Show the routes on a map", language), key="returns.map"):
        routes_map(routes, language, chosen=told)


if calendar:
    answer()
else:
    frame.title("returns", *returns.no_register(language), demonstration=False)
    frame.show(returns.stated_instead(reading, language), key="returns.stated")
