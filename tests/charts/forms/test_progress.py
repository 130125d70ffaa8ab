"""Bars of progress, wide and on a phone."""

from __future__ import annotations

import pytest

from dashboard.charts.forms import base, progress
from dashboard.charts.forms.progress import Row
from dashboard.charts.measure import text_width
from dashboard.charts.svg import to_svg
from dashboard.charts.theme import colour
from dashboard.charts.visual import Figure

LONG = "Protection, retours volontaires et (ré)intégration des migrants"
ROWS = (
    Row("1", LONG, "on_track", 86, 86, 80, "5/5", "h"),
    Row("2", "Données", "late", 40, 60, 90, "4/6", "h"),
    Row("3", "Présence", "not_reported", None, None, None, "0/5", "h"),
)


def notes(figure: Figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("width", [344, 560, 1000])
def test_every_status_is_a_mark_and_a_word(width: int) -> None:
    said = " ".join(notes(progress.draw(ROWS, "fr")(width)))
    assert all(words in said for words in ("● Dans les temps", "■ En retard", "○ Non renseigné"))


@pytest.mark.parametrize("width", [344, 1000])
def test_unreported_has_a_dash_no_bar_and_no_plan(width: int) -> None:
    figure = progress.draw(ROWS, "fr")(width)
    assert figure["data"][0]["x"] == [86, 40, None]
    assert progress.DASH in notes(figure)
    assert sum(shape["line"].get("width") == 2.5 for shape in figure["layout"]["shapes"]) == 2


def test_hatching_has_the_colour_of_its_status_and_starts_where_the_bar_ends() -> None:
    hatched = progress.draw(ROWS, "en")(1000)["data"][1]
    assert (hatched["marker"]["color"], hatched["base"], hatched["x"]) == (colour("crimson"), [40], [20])


def test_names_are_wrapped_inside_their_column() -> None:
    figure = progress.draw(ROWS, "fr")(1000)
    lines = next(words for words in notes(figure) if words.startswith("Protection")).split("<br>")
    assert max(text_width(line, base.TEXT) for line in lines) <= figure["layout"]["margin"]["l"] - 24


@pytest.mark.parametrize("width", [344, 1000])
def test_one_row_is_drawn_as_well_as_nine(width: int) -> None:
    figure = progress.draw(ROWS[:1], "fr")(width)
    assert "86" in to_svg(figure, name="n", description="d", identity="i")
