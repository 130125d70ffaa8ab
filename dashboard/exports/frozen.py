"""What is frozen when a joint review is signed: texts, decisions, statuses, and every picture's data in both languages.

The same rows give the same bytes: nothing in a pack depends on the moment it is made, on the engine or on a locale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard import pictures
from dashboard.charts.visual import Visual
from dashboard.errors import NothingToDraw
from dashboard.exports import recorded, words
from dashboard.exports.remembering import remembering
from dashboard.pictures import Ask
from dashboard.provenance import Reading, Source, Sourced, merge_sources
from dashboard.queries import changes, packs, review_room, reviews, roadmap
from dashboard.queries.review_room import Room
from dashboard.texts import LANGUAGES

FORMAT = 2
"""1 had no `answers`."""
ALL = tuple(entry.key for entry in pictures.entries())
EACH_VALUE = ("priority", "measure")
"""Filters whose every value is frozen: a picture a value. Of the others, what the page shows first."""
REVIEW = ("number", "title_fr", "title_en", "held_on", "place", "summary_fr", "summary_en", "source_key")
OWNER = ("owner_acronym", "owner_fr", "owner_en")
WORDS = ("text_fr", "text_en", "only_in")
PARTICIPANT = ("number", "owner_kind", *OWNER, *WORDS)
AGENDA = ("number", "priority_number", *WORDS)
REMARK = ("number", "side", "priority_number", *WORDS)
DECISION = ("number", *WORDS, *OWNER, "priority_number", "due_on")
EARLIER = ("review_number", "decided_on", *DECISION, "outcome", "note_fr", "note_en")
Content = packs.Content


def freeze(connection: Any, number: int, *, with_pictures: bool = True) -> bytes:
    """The pack of a review as the database stands: what `updates.signing.sign` is handed.

    Without the data of pictures it takes a tenth of the time: so are the older reviews of the demonstration set.
    """
    asked = remembering(pictures.direct(connection))
    return packs.canonical(content(asked, number=number, keys=ALL if with_pictures else ()))


def content(ask: Ask, *, number: int, keys: Sequence[str] = ALL) -> Content:
    """Everything a review says, read as it was known at the end of its day, or now when that day has not come."""
    room: Room = ask(review_room.room, reading=Reading(), number=number)
    reading = _reading(room)
    priorities, activities, held = (
        ask(query, reading=reading) for query in (roadmap.priorities, roadmap.activities, reviews.reviews)
    )
    moved: Sourced | None = room.previous and ask(changes.between, reading=reading, **packs.since(room.previous))
    found: Content = {
        "format": FORMAT, "day": reading.day, "scope": reading.scope, **_said(room), "next": _next(held, room),
        "priorities": _rows(priorities), "activities": _rows(activities), "changes": _rows(moved) if moved else [],
        "sources": [_source(one) for one in _sources(priorities, activities, held, moved)],
        "is_demonstration": room.is_demonstration or any(one.is_demonstration for one in (priorities, activities)),
        "pictures": {name: drawn for key in keys for name, drawn in _pictures(key, ask, reading)},
        "answers": recorded.answers(ask, reading),
    }  # fmt: skip
    return {name: plain(value) for name, value in found.items()}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What two packs do not say alike: parts by name, pictures by `pictures/` and key."""
    parts = [name for name in sorted({*before, *after} - {"pictures"}) if before.get(name) != after.get(name)]
    old, new = before.get("pictures", {}), after.get("pictures", {})
    return parts + [f"pictures/{key}" for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


def plain(value: Any) -> Any:
    """What JSON holds: days as ISO words, numbers that both engines compute alike, an absence as null."""
    if value is None or value != value:
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(found) for name, found in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(found) for found in value]
    return recorded.number(value)


def _reading(room: Room) -> Reading:
    """A real review freezes real rows only: taking the demonstration set out takes nothing from it."""
    today = Reading().day
    return Reading(min(room.review.held_on, today), "all" if room.is_demonstration else "published")


def _said(room: Room) -> Content:
    tables: Mapping[str, tuple[Sequence[Any], Sequence[str]]] = {
        "participants": (room.participants, PARTICIPANT), "agenda": (room.agenda, AGENDA),
        "remarks": (room.remarks, REMARK), "decisions": (room.decisions, DECISION), "earlier": (room.earlier, EARLIER),
    }  # fmt: skip
    previous = room.previous and {"number": room.previous.number, "held_on": room.previous.held_on}
    told = {name: [_chosen(row, columns) for row in rows] for name, (rows, columns) in tables.items()}
    return {"review": _chosen(room.review, REVIEW), "previous": previous, **told}


def _chosen(row: Any, columns: Sequence[str]) -> Content:
    return {column: getattr(row, column) for column in columns}


def _next(held: Sourced, room: Room) -> Content | None:
    ahead = [row for row in held.rows.itertuples() if row.held_on > room.review.held_on]
    return _chosen(ahead[0], ("number", "held_on", "place")) if ahead else None


def _rows(found: Sourced) -> list[Content]:
    return [dict(zip(found.rows.columns, row, strict=True)) for row in found.rows.itertuples(index=False, name=None)]


def _sources(*found: Sourced | None) -> tuple[Source, ...]:
    return merge_sources(*(one.sources for one in found if one))


def _source(source: Source) -> Content:
    named = {f"words_{language}": words.reference(source, language) for language in LANGUAGES}
    return {"key": source.key, "kind": source.kind, **named}


def _pictures(key: str, ask: Ask, reading: Reading) -> Iterator[tuple[str, Content]]:
    """`roadmap.timeline?priority=3` → what its page shows for that value; the key alone without such a filter."""
    known = pictures.known_values(key, ask, reading=reading)
    each = next((name for name in EACH_VALUE if name in known), "")
    for value in known.get(each, {"": ""}):
        chosen = {each: value} if value else {}
        yield f"{key}?{each}={value}" if value else key, _picture(key, ask, reading, chosen)


def _picture(key: str, ask: Ask, reading: Reading, filters: Mapping[str, str]) -> Content:
    try:
        drawn = {
            language: pictures.picture(key, ask, reading=reading, language=language, filters=filters)
            for language in LANGUAGES
        }
    except NothingToDraw as missing:
        return {"missing": {language: missing.message(language) for language in LANGUAGES}}
    first = drawn["fr"]
    told: Content = {language: _told(visual) for language, visual in drawn.items()}
    table = {"columns": list(first.rows.columns), "rows": list(first.rows.itertuples(index=False, name=None))}
    return {"day": first.day, "is_demonstration": first.is_demonstration, **told, **table}


def _told(visual: Visual) -> Content:
    return {
        "title": visual.title, "subtitle": visual.subtitle, "caveats": visual.caveats, "alt": visual.alt,
        "filters": visual.filters, "source": words.source_line(visual), "citation": words.citation(visual),
        "columns": [[column.name, column.title, column.unit] for column in visual.columns],
    }  # fmt: skip
