"""A Plotly figure → SVG, on the server: the marks our figures use, and nothing else.

The figures are drawn on numeric axes with explicit ranges, ticks and margins, so that this renderer and
Plotly in the browser put the same marks in the same places. What it does not know it refuses, rather than
leave out. Every text is escaped here. Colours become classes (`f-brand`, `s-grid`) that follow the theme.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from dashboard.charts.theme import NAME_OF, TRANSPARENT
from dashboard.charts.visual import Figure

KNOWN_TRACES = {"bar", "scatter"}
SYMBOLS = {
    "circle",
    "circle-open",
    "diamond",
    "diamond-open",
    "square",
    "square-open",
    "line-ns",
    "triangle-up",
    "arrow",
}
DASHES = {"solid": "", "dot": "1 3", "dash": "5 4"}


@dataclass(frozen=True)
class Frame:
    """Where the plot stands in the picture, in px, and how data become px."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * self.width

    def y(self, value: float) -> float:
        low, high = self.y_range
        return self.top + self.height - (value - low) / (high - low) * self.height

    def place(self, value: float, axis: str, reference: str) -> float:
        """A data or `paper` coordinate as px."""
        if reference != "paper":
            return self.x(value) if axis == "x" else self.y(value)
        return self.left + value * self.width if axis == "x" else self.top + (1 - value) * self.height


def to_svg(figure: Figure, *, name: str, description: str, identity: str) -> str:
    """The picture as an SVG element with its accessible name and description; `identity` makes ids unique."""
    layout = figure["layout"]
    frame = _frame(layout)
    width, height = layout["width"], layout["height"]
    below = [s for s in layout.get("shapes", ()) if s.get("layer") == "below"]
    above = [s for s in layout.get("shapes", ()) if s.get("layer") != "below"]
    parts = [
        f'<svg class="picture" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{identity}-t {identity}-d">',
        f'<title id="{identity}-t">{html.escape(name)}</title>',
        f'<desc id="{identity}-d">{html.escape(description)}</desc>',
        *(_shape(shape, frame) for shape in below),
        *_axis(layout["xaxis"], "x", frame),
        *_axis(layout["yaxis"], "y", frame),
        *_bars(figure["data"], layout, frame, identity),
        *(part for trace in figure["data"] if trace["type"] == "scatter" for part in _scatter(trace, frame)),
        *(_shape(shape, frame) for shape in above),
        *(_annotation(note, frame) for note in layout.get("annotations", ())),
        "</svg>",
    ]
    return "".join(parts)


def _frame(layout: dict[str, Any]) -> Frame:
    margin = layout["margin"]
    return Frame(
        left=margin["l"],
        top=margin["t"],
        width=layout["width"] - margin["l"] - margin["r"],
        height=layout["height"] - margin["t"] - margin["b"],
        x_range=tuple(layout["xaxis"]["range"]),
        y_range=tuple(layout["yaxis"]["range"]),
    )


def _n(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _paint(role: str, hexadecimal: str | None) -> str:
    """The class that fills (`f`) or strokes (`s`) with a palette colour; an unknown colour is refused."""
    if hexadecimal is None or hexadecimal == TRANSPARENT:
        return f"{role}-none"
    if hexadecimal not in NAME_OF:
        raise ValueError(f"colour {hexadecimal} is not in the palette")
    return f"{role}-{NAME_OF[hexadecimal]}"


def _lines(words: str, x: float, y: float, size: float, vertical: str) -> str:
    """`<tspan>`s for each `<br>`; `vertical` is top, middle or bottom of the whole."""
    rows = words.split("<br>")
    step = size * 1.2
    first = {
        "top": size * 0.82,
        "middle": size * 0.35 - (len(rows) - 1) * step / 2,
        "bottom": -size * 0.18 - (len(rows) - 1) * step,
    }[vertical]
    return "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + first + index * step)}">{html.escape(html.unescape(row), quote=False)}</tspan>'
        for index, row in enumerate(rows)
    )


def _text(words: str, x: float, y: float, font: dict[str, Any], anchor: str, vertical: str, angle: float = 0) -> str:
    size = font["size"]
    weight = ' font-weight="600"' if font.get("weight", 400) >= 600 else ""
    turn = f' transform="rotate({_n(angle)} {_n(x)} {_n(y)})"' if angle else ""
    align = {"left": "start", "center": "middle", "right": "end"}[anchor]
    return (
        f'<text class="{_paint("f", font["color"])}" font-size="{_n(size)}" text-anchor="{align}"{weight}{turn}>'
        f"{_lines(words, x, y, size, vertical)}</text>"
    )


