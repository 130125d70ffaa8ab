"""The picture of the commitments."""

from __future__ import annotations

from dashboard.charts import frameworks as charts
from dashboard.pictures.entry import NOT_RECORDED, Ask, Drawing, Entry
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.queries import frameworks as queries
from dashboard.texts import Language


def matrix(ask: Ask, reading: Reading, _language: Language, _link: Link) -> Drawing:
    """Nothing is drawn as long as no activity is linked."""
    cells = ask(queries.matrix, reading=reading)
    return Drawing(charts.matrix, cells, missing="" if any(cells.rows["activities"]) else NOT_RECORDED)


ENTRIES = (Entry("frameworks.matrix", "frameworks", "Activities by priority and commitment", matrix),)
