"""The picture of the status rule, which is of no data, and the figure that a link of the sources page points to."""

from __future__ import annotations

from dashboard.charts import sources as charts
from dashboard.pictures.entry import Ask, Drawing, Entry, of_rows
from dashboard.pictures.filters import Filter, Link
from dashboard.provenance import Reading
from dashboard.queries.figures import figures
from dashboard.texts import Language, said, text

FIGURE = "figure"


def offer(ask: Ask, reading: Reading, language: Language, _link: Link) -> tuple[Filter, ...]:
    """The figures, none of them chosen."""
    rows = ask(figures, reading=reading).rows.itertuples()
    return (
        Filter(FIGURE, text("Figures", language), {row.figure_key: said(row, "indicator", language) for row in rows}),
    )


def status_rule(_ask: Ask, reading: Reading, language: Language, _link: Link) -> Drawing:
    return of_rows(charts.status_rule, charts.examples(language, Reading(reading.day)))


ENTRIES = (Entry("sources.status_rule", "sources", "The status rule, drawn", status_rule),)
