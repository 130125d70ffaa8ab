"""The vendored outlines: closed, drawn where they are, and in step with the published names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from dashboard import geography
from dashboard.updates.published import FOLDER

Ring = list[list[float]]
COLLECTIONS = pytest.mark.parametrize("collection", [geography.countries(), geography.regions_1991()], ids=["c", "r"])


def rings(feature: dict[str, Any]) -> Iterator[Ring]:
    for polygon in feature["geometry"]["coordinates"]:
        yield from polygon


def outline(key: str) -> dict[str, Any]:
    return next(f for f in geography.regions_1991()["features"] if f["properties"]["key"] == key)


def is_inside(longitude: float, latitude: float, ring: Ring) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            crossings += longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def published(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@COLLECTIONS
def test_every_ring_is_closed_and_on_earth(collection: dict[str, Any]) -> None:
    for feature in collection["features"]:
        assert feature["geometry"]["coordinates"], feature["properties"]
        for ring in rings(feature):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(-26 <= x <= 41 and -19 <= y <= 52 for x, y in ring)


def test_the_older_regions_and_bamako_are_nine() -> None:
    names = {f["properties"]["key"] for f in geography.regions_1991()["features"]}
    assert names == {"kayes", "koulikoro", "sikasso", "segou", "mopti", "tombouctou", "gao", "kidal", "bamako"}


@pytest.mark.parametrize("territory", [t for t in published("territories") if t["older_key"]], ids=lambda t: t["key"])
def test_a_capital_lies_in_the_older_outline_it_is_said_to_be_in(territory: dict[str, str]) -> None:
    point = float(territory["longitude"]), float(territory["latitude"])
    assert sum(is_inside(*point, ring) for ring in rings(outline(territory["older_key"]))) % 2 == 1


def test_western_sahara_is_a_territory_of_its_own() -> None:
    codes = [feature["properties"]["code"] for feature in geography.countries()["features"]]
    assert {"EH", "MA"} <= set(codes)
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_on_the_map_are_the_published_names(language: str) -> None:
    names = {row["code"]: row[f"name_{language}"] for row in published("countries")}
    for feature in geography.countries()["features"]:
        assert feature["properties"][f"name_{language}"] == names[feature["properties"]["code"]]
    names = {row["key"]: row[f"name_{language}"] for row in published("territories") if row["division"] == "1991"}
    for feature in geography.regions_1991()["features"]:
        assert feature["properties"][f"name_{language}"] == names[feature["properties"]["key"]]


def test_the_note_under_every_map_names_its_sources() -> None:
    assert geography.map_note("fr") == (
        "Fond\u00a0: Natural Earth. Villes\u00a0: GeoNames (CC BY 4.0). Les frontières et les noms n’impliquent ni "
        "reconnaissance ni acceptation officielles."
    )
