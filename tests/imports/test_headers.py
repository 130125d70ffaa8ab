"""Headers are found wherever people put them."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, read, text_file, workbook


def test_headers_stand_under_a_preamble(tmp_path: Path) -> None:
    content = text_file(
        "Expulsions vers le Mali", "Source : DGF", "", "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12"
    )
    told = read(tmp_path, content)
    assert told.outcome.header_rows == (4,)
    assert told.cells == [("returns_expelled", "202403", "gao", "NE", "unknown", "unknown", "all", "12")]


def test_merged_headers_are_spread_over_their_columns(tmp_path: Path) -> None:
    rows = [
        ["Mois", "Région", "Pays", "Hommes", None, "Femmes", None],
        [None, None, None, "0-17", "18-34", "0-17", "18-34"],
        ["2024-03", "Gao", "Niger", 1, 2, 3, 4],
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"]
    told = read(tmp_path, workbook({"Données": rows}, merged=merged), EXPELLED, "a.xlsx")
    assert told.outcome.header_rows == (1, 2)
    people = [(row["sex"], row["age_group"], row["count"]) for row in told.rows]
    assert people == [("m", "0-17", "1"), ("m", "18-34", "2"), ("f", "0-17", "3"), ("f", "18-34", "4")]


def test_groups_of_a_text_file_go_on_to_the_next_one(tmp_path: Path) -> None:
    content = text_file("Mois,Région,Pays,Hommes,,Femmes,", ",,,0-17,18-34,0-17,18-34", "2024-03,Gao,Niger,1,2,3,4")
    told = read(tmp_path, content, EXPELLED)
    assert [(row["sex"], row["age_group"]) for row in told.rows] == [
        ("m", "0-17"), ("m", "18-34"), ("f", "0-17"), ("f", "18-34"),
    ]  # fmt: skip


def test_names_stand_one_row_above_their_groups(tmp_path: Path) -> None:
    content = text_file("Mois,Région,Pays,Retours,", ",,,Hommes,Femmes", "2024-03,Gao,Niger,1,2")
    told = read(tmp_path, content, EXPELLED)
    assert told.column("sex") == ["m", "f"]


def test_a_row_of_units_belongs_to_the_headers(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", ";;;(personnes)", "2024-03;Gao;Niger;12")
    assert read(tmp_path, content, EXPELLED).column("count") == ["12"]


def test_units_in_headers_are_no_part_of_the_name(tmp_path: Path) -> None:
    content = text_file("Mois (MM/AAAA);Région d’accueil;Pays;Nombre (personnes)", "03/2024;Gao;Niger;12")
    assert read(tmp_path, content, EXPELLED).column("month") == ["202403"]


def test_a_first_data_row_is_no_second_header(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Sexe;Nombre", "mars 2024;Gao;Niger;F;n.d.", "mars 2024;Kayes;Niger;F;3")
    told = read(tmp_path, content, EXPELLED)
    assert told.outcome.header_rows == (1,)
    assert told.outcome.counts.not_reported == 1


def test_unknown_headers_are_asked_about(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("x;y;z", "Gao;2024-03;12"), EXPELLED)
    assert told.asked == ["header"]


def test_an_answered_header_lets_values_say_what_the_columns_hold(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("x;y;z", "Gao;2024-03;12"), {**EXPELLED, "header": "1"})
    assert (told.field("A"), told.field("B")) == ("territory", "month")
    assert told.asked == ["column:C", "country"]


def test_a_line_of_the_preamble_with_a_colon_is_no_group(tmp_path: Path) -> None:
    content = text_file("Période :;2024;;", "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
    told = read(tmp_path, content, EXPELLED)
    assert told.outcome.header_rows == (2,)
