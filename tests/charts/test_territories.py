"""Regions drawn and added: what is missing stays missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.charts import mali, territories
from dashboard.charts.svg import to_svg
from dashboard.charts.territories import Measure
from dashboard.charts.visual import Visual
from dashboard.provenance import Sourced
from dashboard.texts import LANGUAGES, Language, text
from tests.charts.sourced import sourced

SPAN: dict[str, Any] = {"starts": dt.date(2025, 11, 1), "ends": dt.date(2026, 10, 31)}
DAY: dict[str, Any] = {"starts": dt.date(2023, 9, 30), "ends": dt.date(2023, 9, 30)}
COLUMNS = ("region_key", "name_fr", "name_en", "older_key", "people", "months_reported", "starts", "ends", "whole")


def region(key: str, people: int | None, older: str = "gao", months: int | None = 12, **more: Any) -> dict[str, Any]:
    name = key.capitalize()
    row = {"region_key": key, "name_fr": name, "name_en": name, "older_key": older, "people": people}
    return row | {"months_reported": months} | SPAN | more


def regions(*rows: dict[str, Any]) -> Sourced:
    return sourced(rows, COLUMNS)


def older(*keys: str) -> Sourced:
    return sourced([{"region_key": key, "name_fr": key.capitalize(), "name_en": key.capitalize()} for key in keys])


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def sums(data: Sourced, *keys: str) -> dict[str, tuple[Any, str]]:
    added = territories.older_sums(data, older(*keys))
    return {row.region_key: (row.people, plain(territories.people(row, "fr"))) for row in added.rows.itertuples()}


def test_an_older_outline_adds_the_regions_inside_it() -> None:
    data = regions(region("gao", 340), region("menaka", 27), region("kayes", 5, "kayes"))
    assert sums(data, "gao", "kayes") == {"gao": (367, "367"), "kayes": (5, "5")}


def test_a_sum_with_a_part_missing_is_a_floor_that_names_the_part() -> None:
    added = territories.older_sums(regions(region("gao", 340), region("menaka", None)), older("gao"))
    (row,) = added.rows.itertuples()
    assert (plain(territories.people(row, "fr")), row.missing_fr, row.inside_fr) == ("≥ 340", "Menaka", "Gao et Menaka")


def test_an_outline_without_any_number_is_unknown_and_zero_stays_zero() -> None:
    data = regions(region("gao", None), region("kayes", 0, "kayes"))
    assert sums(data, "gao", "kayes") == {"gao": (None, "non transmis"), "kayes": (0, "0")}


def test_a_published_count_that_leaves_a_region_out_does_not_say_that_it_was_not_sent() -> None:
    data = regions(region("gao", None, months=None, **DAY))
    assert sums(data, "gao") == {"gao": (None, "non indiqué")}


def test_people_of_no_region_are_in_no_outline() -> None:
    data = regions(region("gao", 3), region("not_specified", 90, older=""))
    assert sums(data, "gao") == {"gao": (3, "3")}


def test_regions_nobody_reported_are_named_and_not_drawn() -> None:
    visual = territories.by_region(regions(region("gao", 3), region("kidal", None)), "fr", measure="returns")
    assert len(visual.draw(560)["data"][0]["x"]) == 1
    assert any("Kidal" in words and "pas zéro" in words for words in visual.caveats)


def test_a_region_with_fewer_months_than_the_others_says_so() -> None:
    data = regions(region("gao", 30, months=11), region("kidal", 2, months=6))
    figure = territories.by_region(data, "fr", measure="returns").draw(560)
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert "2 (6 mois sur 12)" in notes
    assert "30" in notes


def test_months_that_nobody_reported_are_said_once() -> None:
    caveats = territories.by_region(regions(region("gao", 30, months=11)), "fr", measure="returns").caveats
    assert caveats == ("Sur les 12 mois, 11 au plus ont été transmis.",)


def test_what_a_count_leaves_out_of_its_total_is_computed_and_said() -> None:
    data = regions(region("mopti", 91, whole=391, months=None, **DAY))
    (words,) = territories.by_region(data, "en", measure="displaced").caveats
    assert words == "The regions given make 91 of the 391 counted; the other 300 (computed) are not broken down."


@pytest.mark.parametrize(
    ("measure", "language", "sentence"),
    [
        ("displaced", "fr", "Mopti comptait 91 des 391 personnes déplacées internes (23 %) en septembre 2023."),
        ("displaced", "en", "Mopti had 91 of the 391 internally displaced persons (23%) in September 2023."),
    ],
)
def test_the_finding_sets_the_first_region_against_the_total_of_its_count(
    measure: Measure, language: Language, sentence: str
) -> None:
    data = regions(region("mopti", 91, whole=391, months=None, **DAY))
    assert plain(territories.finding(data, language, measure=measure)) == sentence


def test_the_finding_of_a_register_counts_the_unspecified_region_in_the_total_and_never_first() -> None:
    data = regions(region("gao", 30), region("not_specified", 70, older="", months=None))
    words = territories.finding(data, "en", measure="returns")
    assert "Gao received the most assisted returns: 30 of 100 (30%)" in words


@pytest.mark.parametrize("data", [regions(), regions(region("gao", None))])
def test_without_any_number_the_finding_says_so(data: Sourced) -> None:
    words = territories.finding(data, "fr", measure="returns")
    assert words == "Aucun nombre n’est donné par région pour cette mesure."


def test_a_register_that_counted_nobody_says_so() -> None:
    words = territories.finding(regions(region("gao", 0)), "en", measure="returns")
    assert words == "Nobody was counted in the regions that reported."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [344, 560])
def test_the_ranking_is_drawn_on_the_server(language: Language, width: int) -> None:
    visual = territories.by_region(regions(region("gao", 3), region("kidal", None)), language, measure="reintegration")
    assert to_svg(visual.draw(width), name=visual.title, description=visual.alt, identity="x").count("<rect") == 1
    assert f"Gao{text(': ', language)}3" in visual.alt


KEYS = tuple(mali.middles())
CENTRES = [
    {"centre_key": "gao", "name_fr": "Centre de Gao", "name_en": "Gao centre", "status": "operational",
     "status_fr": "Opérationnel selon X", "status_en": "Operational, says X", "latitude": 16.27, "longitude": 0.0},
    {"centre_key": "kayes", "name_fr": "Centre de Kayes", "name_en": "Kayes centre", "status": "not_confirmed",
     "status_fr": "Non confirmé", "status_en": "Not confirmed", "latitude": 14.45, "longitude": -11.44},
]  # fmt: skip


def mapped(people: dict[str, int], language: Language = "fr") -> Visual:
    """A map on which the regions without `people` were not reported."""
    data = regions(*(region(key, people.get(key), key) for key in KEYS))
    return territories.map(data, language, measure="returns", older=older(*KEYS), centres=sourced(CENTRES))


def test_the_map_names_every_older_region_with_its_number() -> None:
    notes = [note["text"] for note in mapped({"gao": 295}).draw(560)["layout"]["annotations"]]
    assert {"Gao", "295", "non transmis"} <= set(notes)


def test_a_centre_that_is_not_confirmed_is_hollow_and_says_so() -> None:
    visual = mapped({"gao": 3})
    symbols = [trace["marker"]["symbol"] for trace in visual.draw(560)["data"] if "marker" in trace]
    assert symbols[-2:] == ["square", "square-open"]
    assert "Non confirmé" in visual.alt


def test_the_key_of_the_map_tells_every_class_and_what_grey_means() -> None:
    words = [plain(words) for _, words in mapped({"gao": 295}).legend]
    assert words == ["0–100", "100–200", "200–300", "non transmis", "carré : centre d’accueil des migrants"]


def test_a_map_without_grey_does_not_explain_it() -> None:
    assert "non transmis" not in [words for _, words in mapped(dict.fromkeys(KEYS, 3)).legend]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [344, 560, 1040])
def test_the_map_is_drawn_on_the_server(language: Language, width: int) -> None:
    visual = mapped({"gao": 3}, language)
    svg = to_svg(visual.draw(width), name=visual.title, description=visual.alt, identity="x")
    assert svg.count('<path class="f-unknown ') == len(KEYS) - 1
