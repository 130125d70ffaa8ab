"""One activity as readers see it: who, where, when, how far, what awaits acceptance, what it serves, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms.progress import DASH
from dashboard.charts.frameworks import before_colon
from dashboard.charts.theme import STATUS, status_word
from dashboard.imports.personal import found
from dashboard.queries.roadmap import Partner
from dashboard.texts import Language, date, join, percent, said, sentence_case, text
from dashboard.texts.organisations import known_as
from dashboard.texts.sides import OTHER, side_name
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link

OUTCOMES = {"accepted": "accepted by {side} on {day}", "returned": "returned by {side} on {day}"}


@dataclass(frozen=True)
class Attached:
    """What hangs on one activity: names of partners, rows of milestones, of reports and of items served."""

    partners: Sequence[Partner]
    steps: Sequence[Any]
    reports: Sequence[Any]
    serves: Sequence[Any]


def state(row: Any, language: Language) -> str:
    """The status as word, mark and colour."""
    look = STATUS[row.status]
    return f'<span class="state t-{look.ink}">{look.mark} {esc(status_word(row.status, language))}</span>'


def article(row: Any, attached: Attached, carried: Carried) -> str:
    language = carried.language
    return (
        f'<article class="activity" id="activity-{esc(row.activity_key)}"><h3>{esc(said(row, "title", language))}</h3>'
        f'<div class="standing">{_standing(row, language)}{_steps(attached.steps, row, carried)}'
        f"{_history(attached.reports, row, language)}</div>"
        f"<div>{_terms(row, attached, language)}{_serves(attached.serves, carried)}</div></article>"
    )


def bar(row: Any) -> str:
    """Accepted share solid, declared share hatched, the plan as a line; its words stand beside it."""
    actual, declared = row.actual_pct or 0, row.declared_pct or 0
    paint, name = STATUS[row.status].fill, f"wait-{row.activity_key}"
    waiting = (
        f'<pattern id="{esc(name)}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect class="f-{paint}" width="2.5" height="5"/></pattern>'
        f'<rect fill="url(#{esc(name)})" x="{3 * actual:g}" y="3" width="{3 * (declared - actual):g}" height="10"/>'
        if declared > actual
        else ""
    )
    return (
        '<svg class="bar" viewBox="0 0 300 16" aria-hidden="true"><rect class="f-track" y="3" width="300" height="10"/>'
        f'<rect class="f-{paint}" y="3" width="{3 * actual:g}" height="10"/>{waiting}'
        f'<rect class="f-ink" x="{min(max(3 * row.planned_pct - 1, 0), 298):g}" width="2" height="16"/></svg>'
    )


def _terms(row: Any, attached: Attached, language: Language) -> str:
    pairs = [(text("Owner", language), known_as((row.owner_acronym, row.owner_fr, row.owner_en), language))]
    if attached.partners:
        names = [known_as(partner, language) for partner in attached.partners]
        pairs.append((text("With", language), join(names, language)))
    if row.territory_key:
        pairs.append((text("Place", language), said(row, "territory", language)))
    pairs += [
        (text("Period", language), text("{start} to {due}", language, start=row.starts_on, due=row.due_on)),
        (text("Deliverable", language), said(row, "deliverable", language)),
    ]
    return '<dl class="terms">' + "".join(f"<dt>{esc(k)}</dt><dd>{esc(v)}</dd>" for k, v in pairs) + "</dl>"


def _serves(items: Sequence[Any], carried: Carried) -> str:
    """Commitments as links, each with the items served; long official wordings keep their number only."""
    if not items:
        return ""
    language = carried.language
    by_framework: dict[str, list[Any]] = {}
    for item in items:
        by_framework.setdefault(item.framework_key, []).append(item)
    entries = "".join(_served(key, found, carried) for key, found in by_framework.items())
    return f'<div class="serves"><p>{esc(text("Serves", language))}</p><ul>{entries}</ul></div>'


def _served(key: str, items: Sequence[Any], carried: Carried) -> str:
    language = carried.language
    names = join([before_colon(said(item, "item", language)) for item in items], language)
    framework = before_colon(said(items[0], "framework", language))
    return f"<li>{esc(names)} · {go(link('frameworks', carried.query(framework=key)), framework)}</li>"


def _standing(row: Any, language: Language) -> str:
    words = DASH if row.actual_pct is None else percent(row.actual_pct, language)
    plan = text("{planned} planned", language, planned=percent(row.planned_pct, language))
    lines = [f'<p class="how-far"><b>{esc(words)}</b> {state(row, language)}</p>{bar(row)}<p>{esc(plan)}']
    if row.reported_on:
        last = text("last accepted report: {day}", language, day=date(row.reported_on, language, "short"))
        lines.append(f" · {esc(last)}")
    lines.append("</p>")
    if row.days_late:
        lines.append(f'<p class="t-crimson">{esc(_overdue(row, language))}</p>')
    if row.declared_pct is not None:
        lines.append(f'<p class="waiting">{esc(_waiting(row, language))}</p>')
    return "".join(lines)


def _overdue(row: Any, language: Language) -> str:
    if row.status == "not_reported":
        many = text("{count} day", "{count} days", language=language, count=row.days_late)
        return f"{sentence_case(text('past its date, not reported', language))} ({many})"
    return text("{count} day past its date", "{count} days past its date", language=language, count=row.days_late)


def _waiting(row: Any, language: Language) -> str:
    return text(
        "{percent} declared by {side} on {day}, awaiting acceptance by {other}", language,
        percent=percent(row.declared_pct, language), side=side_name(row.declared_side, language),
        day=date(row.declared_on, language, "short"), other=side_name(OTHER[row.declared_side], language),
    )  # fmt: skip


def _steps(steps: Sequence[Any], row: Any, carried: Carried) -> str:
    if not steps:
        return ""
    language = carried.language
    reached = sum(bool(step.is_reached) for step in steps)
    summary = text("Milestones: {count} of {all} reached", "Milestones: {count} of {all} reached", language=language,
                   count=reached, all=len(steps))  # fmt: skip
    items = "".join(_step(step, carried) for step in steps)
    return (
        f'<details class="steps" id="steps-{esc(row.activity_key)}"><summary>{esc(summary)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _step(step: Any, carried: Carried) -> str:
    language = carried.language
    kind = "reached" if step.is_reached else "missed" if step.due_on < carried.reading.day else "ahead"
    words = {"reached": "reached", "missed": "date passed, not reached", "ahead": "ahead"}[kind]
    when = f"{date(step.due_on, language, 'short')} · {text(words, language)}"
    return f'<li class="step {kind}"><span>{esc(said(step, "title", language))}</span> <small>{esc(when)}</small></li>'


def _history(reports: Sequence[Any], row: Any, language: Language) -> str:
    """Every report in force, newest first, with the other side's answer."""
    if not reports:
        return ""
    summary = text("{count} report", "{count} reports", language=language, count=len(reports))
    items = "".join(_report(report, language) for report in reports)
    return (
        f'<details class="history" id="reports-{esc(row.activity_key)}"><summary>{esc(summary)}</summary>'
        f"<ol>{items}</ol></details>"
    )


