"""Tables with several columns of counts: nobody is counted twice, nobody is lost."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, read, text_file


def test_months_in_columns_become_rows(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Région;Pays;janv. 2024;févr. 2024", "Gao;Niger;1;2", "Kayes;Libye;3;4"), EXPELLED)
    assert [(row["territory"], row["month"], row["count"]) for row in told.rows] == [
        ("gao", "202401", "1"), ("gao", "202402", "2"), ("kayes", "202401", "3"), ("kayes", "202402", "4"),
    ]  # fmt: skip
    assert (told.outcome.counts.read, told.outcome.counts.accepted, told.outcome.counts.loaded) == (2, 2, 4)


def test_cells_without_a_number_are_counted_beside_those_that_are_recorded(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Région;Pays;janv. 2024;févr. 2024;mars 2024", "Gao;Niger;1;n.d.;*"), EXPELLED)
    counts = told.outcome.counts
    assert (counts.loaded, counts.cells_not_reported, counts.cells_masked) == (1, 1, 1)


def test_regions_in_columns_become_rows(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Pays;Gao;Kayes", "2024-03;Niger;1;2"), EXPELLED)
    assert told.column("territory") == ["gao", "kayes"]


def test_indicators_in_columns_become_rows(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Rapatriés;Expulsés", "2024-03;Gao;Niger;1;2"))
    assert told.column("indicator") == ["returns_repatriated", "returns_expelled"]


def test_a_column_of_totals_is_compared_and_not_loaded(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Hommes;Femmes;Total", "2024-03;Gao;Niger;1;2;3", "2024-04;Gao;Niger;1;2;4")
    told = read(tmp_path, content, EXPELLED)
    assert told.column("count") == ["1", "2", "1", "2"]
    assert [(issue.code, issue.row, issue.column) for issue in told.issues] == [("total.differs", 3, "F")]


def test_a_total_stands_for_parts_that_nobody_reported(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Hommes;Femmes;Total", "2024-03;Gao;Niger;;n.d.;3"), EXPELLED)
    assert [(row["sex"], row["count"]) for row in told.rows] == [("unknown", "3")]


def test_a_total_with_one_part_is_loaded_without_it(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Total;dont femmes", "2024-03;Gao;Niger;3;1"), EXPELLED)
    assert [(row["sex"], row["count"]) for row in told.rows] == [("unknown", "3")]


def test_girls_beside_women_are_asked_about(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Femmes;Filles;Hommes", "2024-03;Gao;Niger;3;1;2")
    assert read(tmp_path, content, EXPELLED).asked == ["within:D"]
    apart = read(tmp_path, content, {**EXPELLED, "within:D": "no"})
    assert [(row["sex"], row["age_group"], row["count"]) for row in apart.rows] == [
        ("f", "unknown", "3"), ("f", "0-17", "1"), ("m", "unknown", "2"),
    ]  # fmt: skip
    inside = read(tmp_path, content, {**EXPELLED, "within:D": "yes"})
    assert inside.column("count") == ["3", "2"]


def test_two_ways_to_tell_the_same_people_are_asked_about(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Hommes;Femmes;0-17;18-34;35-59;60+", "2024-03;Gao;Niger;3;2;1;2;1;1")
    assert read(tmp_path, content, EXPELLED).asked == ["breakdown"]
    told = read(tmp_path, content, {**EXPELLED, "breakdown": "age_group"})
    assert [(row["sex"], row["age_group"]) for row in told.rows] == [
        ("unknown", "0-17"), ("unknown", "18-34"), ("unknown", "35-59"), ("unknown", "60+"),
    ]  # fmt: skip


def test_children_beside_men_and_women_may_be_other_people(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Hommes;Femmes;Enfants;Total", "2024-03;Gao;Niger;5;2;1;8")
    told = read(tmp_path, content, {**EXPELLED, "breakdown": "apart"})
    assert [(row["sex"], row["age_group"], row["count"]) for row in told.rows] == [
        ("m", "unknown", "5"), ("f", "unknown", "2"), ("unknown", "0-17", "1"),
    ]  # fmt: skip
    assert not told.issues


def test_two_columns_of_one_name_are_asked_about(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Nombre;Nombre", "2024-03;Gao;Niger;3;2"), EXPELLED)
    assert told.asked == ["column:D", "column:E"]


def test_planned_numbers_are_not_what_happened(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Prévu;Réalisé", "2024-03;Gao;Niger;30;12"), EXPELLED)
    assert told.column("count") == ["12"]


def test_a_quarter_in_a_header_is_no_month(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Région;Pays;T1 2024;T2 2024", "Gao;Niger;30;12"), EXPELLED)
    assert told.codes == ["date.quarter", "date.quarter"]
    assert not told.rows


def test_an_age_group_that_crosses_ours_is_refused(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;0-17;18-59;60+", "2024-03;Gao;Niger;1;2;3"), EXPELLED)
    assert "word.age_other" in told.codes


def test_masked_and_unreported_cells_are_no_zero(tmp_path: Path) -> None:
    content = text_file("Région;Pays;janv. 2024;févr. 2024", "Gao;Niger;n.d.;0", "Kayes;Niger;*;", "Kidal;Niger;-;n.d.")
    told = read(tmp_path, content, EXPELLED)
    assert [(row["month"], row["count"]) for row in told.rows] == [("202402", "0")]
    counts = told.outcome.counts
    assert (counts.accepted, counts.masked, counts.not_reported) == (1, 1, 1)
