"""The fictitious activities: their terms, steps, reports and the other side's answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from sqlalchemy import Connection

from dashboard.model import (
    Activity,
    ActivityFrameworkItem,
    ActivityPartner,
    ActivityVersion,
    Milestone,
    ProgressReport,
    Verdict,
)
from dashboard.updates.demonstration import contents, course
from dashboard.updates.demonstration.contents import Plan, Step
from dashboard.updates.demonstration.course import Declared
from dashboard.updates.demonstration.known import Known
from dashboard.updates.demonstration.layout import Layout, at
from dashboard.updates.demonstration.writing import write, write_numbered

ADOPTED = -288
"""The day the first activities were agreed; later ones were agreed by the last review before their start."""
OTHER_SIDE = {"ministry": "iom", "iom": "ministry"}
DONE = 100
OWN_SIDE_SHARE, EVIDENCE_SHARE = 0.8, 0.7
Row = dict[str, Any]


def write_all(connection: Connection, layout: Layout, known: Known, source_id: int, rng: Random) -> None:
    """Every activity with all that hangs on it."""
    plans = contents.plans()
    rows = [
        {"key": f"demonstration-{plan.key}", "priority_id": known.priorities[plan.priority], "source_id": source_id}
        for plan in plans
    ]
    identifiers = write_numbered(connection, Activity, rows)
    agreed = [Agreed(plan, number, layout, known) for plan, number in zip(plans, identifiers, strict=True)]
    _write_terms(connection, agreed)
    _write_steps(connection, agreed)
    _write_links(connection, agreed)
    _write_reports(connection, agreed, source_id, rng)


@dataclass(frozen=True)
class Agreed:
    """A plan that has its row; where a review moved the due date, it had former terms."""

    plan: Plan
    id: int
    layout: Layout
    known: Known

    @property
    def agreed_at(self) -> dt.datetime:
        reviews = [session.day for session in contents.sessions() if session.day < min(0, self.plan.starts)]
        return self.layout.moment(max([ADOPTED, *reviews]), 12)

    @property
    def first_due(self) -> int:
        return self.plan.postponed[1] if self.plan.postponed else self.plan.due

    @property
    def moved_at(self) -> dt.datetime | None:
        if not self.plan.postponed:
            return None
        return self.layout.moment(contents.sessions()[self.plan.postponed[0] - 1].day, 16)

    def first_stated(self) -> Row:
        """When the terms that no review moved, or moved later, were stated."""
        stated = {"superseded_at": self.moved_at, "supersedes_id": None, "reason": None}
        return {"recorded_at": self.agreed_at, **stated}

    def moved(self, former: int) -> Row:
        """The statement of moved terms: `former` is the row they replace."""
        reason = contents.words()["reasons"]["postponed"].format(number=self.plan.postponed[0])
        return {"recorded_at": self.moved_at, "superseded_at": None, "supersedes_id": former, "reason": reason}

    def terms(self, due: int) -> Row:
        plan = self.plan
        return {
            "activity_id": self.id,
            "title_fr": plan.title_fr,
            "title_en": plan.title_en,
            "deliverable_fr": plan.deliverable_fr,
            "deliverable_en": plan.deliverable_en,
            "owner_id": self.known.organisations[plan.owner],
            "territory_id": self.known.territories[plan.territory] if plan.territory else None,
            "starts_on": self.layout.day(plan.starts),
            "due_on": self.layout.day(due),
            "weight": plan.weight,
        }

    def step(self, number: int, step: Step) -> Row:
        """The row of a step, but for its statement."""
        return {
            "activity_id": self.id,
            "number": number,
            "title_fr": step.title_fr,
            "title_en": step.title_en,
            "due_on": self.layout.day(step.due),
            "weight": step.weight,
        }

    def last_step(self, due: int) -> Row:
        steps = self.plan.steps
        return self.step(len(steps), replace(steps[-1], due=due))


def _write_terms(connection: Connection, agreed: list[Agreed]) -> None:
    first = [{**each.terms(each.first_due), **each.first_stated()} for each in agreed]
    numbers = write_numbered(connection, ActivityVersion, first)
    moved = [
        {**each.terms(each.plan.due), **each.moved(former)}
        for each, former in zip(agreed, numbers, strict=True)
        if each.plan.postponed
    ]
    write(connection, ActivityVersion, moved)


def _write_steps(connection: Connection, agreed: list[Agreed]) -> None:
    """When a due date moves, the last step moves with it."""
    kept = {"superseded_at": None, "supersedes_id": None, "reason": None}
    earlier = [
        {**each.step(number, step), "recorded_at": each.agreed_at, **kept}
        for each in agreed
        for number, step in enumerate(each.plan.steps[:-1], start=1)
    ]
    write(connection, Milestone, earlier)
    first = [{**each.last_step(each.first_due), **each.first_stated()} for each in agreed]
    numbers = write_numbered(connection, Milestone, first)
    moved = [
        {**each.last_step(each.plan.due), **each.moved(former)}
        for each, former in zip(agreed, numbers, strict=True)
        if each.plan.postponed
    ]
    write(connection, Milestone, moved)


def _write_links(connection: Connection, agreed: list[Agreed]) -> None:
    """Partners, and the commitments that each activity serves."""
    partners = [
        {"activity_id": each.id, "organisation_id": each.known.organisations[partner]}
        for each in agreed
        for partner in each.plan.partners
    ]
    write(connection, ActivityPartner, partners)
    served = [
        {"activity_id": each.id, "framework_item_id": each.known.framework_items[key]}
        for each in agreed
        for key in each.plan.serves
    ]
    write(connection, ActivityFrameworkItem, served)


@dataclass(frozen=True)
class Stated:
    """A report with the row that says it, before its identifier is known."""

    declared: Declared
    row: Row

    @property
    def day(self) -> dt.date:
        return self.row["declared_on"]


def _write_reports(connection: Connection, agreed: list[Agreed], source_id: int, rng: Random) -> None:
    """Reports in the order of their days; one typed by mistake is written first, then its correction."""
    stated = [report for each in agreed for report in _course(each, source_id, rng)]
    mistaken = [_mistaken(each) for each in stated if each.declared.mistaken is not None]
    numbers = iter(write_numbered(connection, ProgressReport, mistaken))
    rows = [_corrected(each, next(numbers)) if each.declared.mistaken is not None else each.row for each in stated]
    identifiers = write_numbered(connection, ProgressReport, rows)
    verdicts = [
        _verdict(each, number, agreed[0].layout, rng)
        for each, number in zip(stated, identifiers, strict=True)
        if each.declared.outcome is not None
    ]
    write(connection, Verdict, verdicts)


def _course(each: Agreed, source_id: int, rng: Random) -> list[Stated]:
    """The reports of one activity, no comment said twice while there is another."""
    said: list[list[str]] = []
    stated = []
    for declared in course.of(each.plan, rng):
        said.append(_comment(each.plan, declared, said, rng))
        stated.append(Stated(declared, _report(each, declared, said[-1], source_id, rng)))
    return stated


def _comment(plan: Plan, declared: Declared, said: list[list[str]], rng: Random) -> list[str]:
    words = contents.words()
    if declared.step is not None and declared.percent < DONE:
        step = plan.steps[declared.step - 1]
        titles = {"fr": step.title_fr, "en": step.title_en}
        return [words[f"step_reached_{key}"].format(step=title[0].lower() + title[1:]) for key, title in titles.items()]
    stage = next(stage for stage in words["stage"] if declared.percent < stage["below"])
    comments = stage["comments"] + (stage.get("behind", []) if plan.is_behind else [])
    return rng.choice([comment for comment in comments if comment not in said] or comments)


def _report(each: Agreed, declared: Declared, comment: list[str], source_id: int, rng: Random) -> Row:
    side = each.plan.side if rng.random() < OWN_SIDE_SHARE else OTHER_SIDE[each.plan.side]
    evidence = contents.words()["evidence_name"].format(number=rng.randint(1, 999))
    return {
        "activity_id": each.id,
        "source_id": source_id,
        "side": side,
        "declared_on": each.layout.working_day(declared.day),
        "percent": declared.percent,
        "milestone_number": declared.step,
        "comment_fr": comment[0],
        "comment_en": comment[1],
        "evidence": evidence if rng.random() < EVIDENCE_SHARE else None,
        "recorded_at": each.layout.moment(declared.day, rng.randint(8, 11)),
        "superseded_at": None,
        "supersedes_id": None,
        "reason": None,
    }


def _corrected_at(each: Stated) -> dt.datetime:
    """The mistake is seen the same afternoon, before the other side answers."""
    return at(each.day, 13)


def _mistaken(each: Stated) -> Row:
    return {**each.row, "percent": each.declared.mistaken, "superseded_at": _corrected_at(each)}


def _corrected(each: Stated, mistaken_id: int) -> Row:
    reason = contents.words()["reasons"]["corrected"]
    return {**each.row, "recorded_at": _corrected_at(each), "supersedes_id": mistaken_id, "reason": reason}


def _verdict(each: Stated, report_id: int, layout: Layout, rng: Random) -> Row:
    """The other side answers within nine days, in the afternoon."""
    decided = min(each.declared.day + rng.randint(2, 9), -1)
    returned = each.declared.outcome == "returned"
    return {
        "report_id": report_id,
        "declaring_side": each.row["side"],
        "side": OTHER_SIDE[each.row["side"]],
        "outcome": each.declared.outcome,
        "reason": rng.choice(contents.words()["reasons"]["returned"]) if returned else None,
        "decided_at": layout.moment(decided, rng.randint(14, 17)),
    }
