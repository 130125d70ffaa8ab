"""The list holds every picture that is drawn, once, and says which filters each has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import pictures
from dashboard.pictures import Ask, Entry
from dashboard.provenance import Reading
from dashboard.texts import text
from dashboard.views import site_map

FOLDER = Path("dashboard/charts")
EVERY = pytest.mark.parametrize("entry", pictures.entries(), ids=lambda entry: entry.key)


def keys_drawn() -> Iterator[str]:
    """First arguments that look like a picture's key, in the modules that draw."""
    subjects = "|".join(path.stem for path in FOLDER.glob("*.py"))
    for path in FOLDER.glob("*.py"):
        for call in (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ):
            match call.args:
                case [ast.Constant(value=str(key)), *_] if re.fullmatch(rf"({subjects})\.[a-z_]+", key):
                    yield key


def test_every_picture_that_is_drawn_is_listed() -> None:
    assert set(keys_drawn()) == {entry.key for entry in pictures.entries()}


@EVERY
def test_a_picture_stands_on_a_page_and_has_a_title_in_each_language(entry: Entry) -> None:
    assert entry.page in site_map.BY_KEY
    assert text(entry.title, "fr") != entry.title


@EVERY
def test_a_picture_offers_the_filters_it_names(entry: Entry, ask: Ask, reading: Reading) -> None:
    known = pictures.known_values(entry.key, ask, reading=reading)
    assert tuple(known) == entry.filters
    assert all(known.values())


def test_link_values_of_a_page_that_do_not_change_a_picture_are_left_out() -> None:
    link = {"country": "NE", "sex": "f", "language": "en", "priority": "3", "from": ""}
    assert pictures.filters_of("returns.by_region", link) == {"country": "NE", "sex": "f"}
    assert pictures.filters_of("roadmap.by_priority", link) == {}
