"""A file is known again by its headers, and two columns may say one thing."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, offered, read, text_file


def test_a_file_has_one_signature_whatever_its_month_and_answers(tmp_path: Path) -> None:
    march = text_file("Région;Pays;mars 2024", "Gao;Niger;1")
    april = text_file("Région;Pays;avril 2024", "Kayes;Libye;2")
    other = text_file("Région;Pays;Sexe;mars 2024", "Gao;Niger;F;1")
    signatures = [read(tmp_path, each).outcome.signature for each in (march, april, other)]
    assert signatures[0] == signatures[1] != signatures[2]
    assert read(tmp_path, march, EXPELLED).outcome.signature == signatures[0]


def test_year_and_month_in_two_columns_make_one_month(tmp_path: Path) -> None:
    content = text_file("Année;Mois;Région;Pays;Nombre", "2024;Mars;Gao;Niger;1", "2024;4;Gao;Niger;2")
    assert read(tmp_path, content, EXPELLED).column("month") == ["202403", "202404"]


def test_a_name_beside_a_code_and_a_month_beside_a_day_are_enough(tmp_path: Path) -> None:
    content = text_file(
        "Code région;Région;Date;Mois;Pays;Nombre", "9;Gao;;2024-03;Niger;1", "1;Kayes;;2024-04;Niger;2"
    )
    told = read(tmp_path, content, EXPELLED)
    assert [(row["territory"], row["month"]) for row in told.rows] == [("gao", "202403"), ("kayes", "202404")]
    assert (told.field("A"), told.field("C")) == ("ignored", "ignored")


def test_an_unknown_word_for_what_a_register_counts_is_no_statement(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Indicateur;Nombre", "2024-03;Gao;Niger;Machins;12"))
    assert told.asked == ["indicator:Machins"]
    assert {"returns_expelled", "none"} <= set(offered(told)) < {*offered(told), "displaced_persons_stock"}
