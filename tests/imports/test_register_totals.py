"""Totals are compared with what they add up, and never loaded beside it."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, read, register, text_file


def test_totals_are_confirmed_and_not_loaded(tmp_path: Path) -> None:
    told = register(
        tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Gao;Niger;H;2", "Sous-total mars 2024;;;;3",
        "2024-04;Gao;Niger;F;4", "Total Gao;;;;4", "TOTAL GÉNÉRAL;;;;7", "Ensemble;;;;7",
    )  # fmt: skip
    assert told.outcome.counts.totals == 4
    assert not told.issues
    assert told.column("count") == ["1", "2", "4"]


def test_a_total_by_its_words_is_compared_with_the_rows_that_share_them(tmp_path: Path) -> None:
    lines = ("2024-03;Gao;Niger;F;1", "2024-04;Gao;Niger;F;2", "2024-03;Kayes;Niger;F;5", "2024-03;Total;;;6")
    assert not register(tmp_path, *lines).issues


def test_a_total_of_a_year_is_the_sum_of_its_months(tmp_path: Path) -> None:
    header = "Année;Mois;Région;Pays;Nombre"
    lines = ("2023;12;Gao;Niger;9", "2024;1;Gao;Niger;1", "2024;2;Gao;Niger;2", "2024;;Total;;3", "2024;2;Total;;7")
    told = read(tmp_path, text_file(header, *lines), EXPELLED)
    assert [(issue.code, issue.row) for issue in told.issues] == [("total.differs", 6)]


def test_a_total_that_is_not_the_sum_of_its_parts_is_a_warning(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "Total;;;;10")
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "total.differs", 3)]
    assert told.outcome.counts.accepted == 1


def test_mali_as_a_whole_is_the_total_of_its_regions(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Mali;Niger;F;1")
    assert (told.outcome.counts.totals, told.column("territory")) == (1, ["gao"])