def _report(report: Any, language: Language) -> str:
    head = text("{percent} declared by {side} on {day}", language, percent=percent(report.percent, language),
                side=side_name(report.side, language), day=date(report.declared_on, language, "short"))  # fmt: skip
    comment = _for_readers(said(report, "comment", language), language)
    parts = [f"<b>{esc(head)}</b>", f"<span>{esc(comment)}</span>" if comment else "", _answer(report, language)]
    if report.correction_reason:
        reason = _for_readers(report.correction_reason, language)
        parts.append(f"<span>{esc(text('Corrected: {reason}', language, reason=reason))}</span>")
    return f'<li class="{esc(report.outcome or "pending")}">{"".join(parts)}</li>'


def _answer(report: Any, language: Language) -> str:
    if report.outcome is None:
        words = text("awaiting acceptance by {side}", language, side=side_name(OTHER[report.side], language))
    else:
        words = text(OUTCOMES[report.outcome], language, side=side_name(report.verdict_side, language),
                     day=date(report.decided_on, language, "short"))  # fmt: skip
    if report.return_reason:
        words += text(": ", language) + _for_readers(report.return_reason, language)
    return f'<span class="answer">{esc(words)}</span>'


def _for_readers(words: str, language: Language) -> str:
    """What both sides wrote; what may describe one person, they read on the page of the activity, and nobody else."""
    return text("[kept between the two sides]", language) if words and found(words) else words
