"""A joint review by form: announced, prepared, opened, written down, signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, Literal, cast

from sqlalchemy import Connection

from dashboard.desk import asked as typed
from dashboard.desk.asked import Act, Asked, Done, Fields
from dashboard.desk.personal import doubt
from dashboard.errors import EntryRefused, PackChanged
from dashboard.exports import differing, frozen
from dashboard.model import FOLLOW_UPS
from dashboard.texts import text
from dashboard.updates import review_entries, review_follow_up, reviews, signing
from dashboard.updates.review_entries import Decided, Entry, Point, Said, Seat
from dashboard.updates.reviews import Terms
from dashboard.updates.signing import Capacity

WORDS: Final = ("text_fr", "text_en")
ADDED: Final = {
    "participant": "The participant was added.",
    "agenda_item": "The point was added to the agenda.",
    "remark": "The remark was recorded.",
    "decision": "The decision was recorded.",
}
CHANGED: Final = {
    "participant": "The participant was changed.",
    "agenda_item": "The point of the agenda was changed.",
    "remark": "The remark was changed.",
    "decision": "The decision was changed.",
}
WITHDRAWN: Final = {
    "participant": "The participant was taken out.",
    "agenda_item": "The point was taken out of the agenda.",
    "remark": "The remark was taken out.",
    "decision": "The decision was taken out.",
}


def prepare(connection: Connection, asked: Asked) -> Done:
    number = reviews.prepare(connection, asked.actor, key=asked.request, terms=_terms(asked))
    told = text(
        "Joint review no. {review} is announced; its agenda is drafted below.", asked.language, review=str(number)
    )
    return Done(told, f"/review?review={number}&language={asked.language}")


def change(connection: Connection, asked: Asked) -> Done:
    reviews.change(
        connection, asked.actor, key=asked.request, number=_review(asked), based_on=asked.fields.get("version", ""),
        terms=_terms(asked),
    )  # fmt: skip
    return Done(text("Date, place and words of the review are recorded.", asked.language))


def open_session(connection: Connection, asked: Asked) -> Done:
    reviews.open_session(connection, asked.actor, key=asked.request, number=_review(asked))
    return Done(text("The session is open.", asked.language))


def add(kind: str, connection: Connection, asked: Asked) -> Done:
    entry = _entry(kind, asked)
    review_entries.add(connection, asked.actor, key=asked.request, review=_review(asked), entry=entry)
    return Done(text(ADDED[kind], asked.language))


def reword(kind: str, connection: Connection, asked: Asked) -> Done:
    entry = _entry(kind, asked)
    review_entries.change(
        connection, asked.actor, key=asked.request, review=_review(asked), entry=entry, **_seen(asked)
    )
    return Done(text(CHANGED[kind], asked.language))


def withdraw(kind: str, connection: Connection, asked: Asked) -> Done:
    reason = asked.fields.get("reason", "")
    review_entries.withdraw(
        connection, asked.actor, key=asked.request, review=_review(asked), kind=kind, reason=reason, **_seen(asked)
    )
    return Done(text(WITHDRAWN[kind], asked.language))


def move(connection: Connection, asked: Asked) -> Done:
    to = cast(Literal["up", "down"], typed.one_of(asked.fields, "to", ("up", "down")))
    review_entries.move(
        connection, asked.actor, key=asked.request, review=_review(asked), to=to, **_seen(asked)
    )  # fmt: skip
    return Done(text("The point was moved.", asked.language))


def follow_up(connection: Connection, asked: Asked) -> Done:
    _doubt(asked, "note_fr", "note_en")
    review_follow_up.follow_up(
        connection, asked.actor, key=asked.request, review=_review(asked),
        decided_in=typed.whole(asked.fields, "decided_in"), outcome=typed.one_of(asked.fields, "outcome", FOLLOW_UPS),
        note_fr=asked.fields.get("note_fr", ""), note_en=asked.fields.get("note_en", ""), **_seen(asked),
    )  # fmt: skip
    return Done(text("What became of the decision is recorded.", asked.language))


def sign(connection: Connection, asked: Asked) -> Done:
    """`seen` is the digest of what the page showed; what has changed since is told part by part."""
    capacity = Capacity(asked.fields.get("function_fr", ""), asked.fields.get("function_en", ""))
    try:
        done = signing.sign(
            connection, asked.actor, key=asked.request, number=_review(asked), seen=asked.fields.get("seen", ""),
            capacity=capacity, freeze=frozen.freeze, differ=frozen.differences, anew=asked.fields.get("anew") == "yes",
        )  # fmt: skip
    except PackChanged as changed:
        raise _told(changed, asked) from None
    if done["status"] == "signed":
        return Done(text("Both sides have signed: the review is closed.", asked.language), _address(asked))
    return Done(text("Your side has signed. The other side now signs the same pack.", asked.language))


def _told(changed: PackChanged, asked: Asked) -> PackChanged:
    """With no version to go on from: the page is read again before anybody signs."""
    parts = differing.words(cast("list[str]", changed.theirs.get("changed", [])), asked.language)
    if not parts:
        return PackChanged("What you were about to sign has changed since: read it again.")
    return PackChanged(
        "Since the other side signed, this has changed: {parts}. Read it, then sign anew; the other side will then "
        "have to sign again.", side=changed.side, at=changed.at, parts="; ".join(parts),
    )  # fmt: skip


def _terms(asked: Asked) -> Terms:
    fields = asked.fields
    _doubt(asked, "title_fr", "title_en", "summary_fr", "summary_en")
    words = {name: fields.get(name, "") for name in ("title_fr", "title_en", "summary_fr", "summary_en")}
    return Terms(typed.day(fields, "held_on"), fields.get("place", ""), **words)


def _entry(kind: str, asked: Asked) -> Entry:
    _doubt(asked, *WORDS)
    return READ[kind](asked.fields)


def _seat(fields: Fields) -> Entry:
    return Seat(_institution(fields), **_words(fields))


def _point(fields: Fields) -> Entry:
    return Point(None, typed.maybe_whole(fields, "priority"), **_words(fields))


def _said(fields: Fields) -> Entry:
    return Said(priority=typed.maybe_whole(fields, "priority"), **_words(fields))


def _decided(fields: Fields) -> Entry:
    return Decided(
        _institution(fields), typed.day(fields, "due_on"), priority=typed.maybe_whole(fields, "priority"),
        **_words(fields),
    )  # fmt: skip


def _institution(fields: Fields) -> str:
    key = fields.get("organisation", "")
    if not key:
        raise EntryRefused("Choose an institution.", field="organisation")
    return key


READ: Final[Mapping[str, Callable[[Fields], Entry]]] = {
    "participant": _seat, "agenda_item": _point, "remark": _said, "decision": _decided,
}  # fmt: skip


def _words(fields: Fields) -> dict[str, str]:
    return {"fr": fields.get("text_fr", ""), "en": fields.get("text_en", "")}


def _seen(asked: Asked) -> dict[str, Any]:
    """Which entry of the review, and the version that the form was filled from."""
    return {"number": typed.whole(asked.fields, "number"), "based_on": asked.fields.get("version", "")}


def _review(asked: Asked) -> int:
    return typed.whole(asked.fields, "review")


def _address(asked: Asked) -> str:
    return f"/review?review={_review(asked)}&language={asked.language}"


def _doubt(asked: Asked, *names: str) -> None:
    if not asked.is_sure:
        for name in names:
            doubt(asked.fields.get(name, ""), name)


ACTS: Final[Mapping[str, Act]] = {
    "review.prepare": prepare,
    "review.change": change,
    "review.open": open_session,
    "review.move_agenda_item": move,
    "review.follow_up": follow_up,
    "review.sign": sign,
    **{f"review.add_{kind}": partial(add, kind) for kind in READ},
    **{f"review.change_{kind}": partial(reword, kind) for kind in READ},
    **{f"review.withdraw_{kind}": partial(withdraw, kind) for kind in READ},
}
