"""Pictures of the summary: where the nine priorities stand, and returns beside reintegration."""

from __future__ import annotations

from dashboard.charts import roadmap, summary
from dashboard.pictures.entry import Ask, Drawing, Entry, of_rows
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.queries import returns as returns_queries
from dashboard.queries import roadmap as roadmap_queries
from dashboard.texts import Language


def by_priority(ask: Ask, reading: Reading, _language: Language, _link: Link) -> Drawing:
    return of_rows(roadmap.by_priority, ask(roadmap_queries.priorities, reading=reading))


def against_reintegration(ask: Ask, reading: Reading, _language: Language, _link: Link) -> Drawing:
    return of_rows(summary.against_reintegration, ask(returns_queries.against_reintegration, reading=reading))


ENTRIES = (
    Entry(
        "roadmap.by_priority", "summary", "Progress of the nine priorities", by_priority, finding=roadmap.finding
    ),
    Entry(
        "returns.against_reintegration", "summary", "Returns and reintegration started, by month",
        against_reintegration,
    ),
)  # fmt: skip
