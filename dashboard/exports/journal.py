"""What happened, as a file that another office keeps: CSV or XLSX, one row an event, nothing of it a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from typing import Any, Final, Literal

from dashboard.exports.words import clean, safe_cell
from dashboard.queries.events import Happened
from dashboard.texts import Language, text
from dashboard.texts.sides import TO_CHOOSE, side_choice

Form = Literal["csv", "xlsx"]
FORMS: Final[tuple[Form, ...]] = ("csv", "xlsx")
MEDIA: Final[dict[Form, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTHS: Final = (9, 20, 24, 12, 30, 16, 26, 44, 44, 44)


def written(events: Sequence[Happened], form: Form, language: Language) -> bytes:
    return {"csv": _csv, "xlsx": _xlsx}[form](events, language)


def name(form: Form, day: dt.date, language: Language) -> str:
    return f"{'journal' if language == 'fr' else 'audit-log'}_{day.isoformat()}.{form}"


def _head(language: Language) -> list[str]:
    titles = (
        text("Event number", language), text("Moment (UTC)", language), text("Account", language),
        text("Side", language), text("Act", language), text("Kind of object", language), text("Object", language),
        text("Before", language), text("After", language), text("Reason", language),
    )  # fmt: skip
    return list(titles)


def _cells(event: Happened, language: Language) -> list[str]:
    moment = f"{event.at:%Y-%m-%d %H:%M:%S}"
    side = side_choice(event.side, language) if event.side in TO_CHOOSE else event.side or ""
    told = (event.login, side, event.action, event.kind, event.key, _told(event.before), _told(event.after))
    return [str(event.number), moment, *(clean(word or "") for word in (*told, event.reason))]


def _told(values: Any) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)


def _csv(events: Sequence[Happened], language: Language) -> bytes:
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(_head(language))
    writer.writerows([safe_cell(cell) for cell in _cells(event, language)] for event in events)
    return told.getvalue().encode("utf-8-sig")


def _xlsx(events: Sequence[Happened], language: Language) -> bytes:
    """The library comes with the first workbook that is asked for: a server starts without it."""
    from xlsxwriter import Workbook

    from dashboard.exports.workbook_page import LONGEST, STYLES

    told = io.BytesIO()
    literal = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(told, literal) as book:
        sheet = book.add_worksheet(text("Audit log", language))
        head, cell = book.add_format(STYLES["head"]), book.add_format(STYLES["cell"])
        for place, (title, width) in enumerate(zip(_head(language), WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, head)
        for row, event in enumerate(events, start=1):
            sheet.write_number(row, 0, event.number, cell)
            for place, words in enumerate(_cells(event, language)[1:], start=1):
                sheet.write_string(row, place, words[:LONGEST], cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(events), 1), len(WIDTHS) - 1)
    return told.getvalue()
