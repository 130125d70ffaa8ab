"""The right sheet by its headers; what no column says is asked, once."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from dashboard.errors import ImportRefused
from dashboard.imports import telling
from tests.imports.tables import EXPELLED, Told, read, text_file, workbook

DATA = [["Mois", "Région", "Pays", "Nombre"], ["2024-03", "Gao", "Niger", 12]]
COVER = [["Rapport mensuel"], ["Préparé par le bureau"]]


def test_the_sheet_with_the_data_is_read_and_never_the_first_one(tmp_path: Path) -> None:
    told = read(tmp_path, workbook({"Lisez-moi": COVER, "Données": DATA}), EXPELLED, "a.xlsx")
    assert told.outcome.sheet == "Données"
    assert told.outcome.other_sheets == ("Lisez-moi",)


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    told = read(tmp_path, workbook({"cache": DATA, "Données": DATA}, hidden=["cache"]), EXPELLED, "a.xlsx")
    assert told.outcome.sheet == "Données"
    assert told.outcome.hidden_sheets == ("cache",)


def test_hidden_rows_and_columns_are_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Données": [*DATA, *[["2024-03", "Gao", "Niger", 1]] * 3]})))
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


def test_several_sheets_are_asked_about_and_the_answer_is_read(tmp_path: Path) -> None:
    content = workbook({"janvier": DATA, "février": DATA})
    told = read(tmp_path, content, EXPELLED, "a.xlsx")
    assert [(each.key, each.suggested) for each in told.outcome.questions] == [("sheet", "*")]
    assert read(tmp_path, content, {**EXPELLED, "sheet": "février"}, "a.xlsx").outcome.sheet == "février"


def test_a_file_has_one_signature_whatever_its_month_and_answers(tmp_path: Path) -> None:
    march = text_file("Région;Pays;mars 2024", "Gao;Niger;1")
    april = text_file("Région;Pays;avril 2024", "Kayes;Libye;2")
    other = text_file("Région;Pays;Sexe;mars 2024", "Gao;Niger;F;1")
    signatures = [read(tmp_path, each).outcome.signature for each in (march, april, other)]
    assert signatures[0] == signatures[1] != signatures[2]
    assert read(tmp_path, march, EXPELLED).outcome.signature == signatures[0]


def test_the_indicator_is_that_of_the_file_name(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
    told = read(tmp_path, content, name="rapatriements_2024.csv")
    assert told.outcome.constants == {"indicator": "returns_repatriated"}
    assert not told.asked


def test_the_indicator_is_that_of_the_title_and_not_of_the_letterhead(tmp_path: Path) -> None:
    head = "Ministère des Maliens établis à l’extérieur et de l’Intégration africaine"
    table = ("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
    told = read(tmp_path, text_file(head, "Situation des rapatriements", *table))
    assert told.outcome.constants == {"indicator": "returns_repatriated"}
    assert [(each.key, each.suggested) for each in read(tmp_path, text_file(head, *table)).outcome.questions] == [
        ("indicator", "malians_abroad")
    ]


def test_an_indicator_that_nothing_names_is_asked(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12"))
    assert told.asked == ["indicator"]
    assert not told.rows


def offered(told: Told) -> list[str]:
    return [option.value for option in told.outcome.questions[0].options]


def test_registers_are_offered_and_what_sources_state_only_when_it_is_asked_for(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
    first = offered(read(tmp_path, content))
    assert (first[-1], len(first) < 15, "displaced_persons_stock" in first) == ("stated", True, False)
    again = offered(read(tmp_path, content, {"indicator": "stated"}))
    assert (len(again) > 40, again.index("displaced_persons_stock") < again.index("returns_assisted")) == (True, True)
    last = read(tmp_path, content, {"indicator": "displaced_persons_stock"})
    assert (last.asked, last.outcome.loads) == ([], "figures")


def test_what_the_words_around_a_table_name_is_offered_beside_the_registers(tmp_path: Path) -> None:
    head = "Ministère des Maliens établis à l’extérieur et de l’Intégration africaine"
    told = read(tmp_path, text_file(head, "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12"))
    assert "malians_abroad" in offered(told)


def test_an_unknown_word_for_what_a_register_counts_is_no_statement(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("Mois;Région;Pays;Indicateur;Nombre", "2024-03;Gao;Niger;Machins;12"))
    assert told.asked == ["indicator:Machins"]
    assert {"returns_expelled", "none"} <= set(offered(told)) < {*offered(told), "displaced_persons_stock"}


def test_a_month_in_the_file_name_is_suggested_and_never_taken(tmp_path: Path) -> None:
    content = text_file("Région;Pays;Nombre", "Gao;Niger;12")
    told = read(tmp_path, content, EXPELLED, "retours_mars_2024.csv")
    assert [(question.key, question.suggested) for question in told.outcome.questions] == [("month", "202403")]
    answered = read(tmp_path, content, {**EXPELLED, "month": "202403"}, "retours_mars_2024.csv")
    assert answered.column("month") == ["202403"]


def test_a_whole_file_about_one_region_and_one_country_is_asked_for_them(tmp_path: Path) -> None:
    content = text_file("Mois;Nombre", "2024-03;12")
    assert read(tmp_path, content, EXPELLED).asked == ["territory", "country"]
    told = read(tmp_path, content, {**EXPELLED, "territory": "gao", "country": "NE"})
    assert told.cells == [("returns_expelled", "202403", "gao", "NE", "unknown", "unknown", "all", "12")]


def test_the_detail_of_an_indicator_that_has_several_is_asked(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
    assert read(tmp_path, content, {"indicator": "returns_assisted"}).asked == ["detail"]
    told = read(tmp_path, content, {"indicator": "returns_assisted", "detail": "vhr"})
    assert told.column("detail") == ["vhr"]


def test_details_are_asked_by_indicator_where_a_file_has_several(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Retours assistés;Expulsés", "2024-03;Gao;Niger;12;3")
    assert read(tmp_path, content).asked == ["detail:returns_assisted"]
    told = read(tmp_path, content, {"detail:returns_assisted": "avr"})
    assert [(row["indicator"], row["detail"], row["count"]) for row in told.rows] == [
        ("returns_assisted", "avr", "12"), ("returns_expelled", "all", "3"),
    ]  # fmt: skip


def test_months_without_a_year_are_asked_for_it(tmp_path: Path) -> None:
    content = text_file("Région;Pays;Janvier;Février", "Gao;Niger;1;2")
    assert read(tmp_path, content, EXPELLED).asked == ["year"]
    assert read(tmp_path, content, {**EXPELLED, "year": "2024"}).column("month") == ["202401", "202402"]


def test_names_of_months_in_a_column_are_asked_for_their_year(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", "Janvier;Gao;Niger;1")
    assert read(tmp_path, content, EXPELLED).asked == ["year"]
    assert read(tmp_path, content, {**EXPELLED, "year": "2024"}).column("month") == ["202401"]


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


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Téléphone", "76 12 34 56"), ("Nom et prénom", "Moussa Traoré"), ("NINA", "18903102001014 N")],
)
def test_a_file_about_persons_is_refused_without_what_it_holds(tmp_path: Path, header: str, cell: str) -> None:
    content = text_file(f"Mois;Région;Pays;Nombre;{header}", f"2024-03;Gao;Niger;1;{cell}")
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path, content, EXPELLED)
    assert cell not in str(refused.value)
    assert not (tmp_path / "out" / "rows.csv").exists()


def test_persons_on_another_sheet_refuse_the_file_too(tmp_path: Path) -> None:
    people = [["Nom", "Prénom", "Téléphone"], ["Traoré", "Moussa", "76 12 34 56"]]
    with pytest.raises(ImportRefused):
        read(tmp_path, workbook({"Données": DATA, "Liste": people}, hidden=["Liste"]), EXPELLED, "a.xlsx")


def test_persons_under_another_table_refuse_the_file_too(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12", "Région;Mois;Pays;Téléphone", "Gao;2024-03;Niger;76 12 34 56"
    )
    with pytest.raises(ImportRefused):
        read(tmp_path, content, EXPELLED)


def test_the_address_of_an_office_on_a_sheet_of_notes_is_no_list_of_people(tmp_path: Path) -> None:
    notes = [["Rapport mensuel"], ["Contact"], ["dtmmali@iom.int"]]
    told = read(tmp_path, workbook({"Lisez-moi": notes, "Données": DATA}), EXPELLED, "a.xlsx")
    assert told.outcome.counts.accepted == 1


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        read(tmp_path, workbook({"vide": []}), EXPELLED, "a.xlsx")


def test_a_note_under_a_column_of_regions_is_no_region_to_ask_about(tmp_path: Path) -> None:
    content = text_file("Région;Mois;Pays;Nombre", "Gao;2024-03;Niger;12", "Source : base MiMOSA, provisoire")
    told = read(tmp_path, content, EXPELLED)
    assert (told.asked, told.outcome.counts.notes) == ([], 1)
