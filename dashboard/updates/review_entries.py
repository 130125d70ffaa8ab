"""What people enter at a joint review: participants, agenda, remarks, decisions.

Each has a number within its review. It is corrected by a new row that supersedes the old one, and withdrawn by a
`superseded_at` without a follower; an edit names the version (the number of the row) that its author saw.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from sqlalchemy import Connection, func, insert, select, update

from dashboard.actors import Actor
from dashboard.errors import Conflict, EntryRefused
from dashboard.model import (
    Account,
    AgendaItem,
    Decision,
    Organisation,
    Participant,
    Priority,
    Remark,
)
from dashboard.updates import declared, events
from dashboard.updates.once import once
from dashboard.updates.reviews import account_of, editor, locked, now, refuse_unless

LENGTH = 2000
PLANNED, HELD = "planned", "held"
HIDDEN = {"id", "recorded_at", "superseded_at", "supersedes_id", "reason", "account_id", "review_id", "number"}


class Entry(Protocol):
    """Something typed: the table it belongs to, when it may be entered, and its columns once checked."""

    table: ClassVar[Any]
    kind: ClassVar[str]
    statuses: ClassVar[tuple[str, ...]]

    def columns(self, connection: Connection, review: Any, who: Actor) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Seat:
    """An institution at the table and the function that speaks for it, never a person's name."""

    table: ClassVar[Any] = Participant
    kind: ClassVar[str] = "participant"
    statuses: ClassVar[tuple[str, ...]] = (PLANNED, HELD)
    organisation: str
    fr: str = ""
    en: str = ""

    def columns(self, connection: Connection, review: Any, who: Actor) -> dict[str, Any]:
        return {"organisation_id": _organisation(connection, self.organisation), **_words(self.fr, self.en)}


@dataclass(frozen=True)
class Point:
    """A point of the agenda, at its turn: without one the last of all, or where it was."""

    table: ClassVar[Any] = AgendaItem
    kind: ClassVar[str] = "agenda_item"
    statuses: ClassVar[tuple[str, ...]] = (PLANNED, HELD)
    place: int | None = None
    priority: int | None = None
    fr: str = ""
    en: str = ""

    def columns(self, connection: Connection, review: Any, who: Actor) -> dict[str, Any]:
        turn = {} if self.place is None else {"place": self.place}
        return {**turn, "priority_id": _priority(connection, self.priority), **_words(self.fr, self.en)}


@dataclass(frozen=True)
class Said:
    """A remark to keep; its side is that of whoever enters it."""

    table: ClassVar[Any] = Remark
    kind: ClassVar[str] = "remark"
    statuses: ClassVar[tuple[str, ...]] = (HELD,)
    priority: int | None = None
    fr: str = ""
    en: str = ""

    def columns(self, connection: Connection, review: Any, who: Actor) -> dict[str, Any]:
        if who.side is None:
            raise EntryRefused("Your account belongs to neither side: ask the administrator.", field="side")
        return {"side": who.side, "priority_id": _priority(connection, self.priority), **_words(self.fr, self.en)}


@dataclass(frozen=True)
class Decided:
    """A decision: what, who, by when."""

    table: ClassVar[Any] = Decision
    kind: ClassVar[str] = "decision"
    statuses: ClassVar[tuple[str, ...]] = (HELD,)
    owner: str
    due_on: dt.date
    priority: int | None = None
    fr: str = ""
    en: str = ""

    def columns(self, connection: Connection, review: Any, who: Actor) -> dict[str, Any]:
        if self.due_on < review.held_on:
            raise EntryRefused("A decision is due on the day of its review or later.", field="due_on")
        return {
            "owner_id": _organisation(connection, self.owner), "due_on": self.due_on,
            "priority_id": _priority(connection, self.priority), **_words(self.fr, self.en),
        }  # fmt: skip


KINDS: dict[str, type[Entry]] = {one.kind: one for one in (Seat, Point, Said, Decided)}


def add(connection: Connection, actor: Actor, *, key: str, review: int, entry: Entry) -> dict[str, int]:
    """A new one: its number in the review, and its version."""
    who = editor(connection, actor)
    return once(connection, key, actor, f"{entry.kind}_added", lambda: _enter(connection, who, review, entry))


