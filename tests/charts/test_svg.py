"""The server's renderer: marks where Plotly puts them, words literal, nothing left out in silence."""

from __future__ import annotations

import itertools
from typing import Any
from xml.etree import ElementTree

import pytest

from dashboard.charts.forms import base, months, ranking
from dashboard.charts.svg import to_svg
from dashboard.charts.theme import colour
from dashboard.charts.visual import Figure

NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(figure: Figure) -> ElementTree.Element:
    markup = to_svg(figure, name="Name", description="What it shows", identity="x")
    return ElementTree.fromstring(markup)


def empty(**more: Any) -> Figure:
    made = base.figure(
        200, 100, base.Margin(left=50, right=50, top=10, bottom=10), base.axis(0, 10), base.axis(0, 4), []
    )
    made["layout"] |= more
    return made


def test_a_bar_spans_from_its_base_to_its_value_in_px() -> None:
    figure = empty()
    figure["data"] = [base.bars([4], [2], "brand", base=[1], thick=1)]
    (bar,) = drawn(figure).iter("rect")
    assert (bar.get("x"), bar.get("width"), bar.get("y"), bar.get("height")) == ("60", "40", "40", "20")


def test_an_absent_value_breaks_the_line_instead_of_falling_to_zero() -> None:
    figure = empty()
    figure["data"] = [base.line([0, 1, 2, 3, 4], [1, 2, None, 2, 1], "brand")]
    assert len(list(drawn(figure).iter("path"))) == 2


def test_an_area_with_an_edge_is_one_path() -> None:
    figure = empty()
    edge = base.line([0, 4, 4, 0], [0, 0, 4, 0], "brand")
    figure["data"] = [edge | {"fill": "toself", "fillcolor": colour("shade_a")}]
    (area,) = drawn(figure).iter("path")
    assert area.get("class") == "f-shade_a s-brand"
    assert area.get("stroke-width")


def test_what_is_awaited_is_hatched_with_a_pattern_of_its_own_colour() -> None:
    figure = empty()
    figure["data"] = [base.bars([4], [2], "crimson", hatched=True)]
    svg = drawn(figure)
    (pattern,), (bar,) = svg.iter("pattern"), svg.iter("rect")
    assert bar.get("fill") == f"url(#{pattern.get('id')})"
    assert next(pattern.iter("line")).get("class") == "s-crimson"


def test_words_from_data_stay_words() -> None:
    hostile = "<script>alert(1)</script> & <b>x</b>"
    svg = drawn(ranking.draw([ranking.Bar(hostile, 3, "3")])(900))
    assert "script" not in {element.tag for element in svg.iter()}
    assert hostile in " ".join(part.text or "" for part in svg.iter("tspan"))


def test_it_has_a_name_and_a_description_for_those_who_do_not_see_it() -> None:
    svg = drawn(empty())
    assert (svg.findtext("title"), svg.findtext("desc")) == ("Name", "What it shows")
    assert svg.get("aria-labelledby") == "x-t x-d"


@pytest.mark.parametrize(
    "broken",
    [
        {"data": [{"type": "pie", "values": [1]}]},
        {"data": [base.bars([1], [1], "brand") | {"marker": {"color": "#123456"}}]},
        {"shapes": [{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]},
        {"annotations": [{"text": "x", "x": 0, "y": 0}]},
        {"data": [base.dots([1], [1], "brand", symbol="star")]},
    ],
    ids=["trace", "colour", "shape", "arrow", "marker"],
)
def test_what_it_does_not_know_is_refused_not_left_out(broken: dict[str, Any]) -> None:
    figure = empty(**{key: value for key, value in broken.items() if key != "data"})
    figure["data"] = broken.get("data", [])
    with pytest.raises(ValueError, match="not"):
        drawn(figure)


def test_every_colour_is_a_class_so_that_the_theme_can_change_it() -> None:
    markup = to_svg(ranking.draw([ranking.Bar("a", 3, "3")])(900), name="n", description="d", identity="x")
    assert "#" not in markup.replace("url(#", "")


def test_a_month_nobody_reported_is_a_band_with_its_word_inside_the_span() -> None:
    series = months.Series("Returns", {202601: 5, 202603: 7}, "brand")
    figure = months.draw([series], months.calendar(202601, 202603), "en", gap_word="not reported")(900)
    assert next(note["text"] for note in figure["layout"]["annotations"]) == "not reported"
    assert figure["layout"]["shapes"][0]["x0"] == pytest.approx(0.55)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months.calendar(202511, 202602) == [202511, 202512, 202601, 202602]


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    calendar = months.calendar(202601, 202606)
    series = [months.Series(name, dict.fromkeys(calendar, 100 + i), "brand") for i, name in enumerate("abc")]
    figure = months.draw(series, calendar, "fr", gap_word="")(900)
    frame_height = figure["layout"]["height"] - 42
    top = figure["layout"]["yaxis"]["range"][1]
    heights = sorted(note["y"] * frame_height / top for note in figure["layout"]["annotations"])
    assert min(b - a for a, b in itertools.pairwise(heights)) >= 16


def test_a_ranking_puts_labels_above_the_bars_on_a_phone_and_beside_them_on_a_desk() -> None:
    bars = [ranking.Bar("Tombouctou", 3, "3"), ranking.Bar("Gao", None, "not reported")]
    wide, phone = ranking.draw(bars)(900), ranking.draw(bars)(344)
    assert wide["layout"]["margin"]["l"] > 60
    assert phone["layout"]["margin"]["l"] == 0


def test_an_unreported_item_of_a_ranking_has_a_word_and_no_bar() -> None:
    figure = ranking.draw([ranking.Bar("Gao", None, "not reported"), ranking.Bar("Kayes", 0, "0")])(900)
    assert figure["data"][0]["x"] == [None, 0]
    assert "not reported" in [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize(("highest", "last"), [(0, 1), (7, 8), (960, 1000), (41000, 50000), (0.4, 1)])
def test_ticks_are_round_and_reach_the_highest_value(highest: float, last: float) -> None:
    assert base.nice_ticks(highest)[-1] == last
