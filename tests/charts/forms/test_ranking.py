"""Bars, longest first: each has room for its own words, and no more."""

from __future__ import annotations

import pytest

from dashboard.charts.forms import base, ranking
from dashboard.charts.measure import text_width

WIDTHS = [344, 500, 1040]


def ends(items: list[ranking.Bar], width: int) -> list[float]:
    """Where the words of each bar end, in px from the left edge of the picture."""
    layout = ranking.draw(items)(width)["layout"]
    left, right = layout["margin"]["l"], layout["margin"]["r"]
    highest = layout["xaxis"]["range"][1]
    plot = width - left - right
    words = [text_width(f"{item.words} {item.note}".strip(), base.TEXT, bold=True) for item in items]
    return [left + plot * (item.value or 0) / highest + wide for item, wide in zip(items, words, strict=True)]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_words_of_every_bar_stand_inside_the_picture(width: int) -> None:
    items = [
        ranking.Bar("Kayes", 1283, "1 283"), ranking.Bar("Ségou", 900, "900", note="(7 mois sur 12)"),
        ranking.Bar("Gao", 0, "0", note="(9 mois sur 12)"), ranking.Bar("Kidal", None, "non transmis"),
    ]  # fmt: skip
    assert max(ends(items, width)) <= width - 7


@pytest.mark.parametrize("width", WIDTHS)
def test_long_words_beside_a_short_bar_do_not_shorten_the_others(width: int) -> None:
    alone = ranking.draw([ranking.Bar("Kayes", 1283, "1 283")])(width)["layout"]["margin"]["r"]
    noted = [ranking.Bar("Kayes", 1283, "1 283"), ranking.Bar("Kidal", 10, "10", note="(9 mois sur 12)")]
    assert ranking.draw(noted)(width)["layout"]["margin"]["r"] == pytest.approx(alone)


def test_bars_that_nobody_reported_leave_room_for_their_words() -> None:
    items = [ranking.Bar("Gao", None, "non transmis")]
    assert ends(items, 500)[0] <= 500