def change(
    connection: Connection, actor: Actor, *, key: str, review: int, number: int, based_on: str, entry: Entry
) -> dict[str, int]:
    """The same with other words; refused with `Conflict` when another version stands than the one that was seen."""
    who = editor(connection, actor)
    return once(
        connection, key, actor, f"{entry.kind}_changed",
        lambda: _enter(connection, who, review, entry, seen=(number, based_on)),
    )  # fmt: skip


def withdraw(
    connection: Connection, actor: Actor, *, key: str, review: int, kind: str, number: int, based_on: str, reason: str
) -> dict[str, int]:
    """Out of the review; what it said stays readable in the journal, with who withdrew it and why."""
    who = editor(connection, actor)
    return once(
        connection, key, actor, f"{kind}_withdrawn",
        lambda: _withdraw(connection, who, review, KINDS[kind], number, based_on, declared.reason(reason)),
    )  # fmt: skip


def move(
    connection: Connection,
    actor: Actor,
    *,
    key: str,
    review: int,
    number: int,
    based_on: str,
    to: Literal["up", "down"],
) -> dict[str, int]:
    """A point of the agenda one turn earlier or later; at the end it stays where it is."""
    who = editor(connection, actor)
    return once(
        connection, key, actor, "agenda_item_moved", lambda: _move(connection, who, review, number, based_on, to)
    )


def _enter(
    connection: Connection, who: Actor, review_number: int, entry: Entry, *, seen: tuple[int, str] | None = None
) -> dict[str, int]:
    """A new row under a new number, or in the place of the one that was seen."""
    review = _open_for(connection, review_number, entry)
    old = _standing(connection, review, entry, *seen) if seen else None
    values = entry.columns(connection, review, who)
    if old:
        _supersede(connection, entry.table, old.id)
    return _write(connection, who, entry.kind, review, values, old)


def _withdraw(
    connection: Connection, who: Actor, review_number: int, kind: type[Entry], number: int, based_on: str, reason: str
) -> dict[str, int]:
    review = _open_for(connection, review_number, kind)
    old = _standing(connection, review, kind, number, based_on)
    _supersede(connection, kind.table, old.id)
    key = f"{review_number}.{number}"
    events.record(connection, who, f"{kind.kind}_withdrawn", kind.kind, key, before=_told(old), reason=reason)
    return {"number": number, "version": old.id}


def _move(
    connection: Connection, who: Actor, review_number: int, number: int, based_on: str, to: Literal["up", "down"]
) -> dict[str, int]:
    review = _open_for(connection, review_number, Point)
    old = _standing(connection, review, Point, number, based_on)
    rows = list(connection.execute(
        select(AgendaItem.__table__).where(AgendaItem.review_id == review.id, AgendaItem.superseded_at.is_(None))
        .order_by(AgendaItem.place, AgendaItem.number)
    ))  # fmt: skip
    here = next(turn for turn, row in enumerate(rows) if row.id == old.id)
    there = max(0, here - 1) if to == "up" else min(len(rows) - 1, here + 1)
    rows.insert(there, rows.pop(here))
    for turn, row in enumerate(rows, start=1):
        _seat(connection, who, review, row, turn)
    return {"number": number, "place": there + 1}


def _seat(connection: Connection, who: Actor, review: Any, row: Any, turn: int) -> None:
    """A point at its turn; one that keeps its turn keeps its version."""
    if row.place == turn:
        return
    _supersede(connection, AgendaItem, row.id)
    _write(connection, who, Point.kind, review, {**_told(row), "place": turn}, row)


def _open_for(connection: Connection, number: int, entry: Entry | type[Entry]) -> Any:
    review = locked(connection, number)
    refuse_unless(review, *entry.statuses)
    return review


def _supersede(connection: Connection, table: Any, row_id: int) -> None:
    connection.execute(update(table).where(table.id == row_id).values(superseded_at=now()))


