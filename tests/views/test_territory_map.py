"""The map says what the table says, asks no other host, and never shows an unknown as a number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard import geography
from dashboard.charts import territories as charts
from dashboard.charts.territories import Measure, older_sums, people
from dashboard.charts.visual import Visual
from dashboard.provenance import Reading, Sourced
from dashboard.queries import territories
from dashboard.texts import Language
from dashboard.views import fetch, routes, territory_map

NOW = Reading()


@pytest.fixture(autouse=True)
def read(filled: object) -> None:
    fetch.refresh()


def parts(measure: Measure) -> tuple[Sourced, Sourced, Sourced]:
    regions = fetch.fetch(territories.by_region, reading=NOW, measure=measure)
    places = fetch.fetch(territories.older_regions, reading=NOW)
    return regions, older_sums(regions, places), fetch.fetch(territories.centres, reading=NOW)


def drawn(measure: Measure = "displaced", language: Language = "fr", theme: int = 0) -> dict[str, Any]:
    deck: dict[str, Any] = json.loads(territory_map.deck(*parts(measure), language, theme).to_json())
    return deck


def layer(deck: dict[str, Any], name: str) -> Any:
    return next(one["data"] for one in deck["layers"] if one["id"] == name)


def test_the_map_asks_no_other_host() -> None:
    deck = drawn()
    assert deck.get("mapProvider") is None
    assert "http" not in json.dumps(deck)


@pytest.mark.parametrize("measure", ["displaced", "returns", "reintegration"])
def test_every_older_region_is_named_with_the_number_of_the_table(measure: Measure) -> None:
    _, sums, _ = parts(measure)
    labels = {point["label"].split("\n")[1] for point in layer(drawn(measure), "older-names")}
    assert labels == {people(row, "fr") for row in sums.rows.itertuples()}


def test_every_outline_has_a_place_for_its_name() -> None:
    keys = {one["properties"]["key"] for one in geography.regions_1991()["features"]}
    assert set(territory_map.NAMED_AT) == keys


def test_an_unreported_region_is_grey_and_says_so() -> None:
    outlines = {one["properties"]["name"]: one["properties"] for one in layer(drawn(), "older-regions")["features"]}
    grey = routes.colour("unknown", 0)
    assert outlines["Kayes"]["fill"] == grey != outlines["Mopti"]["fill"]
    assert outlines["Kayes"]["words"].startswith("non indiqué")


def test_a_higher_number_is_never_paler() -> None:
    _, sums, _ = parts("returns")
    features = layer(drawn("returns"), "older-regions")["features"]
    fill = {one["properties"]["name"]: one["properties"]["fill"] for one in features}
    ordered = sorted(sums.rows.itertuples(), key=lambda row: row.people)
    reds = [fill[row.name_fr][0] for row in ordered]
    assert reds == sorted(reds, reverse=True)


def test_the_centre_of_kayes_is_hollow_and_the_one_of_gao_full() -> None:
    marks = {point["name"]: point["label"] for point in layer(drawn(), "centres")}
    assert marks["Centre d’accueil des migrants de Gao"] == territory_map.SQUARE
    assert marks["Centre d’accueil des migrants de Kayes"] == territory_map.HOLLOW


def test_the_unspecified_region_is_not_on_the_map() -> None:
    assert "Région non précisée" not in json.dumps(layer(drawn("returns"), "regions-2023"), ensure_ascii=False)


@pytest.mark.parametrize(("measure", "said"), [("returns", 1), ("displaced", 0)])
def test_a_map_of_fictitious_rows_says_so_inside_itself(measure: Measure, said: int) -> None:
    assert json.dumps(drawn(measure), ensure_ascii=False).count("Démonstration – données fictives") == said


@pytest.mark.parametrize("measure", ["displaced", "returns"])
def test_screen_and_file_shade_a_region_alike(measure: Measure) -> None:
    _, _, centres = parts(measure)
    drawing = map_in_files(measure, centres).draw(560)
    fills = [trace["fillcolor"] for trace in drawing["data"] if trace.get("hoveron") == "fills" and trace["text"]]
    on_screen = [one["properties"]["fill"] for one in layer(drawn(measure), "older-regions")["features"]]
    assert [[*bytes.fromhex(fill[1:]), 255] for fill in fills] == on_screen


def map_in_files(measure: Measure, centres: Sourced) -> Visual:
    regions = fetch.fetch(territories.by_region, reading=NOW, measure=measure)
    places = fetch.fetch(territories.older_regions, reading=NOW)
    return charts.map(regions, "fr", measure=measure, older=places, centres=centres)
