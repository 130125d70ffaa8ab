"""An answer that names nothing known is asked again, and never reaches the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.imports.possible import possible
from tests.imports.tables import EXPELLED, known, read, text_file


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("month", "abc"), ("month", "202413"), ("year", "24"), ("territory", "atlantis"), ("country", "XX"),
        ("indicator", "nothing"), ("place:Gau", "atlantis"), ("sex:M", "x"), ("territory", "none"),
    ],
)  # fmt: skip
def test_an_impossible_answer_is_none(key: str, value: str) -> None:
    assert not possible({key: value}, known())


def test_possible_answers_are_kept() -> None:
    answers = {
        "month": "202403",
        "year": "2024",
        "place:Gau": "gao",
        "place:x": "none",
        "column:D": "count",
        "sheet": "a",
    }
    assert possible(answers, known()) == answers


def test_a_month_that_is_none_is_asked_again(tmp_path: Path) -> None:
    content = text_file("Région;Pays;Nombre", "Gao;Niger;12")
    assert read(tmp_path, content, {**EXPELLED, "month": "mars"}).asked == ["month"]
