"""One palette: the table, the stylesheet and the eye agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.charts.theme import PALETTE, STATUS

CSS = Path("dashboard/views/assets/product.css").read_text(encoding="utf-8")
INKS = ("ink", "muted", "brand", "gold_ink", "teal", "crimson", "violet", "navy")
MARKS = ("brand", "gold", "teal", "crimson", "sky", "violet", "slate", "navy", "axis")


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", INKS)
def test_words_stand_out_from_their_paper(name: str, theme: int) -> None:
    assert contrast(PALETTE[name][theme], PALETTE["paper"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", MARKS)
def test_marks_stand_out_from_their_paper(name: str, theme: int) -> None:
    assert contrast(PALETTE[name][theme], PALETTE["paper"][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_stylesheet_holds_the_same_colours(theme: int) -> None:
    root = re.findall(r":root[^{]*\{([^}]*)\}", CSS)
    values = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", root[2] if theme else root[0]))
    assert {name: values.get(name.replace("_", "-")) for name in PALETTE} == {n: v[theme] for n, v in PALETTE.items()}


def test_both_ways_into_the_dark_give_the_same_colours() -> None:
    _, by_preference, by_theme = re.findall(r":root[^{]*\{([^}]*)\}", CSS)[:3]
    assert by_preference == by_theme


@pytest.mark.parametrize("name", PALETTE)
def test_every_colour_can_fill_and_stroke(name: str) -> None:
    assert f".f-{name} {{" in CSS
    assert f".s-{name} {{" in CSS


def test_every_status_has_a_word_and_a_mark_beside_its_colour() -> None:
    assert all(look.word and look.mark for look in STATUS.values())