def _write(
    connection: Connection, who: Actor, kind: str, review: Any, values: dict[str, Any], old: Any | None
) -> dict[str, int]:
    table = KINDS[kind].table
    number = old.number if old else _next_number(connection, table, review.id)
    row = {**_turn(connection, table, review.id, old), **values, "review_id": review.id, "number": number,
           "recorded_at": now(), "account_id": account_of(who), "supersedes_id": old.id if old else None}  # fmt: skip
    version = connection.execute(insert(table).values(row).returning(table.id)).scalar_one()
    action = f"{kind}_changed" if old else f"{kind}_added"
    before = _told(old) if old else None
    events.record(connection, who, action, kind, f"{review.number}.{number}", before=before, after=values)
    return {"number": number, "version": version}


def _turn(connection: Connection, table: Any, review_id: int, old: Any | None) -> dict[str, int]:
    """Where a point of the agenda stands that names no place."""
    if table is not AgendaItem:
        return {}
    live = (table.review_id == review_id, table.superseded_at.is_(None))
    last = select(func.coalesce(func.max(table.place), 0)).where(*live)
    return {"place": old.place if old else connection.execute(last).scalar_one() + 1}


def _next_number(connection: Connection, table: Any, review_id: int) -> int:
    return int(connection.scalar(select(func.max(table.number)).where(table.review_id == review_id)) or 0) + 1


def _standing(connection: Connection, review: Any, entry: Entry | type[Entry], number: int, based_on: str) -> Any:
    """The row in force, if it is the one that was seen; else who changed or withdrew it, and what stands now."""
    table = entry.table
    here = (table.review_id == review.id, table.number == number)
    found = connection.execute(select(table.__table__).where(*here, table.superseded_at.is_(None))).one_or_none()
    if found is not None and str(found.id) == based_on:
        return found
    if found is None:
        raise _withdrawn(connection, here, table)
    raise _changed(connection, found)


def _changed(connection: Connection, found: Any) -> Conflict:
    by = connection.execute(
        select(Account.side, Account.display_name).where(Account.id == found.account_id)
    ).one_or_none()  # fmt: skip
    return Conflict(
        "Somebody changed this while you were writing: nothing was overwritten.", version=str(found.id),
        theirs=_readable(connection, found), side=by.side if by else None, by=by.display_name if by else None,
        at=found.recorded_at,
    )  # fmt: skip


def _withdrawn(connection: Connection, here: tuple[Any, ...], table: Any) -> Conflict | EntryRefused:
    last = connection.execute(
        select(table.__table__).where(*here).order_by(table.id.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if last is None:
        return EntryRefused("This is not part of the review.", field="number")
    return Conflict(
        "This was withdrawn while you were writing: what you typed can be entered anew.",
        theirs=_readable(connection, last),
        at=last.superseded_at,
    )  # fmt: skip


def _readable(connection: Connection, row: Any) -> dict[str, Any]:
    """As a form holds it: keys and numbers that people chose, and words in the language they were written in."""
    told = _told(row)
    only = told.pop("only_in", None)
    for name in ("organisation_id", "owner_id"):
        if name in told:
            which = Organisation.id == told.pop(name)
            told["organisation"] = connection.scalar(select(Organisation.key).where(which))
    if "priority_id" in told:
        told["priority"] = connection.scalar(select(Priority.number).where(Priority.id == told.pop("priority_id")))
    return told | ({f"text_{'en' if only == 'fr' else 'fr'}": None} if only else {})


def _told(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in HIDDEN}


def _words(fr: str, en: str) -> dict[str, Any]:
    """Both columns always hold words: those of one language stand for the other, and `only_in` says so."""
    french, english = (declared.words(typed, LENGTH, "text") for typed in (fr, en))
    if not french and not english:
        raise EntryRefused("Write it in French or in English.", field="text")
    only = None if french and english else "fr" if french else "en"
    return {"text_fr": french or english, "text_en": english or french, "only_in": only}


def _organisation(connection: Connection, key: str) -> int:
    found = connection.scalar(select(Organisation.id).where(Organisation.key == key))
    if found is None:
        raise EntryRefused("No institution is called “{organisation}”.", field="organisation", organisation=key)
    return int(found)


def _priority(connection: Connection, number: int | None) -> int | None:
    found = connection.scalar(select(Priority.id).where(Priority.number == number)) if number is not None else None
    if number is not None and found is None:
        raise EntryRefused("There is no priority {priority}.", field="priority", priority=number)
    return found
