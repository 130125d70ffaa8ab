"""Reintegration: who was eligible, whose assistance started, whose was completed, and after how long."""

import streamlit as st

from dashboard.charts import reintegration as charts
from dashboard.queries import registers
from dashboard.queries import reintegration as queries
from dashboard.views import frame, reintegration
from dashboard.views.fetch import drawn, fetch
from dashboard.views.picture import side_by_side

language, reading = frame.language(), frame.reading()
calendar = fetch(registers.calendar, reading=reading, indicators=queries.STAGES)


@st.fragment
def answer() -> None:
    """The page for the filters in force; a filter runs this alone."""
    head = st.container()
    choice = reintegration.choose(calendar, reading, language)
    stages, months = (fetch(query, reading=reading, part=choice.part) for query in (queries.funnel, queries.by_month))
    sentence, lead = charts.finding(stages, language, when=choice.when(language), people=choice.people)
    with head:
        frame.title("reintegration", sentence, lead, demonstration=stages.is_demonstration)
    funnel = drawn(charts.funnel, stages, language, slot="half", chosen=choice.told(language))
    monthly = drawn(charts.by_month, months, language, slot="half", chosen=choice.told(language))
    if not charts.is_somebody(stages):
        frame.show(side_by_side(funnel, monthly), key="reintegration.pictures")
        return
    lags, forms, regions = (
        fetch(query, reading=reading, part=choice.part) for query in (queries.lag, queries.by_form, queries.by_region)
    )
    lag, by_form = (
        drawn(chart, rows, language, slot="half", chosen=choice.told(language))
        for chart, rows in ((charts.lag, lags), (charts.by_form, forms))
    )
    by_region = drawn(charts.by_region, regions, language, chosen=choice.told(language))
    frame.show(side_by_side(funnel, monthly), side_by_side(lag, by_form), by_region, key="reintegration.pictures")


if calendar:
    answer()
else:
    frame.title("reintegration", *reintegration.no_register(language), demonstration=False)
    frame.show(reintegration.stated_instead(reading, language), key="reintegration.stated")
