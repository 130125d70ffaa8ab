"""The picture of the status rule, which is of no data."""

from __future__ import annotations

from dashboard.charts import sources as charts
from dashboard.pictures.entry import Ask, Drawing, Entry, of_rows
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.texts import Language


def status_rule(_ask: Ask, reading: Reading, language: Language, _link: Link) -> Drawing:
    return of_rows(charts.status_rule, charts.examples(language, Reading(reading.day)))


ENTRIES = (Entry("sources.status_rule", "sources", "The status rule, drawn", status_rule),)
