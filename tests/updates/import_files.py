"""Files on their way in, as the reading process would have understood them."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dashboard import model
from dashboard.actors import Actor
from dashboard.imports.understood import (
    ACTIVITY_COLUMNS,
    CELL_COLUMNS,
    FIGURE_COLUMNS,
    PROGRESS_COLUMNS,
    Counts,
    Issue,
    IssueGroup,
    Loads,
    Outcome,
    Question,
)
from dashboard.queries import drafts, import_changes
from dashboard.queries.drafts import Draft, SourceWords
from dashboard.queries.import_changes import Comparison
from dashboard.sheets.book import Remark
from dashboard.updates import batches
from dashboard.updates import drafts as entering
from dashboard.updates.drafts import Read

KEYS = (f"file-{number:06}" for number in itertools.count())
COLUMNS = {
    "cells": CELL_COLUMNS, "figures": FIGURE_COLUMNS, "progress": PROGRESS_COLUMNS, "activities": ACTIVITY_COLUMNS,
}  # fmt: skip
SOURCE = SourceWords("Registre des retours", "Register of returns", "DGME")
FAULTY = IssueGroup("error", "count", 1, (Issue("error", "count", "", 9, "C", "x", Remark("Write a number.")),))


def cells(*rows: tuple[object, ...]) -> list[tuple[object, ...]]:
    """Rows of register cells: count, month, territory, country, sex; the rest as `tests.updates.registers.cell`."""
    return [
        (place, "returns", month, territory, country, sex, "18-34", "", count)
        for place, (count, month, territory, country, sex) in enumerate(rows, start=2)
    ]


def one(
    count: int, month: int = 202601, territory: str = "gao", country: str = "NE", sex: str = "f"
) -> tuple[Any, ...]:
    return (count, month, territory, country, sex)


def outcome(loads: Loads = "cells", *, loaded: int = 1, questions: Sequence[Question] = (), faulty: int = 0) -> Outcome:
    return Outcome(
        kind="csv", shape="template", loads=loads, sheet="", hidden_sheets=(), other_sheets=(), header_rows=(1,),
        columns=(), questions=tuple(questions), issues=(FAULTY,) if faulty else (),
        counts=Counts(read=loaded + faulty, loaded=loaded, accepted=loaded, faulty=faulty), remarks=(),
        signature="month,count",
    )  # fmt: skip


def written(loads: Loads, rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS[loads])
    writer.writerows(rows)
    return out.getvalue().encode()


def dropped(connection: Connection, actor: Actor, content: bytes = b"", **given: Any) -> int:
    content = content or next(KEYS).encode()
    return entering.drop(
        connection, actor, **{"file_name": "retours.csv", "content": content, "spoken": "fr", "request": next(KEYS),
                              **given},
    )  # fmt: skip


def ready(
    connection: Connection, actor: Actor, rows: Sequence[Sequence[object]], *, loads: Loads = "cells",
    source: SourceWords = SOURCE, faulty: int = 0, content: bytes = b"", reason: str = "",
) -> Draft:  # fmt: skip
    """A file that was read, and whose source was named."""
    number = dropped(connection, actor, content)
    understood = outcome(loads, loaded=len(rows), faulty=faulty)
    entering.store(connection, number, 1, Read(understood, written(loads, rows), b""))
    entering.describe(
        connection, actor, number, version=2, source=source, is_valid_only=bool(faulty), reason=reason,
        request=next(KEYS),
    )  # fmt: skip
    return found(connection, number)


def found(connection: Connection, number: int) -> Draft:
    draft = drafts.draft(connection, number)
    assert draft
    return draft


def compared(connection: Connection, draft: Draft) -> Comparison:
    return import_changes.of(connection, draft)


def accept(connection: Connection, actor: Actor, draft: Draft, request: str = "") -> int:
    """The number of the batch, accepted as it is compared now."""
    basis = compared(connection, draft).basis
    told = batches.accept(
        connection, actor, draft.number, version=draft.version, basis=basis, request=request or next(KEYS)
    )
    return int(told["batch"])


def brought(connection: Connection, actor: Actor, *rows: tuple[Any, ...], source: SourceWords = SOURCE) -> int:
    """Register cells, read and accepted."""
    return accept(connection, actor, ready(connection, actor, cells(*rows), source=source))


def withdraw(connection: Connection, actor: Actor, number: int, reason: str = "mauvais fichier") -> dict[str, Any]:
    return batches.withdraw(connection, actor, number, reason=reason, request=next(KEYS))


def last_event(connection: Connection, action: str) -> dict[str, Any]:
    event = connection.execute(
        select(model.Event.after).where(model.Event.action == action).order_by(model.Event.id.desc()).limit(1)
    ).scalar_one()
    return dict(json.loads(event or "{}"))
