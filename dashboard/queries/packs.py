"""What both sides signed: packs as they were frozen, and whether each still is what its signatures say."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dashboard.errors import EntryRefused
from dashboard.model import SIDES, Review, ReviewPack, Signature
from dashboard.provenance import Reading

Content = dict[str, Any]


@dataclass(frozen=True)
class Signed:
    """One side's signature, in what capacity and when."""

    side: str
    function_fr: str
    function_en: str
    sha256: str
    signed_at: dt.datetime


@dataclass(frozen=True)
class Pack:
    """The pack of a review that counts: the last one frozen, with the signatures put under it."""

    id: int
    content: str
    sha256: str
    frozen_at: dt.datetime
    signatures: tuple[Signed, ...]

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(signature.side for signature in self.signatures)

    def opened(self) -> Content:
        found: Content = json.loads(self.content)
        return found


@dataclass(frozen=True)
class Verified:
    """What was found of a pack; `faults` are English texts of the catalogue, none when everything holds."""

    number: int
    pack: Pack | None
    recomputed: str
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def closed_at(held_on: dt.date, frozen_at: dt.datetime | None) -> dt.datetime | None:
    """The instant of its day at which a signed review was frozen; nothing when that came later, or not yet.

    A pack says what was known then: what is recorded on the same day after it belongs to the next review.
    """
    return frozen_at if frozen_at and frozen_at.date() == held_on else None


def since(previous: Any) -> dict[str, Any]:
    """The review before, as the moment from which `changes.between` tells what changed."""
    return {"since": previous.held_on, "instant": closed_at(previous.held_on, previous.frozen_at)}


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way to write a pack: sorted keys, no spaces, UTF-8, no number that JSON does not know."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_review(connection: Connection, review_id: int) -> Pack | None:
    """The pack that counts, nothing before anybody signed."""
    columns = (ReviewPack.id, ReviewPack.content, ReviewPack.sha256, ReviewPack.frozen_at)
    last = select(*columns).where(ReviewPack.review_id == review_id).order_by(ReviewPack.id.desc()).limit(1)
    found = connection.execute(last).one_or_none()
    return Pack(*found, _signatures(connection, found.id)) if found else None


def _signatures(connection: Connection, pack_id: int) -> tuple[Signed, ...]:
    table = Signature
    found = connection.execute(
        select(table.side, table.function_fr, table.function_en, table.sha256, table.signed_at)
        .where(table.pack_id == pack_id)
        .order_by(table.id)
    )
    return tuple(Signed(*row) for row in found)


def pack(connection: Connection, *, number: int, reading: Reading | None = None) -> Pack | None:
    """The pack that counts for a review of that number, the same whatever the day and scope of a page."""
    return of_review(connection, _review(connection, number).id)


def verify(connection: Connection, *, number: int) -> Verified:
    """Read the stored pack again: its digest, its writing, its review, and both signatures."""
    review = _review(connection, number)
    found = of_review(connection, review.id)
    if found is None:
        return Verified(number, None, "", ("Nothing was frozen for this review.",))
    recomputed = digest(found.content.encode())
    return Verified(number, found, recomputed, tuple(_faults(review, found, recomputed)))


def _review(connection: Connection, number: int) -> Any:
    found = connection.execute(select(Review.id, Review.number, Review.status).where(Review.number == number))
    if (row := found.one_or_none()) is None:
        raise EntryRefused("There is no joint review no. {review}.", field="review", review=str(number))
    return row


def _faults(review: Any, found: Pack, recomputed: str) -> list[str]:
    checks = {
        "The pack is not the one that was frozen: its digest differs.": recomputed == found.sha256,
        "The pack is not written as packs are: it was touched.": _is_whole(found, review.number),
        "The ministry’s signature is missing, or is under something else.": _is_signed(found, SIDES[0], recomputed),
        "IOM’s signature is missing, or is under something else.": _is_signed(found, SIDES[1], recomputed),
        "The review is not closed as signed.": review.status == "signed",
    }
    return [fault for fault, holds in checks.items() if not holds]


def _is_whole(found: Pack, number: int) -> bool:
    try:
        content = found.opened()
        return canonical(content) == found.content.encode() and content["review"]["number"] == number
    except (ValueError, KeyError, TypeError):
        return False


def _is_signed(found: Pack, side: str, recomputed: str) -> bool:
    return any(one.side == side and one.sha256 == recomputed for one in found.signatures)
