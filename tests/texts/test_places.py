"""Places of stated figures in the language of the reader."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

from dashboard.texts.places import BEYOND, place_name

FIGURES = Path(__file__).parents[2] / "data" / "published" / "figures.csv"


def test_every_published_place_without_names_of_its_own_has_an_english_one() -> None:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        printed = {row["place"] for row in csv.DictReader(file) if not (row["territory_key"] or row["country_code"])}
    assert printed == set(BEYOND)


def test_a_place_is_named_in_the_language_of_the_reader() -> None:
    world = SimpleNamespace(place_fr="Monde", place_en="Monde")
    assert (place_name(world, "fr"), place_name(world, "en")) == ("Monde", "World")
    chad = SimpleNamespace(place_fr="Tchad", place_en="Chad")
    assert (place_name(chad, "fr"), place_name(chad, "en")) == ("Tchad", "Chad")
