"""What only the whole file can tell is proved by a cell, or asked once."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import EXPELLED, Told, read, text_file


def table(tmp_path: Path, *lines: str, **answers: str) -> Told:
    answered = {key.replace("__", ":"): value for key, value in answers.items()}
    return read(tmp_path, text_file("Date;Région;Pays;Sexe;Nombre", *lines), {**EXPELLED, **answered})


def test_a_point_before_three_digits_is_asked_once(tmp_path: Path) -> None:
    lines = ("2024-03-01;Gao;Niger;F;1.234", "2024-04-01;Gao;Niger;F;41.000")
    assert table(tmp_path, *lines).asked == ["point"]
    assert table(tmp_path, *lines, point="thousands").column("count") == ["1234", "41000"]


def test_a_cell_that_proves_the_point_answers_for_all(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03-01;Gao;Niger;F;1.234", "2024-04-01;Gao;Niger;F;1.234.567")
    assert told.column("count") == ["1234", "1234567"]


def test_day_and_month_are_asked_about_where_no_date_settles_them(tmp_path: Path) -> None:
    line = "03/04/2024;Gao;Niger;F;1"
    assert table(tmp_path, line).asked == ["day_order"]
    assert table(tmp_path, line, day_order="month_first").column("month") == ["202403"]
    assert table(tmp_path, line, "13/04/2024;Kayes;Niger;F;1").column("month") == ["202404", "202404"]


def test_numbers_of_regions_are_asked_for_their_scheme(tmp_path: Path) -> None:
    line = "2024-03-01;9;Niger;F;1"
    assert table(tmp_path, line).asked == ["scheme"]
    assert table(tmp_path, line, scheme="geonames_admin1").column("territory") == ["gao"]
    assert table(tmp_path, line, scheme="law_number").column("territory") == ["taoudenit"]


def test_an_unknown_place_is_asked_with_the_near_one_suggested(tmp_path: Path) -> None:
    line = "2024-03-01;Tombouctu;Niger;F;1"
    told = table(tmp_path, line)
    assert [(question.key, question.suggested) for question in told.outcome.questions] == [
        ("place:Tombouctu", "tombouctou")
    ]
    assert table(tmp_path, line, place__Tombouctu="tombouctou").column("territory") == ["tombouctou"]


def test_an_unknown_place_may_be_left_out(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03-01;Ailleurs;Niger;F;1", "2024-03-01;Gao;Niger;F;1", place__Ailleurs="none")
    assert (told.outcome.counts.outside, told.column("territory")) == (1, ["gao"])


def test_many_unknown_places_are_faults_and_no_questions(tmp_path: Path) -> None:
    told = table(tmp_path, *(f"2024-03-01;Inconnueville{number}x;Niger;F;1" for number in range(20)))
    assert not told.asked
    assert told.outcome.counts.faulty == 20


def test_m_beside_h_is_asked_about(tmp_path: Path) -> None:
    lines = ("2024-03-01;Gao;Niger;H;1", "2024-03-01;Gao;Niger;M;2")
    assert table(tmp_path, *lines).asked == ["sex:M"]
    assert table(tmp_path, *lines, sex__M="f").column("sex") == ["m", "f"]
