"""What changed, in words: the same for minutes, the comparison of two reviews and its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from dashboard.charts import headlines
from dashboard.charts.theme import STATUS, status_word
from dashboard.texts import Language, date, number, percent, text

Change = Mapping[str, Any]
"""A row of `queries.changes.between`, or the same row from a pack."""
KINDS: Final = {
    "priority": "Priorities", "activity": "Activities", "decision": "Decisions", "register": "Registers",
    "figure": "Published figures",
}  # fmt: skip
ARROW: Final = "→"


def name(change: Change, language: Language) -> str:
    """What a change is about: `3. Protection…`, `901.4 – Désigner l’équipe…`."""
    words = str(change[f"name_{language}"])
    if change["kind"] == "priority":
        return f"{change['priority_number']}. {words}"
    return f"{change['key']} – {words}" if change["kind"] == "decision" else words


def subject(change: Change, language: Language) -> str:
    """`Avancement`, `Échéance`, `Décision prise`: what of it changed."""
    known = {
        "progress": "Accepted progress", "status": "Status", "finished": "Status", "due_on": "Due date",
        "added": "New activity", "withdrawn": "Activity withdrawn", "decided": "Decision taken", "kept": "Follow-up",
        "missed": "Follow-up", "changed": "Follow-up", "total": "Total of the months received",
        "stated": "New figure", "corrected": "Figure corrected",
    }  # fmt: skip
    return text(known[change["what"]], language)


def before(change: Change, language: Language) -> str:
    return "" if change["what"] in ("added", "stated", "decided") else _value(change, change["before"], language)


def after(change: Change, language: Language) -> str:
    if change["what"] == "decided":
        return text("due on {day}", language, day=_day(change["after"]))
    return "" if change["what"] == "withdrawn" else _value(change, change["after"], language)


def phrase(change: Change, language: Language) -> str:
    """`Avancement accepté : 37 % → 60 %`."""
    old, new = before(change, language), after(change, language)
    moved = f"{old} {ARROW} {new}" if old and new else new or old
    return f"{subject(change, language)}{text(': ', language)}{moved}"


def _value(change: Change, value: Any, language: Language) -> str:
    what = change["what"]
    if what in ("kept", "missed", "changed"):
        return headlines.state_word(value, language) if value else ""
    if value is None:
        return text("not reported", language)
    if what == "progress":
        return percent(value, language)
    if what == "due_on":
        return date(_day(value), language, "short")
    if what == "total":
        return number(value, language)
    return status_word(value, language) if value in STATUS else text("“{title}”", language, title=value)


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def sentence(change: Change, language: Language) -> str:
    return f"{name(change, language)} – {phrase(change, language)}"


def decision_words(row: Mapping[str, Any], stem: str, language: Language) -> str:
    """Words typed in one language stand for the other, and say so."""
    told = str(row[f"{stem}_{language}"] or "")
    only = row.get("only_in")
    if not only or only == language:
        return told
    return f"{told} ({text('written in French', language) if only == 'fr' else text('written in English', language)})"
