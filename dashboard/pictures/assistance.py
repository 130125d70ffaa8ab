"""Pictures of stated figures: each draws the figures named here, those of them that were stated by the day."""

from __future__ import annotations

from functools import partial

from dashboard.charts import assistance as charts
from dashboard.pictures.entry import Ask, Chart, Drawing, Entry, of_rows
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.queries.figures import figures
from dashboard.texts import Language


def drawing(
    chart: Chart, keys: tuple[str, ...], ask: Ask, reading: Reading, _language: Language, _link: Link
) -> Drawing:
    return of_rows(chart, ask(figures, reading=reading, keys=keys))


def _entry(name: str, title: str, chart: Chart, *keys: str) -> Entry:
    return Entry(f"assistance.{name}", "assistance", title, partial(drawing, chart, keys))


PEOPLE = _entry("people", "People assisted in 2025, to scale", charts.people, "S001", "S006", "S007", "S004", "S005")
TRAINED = _entry("trained", "People trained in 2025, to scale", charts.trained, "S008", "S002")
STOCK = _entry("stock", "Displaced persons tracked in 2025", charts.stock, "S003")
REPATRIATIONS = _entry(
    "repatriations", "Repatriations of 2024 as each source states them", charts.repatriations,
    "X011", "X012", "X010", "S014", "X026", "X013",
)  # fmt: skip
DISPLACED = _entry(
    "displaced", "Displaced persons, by source and date", charts.displaced,
    "X001", "X002", "X004", "X006", "X007", "S003",
)  # fmt: skip
REMITTANCES = _entry(
    "remittances", "Diaspora remittances as each source states them", charts.remittances,
    "X030", "X032", "X033", "X031", "X034",
)  # fmt: skip
ENTRIES = (PEOPLE, TRAINED, STOCK, REPATRIATIONS, DISPLACED, REMITTANCES)
