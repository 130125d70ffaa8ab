"""What no column says is asked, once."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, offered, read, text_file


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


def test_mali_is_no_region_of_its_own_and_no_country_to_return_from(tmp_path: Path) -> None:
    regions = offered(read(tmp_path, text_file("Mois;Pays;Nombre", "2024-03;Niger;12"), EXPELLED))
    countries = offered(read(tmp_path, text_file("Mois;Région;Nombre", "2024-03;Gao;12"), EXPELLED))
    assert ("gao" in regions, "mali" in regions, "NE" in countries, "ML" in countries) == (True, False, True, False)


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
