"""Activities on the calendar, wide and on a phone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.charts.forms import timeline
from dashboard.charts.forms.timeline import Bar, Step
from dashboard.charts.svg import to_svg
from dashboard.charts.visual import Figure

TODAY = dt.date(2026, 11, 21)
BAR = Bar("Comité mixte de pilotage", dt.date(2026, 3, 10), dt.date(2026, 12, 31), "watch", 50, 60, "50 %", "h",
          (Step(dt.date(2026, 6, 30), "reached", "h"), Step(dt.date(2026, 9, 30), "missed", "h")))  # fmt: skip


def drawn(*bars: Bar, width: int = 1000, today: dt.date = TODAY) -> Figure:
    return timeline.draw(bars, today, "fr", today_words="21 nov. 2026")(width)


def dashes(figure: Figure) -> list[dict[str, float]]:
    return [shape for shape in figure["layout"]["shapes"] if shape.get("line", {}).get("dash") == "dash"]


def test_the_calendar_holds_whole_months_around_every_bar_and_the_day() -> None:
    assert drawn(BAR)["layout"]["xaxis"]["range"] == [
        dt.date(2026, 3, 1).toordinal(), dt.date(2027, 1, 1).toordinal()
    ]  # fmt: skip
    later = drawn(BAR, today=dt.date(2027, 2, 14))
    assert later["layout"]["xaxis"]["range"][1] == dt.date(2027, 3, 1).toordinal()


def test_the_line_of_the_day_stands_in_the_middle_of_the_day() -> None:
    (line,) = dashes(drawn(BAR))
    assert (line["x0"], line["y0"], line["y1"]) == (TODAY.toordinal() + 0.5, -0.5, 0.5)


def test_on_a_phone_no_line_crosses_a_name() -> None:
    figure = drawn(BAR, replace(BAR, label="Secrétariat"), width=344)
    lines = [s for s in figure["layout"]["shapes"] if s["type"] == "line"]
    names = [note for note in figure["layout"]["annotations"] if note["text"] in ("Secrétariat", BAR.label)]
    assert len(names) == 2
    assert not [line for line in lines for note in names if line["y0"] <= note["y"] + 0.2 <= line["y1"]]


def test_the_words_of_the_day_stay_inside_the_plot() -> None:
    first = drawn(BAR, today=dt.date(2026, 3, 1))
    last = drawn(BAR, today=dt.date(2026, 12, 31))
    shifts = [figure["layout"]["annotations"][-1]["xshift"] for figure in (first, last)]
    assert shifts[0] > 0 > shifts[1]


@pytest.mark.parametrize(("width", "first"), [(1000, "mars"), (344, "M")])
def test_months_are_named_or_where_room_is_short_initialled(width: int, first: str) -> None:
    assert drawn(BAR, width=width)["layout"]["xaxis"]["ticktext"][0] == first


def test_three_years_name_some_months_only() -> None:
    long = replace(BAR, due_on=dt.date(2029, 3, 1))
    assert len(drawn(long, width=344)["layout"]["xaxis"]["ticktext"]) < 15


@pytest.mark.parametrize("width", [344, 1000])
def test_an_activity_without_report_has_its_outline_and_no_fill(width: int) -> None:
    figure = drawn(replace(BAR, actual_pct=None, declared_pct=None, status="not_reported", words="—"), width=width)
    assert figure["data"][0]["x"] == [0]
    assert [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]


@pytest.mark.parametrize("width", [344, 560, 1000])
def test_the_server_draws_every_mark_of_it(width: int) -> None:
    markup = to_svg(drawn(BAR, width=width), name="n", description="d", identity="i")
    assert "En retard" not in markup
    assert "À surveiller" in markup
    assert "url(#i-h1)" in markup
