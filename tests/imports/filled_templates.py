"""Templates as people bring them back: filled in with openpyxl, which keeps what the template holds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import openpyxl
from sqlalchemy import Connection

from dashboard.exports import import_templates
from dashboard.imports.templates import TEMPLATES, Key
from dashboard.queries import template_choices
from dashboard.texts import Language

DAY: Final = dt.date(2026, 11, 22)
MONTH, FIRST, LAST = dt.datetime(2026, 3, 1), dt.datetime(2026, 1, 5), dt.datetime(2026, 6, 30)  # noqa: DTZ001 cells


def made(connection: Connection, key: Key, language: Language) -> bytes:
    return import_templates.written(key, language, template_choices.choices(connection, key, language), DAY)


def filled(template: bytes, key: Key, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows under the example, each by field."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[1]
    for number, row in enumerate(rows, start=import_templates.FIRST_ROW + 1):
        for place, column in enumerate(TEMPLATES[key].columns, start=2):
            sheet.cell(number, place, row.get(column.field))
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def rows(connection: Connection, key: Key, language: Language) -> list[dict[str, Any]]:
    """Two rows in the words of the lists, the second with every optional cell empty."""
    lists = template_choices.choices(connection, key, language)
    either = {
        "indicator": lists["indicator"][0], "month": MONTH, "country": lists["country"][3], "sex": lists["sex"][0],
        "territory": lists["territory"][5], "age_group": lists["age_group"][1],
        "detail": next(iter(lists["detail"]), None), "count": 41, "value": 1_250, "value_low": 1_250,
        "qualifier": lists["qualifier"][1], "quote": "plus de 1 250", "period_start": FIRST, "period_end": LAST,
        "place": "Mali", "note": "Note", "activity": next(iter(lists["activity"]), None), "date": LAST, "percent": 45,
        "comment": "Atelier tenu.", "evidence": "https://example.org/pv-12",
        "priority": lists["priority"][0], "title": "Tenir un atelier",
        "deliverable": "Compte rendu", "owner": lists["organisation"][0], "partners": lists["organisation"][1],
        "starts_on": FIRST, "due_on": LAST, "weight": 1,
    }  # fmt: skip
    template = TEMPLATES[key]
    every: dict[str, Any] = {column.field: either.get(column.field) for column in template.columns}
    if key == "activities":
        every["activity"] = "g-12"
    if key == "reintegration":
        every["indicator"] = lists["indicator"][1]
    needed: dict[str, Any] = {column.field: every[column.field] for column in template.columns if column.is_required}
    return [every, {**needed, **SECOND[key](lists)}]


SECOND: Final[Mapping[Key, Any]] = {
    "returns": lambda lists: {"indicator": lists["indicator"][1], "count": 0},
    "reintegration": lambda lists: {"indicator": lists["indicator"][0], "count": 0},
    "figures": lambda lists: {"value": 7, "qualifier": lists["qualifier"][0]},
    "progress": lambda lists: {"date": FIRST, "percent": 10},
    "activities": lambda lists: {"title": "Tenir un autre atelier"},
}