def _axis(axis: dict[str, Any], letter: str, frame: Frame) -> Iterator[str]:
    bottom, right = frame.top + frame.height, frame.left + frame.width
    for value, words in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True):
        at = frame.x(value) if letter == "x" else frame.y(value)
        if axis.get("showgrid"):
            ends = (
                f'x1="{_n(at)}" x2="{_n(at)}" y1="{_n(frame.top)}" y2="{_n(bottom)}"'
                if letter == "x"
                else (f'x1="{_n(frame.left)}" x2="{_n(right)}" y1="{_n(at)}" y2="{_n(at)}"')
            )
            yield f'<line class="{_paint("s", axis["gridcolor"])}" {ends}/>'
        if not words:
            continue
        if letter == "x":
            on_top = axis.get("side") == "top"
            yield _text(
                words,
                at,
                frame.top - 6 if on_top else bottom + 6,
                axis["tickfont"],
                "center",
                "bottom" if on_top else "top",
            )
        else:
            yield _text(words, frame.left - 8, at, axis["tickfont"], "right", "middle")
    if axis.get("showline"):
        ends = (
            f'x1="{_n(frame.left)}" x2="{_n(right)}" y1="{_n(bottom)}" y2="{_n(bottom)}"'
            if letter == "x"
            else (f'x1="{_n(frame.left)}" x2="{_n(frame.left)}" y1="{_n(frame.top)}" y2="{_n(bottom)}"')
        )
        yield f'<line class="{_paint("s", axis["linecolor"])}" {ends}/>'


def _each(value: object, count: int) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value] * count


def _bars(traces: list[dict[str, Any]], layout: dict[str, Any], frame: Frame, identity: str) -> Iterator[str]:
    """Bars with explicit `base` and `width`: stacking is done by whoever makes the figure."""
    for index, trace in enumerate(traces):
        if trace["type"] not in KNOWN_TRACES:
            raise ValueError(f"trace type {trace['type']} is not drawn on the server")
        if trace["type"] != "bar":
            continue
        flat = trace.get("orientation") == "h"
        count = len(trace["x"])
        marker = trace["marker"]
        hatch = marker.get("pattern", {}).get("shape")
        if hatch:
            yield _hatch(f"{identity}-h{index}", marker["color"])
        for along, across, base, thick, paint, hover in zip(
            trace["x"] if flat else trace["y"],
            trace["y"] if flat else trace["x"],
            _each(trace.get("base", 0), count),
            _each(trace["width"], count),
            _each(marker["color"], count),
            _each(trace.get("hovertext"), count),
            strict=True,
        ):
            if along is None:
                continue
            fill = f'fill="url(#{identity}-h{index})"' if hatch else f'class="{_paint("f", paint)}"'
            yield _bar(frame, flat, along, across, base, thick, fill, hover)


def _bar(
    frame: Frame, flat: bool, along: float, across: float, base: float, thick: float, fill: str, hover: str | None
) -> str:
    if flat:
        x0, x1 = sorted((frame.x(base), frame.x(base + along)))
        y0, y1 = sorted((frame.y(across - thick / 2), frame.y(across + thick / 2)))
    else:
        x0, x1 = sorted((frame.x(across - thick / 2), frame.x(across + thick / 2)))
        y0, y1 = sorted((frame.y(base), frame.y(base + along)))
    box = f'x="{_n(x0)}" y="{_n(y0)}" width="{_n(x1 - x0)}" height="{_n(y1 - y0)}"'
    return f"<rect {fill} {box}>{_hover(hover)}</rect>" if hover else f"<rect {fill} {box}/>"


def _hover(words: str | None) -> str:
    if not words:
        return ""
    return f"<title>{html.escape(html.unescape(words.replace('<br>', chr(10))), quote=False)}</title>"


def _hatch(name: str, hexadecimal: str) -> str:
    stroke = _paint("s", hexadecimal)
    return (
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line class="{stroke}" x1="1" x2="1" y1="0" y2="5" stroke-width="2"/></pattern>'
    )


