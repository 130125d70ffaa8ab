"""Each row is accepted, named with its fault, or told apart."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import REGISTER, register


def test_zero_is_a_row_and_not_reported_is_none(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;0", "2024-03;Gao;Niger;H;n.d.", "2024-03;Gao;Libye;H;*")
    assert told.column("count") == ["0"]
    assert (told.outcome.counts.not_reported, told.outcome.counts.masked) == (1, 1)


def test_a_region_and_a_country_that_are_not_told_are_not_specified(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;n.d.;inconnu;n.d.;3")
    assert told.cells == [("returns_expelled", "202403", "not_specified", "ZZ", "unknown", "unknown", "all", "3")]


def test_notes_under_the_table_are_told_apart(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "", "Source : registre de la DGME", "(*) chiffres provisoires")
    assert told.outcome.counts.notes == 2
    assert not told.issues


def test_the_header_of_a_new_page_is_passed_over(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", REGISTER, "2024-04;Gao;Niger;F;2")
    assert told.codes == ["row.header_again"]
    assert told.column("count") == ["1", "2"]


def test_another_table_below_is_not_read_under_these_headers(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-03;Gao;Niger;F;1", "Pays;Sexe;Région;Mois;Nombre", "Niger;F;Gao;2024-03;7")
    assert told.codes == ["row.another_table"]
    assert told.column("count") == ["1"]
    assert told.outcome.counts.faulty == 1
