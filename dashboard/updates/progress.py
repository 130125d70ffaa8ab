"""Progress is declared by one side, then accepted or returned by the other (DESIGN §3: only accepted reports count).

Every write locks its activity, reads the account's roles again and compares the version that the form was opened on:
who comes second is told what stands, and nothing is overwritten. A report takes the source of its activity, so that a
report on a fictitious activity is fictitious too.

A correction waits for an answer like any report. One of a report that does not count (waiting, returned) replaces it at
once; one of an accepted report replaces it when it is itself accepted, so that no side changes alone what both agreed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from dashboard.actors import MACHINE, Actor, Side, editor_of
from dashboard.errors import Conflict, DashboardError, EntryRefused, NotAllowed, RowsRefused
from dashboard.model import Activity, ProgressReport, Verdict
from dashboard.queries import accounts, entry
from dashboard.queries.entry import Terms
from dashboard.updates import declared, events
from dashboard.updates.declared import Declared
from dashboard.updates.once import once

Outcome = Literal["accepted", "returned"]
Report = dict[str, Any]

SAID = ("report", "declared_on", "percent", "milestone_number", "comment_fr", "comment_en", "evidence", "outcome")
DECLARATION, ANSWER = ("side", "declared_by", "recorded_at"), ("verdict_side", "decided_by", "decided_at")
GONE = "This activity was withdrawn since you opened it: nothing was recorded. What you typed is still on your page."
CHANGED = "This activity changed since you opened it: nothing was recorded. Open it again."
NO_REPORT = "This report is no longer there: open the list again."
RECORDED = {
    "ministry": "The ministry recorded progress on this activity on {day} at {hour}. Nothing was overwritten: compare, "
    "then choose.",
    "iom": "IOM recorded progress on this activity on {day} at {hour}. Nothing was overwritten: compare, then choose.",
}
ANSWERED = {
    "ministry": "The ministry answered the report that stood here, on {day} at {hour}: nothing was overwritten.",
    "iom": "IOM answered the report that stood here, on {day} at {hour}: nothing was overwritten.",
}
CORRECTED = {
    "ministry": "The ministry corrected this report on {day} at {hour}: look at the correction.",
    "iom": "IOM corrected this report on {day} at {hour}: look at the correction.",
}


@dataclass(frozen=True)
class Hand:
    """Who writes, for which side, in which transaction; `by_command` is told in the events."""

    connection: Connection
    actor: Actor
    side: Side
    by_command: bool

    def record(self, action: str, number: int, *, before: Report | None, after: Report, reason: str | None) -> None:
        told = {**after, "by_command": True} if self.by_command else after
        events.record(
            self.connection, self.actor, action, entry.OBJECT, str(number), before=before, after=told, reason=reason
        )


def declare(connection: Connection, actor: Actor, typed: Declared, *, request: str, by_command: bool = False) -> int:
    """The number of a new report on an activity of the actor's side; `request` is the key of the form (`once`)."""
    try:
        return declare_many(connection, actor, [typed], request=request, by_command=by_command)[0]
    except RowsRefused as refused:
        raise refused.faults[0] from None


def declare_many(
    connection: Connection, actor: Actor, rows: Sequence[Declared], *, request: str, by_command: bool = False
) -> list[int]:
    """Numbers of new reports, one a row: all or none, and `RowsRefused` tells the fault of each row that has one."""
    hand = _hand(connection, actor, by_command)
    return once(connection, request, hand.actor, "progress_declared", lambda: _declare_all(hand, rows))


def declare_file(connection: Connection, actor: Actor, rows: Sequence[Declared], *, batch: int) -> list[int]:
    """The same for the rows of a file, in the transaction and under the request of its acceptance.

    One activity may have several days; each row is based on the one before it.
    """
    hand = _hand(connection, actor, by_command=False)
    activities = _locked(hand, {row.activity_key for row in rows})
    written = []
    for row in rows:
        report = _new_report(hand, _now(hand, row), activities.get(row.activity_key))
        written.append(_write_new(hand, {**report, "batch_id": batch}))
    return written


def faults_of(connection: Connection, side: Side, rows: Sequence[Declared]) -> dict[int, DashboardError]:
    """What forbids declaring each of these rows for a side, by its place; nothing is written."""
    hand, faults = Hand(connection, MACHINE, side, by_command=False), dict[int, DashboardError]()
    activities = _locked(hand, {row.activity_key for row in rows})
    for place, row in enumerate(rows):
        try:
            _new_report(hand, _now(hand, row), activities.get(row.activity_key))
        except (Conflict, EntryRefused, NotAllowed) as fault:
            faults[place] = fault
    return faults


def _now(hand: Hand, row: Declared) -> Declared:
    """Based on what stands at this moment."""
    standing = entry.versions(hand.connection, Activity.key == row.activity_key)
    return replace(row, version=standing.get(row.activity_key, ""))


