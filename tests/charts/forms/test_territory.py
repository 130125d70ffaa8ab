"""A map on numeric axes: its scale, its edges, the room of its words."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dashboard.charts.forms import territory
from dashboard.charts.forms.territory import Area, Box, Contents, Mark, Name, Route
from dashboard.charts.svg import to_svg

BOX = Box(-10, 10, 10, 20)
SQUARE = ((-20.0, 12.0), (0.0, 12.0), (0.0, 18.0), (-20.0, 18.0))


def drawn(contents: Contents, width: int = 400, box: Box = BOX) -> dict[str, Any]:
    return territory.draw(contents, box)(width)


def scale(figure: dict[str, Any], axis: str) -> float:
    layout = figure["layout"]
    low, high = layout[f"{axis}axis"]["range"]
    return float((high - low) / layout["width" if axis == "x" else "height"])


@pytest.mark.parametrize("width", [300, 560, 2000])
def test_north_and_east_have_the_same_scale_at_any_width(width: int) -> None:
    figure = drawn(Contents(()), width)
    assert scale(figure, "x") == pytest.approx(scale(figure, "y"), rel=0.01)
    assert figure["layout"]["height"] <= territory.TALLEST


def test_a_degree_of_longitude_is_as_short_as_at_the_middle_of_the_map() -> None:
    low, high = drawn(Contents(()))["layout"]["xaxis"]["range"]
    assert high - low == pytest.approx(20 * math.cos(math.radians(15)))


def test_land_is_cut_at_the_edge() -> None:
    assert {lon for lon, _ in territory.clipped(SQUARE, BOX)} == {-10.0, 0.0}


def test_land_outside_the_map_is_not_drawn() -> None:
    far = tuple((lon + 60, lat) for lon, lat in SQUARE)
    assert drawn(Contents((Area((far,), "land", "border"),)))["data"] == []


def test_islands_of_one_country_are_not_joined() -> None:
    small = tuple((lon / 10, 11 + lat / 100) for lon, lat in SQUARE)
    (trace,) = drawn(Contents((Area((SQUARE, small), "land", "border"),)))["data"]
    assert trace["x"].count(None) == 1
    assert trace["fill"] == "toself"


@pytest.mark.parametrize(("longitude", "anchor"), [(-9, "left"), (9, "right")])
def test_words_of_a_mark_stay_in_the_picture(longitude: float, anchor: str) -> None:
    mark = Mark((longitude, 15), "square", "crimson", "said to be operational")
    (note,) = drawn(Contents((), marks=(mark,)))["layout"]["annotations"]
    assert note["xanchor"] == anchor


@pytest.mark.parametrize(("longitude", "anchor"), [(-9, "left"), (9, "right")])
def test_words_that_would_stand_left_go_right_where_there_is_no_room(longitude: float, anchor: str) -> None:
    mark = Mark((longitude, 15), "circle", "gold", "Mauritanie 615", side=-1)
    (note,) = drawn(Contents((), marks=(mark,)))["layout"]["annotations"]
    assert note["xanchor"] == anchor


def test_the_line_from_a_name_starts_outside_its_words() -> None:
    name = Name("Kayes", "1 675", (0, 18), to=(0, 12))
    *_, line = drawn(Contents((), names=(name,)))["layout"]["shapes"]
    assert (line["y0"], line["y1"]) == (pytest.approx(17.05, abs=0.2), 12)


def test_a_long_name_goes_on_in_a_second_line_and_its_number_is_not_bold() -> None:
    notes = drawn(Contents((), names=(Name("District of Bamako", "650", (0, 15)),)))["layout"]["annotations"]
    assert [(note["text"], note["font"]["weight"]) for note in notes] == [
        ("District of", 600), ("Bamako", 600), ("650", 400),
    ]  # fmt: skip


def test_a_route_goes_from_its_start_to_its_end() -> None:
    (line,) = drawn(Contents((), routes=(Route((0, 12), (0, 18), 3, "gold"),)))["data"]
    assert (line["y"][0], line["y"][-1]) == (12, 18)
    assert line["x"][8] > 0


def test_a_map_is_drawn_on_the_server() -> None:
    contents = Contents(
        (Area((SQUARE,), "shade_a", "paper", "Kayes <b>"),), (Route((0, 12), (0, 18), 3, "gold"),),
        (Mark((0, 15), "square-open", "crimson", "not confirmed"),), (Name("Kayes", "3", (4, 18), (0, 15)),),
    )  # fmt: skip
    svg = to_svg(drawn(contents), name="n", description="d", identity="x")
    assert '<path class="f-shade_a ' in svg
    assert "<title>Kayes &lt;b&gt;</title>" in svg
