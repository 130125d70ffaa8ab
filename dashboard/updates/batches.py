"""A file becomes a batch: accepted as it was compared, in one transaction, or not at all; withdrawn as a whole.

Where the setting asks for both sides, whoever brought it proposes it, and an editor of the other side agrees or returns
it; the same for withdrawing. Progress reports wait for the other side one by one, as always, and are not asked twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from dashboard.actors import Actor, Side
from dashboard.errors import Conflict, EntryRefused, NotAllowed
from dashboard.model import Batch
from dashboard.queries import batches, drafts, import_changes, settings
from dashboard.queries.batches import Accepted
from dashboard.queries.drafts import Draft
from dashboard.queries.import_changes import Comparison
from dashboard.updates import declared, events, import_loading, import_sources, import_withdrawing, tally_lock
from dashboard.updates import drafts as entering
from dashboard.updates.import_loading import Delivery
from dashboard.updates.once import once

OBJECT: Final = "batch"
MOVED: Final = (
    "The data changed since you looked at this comparison: nothing was recorded. Look at it again, then accept."
)
OVERTAKEN: Final = (
    "“{file}” was accepted on {day} at {hour}, since you looked: nothing was recorded. Look at the comparison again."
)


@dataclass(frozen=True)
class Hand:
    """Who accepts or withdraws, for which side, in which transaction."""

    connection: Connection
    actor: Actor
    side: Side
    by_command: bool = False

    def record(self, action: str, kind: str, number: object, *, before: Any = None, after: Mapping[str, Any],
               reason: str | None = None) -> None:  # fmt: skip
        told = {**after, "by_command": True} if self.by_command else after
        events.record(self.connection, self.actor, action, kind, number, before=before, after=told, reason=reason)


def accept(
    connection: Connection, actor: Actor, number: int, *, version: int, basis: str, request: str,
    by_command: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Accept a draft of one's own side, or propose it to the other: `{"batch": 7}` or `{"proposed": 12}`.

    `basis` is that of the comparison that was looked at (`Comparison.basis`).
    """
    hand = _hand(connection, actor, by_command)
    return once(connection, request, hand.actor, "import_accepted", lambda: _accept(hand, number, version, basis))


