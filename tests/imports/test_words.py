"""Words for sex, age and details in two languages: an age group that is not ours is refused, not rounded."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.imports import words
from dashboard.imports.cells import Absent, Fault
from dashboard.imports.words import Names
from dashboard.sheets.book import Value


def said(found: object) -> object:
    return found.code.removeprefix("word.") if isinstance(found, Fault) else found


@pytest.mark.parametrize(
    ("cells", "sex"),
    [
        ("f F Femme femmes FEMMES féminin Fille filles female Females women Woman girls", "f"),
        ("m M H h Homme hommes masculin Garçon garçons male Males men boys", "m"),
        ("inconnu Unknown n.d. ND non_précisé -", "unknown"),
        ("Total h/f M/F les_deux", "all"),
        ("1 Z autre", "sex"),
        ("Fеmme", "letters"),
    ],
)
def test_a_sex_is_known_in_both_languages(cells: str, sex: str) -> None:
    assert {said(words.sex(cell.replace("_", " "))) for cell in cells.split()} == {sex}


def test_a_file_that_writes_both_h_and_m_leaves_m_in_doubt() -> None:
    assert words.doubtful_sexes(["H", "F", "M"])
    assert not words.doubtful_sexes(["M", "F"])
    assert not words.doubtful_sexes(["H", "F", "homme"])


@pytest.mark.parametrize(
    ("cells", "group"),
    [
        (("0-17", "0–17", "0 à 17 ans", "moins de 18 ans", "<18", "under 18", "mineurs", "Enfants", "children",
          "0-17 ans", "de 0 à 17 ans", "enfants (0-17 ans)", "17 ans et moins", "0–17 years"), "0-17"),
        (("18-34", "18 à 34 ans", "18–34 ans", "18 to 34", "18–34 years", "18-34 ANS", "[18-34]"[1:-1]), "18-34"),
        (("35-59", "35 a 59", "entre 35 et 59 ans", "between 35 and 59", "35_59"), "35-59"),
        (("60+", "60 +", "60 et plus", "60 ans et plus", "60 and over", "60 years and over", "≥60", ">59",
          "plus de 59 ans", "60 ans ou plus"), "60+"),
        (("inconnu", "Unknown", "âge non précisé", "age not specified", "n.d."), "unknown"),
        (("18-35", "18+", "18 ans et plus", "adultes", "jeunes", "0-5", "5-17", "60-79", "<5", "plus de 60 ans",
          "personnes âgées", "15-24"), "age_other"),
        (("tous âges", "Total"), "all"),
        (("25", "25 ans"), "age_alone"),
        (("vieux", "A", "18-34-35"), "age"),
    ],
)  # fmt: skip
def test_an_age_group_is_one_of_ours_or_it_is_refused(cells: tuple[str, ...], group: str) -> None:
    assert {cell: said(words.age_group(cell)) for cell in cells} == dict.fromkeys(cells, group)


@pytest.mark.parametrize(
    ("cell", "found"),
    [(25, "age_alone"), (dt.date(2026, 11, 5), "age_day"), (None, Absent.EMPTY), ("", Absent.EMPTY)],
)
def test_an_age_cell_of_another_type_is_named(cell: Value, found: object) -> None:
    assert said(words.age_group(cell)) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [("oui", True), ("Yes", True), ("O", True), (1, True), (True, True), ("VRAI", True), ("non", False), ("no", False),
     (0, False), (False, False), ("peut-être", "truth"), ("n.d.", Absent.NOT_REPORTED), (None, Absent.EMPTY)],
)  # fmt: skip
def test_yes_and_no_are_known_in_both_languages(cell: Value, found: object) -> None:
    assert said(words.truth(cell)) == found


@pytest.mark.parametrize(
    ("cell", "is_total"),
    [("TOTAL", True), ("Total général", True), ("Sous-total Gao", True), ("Total :", True), ("Ensemble du pays", True),
     ("Grand total", True), ("Totalement", False), ("Gao", False)],
)  # fmt: skip
def test_a_row_of_totals_says_so(cell: str, is_total: bool) -> None:
    assert words.is_total(cell) is is_total


DETAILS = Names(
    {"economic": ("Aide économique", "Economic support"), "social": ("Aide sociale", "Social support"),
     "first": ("Même nom",), "second": ("Même nom",)}
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "found"),
    [("economic", "economic"), ("AIDE ECONOMIQUE", "economic"), ("Economic-Support", "economic"),
     ("aide social", "name_near"),
     ("Aide sociаle", "letters_near"), ("Aide\u200b sociale", "invisible"), ("logement", "name"),
     ("Même nom", "name_near"),
     ("n.d.", Absent.NOT_REPORTED), (None, Absent.EMPTY)],
)  # fmt: skip
def test_a_name_is_found_as_it_is_written_and_a_near_one_is_offered(cell: Value, found: object) -> None:
    assert said(DETAILS.read(cell)) == found
