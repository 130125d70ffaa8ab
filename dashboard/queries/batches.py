"""Files that were accepted: what each brought, who brought and accepted it, and whether it was withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from dashboard.actors import Side
from dashboard.imports.understood import Loads
from dashboard.model import Account, Batch, Source


@dataclass(frozen=True)
class Accepted:
    """One accepted file. `withdrawal_*` say who asked to take it out and why; `withdrawn_at` that it is out."""

    number: int
    file_name: str
    sha256: str
    loads: Loads
    row_count: int
    added: int
    superseded: int
    unchanged: int
    left_out: int
    recorded_at: dt.datetime
    side: Side
    by: str | None
    accepted_side: Side
    accepted_by: str | None
    mapping: str | None
    reason: str | None
    note_fr: str | None
    note_en: str | None
    source_key: str
    source_fr: str
    source_en: str
    publisher: str
    is_demonstration: bool
    withdrawal_side: Side | None
    withdrawal_by: str | None
    withdrawal_reason: str | None
    withdrawal_asked_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    withdrawn_by: str | None

    @property
    def is_asked_back(self) -> bool:
        """One side asked to withdraw it, and the other has not answered."""
        return self.withdrawal_asked_at is not None and self.withdrawn_at is None


BY, ACCEPTED_BY, ASKED_BY, WITHDRAWN_BY = (aliased(Account) for _ in range(4))
PEOPLE = (
    (BY, Batch.account_id, "by"),
    (ACCEPTED_BY, Batch.accepted_by_id, "accepted_by"),
    (ASKED_BY, Batch.withdrawal_by_id, "withdrawal_by"),
    (WITHDRAWN_BY, Batch.withdrawn_by_id, "withdrawn_by"),
)


def accepted(connection: Connection, *which: Any) -> list[Accepted]:
    """Every accepted file, or some, latest first."""
    columns = [
        Batch.id.label("number"), Batch.file_name, Batch.sha256, Batch.loads, Batch.row_count, Batch.added,
        Batch.superseded, Batch.unchanged, Batch.left_out, Batch.recorded_at, Batch.side, Batch.accepted_side,
        Batch.mapping, Batch.reason, Batch.note_fr, Batch.note_en, Source.key.label("source_key"),
        Source.title_fr.label("source_fr"), Source.title_en.label("source_en"), Source.publisher,
        (Source.kind == "demonstration").label("is_demonstration"), Batch.withdrawal_side, Batch.withdrawal_reason,
        Batch.withdrawal_asked_at, Batch.withdrawn_at,
    ]  # fmt: skip
    wanted = select(*columns, *(person.display_name.label(name) for person, _, name in PEOPLE))
    wanted = wanted.join(Source, Source.id == Batch.source_id)
    for person, column, _ in PEOPLE:
        wanted = wanted.outerjoin(person, person.id == column)
    found = connection.execute(
        wanted.where(Batch.kind == "import", Batch.loads.is_not(None), *which).order_by(Batch.id.desc())
    )
    return [Accepted(**row._mapping) for row in found]


def one(connection: Connection, number: int) -> Accepted | None:
    return next(iter(accepted(connection, Batch.id == number)), None)


def that_may_repeat(connection: Connection, batch: Accepted) -> list[str]:
    """Later files of the same kind that found rows standing already: of those the earlier file is who holds them, so
    that they leave with it."""
    later = (Batch.id > batch.number, Batch.loads == batch.loads, Batch.unchanged > 0, Batch.withdrawn_at.is_(None))
    return sorted({one.file_name for one in accepted(connection, *later)})


def asked_back(connection: Connection, *, side: Side | None = None) -> list[Accepted]:
    """Files that the other side of `side`, or either, asks to withdraw."""
    other = () if side is None else (Batch.withdrawal_side != cast("str", side),)
    return accepted(connection, Batch.withdrawal_asked_at.is_not(None), Batch.withdrawn_at.is_(None), *other)
