"""The list of pictures holds every picture, once, on a page that exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.charts import catalogue
from dashboard.views import site_map

FOLDER = Path("dashboard/charts")


def keys_drawn() -> Iterator[str]:
    """First arguments that look like a picture's key, in the modules that draw."""
    for path in FOLDER.glob("*.py"):
        for call in (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ):
            match call.args:
                case [ast.Constant(value=str(key)), *_] if re.fullmatch(rf"{path.stem}\.[a-z_]+", key):
                    yield key


def test_every_picture_that_is_drawn_is_listed() -> None:
    assert set(keys_drawn()) == {picture.key for picture in catalogue.pictures()}


@pytest.mark.parametrize("picture", catalogue.pictures(), ids=lambda picture: picture.key)
def test_a_picture_stands_on_a_page_and_has_a_title_in_each_language(picture: catalogue.Picture) -> None:
    assert picture.page in site_map.BY_KEY
    assert picture.title_fr
    assert picture.title_fr != picture.title_en
