"""One activity on the entry page: where it stands, the form that declares or corrects, and every report ever made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.actors import Side
from dashboard.provenance import Reading
from dashboard.queries import entry, roadmap
from dashboard.texts import LANGUAGES, Language, date, percent, said, text
from dashboard.views import entry_report, forms
from dashboard.views.activities import state
from dashboard.views.fetch import fetch
from dashboard.views.forms import Part
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
WARNING = (
    "Everybody who reads the dashboard can read a comment. "
    "Do not name or describe persons: no case, telephone or e-mail."
)


def sheet(row: Any, side: Side, carried: Carried, chosen: str | None, *, is_mine: bool) -> str:
    """`chosen` is the number of the report to correct, if the link names one; `is_mine` whether the side declares."""
    reading = Reading(None, carried.reading.scope)
    reports = list(fetch(entry.history, reading=reading, activity_key=row.activity_key).rows.itertuples(index=False))
    correctable = _correctable(reports, side) if is_mine else {}
    form = _form(row, correctable.get(chosen or ""), carried) if is_mine else ""
    waiting = [each for each in reports if each.side != side and _waits(each)]
    answers = "".join(entry_report.to_answer(each, standing(row, carried.language), carried) for each in waiting)
    return f"{_standing(row, carried)}{answers}{form}{_history(reports, correctable, row, carried)}"


def standing(row: Any, language: Language) -> str:
    """What is accepted and what was planned by now."""
    planned = text("{planned} planned", language, planned=percent(row.planned_pct, language))
    if row.actual_pct is None:
        return f"{text('nothing accepted yet', language)} · {planned}"
    return f"{text('{percent} accepted', language, percent=percent(row.actual_pct, language))} · {planned}"


def _waits(report: Any) -> bool:
    return report.outcome is None and report.superseded_at is None


def _correctable(reports: Sequence[Any], side: Side) -> dict[str, Any]:
    """Reports of the side by number: each has one correction, which is then corrected in its turn."""
    corrected = {report.corrects for report in reports}
    return {str(each.report): each for each in reports if each.side == side and each.report not in corrected}


def _standing(row: Any, carried: Carried) -> str:
    language = carried.language
    due = text("due on {day}", language, day=date(row.due_on, language, "short"))
    address = link("roadmap", carried.query(priority=row.priority_number))
    return (
        f'<p class="sheet-head">{state(row, language)} <span>{esc(standing(row, language))} · {esc(due)}</span> '
        f"{go(address, text('Its priority on the roadmap', language))}"
        f" {go(link('entry', carried.query()), text('All entries', language))}</p>"
    )


def _form(row: Any, old: Any | None, carried: Carried) -> str:
    today, language = dt.datetime.now(dt.UTC).date(), carried.language
    if row.starts_on > today:
        told = text("The activity starts on {day}: progress is declared from that day.", language, day=row.starts_on)
        return f'<p class="notice">{esc(told)}</p>'
    title = text("Correct the report of {day}", language, day=old.declared_on) if old else text(
        "Declare progress", language)  # fmt: skip
    made = _correction(row, old, carried) if old else _declaration(row, carried)
    return f'<section class="ruled"><h2>{esc(title)}</h2>{_beside(row, old, language)}{made}</section>'


def _beside(row: Any, old: Any | None, language: Language) -> str:
    """What a declarer should know before: a report that still waits stays beside a new one."""
    if old or not row.waiting:
        return ""
    told = text(
        "{count} report on this activity awaits an answer. To replace it, correct it below; a new one adds to it.",
        "{count} reports on this activity await an answer. To replace one, correct it below; a new one adds to them.",
        language=language, count=row.waiting,
    )  # fmt: skip
    return f'<p class="notice">{esc(told)}</p>'


def _declaration(row: Any, carried: Carried) -> str:
    return forms.form(
        "progress.declare",
        forms.hidden("activity", row.activity_key),
        *_fields(row, None, carried),
        key=f"declare.{row.activity_key}",
        version=row.version,
        submit=text("Declare progress", carried.language),
    )


def _correction(row: Any, old: Any, carried: Carried) -> str:
    language = carried.language
    return forms.form(
        "progress.correct",
        forms.hidden("activity", row.activity_key),
        forms.hidden("report", old.report),
        *_fields(row, old, carried),
        forms.area("reason", text("Why it is corrected", language), longest=1000, rows=2),
        key=f"correct.{old.report}",
        version=row.version,
        after=link("entry", carried.query(activity=row.activity_key)),
        submit=text("Send the correction", language),
    )


def _fields(row: Any, old: Any | None, carried: Carried) -> list[Part]:
    language, today = carried.language, dt.datetime.now(dt.UTC).date()
    words, spoken = _comment(old, language)
    return [
        forms.side_by_side(
            forms.number("percent", text("Progress", language), value=old.percent if old else None, unit="%"),
            forms.date("declared_on", text("Day it speaks of", language), value=old.declared_on if old else today,
                       earliest=row.starts_on, latest=today),
            *_milestone(row, old, carried),
        ),
        comment(language, words),
        forms.side_by_side(spoken_in(language, spoken), evidence(language, (old.evidence or "") if old else "")),
    ]  # fmt: skip


def _comment(old: Any | None, language: Language) -> tuple[str, Language]:
    """What a report says, in the reader's language if it says it there."""
    known = {each: getattr(old, f"comment_{each}", None) for each in (language, *LANGUAGES)}
    return next(((words, each) for each, words in known.items() if words), ("", language))


def _milestone(row: Any, old: Any | None, carried: Carried) -> list[Part]:
    language, reading = carried.language, Reading(None, carried.reading.scope)
    every = fetch(roadmap.milestones, reading=reading, priority=row.priority_number).rows.itertuples(index=False)
    steps = [step for step in every if step.activity_key == row.activity_key]
    if not steps:
        return []
    options = [
        ("", text("none in this report", language)),
        *((str(step.number), said(step, "title", language)) for step in steps),
    ]
    reached = str(old.milestone_number or "") if old else ""
    return [forms.choice("milestone_number", text("Milestone reached", language), options, value=reached, css="grow")]


def comment(language: Language, value: str = "") -> Part:
    return forms.area("comment", text("What was done", language), value=value, help=text(WARNING, language))


def spoken_in(language: Language, value: str) -> Part:
    options = [(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
    return forms.choice("spoken", text("Language of the comment", language), options, value=value, css="short")


def evidence(language: Language, value: str = "") -> Part:
    told = text("Address of a page or document that shows it, beginning with https://", language)
    return forms.line("evidence", text("Evidence", language), value=value, help=told, kind="url", css="grow")


def _history(reports: Sequence[Any], correctable: dict[str, Any], row: Any, carried: Carried) -> str:
    language = carried.language
    title = text("Reports on this activity", language)
    if not reports:
        return f'<section class="ruled"><h2>{esc(title)}</h2><p>{esc(text("None yet.", language))}</p></section>'
    items = "".join(_past(each, str(each.report) in correctable, row, carried) for each in reversed(reports))
    return f'<section class="ruled history"><h2>{esc(title)}</h2><ol>{items}</ol></section>'


def _past(report: Any, may_correct: bool, row: Any, carried: Carried) -> str:
    language, outcome = carried.language, report.outcome or "pending"
    address = link("entry", carried.query(activity=row.activity_key, report=report.report))
    correct = go(address, text("Correct this report", language)) if may_correct else ""
    css = "superseded" if report.superseded_at else outcome
    return (
        f'<li class="{esc(css)}" id="past-{report.report}"><b>{esc(percent(report.percent, language))}</b>'
        f"{entry_report.words(report, language)}{correct}</li>"
    )
