"""Two step lines, named at their end."""

from __future__ import annotations

import datetime as dt

from dashboard.charts.forms import paths
from dashboard.charts.forms.paths import Path
from dashboard.charts.svg import to_svg

DAYS = [dt.date(2026, month, 1) for month in (3, 6, 9)]


def path(label: str, *values: float | None) -> Path:
    return Path(label, "brand", tuple(zip(DAYS, values, strict=True)))


def test_names_of_lines_that_end_together_do_not_touch() -> None:
    figure = paths.draw([path("Prévu", 0, 40, 52), path("Accepté", 0, 40, 51)], "fr")(560)
    heights = sorted(note["y"] for note in figure["layout"]["annotations"])
    plot = figure["layout"]["height"] - 38
    assert (heights[1] - heights[0]) * plot / 100 >= 15.9


def test_a_line_without_value_has_no_name() -> None:
    figure = paths.draw([path("Prévu", 0, 40, 50), path("Accepté", None, None, None)], "fr")(560)
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Prévu 50\u202f%"]


def test_dots_stand_only_where_the_value_changes() -> None:
    figure = paths.draw([path("Prévu", 0, 0, 50)], "fr")(560)
    (dots,) = (trace for trace in figure["data"] if trace["mode"] == "markers")
    assert dots["y"] == [0, 50]


def test_the_scale_goes_past_its_ends_so_that_a_line_along_them_is_drawn_whole() -> None:
    low, high = paths.draw([path("Prévu", 0, 40, 100)], "fr")(560)["layout"]["yaxis"]["range"]
    assert low < 0 < 100 < high


def test_a_single_day_is_drawn() -> None:
    single = Path("Prévu", "brand", ((DAYS[0], 20),))
    assert "Prévu" in to_svg(paths.draw([single], "fr")(344), name="n", description="d", identity="i")
