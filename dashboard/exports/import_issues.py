"""Every fault and warning of a file that was brought, as a list that its author works through: CSV, never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from dashboard.exports.words import clean, safe_cell
from dashboard.imports.telling import told
from dashboard.imports.understood import Issue
from dashboard.texts import Language, text

MEDIA: Final = "text/csv; charset=utf-8"
LEVELS: Final = {"error": "error", "warning": "warning"}


def name(draft: int, language: Language, form: str) -> str:
    return f"{'anomalies' if language == 'fr' else 'issues'}_{draft}.{form}"


def written(issues: Iterable[Issue], language: Language) -> bytes:
    """In the order of the file, for the spreadsheets that people have here."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow(head(language))
    writer.writerows([safe_cell(cell) for cell in cells(issue, language)] for issue in issues)
    return file.getvalue().encode("utf-8-sig")


def head(language: Language) -> list[str]:
    return [
        text("Level", language), text("Sheet", language), text("Row", language), text("Column", language),
        text("Found", language), text("What is wrong", language),
    ]  # fmt: skip


def cells(issue: Issue, language: Language) -> list[str]:
    fault = told(issue.fault, language)
    place = (issue.sheet, str(issue.row or ""), issue.column)
    return [text(LEVELS[issue.level], language), *(clean(words) for words in (*place, issue.found, fault))]
