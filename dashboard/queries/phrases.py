"""The eleven phrases that the article prints, and the ways to read them as nine priorities."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from dashboard.model import Priority, ReadingPhrase, RoadmapPhrase, RoadmapReading, Source
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import sources
from dashboard.queries.moments import in_scope

PHRASE_COLUMNS = (
    "number", "quote", "introduced_by", "note_fr", "note_en", "priority_number", "priority_fr", "priority_en",
    "grouping_status", "source_key",
)  # fmt: skip
READING_COLUMNS = ("reading_key", "name_fr", "name_en", "note_fr", "note_en", "is_in_force", "groups")


def phrases(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per printed phrase, in the order of the article; without a priority it is in none of the nine."""
    found = connection.execute(
        select(RoadmapPhrase.number, RoadmapPhrase.quote, RoadmapPhrase.introduced_by, RoadmapPhrase.note_fr,
               RoadmapPhrase.note_en, Priority.number, Priority.name_fr, Priority.name_en, Priority.grouping_status,
               Source.key)
        .join(Source, Source.id == RoadmapPhrase.source_id)
        .outerjoin(Priority, Priority.id == RoadmapPhrase.priority_id)
        .where(in_scope(Source.kind, reading))
        .order_by(RoadmapPhrase.number)
    ).all()  # fmt: skip
    return Sourced(
        frame(found, PHRASE_COLUMNS), sources.load(connection, keys=sorted({row[-1] for row in found})), reading
    )


def readings(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per way to group the phrases; `groups` holds the phrase numbers of each item, in order.

    An interpretation, not a source: the one in force is a choice of both sides until the signed text is at hand.
    """
    groups: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(select(*ReadingPhrase.__table__.columns).order_by(ReadingPhrase.phrase_number)):
        groups[row.reading_id][row.group_number].append(row.phrase_number)
    table = RoadmapReading
    found = connection.execute(
        select(table.id, table.key, table.name_fr, table.name_en, table.note_fr, table.note_en, table.is_in_force)
        .order_by(table.id)
    ).all()  # fmt: skip
    rows = ((*row[1:], tuple(tuple(numbers) for _, numbers in sorted(groups[row.id].items()))) for row in found)
    return Sourced(frame(rows, READING_COLUMNS), (), reading)
