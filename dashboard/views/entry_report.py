"""A progress report as those who declare and answer read it, and the forms that answer it."""

from __future__ import annotations

from typing import Any

from dashboard.texts import Language, date, percent, said, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.views import forms
from dashboard.views.activities import OUTCOMES
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link


def to_answer(row: Any, standing: str, carried: Carried) -> str:
    """A report of the other side: what it says, where the activity stands, accept or return."""
    language = carried.language
    address = link("entry", carried.query(activity=row.activity_key))
    return (
        f'<article class="report" id="report-{row.report}"><div>{_priority(row, language)}'
        f"<h3>{go(address, said(row, 'title', language))}</h3>"
        f'<p class="how-far"><b>{esc(percent(row.percent, language))}</b> <small>{esc(standing)}</small></p>'
        f"{words(row, language, is_answered_here=True)}</div>{answers(row, language)}</article>"
    )


def answers(row: Any, language: Language) -> str:
    number = forms.hidden("report", row.report)
    accept = forms.form("progress.accept", number, key=f"accept.{row.report}", submit=text("Accept", language))
    give_back = forms.form(
        "progress.return",
        number,
        forms.area("reason", text("Why it is returned", language), help=text(
            "The side that declared it reads this, and corrects.", language), longest=1000, rows=3),
        key=f"return.{row.report}",
        submit=text("Return it", language),
        is_main=False,
    )  # fmt: skip
    summary = text("Return it with a reason", language)
    return (
        f'<div class="answers">{accept}<details id="return-{row.report}"><summary>{esc(summary)}</summary>'
        f"{give_back}</details></div>"
    )


def words(row: Any, language: Language, *, is_answered_here: bool = False) -> str:
    """Who declared it and when, the milestone, the comment, the evidence, and what was answered."""
    parts = [f"<p>{esc(_declared(row, language))}</p>", *_said(row, language), _evidence(row, language)]
    if row.correction_reason:
        parts.append(f"<p>{esc(text('Corrected: {reason}', language, reason=row.correction_reason))}</p>")
    return "".join(parts) + ("" if is_answered_here else _answer(row, language))


def _priority(row: Any, language: Language) -> str:
    return f'<p class="over">{esc(text("Priority {number}", language, number=row.priority_number))}</p>'


def _declared(row: Any, language: Language) -> str:
    told = text("Declared by {side} on {day}", language, side=side_name(row.side, language),
                day=date(row.declared_on, language, "short"))  # fmt: skip
    return f"{told} ({row.declared_by})" if row.declared_by else told


def _said(row: Any, language: Language) -> list[str]:
    comment = said(row, "comment", language) or row.comment_fr or row.comment_en
    reached = text("Milestone reached: {milestone}", language, milestone=said(row, "milestone", language))
    return [
        f"<p>{esc(reached)}</p>" if row.milestone_number else "",
        f'<p class="comment">{esc(comment)}</p>' if comment else "",
    ]


def _evidence(row: Any, language: Language) -> str:
    """Opened by a choice of the reader, in a page that learns nothing of this one."""
    if not row.evidence or not row.evidence.startswith(("http://", "https://")):
        return ""
    label = text("Evidence", language)
    return (
        f'<p class="evidence">{esc(label + text(": ", language))}<a href="{esc(row.evidence)}" target="_blank"'
        f' rel="noopener noreferrer nofollow">{esc(row.evidence)}</a></p>'
    )


def _answer(row: Any, language: Language) -> str:
    if row.superseded_at:
        return f'<p class="answer">{esc(text("replaced by its correction", language))}</p>'
    if row.outcome is None:
        told = text("awaiting acceptance by {side}", language, side=side_name(OTHER[row.side], language))
        return f'<p class="answer">{esc(told)}</p>'
    told = text(OUTCOMES[row.outcome], language, side=side_name(row.verdict_side, language),
                day=date(row.decided_at.date(), language, "short"))  # fmt: skip
    by = f" ({row.decided_by})" if row.decided_by else ""
    why = text(": ", language) + row.return_reason if row.return_reason else ""
    return f'<p class="answer">{esc(told + by + why)}</p>'
