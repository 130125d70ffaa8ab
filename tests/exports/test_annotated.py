"""The annotated copy of a file: where something is wrong, and what of a long file is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports import annotated
from dashboard.imports.understood import Issue
from dashboard.sheets.book import Book, Remark, Row, Sheet
from dashboard.texts import LANGUAGES, Language

NEGATIVE = "A count cannot be negative. Check it."


def issue(row: int) -> Issue:
    return Issue("error", "number.negative", "Retours", row, "B", "-3", Remark(NEGATIVE))


def copied(tmp_path: Path, count: int, issues: Sequence[Issue], language: Language = "en") -> list[Worksheet]:
    rows = [Row(number, (f"region {number}", -3)) for number in range(1, count + 1)]
    book = Book("f.xlsx", "xlsx", (Sheet("Retours", lambda: iter(rows), count),))
    path = tmp_path / "copy.xlsx"
    annotated.write(path, book, issues, language)
    return openpyxl.load_workbook(path).worksheets


def numbers(sheet: Worksheet) -> list[int]:
    return [row[0].row for row in sheet.iter_rows() if row[0].value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_of_a_long_sheet_says_that_it_is_not_the_whole_of_it(tmp_path: Path, language: Language) -> None:
    listed, sheet = copied(tmp_path, annotated.WHOLE + 1, [issue(15_000)], language)
    assert "Retours" in str(listed["A1"].value)
    assert "000" in str(listed["A1"].value)
    assert [listed["C2"].value, listed["C3"].value] == [{"fr": "Ligne", "en": "Row"}[language], "15000"]
    assert numbers(sheet) == [*range(1, annotated.FIRST + 1), 15_000]


def test_the_copy_of_a_shorter_sheet_holds_every_row_and_says_nothing(tmp_path: Path) -> None:
    listed, sheet = copied(tmp_path, 40, [issue(30)])
    assert [listed["C1"].value, listed["C2"].value] == ["Row", "30"]
    assert len(numbers(sheet)) == 40


def test_a_list_that_is_cut_says_where_the_whole_of_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated, "LISTED", 2)
    listed, _ = copied(tmp_path, 5, [issue(row) for row in (2, 3, 4)])
    assert "2" in str(listed["A1"].value)
    assert listed.max_row == 4
