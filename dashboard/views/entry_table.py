"""Many reports at once: one row an activity, all recorded or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.texts import percent, said, text
from dashboard.views import entry_sheet, forms
from dashboard.views.forms import Row
from dashboard.views.link_values import Carried
from dashboard.views.markup import link

TABLE = "table"


def fast_table(rows: Sequence[Any], carried: Carried) -> str:
    """Of activities that have begun; a row left empty is not sent."""
    language, today = carried.language, dt.datetime.now(dt.UTC).date()
    head = [text("Activity", language), text("Progress", language), text("What was done", language),
            text("Evidence", language)]  # fmt: skip
    begun = [row for row in rows if row.starts_on <= today]
    return forms.form(
        "progress.declare_many",
        forms.side_by_side(
            forms.date("declared_on", text("Day the reports speak of", language), value=today, latest=today),
            entry_sheet.spoken_in(language, language),
        ),
        forms.table(head, [_row(row, head, carried) for row in begun], caption=text("Many at once", language)),
        key="declare-many",
        after=link("entry", carried.query()),
        submit=text("Declare the rows filled in", language),
    )


def _row(row: Any, head: Sequence[str], carried: Carried) -> Row:
    title = said(row, "title", carried.language)
    labels = [f"{name} – {title}" for name in head[1:]]
    cells = (
        forms.cell("percent", labels[0], inputmode="decimal", longest=8),
        forms.cell("comment", labels[1], longest=2000),
        forms.cell("evidence", labels[2], kind="url"),
    )
    hidden = (forms.hidden("activity", row.activity_key), forms.hidden("version", row.version))
    return Row(row.activity_key, title, cells, hidden, note(row, carried))


def note(row: Any, carried: Carried) -> str:
    """Where the activity stands, and what already waits."""
    language = carried.language
    told = entry_sheet.standing(row, language)
    if row.declared_pct is None:
        return told
    return f"{told} · {text('{percent} awaits acceptance', language, percent=percent(row.declared_pct, language))}"