def accept(connection: Connection, actor: Actor, report: int, *, request: str, by_command: bool = False) -> int:
    """The other side agrees: from now on the report counts. The number of the answer."""
    hand = _hand(connection, actor, by_command)
    return once(connection, request, hand.actor, "progress_accepted", lambda: _answer(hand, report, "accepted", None))


def give_back(
    connection: Connection, actor: Actor, report: int, reason: str, *, request: str, by_command: bool = False
) -> int:
    """The other side returns it, and says why; it never counts. The number of the answer."""
    hand, said = _hand(connection, actor, by_command), declared.reason(reason)
    return once(connection, request, hand.actor, "progress_returned", lambda: _answer(hand, report, "returned", said))


def correct(
    connection: Connection, actor: Actor, report: int, typed: Declared, reason: str, *, request: str,
    by_command: bool = False,
) -> int:  # fmt: skip
    """The number of a new report in place of one that the same side declared (the module says from when)."""
    hand, said = _hand(connection, actor, by_command), declared.reason(reason)
    return once(connection, request, hand.actor, "progress_corrected", lambda: _correct(hand, report, typed, said))


def _hand(connection: Connection, actor: Actor, by_command: bool) -> Hand:
    me = accounts.present(connection, actor)
    if me.side is None:
        raise NotAllowed("Progress is declared and answered in the name of a side: your account has none.")
    me.require(editor_of(me.side))
    return Hand(connection, me, me.side, by_command)


def _declare_all(hand: Hand, rows: Sequence[Declared]) -> list[int]:
    activities = _locked(hand, {row.activity_key for row in rows})
    checked, faults = [], dict[int, DashboardError]()
    for place, row in enumerate(rows):
        try:
            _refuse_twice(row, rows[:place])
            checked.append(_new_report(hand, row, activities.get(row.activity_key)))
        except (Conflict, EntryRefused, NotAllowed) as fault:
            faults[place] = fault
    if faults:
        refused = "{count} of {all} rows cannot be recorded as they are: none was recorded."
        raise RowsRefused(refused, faults=faults, count=len(faults), all=len(rows))
    return [_write_new(hand, report) for report in checked]


def _refuse_twice(row: Declared, earlier: Sequence[Declared]) -> None:
    if row.activity_key in {each.activity_key for each in earlier}:
        raise EntryRefused("This activity stands twice among the rows: keep one.", field="activity_key")


def _new_report(hand: Hand, typed: Declared, activity_id: int | None) -> Report:
    terms = entry.terms(hand.connection, activity_id) if activity_id else None
    if terms is None:
        raise _gone(hand, typed.activity_key)
    if not entry.belongs_to(hand.side, terms.owner_kind):
        raise NotAllowed("This activity belongs to the other side, which declares its progress.")
    _refuse_changed(hand, typed)
    return {"activity_id": terms.activity_id, "source_id": terms.source_id, **_fitting(hand, typed, terms)}


def _fitting(hand: Hand, typed: Declared, terms: Terms, known_evidence: str | None = None) -> Report:
    """Clean columns that fit the agreed terms of the activity."""
    columns = declared.columns(typed, known_evidence=known_evidence)
    if columns["declared_on"] < terms.starts_on:
        words = "The activity starts on {day}: progress is declared from that day."
        raise EntryRefused(words, field="declared_on", day=terms.starts_on)
    if typed.milestone_number not in {None, *entry.steps(hand.connection, terms.activity_id)}:
        raise EntryRefused("This activity has no such milestone.", field="milestone_number")
    return columns


def _write_new(hand: Hand, report: Report) -> int:
    stands = entry.latest(hand.connection, ProgressReport.activity_id == report["activity_id"])
    number = _write(hand, report, dt.datetime.now(dt.UTC))
    hand.record("progress_declared", number, before=stands and _said(stands), after=_said(report), reason=None)
    return number


def _write(hand: Hand, report: Report, moment: dt.datetime) -> int:
    row = {**report, "side": hand.side, "recorded_at": moment}
    written = hand.connection.execute(insert(ProgressReport).values(row).returning(ProgressReport.id))
    return int(written.scalar_one())


def _correct(hand: Hand, number: int, typed: Declared, reason: str) -> int:
    old, terms = _locked_report(hand, number)
    if old["side"] != hand.side:
        raise NotAllowed("A report is corrected by the side that declared it.")
    _refuse_corrected(hand, number)
    _refuse_changed(hand, typed)
    columns = _fitting(hand, typed, terms, old["evidence"])
    columns |= _same_comment(columns, old)
    links = {"activity_id": terms.activity_id, "source_id": terms.source_id, "supersedes_id": number, "reason": reason}
    moment = _after(old)
    if old["outcome"] != "accepted":
        _supersede(hand, number, moment)
    made = _write(hand, {**links, **columns}, moment)
    hand.record("progress_corrected", made, before=_said(old), after=_said(columns), reason=reason)
    return made


