"""Files that people brought and that nothing on a page shows yet, as the editors of their side see them."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal, TextIO, cast

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from dashboard.actors import Side
from dashboard.imports.understood import Outcome
from dashboard.imports.written import from_json
from dashboard.model import Account, Batch, ImportDraft, ImportMapping, Source
from dashboard.sheets.book import Remark
from dashboard.texts import Language

Status = Literal[
    "reading", "questions", "faulty", "ready", "proposed", "accepted", "returned", "abandoned", "interrupted", "refused"
]
DAYS_KEPT = 7


@dataclass(frozen=True)
class SourceWords:
    """Who states what the file holds, as its importer typed it; readers see it under every picture."""

    title_fr: str = ""
    title_en: str = ""
    publisher: str = ""
    published_on: dt.date | None = None
    kind: Literal["register", "report", "demonstration"] = "register"

    @property
    def is_complete(self) -> bool:
        """A title in one language at least, and who says so."""
        return bool((self.title_fr or self.title_en) and self.publisher)


@dataclass(frozen=True)
class Earlier:
    """The same bytes brought before: by whom, when, and what became of them."""

    draft: int | None
    batch: int | None
    status: str
    side: Side | None
    by: str | None
    at: dt.datetime


@dataclass(frozen=True)
class Draft:
    """One file on its way in. `version` is what an act on it names; it moves with every change.

    `outcome` is None until it was read; `refusal` says why it never will be. `has_content` is False once it was
    accepted, abandoned or left alone for a week.
    """

    number: int
    file_name: str
    sha256: str
    size: int
    status: Status
    version: int
    side: Side
    spoken: Language
    by: str | None
    dropped_at: dt.datetime
    changed_at: dt.datetime
    answers: Mapping[str, str]
    mapping: str | None
    outcome: Outcome | None
    refusal: Remark | None
    has_content: bool
    is_valid_only: bool
    source: SourceWords
    reason: str | None
    compared: str | None  # JSON (`updates.import_comparing`)
    proposed_by: str | None
    proposed_at: dt.datetime | None
    return_reason: str | None
    batch: int | None

    @property
    def is_demonstration(self) -> bool:
        """Brought by an account of the demonstration: what it holds is fictitious too, whatever its author typed."""
        return self.source.kind == "demonstration"

    @property
    def is_open(self) -> bool:
        """Whether anything can still be done with it but read it."""
        return self.status not in ("accepted", "abandoned", "refused")

    @property
    def errors(self) -> int:
        return sum(group.count for group in self.outcome.issues if group.level == "error") if self.outcome else 0


@dataclass(frozen=True)
class Remembered:
    """Answers remembered under a name."""

    name: str
    signature: str
    answers: Mapping[str, str]
    by: str | None
    changed_at: dt.datetime


BROUGHT, PROPOSED, FICTITIOUS = aliased(Account), aliased(Account), aliased(Source)
SMALL = [
    column for column in ImportDraft.__table__.columns if column.name not in ("content", "rows", "issues")
]  # fmt: skip


def draft(connection: Connection, number: int) -> Draft | None:
    return next(iter(_drafts(connection, ImportDraft.id == number)), None)


def of_side(connection: Connection, *, side: Side) -> list[Draft]:
    """Those of a side that are still open, and what the other side proposed to it; latest first."""
    is_open = ImportDraft.status.not_in(("accepted", "abandoned", "refused"))
    return _drafts(connection, is_open & ((ImportDraft.side == side) | (ImportDraft.status == "proposed")))


def awaiting(connection: Connection, *, side: Side | None = None) -> list[Draft]:
    """Proposed by the other side of `side`, or by either: they wait for an answer, oldest first."""
    other = () if side is None else (ImportDraft.side != side,)
    return _drafts(connection, ImportDraft.status == "proposed", *other)[::-1]


def content(connection: Connection, number: int) -> bytes | None:
    found = connection.scalar(select(ImportDraft.content).where(ImportDraft.id == number))
    return None if found is None else bytes(found)


def rows(connection: Connection, number: int) -> Iterator[dict[str, str]]:
    """The rows as understood, by the columns of the contract for what they bring; none before they were read."""
    return csv.DictReader(_unpacked(connection, ImportDraft.rows, number))


def lines(connection: Connection, number: int, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same, as these columns in their order: a million lines in little time and memory."""
    reader = csv.reader(_unpacked(connection, ImportDraft.rows, number))
    head = next(reader, list(columns))
    return map(itemgetter(*(head.index(name) for name in columns)), reader)


