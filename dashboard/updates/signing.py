"""Two sides sign what they both saw: the first signature freezes a pack, the second is put under the same digest.

A signature under something that changed since it was read is refused, and what changed is told. Nothing signed by
both sides is ever written again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.actors import Actor, editor_of
from dashboard.errors import EntryRefused, NotAllowed, PackChanged
from dashboard.model import SIDES, DataVersion, Review, ReviewPack, Signature
from dashboard.queries import accounts, packs
from dashboard.updates import events
from dashboard.updates.declared import words
from dashboard.updates.once import once
from dashboard.updates.reviews import account_of, locked, now, refuse_unless

Freeze = Callable[[Connection, int], bytes]
"""Makes the pack of a review of that number as the database stands."""
Differ = Callable[[packs.Content, packs.Content], list[str]]
FUNCTION_LENGTH = 200


@dataclass(frozen=True)
class Capacity:
    """In what function somebody signs, never their name."""

    fr: str
    en: str

    def columns(self) -> dict[str, Any]:
        french, english = (words(typed, FUNCTION_LENGTH, "function") for typed in (self.fr, self.en))
        if not french and not english:
            raise EntryRefused("Say in what function you sign.", field="function")
        return {"function_fr": french or english, "function_en": english or french}


def sign(
    connection: Connection, actor: Actor, *, key: str, number: int, seen: str, capacity: Capacity, freeze: Freeze,
    differ: Differ, anew: bool = False,
) -> dict[str, str]:  # fmt: skip
    """Sign for the side of the account; the digest signed, and the status of the review.

    `seen` is the digest of what the signer had before them. `anew` freezes what stands now in the place of a pack
    that the other side signed and that no longer says the same: that side then has to sign again.
    """
    who = _signer(connection, actor)
    return once(
        connection, key, actor, "review_signed",
        lambda: _sign(connection, who, number, seen, capacity, freeze, differ, anew),
    )  # fmt: skip


def _signer(connection: Connection, actor: Actor) -> Actor:
    who = accounts.present(connection, actor)
    if who.side is None:
        raise NotAllowed("Only the editors of the two sides sign a review.")
    who.require(editor_of(who.side))
    return who


def _sign(
    connection: Connection, who: Actor, number: int, seen: str, capacity: Capacity, freeze: Freeze, differ: Differ,
    anew: bool,
) -> dict[str, str]:  # fmt: skip
    review = locked(connection, number)
    refuse_unless(review, "held")
    _hold_still(connection)
    content, last = freeze(connection, number), packs.of_review(connection, review.id)
    found = packs.digest(content)
    if last and last.sha256 != found and not anew and last.sides - {who.side}:
        raise _changed(last, content, differ, found)
    if found != seen:
        raise PackChanged("What you were about to sign has changed since: read it again.", version=found)
    if last and last.sha256 == found and who.side in last.sides:
        raise EntryRefused("Your side has signed this already.", field="review")
    pack_id = last.id if last and last.sha256 == found else _keep(connection, who, review.id, content, found)
    _put(connection, who, review.id, pack_id, found, capacity)
    return {"sha256": found, "status": _close(connection, who, review, pack_id, found)}


def _hold_still(connection: Connection) -> None:
    """Every writer moves this row before it ends: until the pack is signed, nobody else's rows appear."""
    connection.execute(select(DataVersion.number).with_for_update())


def _changed(last: packs.Pack, content: bytes, differ: Differ, found: str) -> PackChanged:
    changed = differ(last.opened(), packs.Pack(0, content.decode(), found, last.frozen_at, ()).opened())
    signed = last.signatures[-1]
    return PackChanged(
        "Since the other side signed, {count} parts of what it signed have changed: read them, then sign anew; the "
        "other side will then have to sign again.",
        version=found, theirs={"changed": changed}, side=signed.side, at=signed.signed_at, count=len(changed),
    )  # fmt: skip


def _keep(connection: Connection, who: Actor, review_id: int, content: bytes, sha256: str) -> int:
    row = {"review_id": review_id, "content": content.decode(), "sha256": sha256, "frozen_at": now(),
           "account_id": account_of(who)}  # fmt: skip
    return connection.execute(insert(ReviewPack).values(row).returning(ReviewPack.id)).scalar_one()


def _put(
    connection: Connection, who: Actor, review_id: int, pack_id: int, sha256: str, capacity: Capacity
) -> None:  # fmt: skip
    row = {"review_id": review_id, "pack_id": pack_id, "account_id": account_of(who), "side": who.side,
           "sha256": sha256, "signed_at": now(), **capacity.columns()}  # fmt: skip
    connection.execute(insert(Signature).values(row))


def _close(connection: Connection, who: Actor, review: Any, pack_id: int, sha256: str) -> str:
    """The second signature closes the review."""
    sides = set(connection.scalars(select(Signature.side).where(Signature.pack_id == pack_id)))
    status = "signed" if sides == set(SIDES) else "held"
    if status == "signed":
        changed = update(Review).where(Review.id == review.id).values(status=status, version=review.version + 1)
        connection.execute(changed)
    after = {"sha256": sha256, "side": who.side, "status": status}
    events.record(connection, who, "review_signed", "review", review.number, after=after)
    return status
