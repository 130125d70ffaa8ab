"""What is hidden in a table is said."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl

from dashboard.imports import telling
from tests.imports.tables import EXPELLED, SHEET, read, workbook


def test_hidden_rows_and_columns_are_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Données": [*SHEET, *[["2024-03", "Gao", "Niger", 1]] * 3]})))
    for row in (3, 4):
        book["Données"].row_dimensions[row].hidden = True
    book["Données"].column_dimensions["C"].hidden = True
    saved = io.BytesIO()
    book.save(saved)
    told = [
        telling.told(remark, "fr") for remark in read(tmp_path, saved.getvalue(), EXPELLED, "a.xlsx").outcome.remarks
    ]
    assert [re.sub("[\u202f\u00a0]", " ", words) for words in told] == [
        "Des lignes masquées de la feuille « Données » ont été lues comme les autres : 3–4.",
        "Des colonnes masquées de la feuille « Données » ont été lues comme les autres : C.",
    ]
