"""A small dialogue with two editors, one activity, and reviews that they prepare, hold and sign."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.exports import frozen
from dashboard.queries import packs
from dashboard.updates import review_entries, reviews, signing
from dashboard.updates.review_entries import Decided
from dashboard.updates.reviews import Terms
from dashboard.updates.signing import Capacity
from tests.queries.roadmap_rows import activity, organisation, priority, report
from tests.updates.editors import editor

TODAY = dt.datetime.now(dt.UTC).date()
LATER = TODAY + dt.timedelta(days=30)
CHAIR = Capacity("présidence", "chair")
_keys = itertools.count(1)


@dataclass(frozen=True)
class Dialogue:
    ministry: Actor
    iom: Actor


def key() -> str:
    """A new idempotency key, as each form has its own."""
    return f"test-form-{next(_keys):06}"


def dialogue(connection: Connection) -> Dialogue:
    organisation(connection)
    organisation(connection, "iom", "iom")
    activity_id = activity(connection, "secretariat")
    report(connection, activity_id, 20, 40.0)
    priority(connection, 2)
    return Dialogue(editor(connection, "ministry"), editor(connection, "iom"))


def prepared(connection: Connection, who: Actor) -> int:
    return reviews.prepare(connection, who, key=key(), terms=Terms(LATER, "Bamako"))


def held(connection: Connection, who: Actor) -> int:
    number = prepared(connection, who)
    reviews.open_session(connection, who, key=key(), number=number)
    return number


def decided(connection: Connection, who: Actor, number: int, words: str = "Installer le comité") -> dict[str, int]:
    return review_entries.add(
        connection, who, key=key(), review=number, entry=Decided("mmeia", LATER, priority=1, fr=words, en="Set it up")
    )


def present(connection: Connection, number: int) -> str:
    """The digest of what a signer has on screen."""
    return packs.digest(frozen.freeze(connection, number))


def sign(connection: Connection, who: Actor, number: int, **how: Any) -> dict[str, str]:
    """What stands on the signer's screen is what is frozen, unless `seen` says otherwise: made once for both."""
    pack = frozen.freeze(connection, number)
    asked: dict[str, Any] = {"key": key(), "seen": packs.digest(pack), **how}
    return signing.sign(
        connection, who, number=number, capacity=CHAIR, freeze=lambda *_: pack, differ=frozen.differences, **asked
    )
