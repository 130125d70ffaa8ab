"""Which joint reviews somebody may open: signed ones for whoever reads, the others for the editors of both sides."""

from __future__ import annotations

from typing import Final

from dashboard.actors import EDITORS, Actor

LONGEST_NUMBER: Final = 6


def is_editor(reader: Actor | None) -> bool:
    return reader is not None and reader.may(*EDITORS.values())


def may_open(status: str | None, reader: Actor | None) -> bool:
    """`status` is nothing where there is no such review: for whoever may not see one, the two are the same."""
    return status == "signed" or (status is not None and is_editor(reader))


def file_address(number: int, name: str) -> str:
    """Where the door makes a file about a review; without link values, not yet escaped."""
    return f"files/reviews/{number}/{name}"


def pack_name(number: int) -> str:
    return f"review-{number}.json"
