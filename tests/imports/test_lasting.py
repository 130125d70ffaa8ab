"""What is remembered for the next file of a shape never says which month or region that file is about."""

from __future__ import annotations

import pytest

from dashboard.imports.lasting import lasting

ANSWERS = {"indicator": "returns_expelled", "place:Gau": "gao", "column:D": "count"}


def test_what_columns_mean_is_kept_and_month_and_region_are_asked_again() -> None:
    assert lasting({**ANSWERS, "month": "202403", "year": "2024", "territory": "gao", "header": "4"}) == ANSWERS


@pytest.mark.parametrize("sheet", ["janvier", "Mars 2024", "2024", "T1 2024", "données_avril"])
def test_a_sheet_called_after_its_time_is_asked_again(sheet: str) -> None:
    assert lasting({**ANSWERS, "sheet": sheet}) == ANSWERS


@pytest.mark.parametrize("sheet", ["Données", "Retours", "Feuil1"])
def test_a_sheet_called_after_what_it_holds_is_kept(sheet: str) -> None:
    assert lasting({"sheet": sheet}) == {"sheet": sheet}
