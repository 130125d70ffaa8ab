"""What stands in words beside the pictures: what is late, what moved, what was decided, what is next.

Page, bulletin and slides tell it from here, so that none says more than another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.provenance import Sourced
from dashboard.texts import Language, date, number, percent, said, signed, text
from dashboard.texts.organisations import known_as

ROADMAP_YEAR = 2026
STATED = ("S001", "S003", "S006", "S007", "S005", "S008")
"""The six figures of 2025 that the summary shows, in its order."""
STATED_ON = dt.date(2026, 2, 12)
State = Literal["kept", "missed", "changed", "overdue", "open"]
STATES: dict[State, str] = {
    "kept": "Carried out", "missed": "Not carried out", "changed": "Amended", "overdue": "Overdue", "open": "Ahead",
}  # fmt: skip


@dataclass(frozen=True)
class Late:
    """An activity past its date, or far behind its plan: `much` is by how many days, or points."""

    name: str
    under: str
    much: str
    priority: int


@dataclass(frozen=True)
class Decided:
    """A decision and what became of it."""

    number: int
    words: str
    owner: str
    due: dt.date
    state: State


def lead(activities: Sourced, language: Language) -> str:
    """How far the year is, beside how many activities have reported; or that none was entered."""
    if activities.is_empty:
        sentence = (
            "The public texts announce nine priorities for 2026; they give no target, owner, date or budget. "
            "Activities will appear here once both sides have entered them."
        )
        return text(sentence, language)
    day = activities.reading.day
    elapsed = min(max((day - dt.date(ROADMAP_YEAR, 1, 1)).days + 1, 0) / 365, 1)
    accepted = sum(row.actual_pct is not None for row in activities.rows.itertuples())
    return text(
        "{elapsed} of 2026 has elapsed; {accepted} of {all} activities have progress accepted by both sides.",
        language, elapsed=percent(100 * elapsed, language), accepted=accepted, all=len(activities.rows),
    )  # fmt: skip


def late(activities: Sourced, language: Language) -> list[Late]:
    """The longest overdue first, then the farthest behind."""
    found = [row for row in activities.rows.itertuples() if row.status == "late" or row.days_late]
    found.sort(key=lambda row: (-(row.days_late or 0), (row.actual_pct or 0) - row.planned_pct))
    return [_late(row, language) for row in found]


def _late(row: Any, language: Language) -> Late:
    owner = known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)
    under = text("Priority {number} · {owner}", language, number=row.priority_number, owner=owner)
    if row.status == "not_reported":
        under += " · " + text("past its date, not reported", language)
    if row.days_late:
        much = text("{count} day", "{count} days", language=language, count=row.days_late)
    else:
        much = text("{points} points", language, points=signed(round(row.actual_pct - row.planned_pct), language))
    return Late(said(row, "title", language), under, much, row.priority_number)


def none_late(language: Language) -> str:
    return text("No activity is past its date or far behind its plan.", language)


def who_stated(language: Language) -> str:
    """What stands under the heading of the six figures."""
    words = "stated by IOM Mali at the review of {day}, in the words that L’Essor printed"
    return text(words, language, day=STATED_ON)


def no_register(language: Language) -> tuple[str, str]:
    """The sentence and the line under it that stand for returns before any register came."""
    lead = text(
        "Public sources give totals, without months, regions or ages. Here is what each one says, in its own "
        "words; they overlap and are never added.", language,
    )  # fmt: skip
    return text("No monthly register of returns has been loaded yet", language), lead


def last_review(held: Sourced) -> Any | None:
    """The row of the last review that both sides had signed by the day of the page: what is not signed may change."""
    signed = [row for row in held.rows.itertuples() if row.status == "signed"]
    return signed[-1] if signed else None


def next_review(held: Sourced, language: Language) -> str:
    """`jeudi 10 décembre 2026, Bamako`; nothing when no date is set."""
    ahead = [row for row in held.rows.itertuples() if row.held_on > held.reading.day]
    return f"{date(ahead[0].held_on, language, 'weekday')}, {ahead[0].place}" if ahead else ""


def no_next_review(language: Language) -> str:
    return text("No date is set for the next joint review.", language)


def changes(
    activities: Sourced, before: Sourced, decided: Sourced, review: int, language: Language
) -> list[tuple[str, str]]:
    """What moved since a review, in words and number: mean progress, activities done, decisions carried out.

    `before` are the activities as they stood on the day of the review of that number.
    """
    of_review = [row for row in decided.rows.itertuples() if row.review_number == review]
    kept = sum(row.outcome == "kept" for row in of_review)
    moved = round(_mean(activities) - _mean(before))
    overdue = sum(row.is_overdue for row in decided.rows.itertuples())
    return [
        (text("Average progress", language), text("{points} points", language, points=signed(moved, language))),
        (text("Activities done", language), signed(_done(activities) - _done(before), language)),
        (text("Decisions carried out", language), text("{kept} of {all}", language, kept=kept, all=len(of_review))),
        (text("Decisions overdue, all reviews", language), number(overdue, language)),
    ]


def _mean(activities: Sourced) -> float:
    rows = [row for row in activities.rows.itertuples() if row.actual_pct is not None]
    weight = sum(row.weight for row in rows)
    return sum(row.weight * row.actual_pct for row in rows) / weight if weight else 0.0


def _done(activities: Sourced) -> int:
    return sum(row.status == "done" for row in activities.rows.itertuples())


def decided(decisions: Sourced, review: int, language: Language) -> list[Decided]:
    """The decisions of a review, in their order."""
    rows: Sequence[Any] = [row for row in decisions.rows.itertuples() if row.review_number == review]
    return [
        Decided(
            row.number, said(row, "text", language),
            known_as((row.owner_acronym, row.owner_fr, row.owner_en), language), row.due_on,
            row.outcome or ("overdue" if row.is_overdue else "open"),
        )
        for row in rows
    ]  # fmt: skip


def state_word(state: State, language: Language) -> str:
    return text(STATES[state], language)
