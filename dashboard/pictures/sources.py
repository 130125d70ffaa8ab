"""The picture of the status rule, which is of no data."""

from __future__ import annotations

from dashboard.charts import sources as charts
from dashboard.pictures.entry import Ask, Drawing, Entry, of_rows
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.queries import settings
from dashboard.texts import Language


def status_rule(ask: Ask, reading: Reading, language: Language, _link: Link) -> Drawing:
    rule = ask(settings.status_rule, reading=reading)
    return of_rows(charts.status_rule, charts.examples(language, Reading(reading.day), rule), rule=rule)


ENTRIES = (Entry("sources.status_rule", "sources", "The status rule, drawn", status_rule),)
