"""Territories: one measure at a time over the regions, what stands in them, and what is measured of each mobility."""

import streamlit as st

from dashboard.charts import territories as charts
from dashboard.pictures import territories as pictures
from dashboard.queries import territories as queries
from dashboard.views import frame, territories
from dashboard.views.fetch import card_of, fetch
from dashboard.views.territory_map import territory_map

carried, language, reading = frame.carried(), frame.language(), frame.reading()
measure = pictures.measure(frame.query())
regions = fetch(queries.by_region, reading=reading, measure=measure)
centres = fetch(queries.centres, reading=reading)
sums = charts.older_sums(regions, fetch(queries.older_regions, reading=reading))

frame.drop(*territories.dropped(frame.query()))
frame.title(
    "territories", charts.finding(regions, language, measure=measure), territories.lead(measure, language),
    demonstration=regions.is_demonstration,
)  # fmt: skip
frame.show(territories.choice(measure, carried), key="territories.measure")
if regions.is_empty:
    frame.show(territories.none_reported(measure, language), key="territories.none")
else:
    left, right = st.columns(2, gap="medium")
    with left:
        bars = pictures.by_region(fetch, reading, language, frame.query())
        frame.show(card_of(bars, language, slot="half"), key="territories.numbers")
    with right:
        frame.show(territories.map_head(regions, measure, language), key="territories.map_head")
        territory_map(regions, sums, centres, language)
        frame.show(
            territories.key_of_map(sums, language), territories.map_foot(reading, language, frame.query()),
            key="territories.key",
        )  # fmt: skip
    frame.show(territories.older_table(sums, language), key="territories.table")
frame.show(
    territories.mobility(reading, language), territories.centre_lines(centres, language), key="territories.detail"
)
