"""What a form is told when it is not done: one sentence, where it belongs, and what stands now when somebody wrote
first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from dashboard.desk.asked import Fields
from dashboard.errors import Conflict, DashboardError, EntryRefused, RowsRefused
from dashboard.texts import LANGUAGES, Language
from dashboard.texts.sides import side_first

NEVER_SHOWN: Final = ("version", "request")


def told(error: DashboardError, fields: Fields, rows: tuple[Fields, ...], language: Language) -> dict[str, Any]:
    """JSON for the browser; `rows` of the answer are keyed by the number of the row that was sent, from 0."""
    answer: dict[str, Any] = {"fault": error.message(language)}
    if isinstance(error, EntryRefused):
        answer["field"] = error.field
    if isinstance(error, Conflict):
        answer["conflict"] = _conflict(error, fields, language)
    if isinstance(error, RowsRefused):
        answer["rows"] = {str(place): told(fault, rows[place], (), language) for place, fault in error.faults.items()}
    return answer


def _conflict(error: Conflict, fields: Fields, language: Language) -> dict[str, Any]:
    """Both versions of what the form has; the browser knows the labels and what was typed."""
    who = ", ".join(filter(None, (side_first(error.side, language) if error.side else "", error.by)))
    standing = ((name, _standing(error.theirs, name, language)) for name in fields if name not in NEVER_SHOWN)
    return {
        "version": error.version,
        "by": who,
        "at": error.at.isoformat(timespec="seconds") if error.at else None,
        "fields": [{"name": name, "theirs": value} for name, value in standing if value is not None],
    }


def _standing(theirs: Mapping[str, object], name: str, language: Language) -> str | None:
    """As a form would hold it; words in the language of the form, else in the other; nothing when it has no such."""
    columns = [name, f"{name}_{language}", *(f"{name}_{other}" for other in LANGUAGES)]
    found = [theirs[column] for column in columns if column in theirs]
    if not found:
        return None
    return _as_typed(next((value for value in found if value is not None), None))


def _as_typed(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)
