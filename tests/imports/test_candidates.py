"""The right sheet by its headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from tests.imports.tables import EXPELLED, SHEET, read, workbook

COVER = [["Rapport mensuel"], ["Préparé par le bureau"]]


def test_the_sheet_with_the_data_is_read_and_never_the_first_one(tmp_path: Path) -> None:
    told = read(tmp_path, workbook({"Lisez-moi": COVER, "Données": SHEET}), EXPELLED, "a.xlsx")
    assert told.outcome.sheet == "Données"
    assert told.outcome.other_sheets == ("Lisez-moi",)


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    told = read(tmp_path, workbook({"cache": SHEET, "Données": SHEET}, hidden=["cache"]), EXPELLED, "a.xlsx")
    assert told.outcome.sheet == "Données"
    assert told.outcome.hidden_sheets == ("cache",)


def test_several_sheets_are_asked_about_and_the_answer_is_read(tmp_path: Path) -> None:
    content = workbook({"janvier": SHEET, "février": SHEET})
    told = read(tmp_path, content, EXPELLED, "a.xlsx")
    assert [(each.key, each.suggested) for each in told.outcome.questions] == [("sheet", "*")]
    assert read(tmp_path, content, {**EXPELLED, "sheet": "février"}, "a.xlsx").outcome.sheet == "février"


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        read(tmp_path, workbook({"vide": []}), EXPELLED, "a.xlsx")
