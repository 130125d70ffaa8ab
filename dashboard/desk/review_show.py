"""The projector of a joint review, turned from either screen."""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard.desk.asked import Act, Asked, Done, whole
from dashboard.texts import text
from dashboard.updates import reviews


def show(connection: Connection, asked: Asked) -> Done:
    """`version` is that of the position that the screen had when it was turned."""
    number, based_on = whole(asked.fields, "review"), whole(asked.fields, "version")
    reviews.show(connection, asked.actor, number=number, screen=asked.fields.get("screen", ""), based_on=based_on)
    return Done(text("The screen was turned.", asked.language))


ACTS: dict[str, Act] = {"review.show": show}
