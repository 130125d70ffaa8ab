"""Cells left empty under others, and rows that a finer column parts, are asked about once the rows are read."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, read, text_file

GROUPED = text_file(
    "Région;Mois;Pays;Nombre", "Gao;2024-01;Niger;1", ";2024-02;Niger;2", "Kayes;2024-01;Niger;3", "Total;;;6"
)
PARTED = text_file("Région;Cercle;Mois;Pays;Nombre", "Gao;Ansongo;2024-01;Niger;5", "Gao;Bourem;2024-01;Niger;5",
                   "Gao;Almoustarat;2024-01;Niger;2")  # fmt: skip


def test_empty_cells_under_a_region_are_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, GROUPED, EXPELLED).asked == ["fill:A"]


def test_empty_cells_repeat_the_region_above_when_people_say_so(tmp_path: Path) -> None:
    told = read(tmp_path, GROUPED, {**EXPELLED, "fill:A": "yes"})
    assert [(row["territory"], row["count"]) for row in told.rows] == [("gao", "1"), ("gao", "2"), ("kayes", "3")]
    assert not told.issues


def test_empty_cells_are_faults_when_people_say_that_something_is_missing(tmp_path: Path) -> None:
    told = read(tmp_path, GROUPED, {**EXPELLED, "fill:A": "no"})
    assert (told.asked, told.codes[0]) == ([], "missing.territory")


def test_rows_that_a_finer_column_parts_are_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, PARTED, EXPELLED).asked == ["repeat"]


def test_parts_are_added_up_when_people_say_so(tmp_path: Path) -> None:
    told = read(tmp_path, PARTED, {**EXPELLED, "repeat": "add"})
    assert (told.column("count"), told.outcome.counts.accepted) == (["12"], 3)


def test_parts_that_are_none_stay_faults(tmp_path: Path) -> None:
    told = read(tmp_path, PARTED, {**EXPELLED, "repeat": "apart"})
    assert not told.rows
    assert "row.twice" in told.codes


def test_rows_told_twice_without_a_finer_column_are_not_asked_about(tmp_path: Path) -> None:
    content = text_file("Région;Mois;Pays;Nombre", "Gao;2024-01;Niger;5", "Gao;2024-01;Niger;2")
    assert not read(tmp_path, content, EXPELLED).asked
