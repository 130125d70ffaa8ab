"""A joint review from its preparation to its session: date and place, agenda, statuses, what the projector shows.

Every write reads the rights of its author anew, takes the review for itself, and is done once for its key. A signed
review is never written again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.actors import Actor
from dashboard.errors import Conflict, DashboardError, EntryRefused
from dashboard.model import Account, AgendaItem, Event, PresenterPosition, Priority, Review, Source
from dashboard.provenance import Reading
from dashboard.queries import accounts, review_room
from dashboard.texts import Language, text
from dashboard.updates import events
from dashboard.updates.declared import words
from dashboard.updates.once import once

SOURCE_KEY = "joint-reviews"
FIRST_FICTITIOUS = 901
TITLE_LENGTH, PLACE_LENGTH, SUMMARY_LENGTH = 200, 120, 4000
TERMS = ("held_on", "place", "title_fr", "title_en", "summary_fr", "summary_en")


@dataclass(frozen=True)
class Terms:
    """Date, place and words of a review, as typed; without a title it has its number for one."""

    held_on: dt.date
    place: str
    title_fr: str = ""
    title_en: str = ""
    summary_fr: str = ""
    summary_en: str = ""

    def columns(self, number: int) -> dict[str, Any]:
        place = words(self.place, PLACE_LENGTH, "place")
        if place is None:
            raise EntryRefused("Say where the review is held.", field="place")
        titles = {
            "title_fr": words(self.title_fr, TITLE_LENGTH, "title") or _titled(number, "fr"),
            "title_en": words(self.title_en, TITLE_LENGTH, "title") or _titled(number, "en"),
        }
        summaries = {name: words(getattr(self, name), SUMMARY_LENGTH, name) for name in ("summary_fr", "summary_en")}
        return {"held_on": self.held_on, "place": place, **titles, **summaries}


def editor(connection: Connection, actor: Actor) -> Actor:
    """Whoever prepares and records a review: an editor of either side, as the database says now."""
    return accounts.allowed(connection, actor, "ministry_editor", "iom_editor")


def prepare(connection: Connection, actor: Actor, *, key: str, terms: Terms) -> int:
    """Announce a review, its agenda drafted from what is late, pending or due next; its number.

    What a demonstration account prepares is part of the demonstration set.
    """
    who = editor(connection, actor)
    return once(connection, key, actor, "review_prepared", lambda: _prepare(connection, who, terms))


def change(connection: Connection, actor: Actor, *, key: str, number: int, based_on: str, terms: Terms) -> str:
    """Another date, place, title or summary; the new version."""
    who = editor(connection, actor)
    return once(connection, key, actor, "review_changed", lambda: _change(connection, who, number, based_on, terms))


def open_session(connection: Connection, actor: Actor, *, key: str, number: int) -> str:
    """The session begins: from now on it records, and its day is today. Begun already: nothing changes."""
    who = editor(connection, actor)
    return once(connection, key, actor, "review_opened", lambda: _open(connection, who, number))


def show(connection: Connection, actor: Actor, *, number: int, screen: str, based_on: int) -> int:
    """Turn the projector to another screen; the new version. Whoever turned it first is followed.

    It changes nothing that a page has drawn: the caller needs not move the data version.
    """
    who = editor(connection, actor)
    review = locked(connection, number)
    refuse_unless(review, "held")
    if screen not in review_room.screens(connection):
        raise EntryRefused("The projector has no screen “{screen}”.", field="screen", screen=screen)
    found = review_room.position(connection, number=number)
    if found.version != based_on:
        told = "The other screen moved first: this one follows it."
        raise Conflict(told, version=str(found.version), theirs={"screen": found.screen})
    _place(connection, who, review.id, screen, found.version + 1)
    return found.version + 1


def locked(connection: Connection, number: int) -> Any:
    """The review, kept from other writers until this transaction ends."""
    columns = (Review.id, Review.number, Review.status, Review.version, Review.source_id,
               *(getattr(Review, name) for name in TERMS))  # fmt: skip
    found = connection.execute(select(*columns).where(Review.number == number).with_for_update()).one_or_none()
    if found is None:
        raise EntryRefused("There is no joint review no. {review}.", field="review", review=str(number))
    return found


def refuse_unless(review: Any, *statuses: str) -> None:
    """Raise unless the review is planned, held or signed as the write needs it to be."""
    if review.status in statuses:
        return
    if review.status == "signed":
        raise EntryRefused("Both sides signed this review: nothing of it changes any more.", field="review")
    if review.status == "planned":
        raise EntryRefused("This review has not begun: open the session first.", field="review")
    raise EntryRefused("This review is being held already.", field="review")


def _titled(number: int, language: Language) -> str:
    return text("Joint review no. {review}", language, review=str(number))


def _prepare(connection: Connection, who: Actor, terms: Terms) -> int:
    source_id = _source(connection, who)
    number = _next_number(connection, source_id)
    row = {**terms.columns(number), "number": number, "status": "planned", "source_id": source_id,
           "recorded_at": now()}  # fmt: skip
    review_id = connection.execute(insert(Review).values(row).returning(Review.id)).scalar_one()
    _draft(connection, who, review_id, source_id)
    events.record(connection, who, "review_prepared", "review", number, after=_kept(row))
    return number


def _source(connection: Connection, who: Actor) -> int:
    """Whose register a review stands in: that of the dialogue, or the demonstration set. Taken until the end, so that
    two reviews prepared at once have two numbers.
    """
    own = connection.scalar(select(Account.source_id).where(Account.id == who.account_id))
    if own is None:
        _ensure_register(connection)
    which = Source.id == own if own else Source.key == SOURCE_KEY
    return int(connection.execute(select(Source.id).where(which).with_for_update()).scalar_one())


def _ensure_register(connection: Connection) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    register = {
        "key": SOURCE_KEY, "title_fr": text("Register of joint reviews", "fr"),
        "title_en": text("Register of joint reviews", "en"), "publisher": text("MMEIA – IOM Mali", "fr"),
        "date_status": "not_printed", "kind": "register",
    }  # fmt: skip
    connection.execute(dialect.insert(Source).values(register).on_conflict_do_nothing())


def _next_number(connection: Connection, source_id: int) -> int:
    kind = connection.scalar(select(Source.kind).where(Source.id == source_id))
    is_fictitious = kind == "demonstration"
    family = Review.number >= FIRST_FICTITIOUS if is_fictitious else Review.number < FIRST_FICTITIOUS
    last = connection.scalar(select(func.max(Review.number)).where(family))
    return int(last or (FIRST_FICTITIOUS - 1 if is_fictitious else 0)) + 1


def _draft(connection: Connection, who: Actor, review_id: int, source_id: int) -> None:
    kind = connection.scalar(select(Source.kind).where(Source.id == source_id))
    reading = Reading(scope="all" if kind == "demonstration" else "published")
    numbers = {row.number: row.id for row in connection.execute(select(Priority.number, Priority.id))}
    rows = [
        {"review_id": review_id, "number": place, "place": place, "text_fr": point.fr, "text_en": point.en,
         "priority_id": None if point.priority is None else numbers[point.priority],
         "account_id": account_of(who), "recorded_at": now()}
        for place, point in enumerate(review_room.drafted(connection, reading=reading), start=1)
    ]  # fmt: skip
    connection.execute(insert(AgendaItem), rows)


def _change(connection: Connection, who: Actor, number: int, based_on: str, terms: Terms) -> str:
    review = locked(connection, number)
    refuse_unless(review, "planned", "held")
    if str(review.version) != based_on:
        raise _changed(connection, review)
    values = terms.columns(number)
    if review.status == "held":
        values |= {"held_on": review.held_on}  # the day on which it began is a fact
    connection.execute(update(Review).where(Review.id == review.id).values(**values, version=review.version + 1))
    before = {name: getattr(review, name) for name in TERMS}
    events.record(connection, who, "review_changed", "review", number, before=before, after=_kept(values))
    return str(review.version + 1)


def _changed(connection: Connection, review: Any) -> DashboardError:
    last = connection.execute(
        select(Event.happened_at, Event.side, Account.display_name)
        .outerjoin(Account, Account.id == Event.account_id)
        .where(Event.object_kind == "review", Event.object_key == str(review.number))
        .order_by(Event.id.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    side, by, at = (last.side, last.display_name, last.happened_at) if last else (None, None, None)
    return Conflict(
        "Somebody changed this while you were writing: nothing was overwritten.", version=str(review.version),
        theirs={name: getattr(review, name) for name in TERMS}, side=side, by=by, at=at,
    )  # fmt: skip


def _open(connection: Connection, who: Actor, number: int) -> str:
    review = locked(connection, number)
    if review.status == "held":
        return str(review.version)
    refuse_unless(review, "planned")
    values = {"status": "held", "held_on": now().date(), "version": review.version + 1}
    connection.execute(update(Review).where(Review.id == review.id).values(values))
    _place(connection, who, review.id, review_room.OPENING, 1)
    before = {"status": "planned", "held_on": review.held_on}
    events.record(connection, who, "review_opened", "review", number, before=before, after=values)
    return str(review.version + 1)


def _place(connection: Connection, who: Actor, review_id: int, screen: str, version: int) -> None:
    values = {"screen": screen, "version": version, "moved_at": now(), "account_id": account_of(who)}
    here = PresenterPosition.review_id == review_id
    if not connection.execute(update(PresenterPosition).where(here).values(values)).rowcount:
        connection.execute(insert(PresenterPosition).values(review_id=review_id, **values))


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in TERMS if name in row}


def account_of(who: Actor) -> int | None:
    return None if who.is_machine else who.account_id


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
