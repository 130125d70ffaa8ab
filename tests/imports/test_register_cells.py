"""Each count belongs to one cell, and each cell has one count."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import read, register, text_file


def test_the_same_row_twice_is_kept_once_and_said(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Gao;Niger;F;1")
    assert told.column("count") == ["1"]
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "row.repeated", 3)]
    assert told.outcome.counts.repeated == 1


def test_two_values_of_one_cell_are_an_error_of_both_rows(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Kayes;Niger;F;5", "2024-03;Gao;Niger;F;2")
    assert sorted(issue.row for issue in told.issues) == [2, 4]
    assert told.column("territory") == ["kayes"]
    assert (told.outcome.counts.accepted, told.outcome.counts.faulty) == (1, 2)


def test_a_third_value_of_one_cell_is_an_error_of_its_own_row(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Gao;Niger;F;2", "2024-03;Gao;Niger;F;3")
    assert sorted(issue.row for issue in told.issues) == [2, 3, 4]
    assert (told.outcome.counts.accepted, told.outcome.counts.faulty) == (0, 3)


def test_a_detail_of_another_indicator_is_refused(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Type;Nombre", "2024-03;Gao;Niger;avr;5", "2024-03;Gao;Niger;social;5")
    told = read(tmp_path, content, {"indicator": "returns_assisted"})
    assert [(issue.code, issue.row) for issue in told.issues] == [("detail.unknown", 3)]


def test_what_no_register_counts_is_refused_beside_registers(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Indicateur;Nombre", "2024-03;Gao;Niger;Expulsions;5", "2024-03;Gao;Niger;PDI;5"
    )
    assert read(tmp_path, content).codes == ["indicator.no_register"]
