"""Reintegration: who was eligible, whose assistance started, whose was completed, and after how long."""

from functools import partial

import streamlit as st

from dashboard.charts import reintegration as charts
from dashboard.queries import registers
from dashboard.queries import reintegration as queries
from dashboard.views import frame, reintegration
from dashboard.views.fetch import drawn, fetch, refresh
from dashboard.views.picture import side_by_side

language, reading = frame.language(), frame.reading()
calendar = fetch(registers.calendar, reading=reading, indicators=queries.STAGES)


@st.fragment
def answer() -> None:
    """The page for the filters in force; a filter runs this alone."""
    refresh()  # so that what the other side wrote is seen at the next click
    top = st.container()
    choice = reintegration.choose(calendar, reading, language)
    stages, months = (fetch(query, reading=reading, part=choice.part) for query in (queries.funnel, queries.by_month))
    sentence, lead = charts.finding(stages, language, when=choice.when(language), people=choice.people)
    with top:
        frame.title("reintegration", sentence, lead, demonstration=stages.is_demonstration)
    half = partial(drawn, language=language, slot="half", chosen=choice.told(language))
    first = side_by_side(half(charts.funnel, stages), half(charts.by_month, months))
    if not charts.is_somebody(stages):
        frame.show(first, key="reintegration.pictures")
        return
    lags, forms = (fetch(query, reading=reading, part=choice.part) for query in (queries.lag, queries.by_form))
    cards = [first, side_by_side(half(charts.lag, lags), half(charts.by_form, forms))]
    if choice.part.region is None:
        regions = fetch(queries.by_region, reading=reading, part=choice.part)
        cards.append(drawn(charts.by_region, regions, language, chosen=choice.told(language)))
    frame.show(*cards, key="reintegration.pictures")


if calendar:
    answer()
else:
    frame.title("reintegration", *reintegration.no_register(language), demonstration=False)
    frame.show(reintegration.stated_instead(reading, language), key="reintegration.stated")
