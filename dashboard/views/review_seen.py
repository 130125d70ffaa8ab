"""Which joint reviews somebody may open: signed ones for whoever reads, the others for the editors of both sides."""

from __future__ import annotations

from typing import Final

from dashboard.actors import EDITORS, Actor
from dashboard.views.link_values import Carried
from dashboard.views.markup import link

REVIEW, SINCE, VIEW = "review", "since", "view"
LONGEST_NUMBER: Final = 6


def is_editor(reader: Actor | None) -> bool:
    return reader is not None and reader.may(*EDITORS.values())


def may_open(status: str | None, reader: Actor | None) -> bool:
    """`status` is nothing where there is no such review: for whoever may not see one, the two are the same."""
    return status == "signed" or (status is not None and is_editor(reader))


def address(carried: Carried, number: int, **more: object) -> str:
    """The page of a review; not yet escaped."""
    return link("review", carried.query(review=number, **more))


def file_address(number: int, name: str, **query: object) -> str:
    """Where the door makes a file about a review; not yet escaped."""
    return link(f"files/reviews/{number}/{name}", query)


def pack_name(number: int) -> str:
    return f"review-{number}.json"
