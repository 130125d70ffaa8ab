"""Pictures of reintegration: rows in, what is drawn and said out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.charts import reintegration
from dashboard.charts.svg import to_svg
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.texts import Language

REGISTER = Source("register", "Registre", "Register", "OIM", dt.date(2026, 11, 1), None, "printed", None, "register")
STAGES = ("stage", "people", "reports", "expected")
REGIONS = ("region_key", "name_fr", "name_en", "eligible", "started", "completed", "months_reported", "months")
MONTHS = ("month", "started", "started_missing", "completed", "completed_missing")


def sourced(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> Sourced:
    return Sourced(frame(rows, columns), (REGISTER,), Reading(dt.date(2026, 11, 21)))


def stages(*counts: int | None, reports: int = 12) -> Sourced:
    names = reintegration.STAGE_NAMES
    return sourced(STAGES, *((name, count, reports, 12) for name, count in zip(names, counts, strict=True)))


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def words_drawn(figure: dict[str, Any]) -> list[str]:
    return [plain(note["text"]) for note in figure["layout"]["annotations"]]


def test_the_funnel_gives_each_stage_as_a_share_of_those_before() -> None:
    figure = reintegration.funnel(stages(200, 100, 50), "fr", chosen="").draw(560)
    assert figure["data"][0]["x"] == [200, 100, 50]
    assert "50 % des éligibles" in words_drawn(figure)
    assert "25 % des éligibles · 50 % des aides commencées" in words_drawn(figure)


def test_a_stage_not_reported_has_no_bar_and_no_share() -> None:
    figure = reintegration.funnel(stages(200, None, 50), "fr", chosen="").draw(560)
    assert figure["data"][0]["x"] == [200, None, 50]
    assert "non transmis" in words_drawn(figure)
    assert "25 % des éligibles" in words_drawn(figure)


def test_the_funnel_says_that_a_stage_is_not_a_cohort_and_what_it_lacks() -> None:
    visual = reintegration.funnel(stages(200, 100, 50, reports=10), "en", chosen="")
    assert "2 of 12 at each stage" in visual.caveats[0]
    assert "are not those who start in it" in visual.caveats[0]


def test_what_all_stages_lack_is_told_once() -> None:
    names = tuple(reintegration.STAGE_NAMES)
    alike = stages(200, 100, 50, reports=10)
    caveat = plain(reintegration.funnel(alike, "fr", chosen="").caveats[0])
    assert "jamais comptés comme zéro : 2 sur 12 à chaque étape." in caveat
    unlike = sourced(STAGES, (names[0], 200, 12, 12), (names[1], 100, 10, 12), (names[2], 50, 12, 12))
    assert "zéro : aide commencée, 2 sur 12." in plain(reintegration.funnel(unlike, "fr", chosen="").caveats[0])


def test_the_page_says_at_least_when_a_report_is_missing() -> None:
    sentence, lead = reintegration.finding(stages(200, 100, None, reports=10), "fr", when="en 2026", people="")
    assert plain(sentence) == "L’aide à la réintégration a commencé pour au moins 100 personnes en 2026"
    assert plain(lead).endswith("reconnues éligibles 200, aide achevée non transmis.")


def test_starts_nobody_reported_are_unknown_not_zero() -> None:
    sentence, lead = reintegration.finding(stages(200, None, 50), "fr", when="en 2026", people="")
    assert sentence == "Ce registre n’a pas été transmis en 2026"
    assert "zéro" in lead


@pytest.mark.parametrize(("counts", "anyone"), [((0, 0, 0), False), ((None, None, None), False), ((0, 1, None), True)])
def test_somebody_is_counted_when_any_stage_is(counts: tuple[int | None, ...], anyone: bool) -> None:
    assert reintegration.is_somebody(stages(*counts)) is anyone


@pytest.mark.parametrize("width", [344, 1000])
def test_a_region_shows_what_it_did_not_report_in_words(width: int) -> None:
    rows = (("kayes", "Kayes", "Kayes", 9, 8, 1, 12, 12), ("gao", "Gao", "Gao", None, 2, None, 7, 12))
    visual = reintegration.by_region(sourced(REGIONS, *rows), "fr", chosen="")
    figure = visual.draw(width)
    assert figure["data"][0]["x"] == [8, 2]
    assert figure["data"][1]["x"] == [1, None]
    assert "non transmis" in words_drawn(figure)
    assert plain(visual.title) == "Kayes : 80 % des aides commencées"


def test_completions_of_a_month_not_reported_break_their_line() -> None:
    visual = reintegration.by_month(sourced(MONTHS, (202609, 5, 1, None, 2), (202610, 4, 0, 1, 0)), "fr", chosen="")
    traces = visual.draw(560)["data"]
    assert (traces[0]["y"], traces[2]["y"]) == ([5, 4], [None, 1])
    assert "Aides achevées non transmises : septembre 2026." in plain(visual.caveats[0])
    assert traces[1]["marker"]["symbol"] == ["circle-open", "circle"]


def test_the_share_within_ninety_days_is_the_finding() -> None:
    rows = (("0-30", 30), ("31-90", 37), ("91-180", 25), ("181+", 8))
    visual = reintegration.lag(sourced(("lag", "people"), *rows), "fr", chosen="")
    assert plain(visual.title) == "67 % des aides commencent dans les 90 jours suivant le retour"
    assert visual.draw(560)["data"][0]["x"] == [30, 37, 25, 8]


def test_a_form_of_support_of_another_kind_keeps_a_name() -> None:
    data = sourced(("form", "started", "completed"), ("economic", 3, None), ("loan", 1, 1))
    visual = reintegration.by_form(data, "en", chosen="")
    assert "Other form of support" in words_drawn(visual.draw(560))
    assert visual.title == "Economic support: 75% of the starts"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_row_still_gives_pictures_with_words(language: Language) -> None:
    empty = (
        reintegration.by_region(sourced(REGIONS), language, chosen=""),
        reintegration.by_form(sourced(("form", "started", "completed")), language, chosen=""),
        reintegration.lag(sourced(("lag", "people")), language, chosen=""),
    )
    for visual in empty:
        assert visual.title
        for width in (344, 560):
            assert to_svg(visual.draw(width), name="n", description="d", identity="i").startswith("<svg")
