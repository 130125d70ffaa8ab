"""What every form shares: the empty figure, axes, words and marks as plain Plotly dicts."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import FONT, TRANSPARENT, colour
from dashboard.charts.visual import Figure

NARROW = 480
"""Below this width (px) a form is laid out for a phone."""
TEXT = 13.0
EDGE = 0.01
"""The share by which a scale goes beyond its ends: Plotly draws no grid line, and half of a line, at the very end."""


@dataclass(frozen=True)
class Margin:
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0


def escaped(words: str) -> str:
    """Words as Plotly shows them literally: no tag of theirs is read."""
    return html.escape(words, quote=False)


def font(name: str = "muted", size: float = TEXT, *, bold: bool = False) -> dict[str, Any]:
    return {"family": FONT, "size": size, "color": colour(name), "weight": 600 if bold else 400}


def axis(low: float, high: float, ticks: Sequence[tuple[float, str]] = (), *, grid: bool = False) -> dict[str, Any]:
    """A numeric axis with these ticks only: (value, words)."""
    return {
        "range": [low, high],
        "tickvals": [value for value, _ in ticks],
        "ticktext": [escaped(words) for _, words in ticks],
        "tickfont": font(),
        "showgrid": grid,
        "gridcolor": colour("grid"),
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "ticklabeloverflow": "allow",
    }


def figure(
    width: int,
    height: float,
    margin: Margin,
    x: dict[str, Any],
    y: dict[str, Any],
    data: list[dict[str, Any]],
    *,
    shapes: Sequence[dict[str, Any]] = (),
    notes: Sequence[dict[str, Any]] = (),
) -> Figure:
    return {
        "data": data,
        "layout": {
            "width": width,
            "height": round(height),
            "margin": {"l": margin.left, "r": margin.right, "t": margin.top, "b": margin.bottom, "pad": 0},
            "xaxis": x,
            "yaxis": y,
            "shapes": list(shapes),
            "annotations": list(notes),
            "font": font(),
            "paper_bgcolor": TRANSPARENT,
            "plot_bgcolor": TRANSPARENT,
            "showlegend": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "dragmode": False,
        },
    }


def bars(
    along: Sequence[float | None],
    across: Sequence[float],
    paint: str | Sequence[str],
    *,
    flat: bool = True,
    base: float | Sequence[float] = 0,
    thick: float = 0.6,
    hatched: bool = False,
    hover: Sequence[str] | None = None,
) -> dict[str, Any]:
    """One bar trace; `across` is the place on the category axis, `thick` in its units."""
    painted = colour(paint) if isinstance(paint, str) else [colour(p) for p in paint]
    marker: dict[str, Any] = {"color": painted}
    if hatched:
        marker["pattern"] = {"shape": "/", "fillmode": "replace", "size": 5, "solidity": 0.4}
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h" if flat else "v",
        "x": list(along if flat else across),
        "y": list(across if flat else along),
        "base": base if isinstance(base, (int, float)) else list(base),
        "width": thick,
        "marker": marker,
    }
    return trace | hovering(hover)


def hovering(words: Sequence[str] | None) -> dict[str, Any]:
    if words is None:
        return {"hoverinfo": "skip"}
    return {"hovertext": [escaped(w).replace("\n", "<br>") for w in words], "hoverinfo": "text"}


def line(
    x: Sequence[float], y: Sequence[float | None], paint: str, *, width: float = 2.25, dash: str = "solid"
) -> dict[str, Any]:
    """A line that breaks where a value is absent."""
    return {
        "type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "connectgaps": False,
        "line": {"color": colour(paint), "width": width, "dash": dash}, "hoverinfo": "skip",
    }  # fmt: skip


def dots(
    x: Sequence[float], y: Sequence[float | None], paint: str | Sequence[str], *, size: float = 8,
    symbol: str | Sequence[str] = "circle", hover: Sequence[str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    painted = colour(paint) if isinstance(paint, str) else [colour(p) for p in paint]
    symbols = symbol if isinstance(symbol, str) else list(symbol)
    return {
        "type": "scatter", "mode": "markers", "x": list(x), "y": list(y),
        "marker": {"color": painted, "size": size, "symbol": symbols, "opacity": 1}, "cliponaxis": False,
    } | hovering(hover)  # fmt: skip


def note(
    words: str | Sequence[str], x: float, y: float, *, name: str = "ink", size: float = TEXT, bold: bool = False,
    anchor: str = "left", vertical: str = "middle", dx: float = 0, dy: float = 0, xref: str = "x", yref: str = "y",
    angle: float = 0,
) -> dict[str, Any]:  # fmt: skip
    """Words on the picture, one string a line; `dx` and `dy` are px to the right and upwards."""
    rows = [words] if isinstance(words, str) else list(words)
    return {
        "text": "<br>".join(escaped(row) for row in rows), "x": x, "y": y, "xref": xref, "yref": yref,
        "xanchor": anchor, "yanchor": vertical, "xshift": dx, "yshift": dy, "showarrow": False,
        "font": font(name, size, bold=bold), "align": anchor, "textangle": angle,
    }  # fmt: skip


def rect(
    x0: float, x1: float, y0: float, y1: float, paint: str, *, xref: str = "x", yref: str = "y", layer: str = "below"
) -> dict[str, Any]:
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "xref": xref, "yref": yref, "layer": layer,
        "fillcolor": colour(paint), "line": {"width": 0},
    }  # fmt: skip


def rule(
    x0: float, x1: float, y0: float, y1: float, paint: str, *, width: float = 1, dash: str = "solid", xref: str = "x",
    yref: str = "y", layer: str = "above",
) -> dict[str, Any]:  # fmt: skip
    """A straight line between two points."""
    return {
        "type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "xref": xref, "yref": yref, "layer": layer,
        "line": {"color": colour(paint), "width": width, "dash": dash},
    }  # fmt: skip


def nice_ticks(highest: float, most: int = 5) -> list[float]:
    """Round values from 0 to at least `highest`: steps of 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return [0, 1]
    rough = highest / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    step = max(step, 1)
    return [step * i for i in range(math.ceil(highest / step) + 1)]
