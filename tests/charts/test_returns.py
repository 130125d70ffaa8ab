"""Pictures of returns: rows in, what is drawn and said out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dashboard.charts import return_ages, return_routes, returns, summary
from dashboard.charts.svg import to_svg
from dashboard.charts.visual import Visual
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.texts import Language

REGISTER = Source("register", "Registre", "Register", "OIM", dt.date(2026, 11, 1), None, "printed", None, "register")
AGAINST = ("month", "returns", "returns_missing", "reintegrations", "reintegrations_missing")
MONTHS = ("month", "returns", "missing")
COUNTRIES = ("country_code", "name_fr", "name_en", "returns")
REGIONS = ("region_key", "name_fr", "name_en", "returns", "months_reported", "months")
AGES = ("age_group", "sex", "returns")
ROUTES = ("country_fr", "country_en", "from_latitude", "region_fr", "region_en", "to_latitude", "returns")
YEARS = ("returns", "returns_before", "pairs", "wanted")


def sourced(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> Sourced:
    return Sourced(frame(rows, columns), (REGISTER,), Reading(dt.date(2026, 11, 21)))


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def drawn_values(visual: Visual, trace: int = 0, axis: str = "x") -> list[Any]:
    return list(visual.draw(560)["data"][trace][axis])


def words_drawn(visual: Visual, width: int = 560) -> list[str]:
    return [plain(note["text"]) for note in visual.draw(width)["layout"]["annotations"]]


def test_returns_against_reintegration_says_the_last_month_that_has_both() -> None:
    data = sourced(AGAINST, (202608, 700, 0, 400, 0), (202609, 728, 0, 468, 0), (202610, None, 20, 300, 0))
    title = summary.against_reintegration(data, "fr").title
    assert title == "En septembre 2026, 468 réintégrations ont commencé pour 728 retours"
    assert "468 reintegrations started for 728 returns" in summary.against_reintegration(data, "en").title


@pytest.mark.parametrize(
    ("missing", "words"),
    [((0, 1), "au moins 468 réintégrations ont commencé pour 728 retours"),
     ((2, 0), "468 réintégrations ont commencé pour au moins 728 retours")],
)  # fmt: skip
def test_a_title_says_of_an_incomplete_month_that_its_number_is_a_floor(missing: tuple[int, int], words: str) -> None:
    data = sourced(AGAINST, (202609, 728, missing[0], 468, missing[1]))
    assert summary.against_reintegration(data, "fr").title == f"En septembre 2026, {words}"


def test_a_month_not_reported_breaks_its_line_and_is_named() -> None:
    data = sourced(AGAINST, (202609, 728, 0, 468, 1), (202610, None, 20, 300, 0))
    visual = summary.against_reintegration(data, "fr")
    assert drawn_values(visual, 0, "y") == [728, None]
    assert drawn_values(visual, 2, "y") == [468, 300]
    assert "Retours non transmis : octobre 2026." in plain(visual.caveats[0])


def test_an_incomplete_month_is_hollow_and_said_to_be_a_minimum() -> None:
    visual = returns.by_month(sourced(MONTHS, (202609, 12, 0), (202610, 9, 3)), "fr", chosen="")
    assert visual.draw(1000)["data"][1]["marker"]["symbol"] == ["circle", "circle-open"]
    assert "3 régions sans transmission" in plain(visual.caveats[0])


def test_the_page_says_at_least_when_a_report_is_missing() -> None:
    months = sourced(MONTHS, (202609, 12, 0), (202610, None, 20))
    against = sourced(YEARS, (12, 10, 20, 40))
    asked = {"category": "returns_assisted", "when": "en octobre", "people": "Niger"}
    sentence, lead = returns.finding(months, against, "fr", **asked)
    assert plain(sentence) == "Au moins 12 personnes sont rentrées avec l’aide de l’OIM en octobre (Niger)"
    assert "ne se comparent pas" in lead
    assert plain(lead).endswith("(20 relevés sur 40) : +20 %.")


def test_two_complete_years_are_compared_without_a_reserve() -> None:
    months, against = sourced(MONTHS, (202610, 9, 0)), sourced(YEARS, (9, 10, 20, 20))
    sentence, lead = returns.finding(months, against, "en", category="returns_expelled", when="in October", people="")
    assert sentence == "9 people expelled to Mali in October"
    assert lead.startswith("−10% against the same months a year before")


def test_a_period_longer_than_a_year_is_not_compared_with_itself() -> None:
    months = sourced(MONTHS, (202610, 9, 0))
    _, lead = returns.finding(months, None, "fr", category="returns_assisted", when="", people="")
    assert lead.startswith("Choisir douze mois au plus")


@pytest.mark.parametrize(
    ("value", "said"), [(None, "Ce registre n’a pas été transmis"), (0, "Personne pour ces filtres")]
)
def test_unknown_and_nobody_are_two_sentences(value: int | None, said: str) -> None:
    months, against = sourced(MONTHS, (202610, value, 0)), sourced(YEARS, (0, 0, 0, 20))
    sentence, _ = returns.finding(months, against, "fr", category="returns_assisted", when="", people="")
    assert sentence.startswith(said)


def test_countries_name_the_two_first_and_leave_the_unspecified_out_of_the_title() -> None:
    data = sourced(COUNTRIES, ("NE", "Niger", "Niger", 30), ("DZ", "Algérie", "Algeria", 20), ("ZZ", "?", "?", 50))
    visual = returns.by_country(data, "fr", chosen="")
    assert plain(visual.title) == "Niger et Algérie : 50 % du total"
    assert drawn_values(visual) == [30, 20, 50]


def test_a_region_tells_its_months_only_where_it_reported_fewer_than_others() -> None:
    rows = (
        ("kayes", "Kayes", "Kayes", 9, 11, 12),
        ("kidal", "Kidal", "Kidal", 1, 7, 12),
        ("gao", "Gao", "Gao", None, 0, 12),
    )
    visual = returns.by_region(sourced(REGIONS, *rows), "fr", chosen="")
    assert "1 (7 mois sur 12)" in words_drawn(visual)
    assert "9" in words_drawn(visual)
    assert "non transmis" in words_drawn(visual)
    assert "2 régions en ont transmis moins" in plain(visual.caveats[0])


def test_ages_stand_back_to_back_and_the_unknown_sex_is_said() -> None:
    data = sourced(AGES, ("0-17", "f", 2), ("18-34", "f", 3), ("18-34", "m", 5), ("unknown", "unknown", 4))
    visual = return_ages.by_age_and_sex(data, "en", chosen="")
    assert [-value for value in drawn_values(visual, 0)] == [2, 3, 0, 0]
    assert drawn_values(visual, 1) == [0, 5, 0, 0]
    assert visual.title == "80% are 18 to 34 years old; 50% are women"
    assert "4 people whose sex" in visual.caveats[0]


def test_one_sex_alone_is_drawn_as_bars_by_age() -> None:
    visual = return_ages.by_age_and_sex(sourced(AGES, ("0-17", "f", 2), ("18-34", "f", 3)), "fr", chosen="")
    assert drawn_values(visual) == [0, 0, 3, 2]


def test_a_route_without_a_known_end_is_counted_in_words() -> None:
    rows = (("Niger", "Niger", 1.0, "Kayes", "Kayes", 2.0, 7), ("?", "?", None, "Kayes", "Kayes", 2.0, 3))
    visual = return_routes.routes(sourced(ROUTES, *rows), "fr", chosen="")
    assert drawn_values(visual) == [7]
    assert "3 personnes" in plain(visual.caveats[0])


EMPTY: list[tuple[Callable[..., Visual], tuple[str, ...]]] = [
    (returns.by_country, COUNTRIES),
    (returns.by_region, REGIONS),
    (return_ages.by_age_and_sex, AGES),
    (return_routes.routes, ROUTES),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("chart", "columns"), EMPTY)
def test_no_row_still_gives_a_picture_with_words(
    chart: Callable[..., Visual], columns: tuple[str, ...], language: Language
) -> None:
    visual = chart(sourced(columns), language, chosen="2026")
    assert visual.title
    for width in (344, 560):
        assert to_svg(visual.draw(width), name="n", description="d", identity="i").startswith("<svg")


@pytest.mark.parametrize(
    ("missing", "words"), [(0, "avril 2026, 9 personnes"), (2, "avril 2026, au moins 9 personnes")]
)
def test_a_highest_month_that_lacks_reports_is_a_floor(missing: int, words: str) -> None:
    data = sourced(MONTHS, (202603, 7, 0), (202604, 9, missing))
    assert plain(returns.by_month(data, "fr", chosen="").title) == f"Mois le plus élevé : {words}"
