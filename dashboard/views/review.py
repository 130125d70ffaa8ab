"""Joint reviews: their list, and each as far as its reader may open it."""

from __future__ import annotations

from typing import Any

from dashboard.actors import Actor
from dashboard.provenance import Reading, Sourced
from dashboard.queries import review_room, reviews
from dashboard.queries.review_room import Room
from dashboard.texts import text
from dashboard.views import (
    identity,
    presenter,
    review_changes,
    review_desk,
    review_list,
    review_record,
    review_signing,
)
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.review_seen import REVIEW, SINCE, VIEW, may_open
from dashboard.views.shown import Query, Shown, chosen, unknown

Row = Any


def page(carried: Carried, query: Query) -> Shown:
    """As whoever is signed in sees it."""
    return of(identity.actor(), carried, query)


def public(carried: Carried, query: Query) -> Shown:
    """As anybody sees it: the first paint of the address. A review that strangers do not have may be the reader’s."""
    found = of(None, carried, query)
    if REVIEW not in found.dropped:
        return found
    return Shown(text("Loading…", carried.language), "", (), found.is_demonstration)


def of(reader: Actor | None, carried: Carried, query: Query) -> Shown:
    held: Sourced = fetch(reviews.reviews, reading=carried.reading)
    rows = {str(row.number): row for row in held.rows.itertuples() if _opens(row, reader, carried)}
    number, dropped = chosen(query, REVIEW, rows), unknown(query, {REVIEW: rows})
    if number is None:
        return review_list.page(held, reader, carried, dropped)
    return _one(rows[number], rows, reader, carried, query)


def _opens(row: Row, reader: Actor | None, carried: Carried) -> bool:
    """What is not signed is prepared and held now: a page that speaks of a past day has no such review."""
    return may_open(row.status, reader) and (row.status == "signed" or carried.reading.as_of is None)


def _one(row: Row, rows: dict[str, Row], reader: Actor | None, carried: Carried, query: Query) -> Shown:
    others = {number: one for number, one in rows.items() if one.number != row.number}
    since = chosen(query, SINCE, others)
    if since:
        return review_changes.page(row, others[since], list(rows.values()), carried)
    if row.status == "signed":
        return review_record.page(row, list(rows.values()), reader, carried, query)
    assert reader, "only editors open what is not signed"
    room: Room = fetch(review_room.room, reading=Reading(None, carried.reading.scope), number=row.number)
    if query.get(VIEW) == presenter.PRESENTER:
        return presenter.page(carried, query, room)
    if query.get(VIEW) == review_desk.SIGN and room.review.status == "held":
        return review_signing.page(room, reader, carried)
    return review_desk.page(room, carried, query)