def _same_comment(columns: Report, old: Report) -> Report:
    """A comment left as it was keeps its other language, which is still true."""
    comments = {name: old[name] for name in ("comment_fr", "comment_en")}
    is_same = any(text and columns[name] == text for name, text in comments.items())
    return comments if is_same else {}


def _answer(hand: Hand, number: int, outcome: Outcome, reason: str | None) -> int:
    report, _ = _locked_report(hand, number)
    if report["side"] == hand.side:
        raise NotAllowed("Your side declared this report: the other side answers it.")
    if report["outcome"]:
        raise _conflict(ANSWERED, report)
    _refuse_corrected(hand, number)
    moment = _after(report)
    answer = {"report_id": number, "declaring_side": report["side"], "side": hand.side, "outcome": outcome,
              "reason": reason, "decided_at": moment}  # fmt: skip
    made = int(hand.connection.execute(insert(Verdict).values(answer).returning(Verdict.id)).scalar_one())
    if outcome == "accepted":
        _supersede_corrected(hand, report["corrects"], moment)
    hand.record(f"progress_{outcome}", number, before=_said(report), after={"outcome": outcome}, reason=reason)
    return made


def _locked(hand: Hand, keys: set[str]) -> dict[str, int]:
    """Activity key → number; whoever else writes on these waits, always in the same order."""
    wanted = select(Activity.key, Activity.id).where(Activity.key.in_(keys)).order_by(Activity.id)
    return {row.key: row.id for row in hand.connection.execute(wanted.with_for_update(key_share=True))}


def _locked_report(hand: Hand, number: int) -> tuple[Report, Terms]:
    """A report as it stands once its activity is locked, with the terms of that activity."""
    of = select(ProgressReport.activity_id).where(ProgressReport.id == number).scalar_subquery()
    activity_id = hand.connection.scalar(select(Activity.id).where(Activity.id == of).with_for_update(key_share=True))
    report = entry.report(hand.connection, number)
    if activity_id is None or report is None:
        raise Conflict(NO_REPORT)
    terms = entry.terms(hand.connection, activity_id)
    if terms is None:
        raise _gone(hand, report["activity_key"])
    return report, terms


def _refuse_changed(hand: Hand, typed: Declared) -> None:
    stands = entry.versions(hand.connection, Activity.key == typed.activity_key).get(typed.activity_key)
    if stands == typed.version:
        return
    latest = entry.latest(hand.connection, Activity.key == typed.activity_key)
    if latest is None:
        raise Conflict(CHANGED, version=stands)
    raise _conflict(ANSWERED if latest["outcome"] else RECORDED, latest)


def _refuse_corrected(hand: Hand, number: int) -> None:
    """A report has one correction, which is then corrected in its turn."""
    correction = entry.latest(hand.connection, ProgressReport.supersedes_id == number)
    if correction:
        raise _conflict(CORRECTED, correction)


def _conflict(sentences: dict[str, str], theirs: Report) -> Conflict:
    answered = sentences is ANSWERED
    side, by, at = (theirs[name] for name in (ANSWER if answered else DECLARATION))
    return Conflict(
        sentences[side], version=theirs["version"], theirs=theirs, side=side, by=by, at=at, day=at.date(),
        hour=f"{at:%H:%M}",
    )  # fmt: skip


def _gone(hand: Hand, activity_key: str) -> Conflict:
    """Withdrawn (its last terms stay, superseded) or taken out with the demonstration set."""
    latest = entry.latest(hand.connection, Activity.key == activity_key)
    return Conflict(GONE, theirs=latest, at=entry.withdrawn_at(hand.connection, activity_key))


def _after(report: Report) -> dt.datetime:
    """Now, but never before what it answers or corrects, even when the clock went back."""
    return max(dt.datetime.now(dt.UTC), report["decided_at"] or report["recorded_at"])


def _supersede(hand: Hand, number: int, moment: dt.datetime) -> None:
    row = update(ProgressReport).where(ProgressReport.id == number, ProgressReport.superseded_at.is_(None))
    hand.connection.execute(row.values(superseded_at=moment))


def _supersede_corrected(hand: Hand, number: int | None, moment: dt.datetime) -> None:
    """What an accepted correction corrects, through corrections that were returned."""
    while number is not None:
        _supersede(hand, number, moment)
        corrected = select(ProgressReport.supersedes_id).where(ProgressReport.id == number)
        number = hand.connection.scalar(corrected)


def _said(report: Report) -> Report:
    """What an event keeps of a report."""
    return {name: report[name] for name in SAID if report.get(name) is not None}
