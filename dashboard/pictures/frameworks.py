"""The picture of the commitments, and what the link of their page opens under it."""

from __future__ import annotations

from dashboard.charts import frameworks as charts
from dashboard.pictures.entry import NOT_RECORDED, Ask, Drawing, Entry
from dashboard.pictures.filters import Filter, Link
from dashboard.pictures.roadmap import offer as priorities
from dashboard.provenance import Reading
from dashboard.queries import frameworks as queries
from dashboard.texts import Language, said, text

FRAMEWORK = "framework"


def offer(ask: Ask, reading: Reading, language: Language, link: Link) -> tuple[Filter, ...]:
    """A priority, a commitment, or both: the cells that the page opens. The picture itself always shows them all."""
    rows = ask(queries.frameworks, reading=reading).rows.itertuples()
    names = {row.framework_key: said(row, "name", language) for row in rows}
    commitment = Filter(FRAMEWORK, text("Commitment", language), names)
    return (*priorities(ask, reading, language, link), commitment)


def matrix(ask: Ask, reading: Reading, _language: Language, _link: Link) -> Drawing:
    """Nothing is drawn as long as no activity is linked."""
    cells = ask(queries.matrix, reading=reading)
    return Drawing(charts.matrix, cells, missing="" if any(cells.rows["activities"]) else NOT_RECORDED)


ENTRIES = (Entry("frameworks.matrix", "frameworks", "Activities by priority and commitment", matrix),)