def agree(
    connection: Connection, actor: Actor, number: int, *, version: int, basis: str, request: str,
    by_command: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The other side accepts what was proposed to it."""
    hand = _hand(connection, actor, by_command)
    return once(connection, request, hand.actor, "import_agreed", lambda: _agree(hand, number, version, basis))


def give_back(connection: Connection, actor: Actor, number: int, *, reason: str, request: str) -> int:
    """The other side returns what was proposed to it, and says why; the new version of the draft."""
    hand, said = _hand(connection, actor), declared.reason(reason)
    return once(connection, request, hand.actor, "import_returned", lambda: _give_back(hand, number, said))


def withdraw(
    connection: Connection, actor: Actor, number: int, *, reason: str, request: str, by_command: bool = False
) -> dict[str, Any]:
    """Take out an accepted file, or ask the other side to agree: `{"withdrawn": 9}` (the batch) or `{"asked": 7}`.

    `repeated_by` names later files that may have said the same of some rows: to be brought again.
    """
    hand, said = _hand(connection, actor, by_command), declared.reason(reason)
    return once(connection, request, hand.actor, "import_withdrawn", lambda: _withdraw(hand, number, said))


def agree_to_withdraw(connection: Connection, actor: Actor, number: int, *, request: str) -> dict[str, Any]:
    """The other side agrees that a file is taken out."""
    hand = _hand(connection, actor)
    return once(connection, request, hand.actor, "withdrawal_agreed", lambda: _agree_to_withdraw(hand, number))


def keep(connection: Connection, actor: Actor, number: int, *, reason: str, request: str) -> int:
    """The other side does not agree: the file stays, and why is kept as an event."""
    hand, said = _hand(connection, actor), declared.reason(reason)
    return once(connection, request, hand.actor, "withdrawal_returned", lambda: _keep(hand, number, said))


def _hand(connection: Connection, actor: Actor, by_command: bool = False) -> Hand:
    me, side = entering.editor(connection, actor)
    return Hand(connection, me, side, by_command)


def _accept(hand: Hand, number: int, version: int, basis: str) -> dict[str, Any]:
    tally_lock.alone(hand.connection)
    row = entering.locked(hand.connection, hand.side, number, version)
    draft = _ready(hand, row)
    compared = _still(hand, draft, basis)
    if draft.outcome and draft.outcome.loads != "progress" and _asks_both(hand.connection):
        return _propose(hand, row, compared)
    return {"batch": _load(hand, row, draft, compared)}


def _agree(hand: Hand, number: int, version: int, basis: str) -> dict[str, Any]:
    tally_lock.alone(hand.connection)
    row = _proposed(hand, number)
    entering.refuse_other_version(hand.connection, row, version)
    draft = _found(hand, number)
    return {"batch": _load(hand, row, draft, _still(hand, draft, basis))}


def _give_back(hand: Hand, number: int, reason: str) -> int:
    row = _proposed(hand, number)
    hand.record("import_returned", entering.OBJECT, number, before=_named(row), after={}, reason=reason)
    return entering.move(hand.connection, row, "returned", return_reason=reason)


def _propose(hand: Hand, row: Any, compared: Comparison) -> dict[str, Any]:
    values = {"proposed_by_id": _account(hand.actor), "proposed_at": dt.datetime.now(dt.UTC), "return_reason": None}
    entering.move(hand.connection, row, "proposed", **values)
    hand.record("import_proposed", entering.OBJECT, row.id, before=_named(row), after=_told(compared))
    return {"proposed": row.id}


def _proposed(hand: Hand, number: int) -> Any:
    row = entering.any_locked(hand.connection, number)
    if row.side == hand.side:
        raise NotAllowed("Your side brought this file: the other side answers.")
    if row.status != "proposed":
        raise EntryRefused("This file does not wait for an answer any more.", field="draft")
    return row


def _ready(hand: Hand, row: Any) -> Draft:
    if row.status not in ("ready", "returned"):
        raise EntryRefused("This file is not ready to be accepted: answer what is asked first.", field="draft")
    draft = _found(hand, row.id)
    if draft.outcome is None or draft.outcome.questions or (draft.errors and not draft.is_valid_only):
        raise EntryRefused("This file is not ready to be accepted: answer what is asked first.", field="draft")
    if draft.outcome.loads in ("cells", "figures") and not draft.source.is_complete:
        raise EntryRefused("Say who states these numbers: a title and an institution.", field="source_title")
    return draft


def _still(hand: Hand, draft: Draft, basis: str) -> Comparison:
    """The comparison as it is now, which must be the one that was looked at."""
    compared = import_changes.of(hand.connection, draft)
    if compared.basis != basis:
        raise moved(hand.connection, draft)
    if compared.faults:
        raise EntryRefused("Some rows no longer fit what the database holds: look at the comparison.", field="draft")
    if compared.changes_nothing:
        raise EntryRefused("Everything in this file stands in the database already: there is nothing to accept.",
                           field="draft")  # fmt: skip
    if compared.superseded and compared.loads in ("figures", "activities") and not draft.reason:
        raise EntryRefused("Some rows replace what stands: say why.", field="reason")
    return compared


def moved(connection: Connection, draft: Draft) -> Conflict:
    """Who wrote meanwhile, as far as it was a file."""
    last = next(iter(batches.accepted(connection, Batch.recorded_at >= draft.changed_at)), None)
    if last is None:
        return Conflict(MOVED, version=str(draft.version))
    at = last.recorded_at
    return Conflict(
        OVERTAKEN, version=str(draft.version), side=last.side, by=last.by, at=at, file=last.file_name, day=at.date(),
        hour=f"{at:%H:%M}", theirs={"batch": last.number},
    )  # fmt: skip


def _load(hand: Hand, row: Any, draft: Draft, compared: Comparison) -> int:
    """The rows, their batch and their source, all or none."""
    assert draft.outcome
    moment = now(hand.connection)
    source = import_sources.source_of(hand.connection, draft, moment)
    values = {
        "source_id": source, "kind": "import", "file_name": draft.file_name, "sha256": draft.sha256,
        "row_count": draft.outcome.counts.loaded, "recorded_at": moment, "loads": compared.loads,
        "added": compared.added, "superseded": compared.superseded, "unchanged": compared.unchanged,
        "left_out": draft.outcome.counts.faulty if draft.is_valid_only else 0, "account_id": row.account_id,
        "side": draft.side, "accepted_by_id": _account(hand.actor), "accepted_side": hand.side,
        "mapping": draft.mapping, "reason": draft.reason, **import_sources.notes(draft),
    }  # fmt: skip
    batch = int(hand.connection.execute(insert(Batch).values(values).returning(Batch.id)).scalar_one())
    import_loading.load(Delivery(hand.connection, hand.actor, draft, batch, source, moment))
    _close(hand, row, batch)
    before = {"totals": [[one.indicator, one.year, one.before] for one in compared.totals]}
    after = {**_told(compared), "totals": [[one.indicator, one.year, one.after] for one in compared.totals],
             "file_name": draft.file_name, "sha256": draft.sha256, "left_out": values["left_out"]}  # fmt: skip
    hand.record("import_accepted", OBJECT, batch, before=before, after=after, reason=draft.reason)
    return batch


def _close(hand: Hand, row: Any, batch: int) -> None:
    entering.move(hand.connection, row, "accepted", **entering.CONTENT, batch_id=batch)


def _withdraw(hand: Hand, number: int, reason: str) -> dict[str, Any]:
    tally_lock.alone(hand.connection)
    batch = _standing(hand, number)
    if batch.is_asked_back:
        raise EntryRefused("It was already asked to withdraw this file: the other side answers.", field="batch")
    if batch.side != hand.side and not _asks_both(hand.connection):
        raise NotAllowed("A file is withdrawn by the side that brought it.")
    asked = {"withdrawal_by_id": _account(hand.actor), "withdrawal_side": hand.side, "withdrawal_reason": reason,
             "withdrawal_asked_at": dt.datetime.now(dt.UTC)}  # fmt: skip
    hand.connection.execute(update(Batch).where(Batch.id == number).values(asked))
    if _asks_both(hand.connection) or import_withdrawing.accepted_reports(hand.connection, number):
        hand.record("withdrawal_asked", OBJECT, number, after={"file_name": batch.file_name}, reason=reason)
        return {"asked": number}
    return _taken_out(hand, batch, reason)


def _agree_to_withdraw(hand: Hand, number: int) -> dict[str, Any]:
    tally_lock.alone(hand.connection)
    batch = _asked_back(hand, number)
    return _taken_out(hand, batch, batch.withdrawal_reason or "")


def _keep(hand: Hand, number: int, reason: str) -> int:
    batch = _asked_back(hand, number)
    nothing = dict.fromkeys(("withdrawal_by_id", "withdrawal_side", "withdrawal_reason", "withdrawal_asked_at"))
    hand.connection.execute(update(Batch).where(Batch.id == number).values(nothing))
    before = {"withdrawal_reason": batch.withdrawal_reason}
    hand.record("withdrawal_returned", OBJECT, number, before=before, after={}, reason=reason)
    return number


def _asked_back(hand: Hand, number: int) -> Accepted:
    batch = _standing(hand, number)
    if not batch.is_asked_back:
        raise EntryRefused("Nobody asks to withdraw this file any more.", field="batch")
    if batch.withdrawal_side == hand.side:
        raise NotAllowed("Your side asked to withdraw this file: the other side answers.")
    return batch


def _standing(hand: Hand, number: int) -> Accepted:
    """An accepted file that nobody withdrew, kept from other writers."""
    hand.connection.execute(select(Batch.id).where(Batch.id == number).with_for_update())
    batch = batches.one(hand.connection, number)
    if batch is None:
        raise EntryRefused("There is no accepted file no. {number}.", field="batch", number=str(number))
    if batch.withdrawn_at:
        raise Conflict("This file was already withdrawn on {day}.", day=batch.withdrawn_at.date(),
                       side=batch.withdrawal_side, by=batch.withdrawn_by, at=batch.withdrawn_at)  # fmt: skip
    return batch


def _taken_out(hand: Hand, batch: Accepted, reason: str) -> dict[str, Any]:
    repeated = batches.that_may_repeat(hand.connection, batch)
    return {"withdrawn": _take_out(hand, batch, reason), "repeated_by": repeated}


def _take_out(hand: Hand, batch: Accepted, reason: str) -> int:
    moment = now(hand.connection)
    values = {"withdrawn_at": moment, "withdrawn_by_id": _account(hand.actor)}
    hand.connection.execute(update(Batch).where(Batch.id == batch.number).values(values))
    made, told = import_withdrawing.take_out(hand.connection, batch, reason=reason, moment=moment)
    before = {"file_name": batch.file_name, "sha256": batch.sha256, "row_count": batch.row_count}
    hand.record("import_withdrawn", OBJECT, batch.number, before=before, after=told, reason=reason)
    return made


def now(connection: Connection) -> dt.datetime:
    """The moment of a batch: never before that of another one, even when the clock went back."""
    last = connection.scalar(select(func.max(Batch.recorded_at)).where(Batch.kind != "demonstration"))
    return max(dt.datetime.now(dt.UTC), last) if last else dt.datetime.now(dt.UTC)


def _asks_both(connection: Connection) -> bool:
    return settings.value(connection, settings.IMPORT_ACCEPTANCE) == settings.BOTH


def _found(hand: Hand, number: int) -> Draft:
    draft = drafts.draft(hand.connection, number)
    if draft is None:
        raise EntryRefused(entering.GONE, field="draft")
    return draft


def _named(row: Any) -> dict[str, Any]:
    return {"file_name": row.file_name, "sha256": row.sha256, "status": row.status}


def _told(compared: Comparison) -> dict[str, Any]:
    return {"loads": compared.loads, "added": compared.added, "superseded": compared.superseded,
            "unchanged": compared.unchanged}  # fmt: skip


def _account(who: Actor) -> int | None:
    return None if who.is_machine else who.account_id
