"""The chart of a workbook: what `Native` says, drawn by the spreadsheet program from cells that people may edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from dashboard.charts.native import Native, Series
from dashboard.charts.theme import colour
from dashboard.exports import office_layout
from dashboard.exports.office_layout import Layout
from dashboard.exports.office_numbers import label_format, number_format
from dashboard.exports.words import clean
from dashboard.texts import Language

WIDTH: Final = 960
PX_TO_POINTS: Final = 0.75
ROW, LINE, LEAST, MOST, LINES_HIGH = 30, 18, 200, 1400, 460
STROKE, SLIM, TALL = 0.004, 0.42, 1.45
"""Length of the stroke of a mark, as a share of the scale; thickness of a slim bar and of a mark, in bars."""
MONTHS: Final[dict[Language, str]] = {"fr": "[$-40C]mmm yyyy", "en": "[$-809]mmm yyyy"}
SIGNS: Final = {"thin": "▬", "mark": "┃", "outline": "▭", "hatched": "▨", "dashed": "┅"}
"""What stands for a series in the legend, by its look."""


@dataclass(frozen=True)
class Cells:
    """A column of cells: sheet, first row, column; and how many."""

    sheet: str
    row: int
    column: int
    count: int

    @property
    def values(self) -> list[Any]:
        return [self.sheet, self.row, self.column, self.row + self.count - 1, self.column]


@dataclass(frozen=True, eq=False)
class _Drawing:
    native: Native
    layout: Layout
    language: Language
    names: Cells


def height(native: Native) -> int:
    """In px: bars have a row each, higher where their names have several lines."""
    if native.kind == "line":
        return LINES_HIGH
    lines = max(str(name).count("\n") + 1 + len(str(name)) // 60 for name in native.categories)
    return max(LEAST, min(MOST, len(native.categories) * (ROW + LINE * (lines - 1))))


def layout(native: Native, language: Language) -> Layout:
    width, high = WIDTH * PX_TO_POINTS, height(native) * PX_TO_POINTS
    return (
        office_layout.bars(native, width, high)
        if native.kind == "bar"
        else office_layout.lines(native, width, language)
    )


def chart(book: Workbook, native: Native, language: Language, names: Cells, values: Sequence[Cells]) -> Chart:
    """`names` holds the categories, `values` each series in order."""
    drawing = _Drawing(native, layout(native, language), language, names)
    made = book.add_chart({"type": native.kind})
    for series, cells in zip(native.series, values, strict=True):
        made.add_series(_series(drawing, series, cells))
    axes = (_names_axis(drawing), _values_axis(drawing))
    across, upright = reversed(axes) if native.kind == "bar" else axes
    made.set_x_axis(across)
    made.set_y_axis(upright)
    made.set_title({"none": True})
    made.set_legend({"none": True})
    made.set_plotarea({"layout": _place(drawing)})
    made.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    made.show_blanks_as("gap")
    made.set_size({"width": WIDTH, "height": height(native)})
    return made


def _place(drawing: _Drawing) -> dict[str, float]:
    """The plot within the chart, in shares of it; a line has its categories under it."""
    width, one = WIDTH * PX_TO_POINTS, drawing.layout
    across = {"x": one.left / width, "width": 1 - (one.left + one.right) / width}
    return (
        {**across, "y": 0.02, "height": 0.96} if drawing.native.kind == "bar" else {**across, "y": 0.04, "height": 0.8}
    )


def _series(drawing: _Drawing, series: Series, cells: Cells) -> dict[str, Any]:
    common = {
        "name": clean(series.name), "values": cells.values, "categories": drawing.names.values,
        "data_labels": _labels(drawing, series),
    }  # fmt: skip
    return common | (_bar(drawing, series) if drawing.native.kind == "bar" else _line(drawing, series))


def _bar(drawing: _Drawing, series: Series) -> dict[str, Any]:
    paints = series.paints or (series.paint,) * len(series.values)
    dress: dict[str, Any] = {
        "gap": min(drawing.layout.gap_pct, 500), "overlap": 100, "points": [_look(series, paint) for paint in paints],
        **_look(series, series.paint),
    }  # fmt: skip
    if series.look in ("thin", "mark"):
        dress["y_error_bars"] = _stroke(drawing, series)
    return dress


def _look(series: Series, paint: str) -> dict[str, Any]:
    """The dress of a bar. Slim bars and marks are strokes on a bar without any."""
    if series.look in ("thin", "mark"):
        return {"fill": {"none": True}, "border": {"none": True}}
    if series.look == "outline":
        return {"fill": {"none": True}, "border": {"color": colour(paint), "width": 1.5, "dash_type": "dash"}}
    if series.look == "hatched":
        hatch = {"pattern": "wide_upward_diagonal", "fg_color": colour(paint), "bg_color": colour("paper")}
        return {"pattern": hatch, "border": {"none": True}}
    return {"fill": {"color": colour(paint)}, "border": {"none": True}}


def _stroke(drawing: _Drawing, series: Series) -> dict[str, Any]:
    """A slim bar is a stroke from the value back to zero, a mark a stroke across the bar."""
    is_slim = series.look == "thin"
    span = ("percentage", 100, "minus") if is_slim else ("fixed", STROKE / 2 * drawing.layout.high, "both")
    width = drawing.layout.thick * (SLIM if is_slim else TALL)
    return {
        "type": span[0], "value": span[1], "direction": span[2], "end_style": 0,
        "line": {"color": colour(series.paint), "width": round(width * 4) / 4},
    }  # fmt: skip


def _line(drawing: _Drawing, series: Series) -> dict[str, Any]:
    line = {"color": colour(series.paint), "width": 2.5, "dash_type": "dash" if series.look == "dashed" else "solid"}
    if _is_of_days(drawing.native):
        return {"line": line, "marker": {"type": "none"}}
    ring = {"color": colour(series.paint), "width": 1.5}
    hollow = {"fill": {"color": colour("paper")}, "border": ring}
    points = [hollow if place in series.hollow else None for place in range(len(series.values))]
    marker = {"type": "circle", "size": 7, "fill": {"color": colour(series.paint)}, "border": ring}
    return {"line": line, "marker": marker, **({"points": points} if series.hollow else {})}


def _is_of_days(native: Native) -> bool:
    return bool(native.categories) and isinstance(native.categories[0], dt.date)


def _labels(drawing: _Drawing, series: Series) -> dict[str, Any] | None:
    """The words beside each value; bare numbers follow their cell when it is edited."""
    if not any(series.labels):
        return None
    bar = drawing.native.kind == "bar"
    ink = "ink" if bar else {"gold": "gold_ink"}.get(series.paint, series.paint)
    font = {"size": drawing.layout.size, "bold": True, "color": colour(ink)}
    shown = {"value": True, "position": "outside_end" if bar else "right", "font": font}
    formats = {
        _format(words, value, drawing.language) for words, value in zip(series.labels, series.values, strict=True)
    }
    if None not in formats and len(formats) == 1:
        return {**shown, "num_format": formats.pop()}
    return {
        **shown,
        "custom": [_label(words, value, font) for words, value in zip(series.labels, series.values, strict=True)],
    }


def _format(words: str, value: float | None, language: Language) -> str | None:
    return label_format(clean(words), value, language) if words else None


def _label(words: str, value: float | None, font: dict[str, Any]) -> dict[str, Any]:
    return {"value": clean(words), "font": font} if words and value is not None else {"delete": True}


def _names_axis(drawing: _Drawing) -> dict[str, Any]:
    bar = drawing.native.kind == "bar"
    axis: dict[str, Any] = {
        "num_font": {"size": drawing.layout.size, "color": colour("ink")}, "major_tick_mark": "none",
        "line": {"color": colour("axis"), "width": 0.75}, "label_position": "low", "reverse": bar,
        "major_gridlines": {"visible": False},
    }  # fmt: skip
    if _is_of_days(drawing.native):
        every = max(1, len(drawing.native.categories) // 365)
        days = {"date_axis": True, "num_format": MONTHS[drawing.language], "major_unit": every}
        return axis | days | {"major_unit_type": "months"}
    many = not bar and len(drawing.native.categories) > 14
    return axis | ({"interval_unit": -(-len(drawing.native.categories) // 12)} if many else {})


def _values_axis(drawing: _Drawing) -> dict[str, Any]:
    one, bar = drawing.layout, drawing.native.kind == "bar"
    axis: dict[str, Any] = {
        "min": one.low, "max": one.high, "line": {"none": True}, "major_tick_mark": "none",
        "num_format": number_format(drawing.language, drawing.native.unit),
        "num_font": {"size": one.size, "color": colour("muted")},
    }  # fmt: skip
    if bar:  # every bar carries its number
        return axis | {"visible": False, "major_gridlines": {"visible": False}}
    return axis | {
        "major_unit": one.step,
        "major_gridlines": {"visible": True, "line": {"color": colour("grid"), "width": 0.75}},
    }


def legend(native: Native) -> list[tuple[str, str, str]]:
    """(colour, sign, name) of each series where there are several; a bed of bars is no data."""
    told = [one for one in native.series if one.look != "track"]
    if len(told) < 2:
        return []
    usual = "■" if native.kind == "bar" else "━"
    return [(colour(one.paint), SIGNS.get(one.look, usual), clean(one.name)) for one in told]