def _scatter(trace: dict[str, Any], frame: Frame) -> Iterator[str]:
    points = [
        (None if x is None or y is None else (frame.x(x), frame.y(y)))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    mode = trace["mode"]
    if trace.get("fill"):
        yield from (_area(run, trace, frame) for run in _runs(points) if len(run) > 1)
    if "lines" in mode and not _is_edged(trace):
        yield from (_line(run, trace["line"]) for run in _runs(points) if len(run) > 1)
    if "markers" in mode:
        yield from _markers(points, trace)
    if "text" in mode:
        yield from _labels(points, trace)


def _runs(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """Unbroken stretches: an absent value interrupts the line."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is None:
            if run:
                yield run
            run = []
        else:
            run.append(point)


def _path(run: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in run)


def _line(run: list[tuple[float, float]], line: dict[str, Any]) -> str:
    return f'<path class="f-none {_paint("s", line["color"])}" d="{_path(run)}"{_thread(line)}/>'


def _thread(line: dict[str, Any]) -> str:
    dash = DASHES[line.get("dash", "solid")]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke-width="{_n(line.get("width", 2))}"{dashed} stroke-linejoin="round" stroke-linecap="round"'


def _is_edged(trace: dict[str, Any]) -> bool:
    """Whether the line goes around the area: one path is both, half the points of a map."""
    return trace.get("fill") == "toself" and "lines" in trace["mode"]


def _area(run: list[tuple[float, float]], trace: dict[str, Any], frame: Frame) -> str:
    floor = frame.y(0) if trace["fill"] == "tozeroy" else None
    closed = run if floor is None else [*run, (run[-1][0], floor), (run[0][0], floor)]
    opacity = f' fill-opacity="{trace["opacity"]}"' if "opacity" in trace else ""
    hover = _hover(trace["text"]) if trace.get("hoveron") == "fills" else ""
    paint, thread = _paint("f", trace["fillcolor"]), ""
    if _is_edged(trace):
        paint, thread = f"{paint} {_paint('s', trace['line']['color'])}", _thread(trace["line"])
    return f'<path class="{paint}" d="{_path(closed)}Z"{opacity}{thread}>{hover}</path>'


def _markers(points: list[tuple[float, float] | None], trace: dict[str, Any]) -> Iterator[str]:
    marker, count = trace["marker"], len(points)
    outline = marker.get("line", {})
    for point, size, paint, symbol, hover in zip(
        points,
        _each(marker["size"], count),
        _each(marker["color"], count),
        _each(marker.get("symbol", "circle"), count),
        _each(trace.get("hovertext"), count),
        strict=True,
    ):
        if point is not None:
            yield _marker(point, size, paint, symbol, outline, hover)


def _marker(
    point: tuple[float, float], size: float, paint: str, symbol: str, outline: dict[str, Any], hover: str | None
) -> str:
    if symbol not in SYMBOLS:
        raise ValueError(f"marker {symbol} is not drawn on the server")
    x, y, r = *point, size / 2
    hollow = symbol.endswith("-open")
    dress = f'class="f-paper {_paint("s", paint)}" stroke-width="2"' if hollow else f'class="{_paint("f", paint)}'
    if not hollow:
        edge = (
            f' {_paint("s", outline["color"])}" stroke-width="{_n(outline["width"])}"' if outline.get("width") else '"'
        )
        dress += edge
    shape = symbol.removesuffix("-open")
    if shape == "circle":
        body = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" {dress}>'
        return f"{body}{_hover(hover)}</circle>"
    if shape == "line-ns":
        stroke = f'd="M{_n(x)} {_n(y - r)}V{_n(y + r)}" class="{_paint("s", paint)}" stroke-width="3"'
        return f"<path {stroke}>{_hover(hover)}</path>"
    corners = {
        "diamond": [(0, -r * 1.25), (r * 1.25, 0), (0, r * 1.25), (-r * 1.25, 0)],
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "triangle-up": [(0, -r), (r, r * 0.8), (-r, r * 0.8)],
        "arrow": [(0, -r), (r * 0.8, r), (-r * 0.8, r)],
    }[shape]
    return f'<path d="{_path([(x + dx, y + dy) for dx, dy in corners])}Z" {dress}>{_hover(hover)}</path>'


PLACES = {
    "middle right": ("left", "middle", 8, 0),
    "middle left": ("right", "middle", -8, 0),
    "middle center": ("center", "middle", 0, 0),
    "top center": ("center", "bottom", 0, -6),
    "bottom center": ("center", "top", 0, 6),
}


def _labels(points: list[tuple[float, float] | None], trace: dict[str, Any]) -> Iterator[str]:
    places = _each(trace.get("textposition", "top center"), len(points))
    for point, words, where in zip_longest(points, _each(trace["text"], len(points)), places):
        if point is None or not words:
            continue
        anchor, vertical, dx, dy = PLACES[where]
        yield _text(words, point[0] + dx, point[1] + dy, trace["textfont"], anchor, vertical)


def _shape(shape: dict[str, Any], frame: Frame) -> str:
    xs = [frame.place(shape[k], "x", shape.get("xref", "x")) for k in ("x0", "x1")]
    ys = [frame.place(shape[k], "y", shape.get("yref", "y")) for k in ("y0", "y1")]
    line = shape.get("line", {})
    dash = DASHES[line.get("dash", "solid")]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    edge = f' {_paint("s", line["color"])}" stroke-width="{_n(line["width"])}"{dashed}' if line.get("width") else '"'
    if shape["type"] == "line":
        return f'<line class="f-none{edge} x1="{_n(xs[0])}" x2="{_n(xs[1])}" y1="{_n(ys[0])}" y2="{_n(ys[1])}"/>'
    if shape["type"] != "rect":
        raise ValueError(f"shape {shape['type']} is not drawn on the server")
    box = f'x="{_n(min(xs))}" y="{_n(min(ys))}" width="{_n(abs(xs[1] - xs[0]))}" height="{_n(abs(ys[1] - ys[0]))}"'
    return f'<rect class="{_paint("f", shape.get("fillcolor"))}{edge} {box}/>'


def _annotation(note: dict[str, Any], frame: Frame) -> str:
    if note.get("showarrow", True):
        raise ValueError("annotations with arrows are not drawn on the server")
    x = frame.place(note["x"], "x", note.get("xref", "x")) + note.get("xshift", 0)
    y = frame.place(note["y"], "y", note.get("yref", "y")) - note.get("yshift", 0)
    return _text(
        note["text"],
        x,
        y,
        note["font"],
        note.get("xanchor", "center"),
        note.get("yanchor", "middle"),
        note.get("textangle", 0),
    )
