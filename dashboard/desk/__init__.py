"""The desk: what people ask by a form of a page, each act in one transaction, each refusal kept as an event.

`views.forms` draws the forms, `assets/forms.js` sends them, `door.desk` answers them; the rules are in `updates`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import database
from dashboard.desk import administration, entry, imports, review, review_show
from dashboard.desk.asked import Act, Asked, Done
from dashboard.updates import refusals

__all__ = ["ACTS", "Act", "Asked", "Done", "perform"]

ACTS: Final[Mapping[str, Act]] = {
    **administration.ACTS, **entry.ACTS, **imports.ACTS, **review.ACTS, **review_show.ACTS,
}  # fmt: skip
UNDRAWN: Final = frozenset(review_show.ACTS) | imports.UNDRAWN
"""What they change is on no page: what is kept of the data stays valid."""


def perform(name: str, asked: Asked) -> Done:
    """Done as a whole or not at all; `name` is one of `ACTS`."""
    transaction = database.noting if name in UNDRAWN else database.writing
    with refusals.noted(asked.actor, name.replace(".", "_"), asked.about), transaction() as connection:
        done = ACTS[name](connection, asked)
    if done.afterwards:
        done.afterwards()
    return done
