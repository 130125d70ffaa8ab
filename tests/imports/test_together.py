"""Sheets with the same headers are read together: the name of each may say its region, its month or its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dashboard.imports.telling import told
from tests.imports.tables import EXPELLED, Told, read, workbook

HEAD = ["Mois", "Pays", "Nombre"]
TOGETHER = {**EXPELLED, "sheet": "*"}
Rows = Sequence[Sequence[Any]]


def book(tmp_path: Path, sheets: Mapping[str, Rows], answers: Mapping[str, str] = TOGETHER, **more: Any) -> Told:
    return read(tmp_path, workbook(sheets, **more), answers, "retours.xlsx")


def by_region(**more: Rows) -> dict[str, Rows]:
    return {
        "Gao": [["Retours de la région"], [], HEAD, ["2024-03", "Niger", 12], ["2024-04", "Niger", 3]],
        "KAYES": [HEAD, ["2024-03", "Libye", 7]], **more,
    }  # fmt: skip


def test_one_question_offers_them_together_first(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {**by_region(), "Autre": [["Région", "Effectif"], ["Gao", 2]]}
    (question,) = book(tmp_path, sheets, EXPELLED).outcome.questions
    assert (question.key, question.suggested) == ("sheet", "*")
    assert [option.value for option in question.options] == ["*", "Gao", "KAYES", "Autre"]
    assert told(question.options[0].said, "en") == "The 2 sheets with the same headers: Gao, KAYES"


def test_the_name_of_a_sheet_is_the_region_of_its_rows(tmp_path: Path) -> None:
    found = book(tmp_path, by_region())
    assert [(row["territory"], row["month"], row["count"], row["row"]) for row in found.rows] == [
        ("gao", "202403", "12", "4"), ("gao", "202404", "3", "5"), ("kayes", "202403", "7", "2"),
    ]  # fmt: skip
    assert (found.outcome.counts.read, found.outcome.other_sheets) == (3, ())


@pytest.mark.parametrize(
    ("names", "answers", "months"),
    [
        (("Janvier", "Février", "Mars"), {"year": "2024"}, ["202401", "202402", "202403"]),
        (("Janv 2024", "Févr 2024"), {}, ["202401", "202402"]),
        (("2024-01", "2024-02"), {}, ["202401", "202402"]),
    ],
)
def test_the_name_of_a_sheet_is_the_month_of_its_rows(
    tmp_path: Path, names: Sequence[str], answers: Mapping[str, str], months: list[str]
) -> None:
    sheets: dict[str, Rows] = {name: [["Région", "Pays", "Nombre"], ["Gao", "Niger", 5]] for name in names}
    if answers:
        assert book(tmp_path, sheets).asked == ["year"]
    assert book(tmp_path, sheets, {**TOGETHER, **answers}).column("month") == months


def test_the_name_of_a_sheet_is_the_year_of_its_months(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        year: [["Région", "Pays", "Janvier", "Mars"], ["Gao", "Niger", 5, 6]] for year in ("2023", "2024")
    }
    assert book(tmp_path, sheets).column("month") == ["202301", "202303", "202401", "202403"]


def test_a_fault_names_its_own_sheet_and_row(tmp_path: Path) -> None:
    found = book(tmp_path, {**by_region(), "Mopti": [HEAD, ["2024-03", "Niger", -3]]})
    assert [(issue.sheet, issue.row, issue.column) for issue in found.issues] == [("Mopti", 2, "C")]
    assert found.outcome.counts.faulty == 1


def test_the_same_thing_told_on_two_sheets_names_both(tmp_path: Path) -> None:
    head = ["Mois", "Région", "Pays", "Nombre"]
    sheets: dict[str, Rows] = {
        "Saisie": [head, ["2024-03", "Gao", "Niger", 12]],
        "Reprise": [head, ["2024-03", "Gao", "Niger", 13]],
    }
    found = book(tmp_path, sheets, {**TOGETHER, "repeat": "apart"})
    assert [(issue.sheet, issue.row, issue.fault.holes["other"]) for issue in found.issues] == [
        ("Reprise", 2, "2 (Saisie)"), ("Saisie", 2, "2 (Reprise)"),
    ]  # fmt: skip
    assert not found.rows


def test_a_sheet_of_totals_is_compared_and_not_loaded(tmp_path: Path) -> None:
    found = book(tmp_path, by_region(Total=[HEAD, ["2024-03", "Niger", 12], ["2024-03", "Libye", 8]]))
    assert (len(found.rows), found.outcome.counts.totals) == (3, 2)
    assert [(issue.code, issue.sheet, issue.row) for issue in found.issues] == [("total.differs", "Total", 3)]


def test_notes_totals_and_headers_again_are_told_apart_on_every_sheet(tmp_path: Path) -> None:
    found = book(tmp_path, by_region(Mopti=[
        HEAD, ["2024-03", "Niger", 1], HEAD, ["2024-04", "Niger", 2], ["TOTAL", None, 3], ["Source : DGME, provisoire"],
    ]))  # fmt: skip
    counts = found.outcome.counts
    assert (len(found.rows), counts.totals, counts.notes) == (5, 1, 1)
    assert [(issue.code, issue.sheet, issue.row) for issue in found.issues] == [("row.header_again", "Mopti", 3)]


def test_a_hidden_sheet_is_not_among_them(tmp_path: Path) -> None:
    found = book(tmp_path, {**by_region(), "Mopti": [HEAD, ["2024-03", "Niger", 1]]}, hidden=["Mopti"])
    assert (set(found.column("territory")), found.outcome.hidden_sheets) == ({"gao", "kayes"}, ("Mopti",))


def test_sheets_with_other_headers_are_not_offered_together(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Gao": [HEAD, ["2024-03", "Niger", 1]], "Kayes": [HEAD[::-1], [1, "Niger", "2024-03"]]}
    (question,) = book(tmp_path, sheets, EXPELLED).outcome.questions
    assert (question.suggested, [option.value for option in question.options]) == (None, ["Gao", "Kayes"])
    assert book(tmp_path, sheets).asked == ["sheet"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("RVA Janvier 2024", "RVA Février 2024"), {("gao", "202401"), ("gao", "202402")}),
        (("RVA_Mars 2024", "RVA_Avril 2024", "Récap"), {("gao", "202403"), ("gao", "202404")}),
    ],
)
def test_a_month_among_the_words_of_a_name_is_the_month_of_its_rows(
    tmp_path: Path, names: Sequence[str], found: set[tuple[str, str]]
) -> None:
    sheets: dict[str, Rows] = {name: [["Région", "Pays", "Nombre"], ["Gao", "Niger", 5]] for name in names}
    told_of = book(tmp_path, sheets)
    assert {(row["territory"], row["month"]) for row in told_of.rows} == found
    assert told_of.outcome.counts.totals == ("Récap" in names)


def test_a_region_among_the_words_of_a_name_is_the_region_of_its_rows(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {name: [HEAD, ["2024-03", "Niger", 5]] for name in ("Bureau de Gao", "Bureau de Kayes")}
    assert book(tmp_path, sheets).column("territory") == ["gao", "kayes"]


def test_names_that_tell_nothing_are_asked_about_only_by_what_is_missing(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        name: [["Région", "Pays", "Nombre"], ["Gao", "Niger", 5]] for name in ("Feuil1", "Feuil2")
    }
    assert book(tmp_path, sheets).asked == ["month"]
