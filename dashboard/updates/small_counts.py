"""Looking at small counts: each look is an event of the transaction that reads them, or there is no look."""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.provenance import Reading
from dashboard.queries import accounts, small_counts
from dashboard.queries.registers import Part
from dashboard.queries.small_counts import Table
from dashboard.texts import Language, said
from dashboard.updates import events


def look(
    connection: Connection, actor: Actor, *, page: str, part: Part, told: str, reading: Reading, language: Language
) -> tuple[Table, ...]:
    """The true counts behind the rounded tables of a page; `told` is the part in the words that were on screen."""
    who = accounts.allowed(connection, actor, "protection")
    found = small_counts.counted(connection, who, reading=reading, page=page, part=part)
    names = [said(one, "name", language) for one in found]
    after = {"registers": names, "filters": told, "day": reading.day,
             "with_demonstration": reading.scope == "all"}  # fmt: skip
    events.record(connection, who, "small_counts_seen", "page", page, after=after)
    return found