def issues(connection: Connection, number: int) -> str:
    """Every fault and warning, as the reading wrote them (`imports.written.issues_of`)."""
    return _unpacked(connection, ImportDraft.issues, number).read()


def earlier(connection: Connection, sha256: str, *, besides: int = 0) -> list[Earlier]:
    """Whoever brought the same bytes before, latest first; abandoned and withdrawn ones say so."""
    found = connection.execute(
        select(ImportDraft.id, ImportDraft.batch_id, ImportDraft.status, ImportDraft.side, Account.display_name,
               func.coalesce(Batch.recorded_at, ImportDraft.dropped_at).label("at"), Batch.withdrawn_at)
        .outerjoin(Account, Account.id == ImportDraft.account_id)
        .outerjoin(Batch, Batch.id == ImportDraft.batch_id)
        .where(ImportDraft.sha256 == sha256, ImportDraft.id != besides)
        .order_by(ImportDraft.id.desc())
    )  # fmt: skip
    return [
        Earlier(row.id, row.batch_id, "withdrawn" if row.withdrawn_at else row.status, cast("Side", row.side),
                row.display_name, row.at)
        for row in found
    ]  # fmt: skip


def mappings(connection: Connection, *, signature: str = "") -> list[Remembered]:
    """All that are remembered, or those of one shape of file, latest first."""
    which = (ImportMapping.signature == signature,) if signature else ()
    found = connection.execute(
        select(ImportMapping.name, ImportMapping.signature, ImportMapping.answers, Account.display_name,
               ImportMapping.changed_at)
        .outerjoin(Account, Account.id == ImportMapping.account_id)
        .where(*which).order_by(ImportMapping.changed_at.desc(), ImportMapping.name)
    )  # fmt: skip
    return [
        Remembered(row.name, row.signature, json.loads(row.answers), row.display_name, row.changed_at) for row in found
    ]  # fmt: skip


def packed(words: bytes) -> bytes:
    """How rows and issues are kept."""
    return gzip.compress(words, 6, mtime=0)


def _unpacked(connection: Connection, column: Any, number: int) -> TextIO:
    """Unpacked as it is read; nothing where there is none."""
    found = connection.scalar(select(column).where(ImportDraft.id == number))
    if found is None:
        return io.StringIO()
    return io.TextIOWrapper(gzip.GzipFile(fileobj=io.BytesIO(found)), encoding="utf-8", newline="")


def _drafts(connection: Connection, *which: Any) -> list[Draft]:
    has_content = ImportDraft.content.is_not(None).label("has_content")
    names = (BROUGHT.display_name.label("by"), PROPOSED.display_name.label("proposed_by"))
    found = connection.execute(
        select(*SMALL, has_content, *names, FICTITIOUS.title_fr, FICTITIOUS.title_en, FICTITIOUS.publisher,
               FICTITIOUS.published_on)
        .outerjoin(BROUGHT, BROUGHT.id == ImportDraft.account_id)
        .outerjoin(FICTITIOUS, FICTITIOUS.id == BROUGHT.source_id)
        .outerjoin(PROPOSED, PROPOSED.id == ImportDraft.proposed_by_id)
        .where(*which).order_by(ImportDraft.id.desc())
    )  # fmt: skip
    return [_draft(row) for row in found]


def _draft(row: Any) -> Draft:
    return Draft(
        number=row.id, file_name=row.file_name, sha256=row.sha256, size=row.size, status=row.status,
        version=row.version, side=row.side, spoken=row.spoken, by=row.by, dropped_at=row.dropped_at,
        changed_at=row.changed_at, answers=json.loads(row.answers), mapping=row.mapping,
        outcome=from_json(Outcome, row.outcome) if row.outcome else None,
        refusal=from_json(Remark, row.refusal) if row.refusal else None, has_content=row.has_content,
        is_valid_only=row.is_valid_only, source=_source(row), reason=row.reason,
        compared=row.compared, proposed_by=row.proposed_by,
        proposed_at=row.proposed_at, return_reason=row.return_reason, batch=row.batch_id,
    )  # fmt: skip


def _source(row: Any) -> SourceWords:
    if row.title_fr:
        return SourceWords(row.title_fr, row.title_en, row.publisher, row.published_on, "demonstration")
    return SourceWords(
        row.source_title_fr or "", row.source_title_en or "", row.source_publisher or "", row.source_published_on,
        row.source_kind or "register",
    )  # fmt: skip
