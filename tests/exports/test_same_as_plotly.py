"""What files draw is what Plotly itself draws of the same figure, mark by mark and word by word."""

from __future__ import annotations

import copy
import io
import math
import re
import warnings
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import kaleido
import pytest
from PIL import Image, ImageChops, ImageFilter

from dashboard import pictures
from dashboard.charts.visual import Figure
from dashboard.exports import drawing
from dashboard.exports.typesetting import typeset
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from scripts import chromium

WIDTH = 760
SQUARE, MAY_DIFFER = 8, 55
"""Side in px of the squares whose mean colours are compared, and by how much of 255 they may differ: hatching, dashes
and hollow circles are cut otherwise; a mark elsewhere differs by more than 100."""
FAR = 10
"""Px between a line of words and the same one drawn by Plotly, whose font and leading differ."""
SVG = "{http://www.w3.org/2000/svg}"

Said = tuple[str, str, float, float]
"""Words, their colour, and where their anchor stands."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plotly() -> Iterator[None]:
    """One browser for all the pictures, without network libraries."""
    with warnings.catch_warnings(action="ignore"):
        kaleido.start_sync_server(n=1, mathjax=False, path=chromium.ensure(), silence_warnings=True)
        yield
        kaleido.stop_sync_server(silence_warnings=True)


def rendered(figure: Figure, form: str) -> bytes:
    layout = figure["layout"]
    size = {"format": form, "width": layout["width"], "height": layout["height"], "scale": 1}
    return bytes(kaleido.calc_fig_sync(figure, opts=size))


def by_plotly(figure: Figure) -> Image.Image:
    drawn = Image.open(io.BytesIO(rendered(figure, "png"))).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")


def said_by_plotly(figure: Figure) -> list[Said]:
    root = fromstring(rendered(figure, "svg"))
    return [said for child in root for said in _said(child, ())]


def _said(element: Element, moves: tuple[str, ...]) -> Iterator[Said]:
    """The lines of words under an element, each moved by the transforms around it, innermost first."""
    moves = (element.get("transform", ""), *moves)
    if element.tag == f"{SVG}text":
        style = element.get("style", "")
        colour = "#" + "".join(f"{int(n):02X}" for n in re.findall(r"fill: rgb\((\d+), (\d+), (\d+)", style)[0])
        size = float(re.findall(r"font-size: ([\d.]+)", style)[0])
        for line in list(element) or [element]:
            down = float(line.get("dy", "0em").removesuffix("em")) * size
            x, y = _moved(float(line.get("x", 0)), float(line.get("y", 0)) + down, moves)
            yield line.text or "", colour, x, y
    for child in element:
        yield from _said(child, moves)


def _moved(x: float, y: float, moves: tuple[str, ...]) -> tuple[float, float]:
    for kind, numbers in re.findall(r"(rotate|translate)\(([^)]*)\)", " ".join(moves)):
        first, *rest = (float(number) for number in re.split(r"[ ,]+", numbers))
        x, y = drawing.turned(x, y, first, rest) if kind == "rotate" else (x + first, y + (rest or [0])[0])
    return x, y


def by_us(figure: Figure) -> Image.Image:
    """The drawing alone, on a page of its size."""
    layout = figure["layout"]
    page: dict[str, Any] = {
        "title": "", "author": "", "alt": "", "language": "fr", "day": [2026, 11, 21], "ground": "#FFFFFF",
        "width": layout["width"], "height": layout["height"], "boxes": [], "words": [],
        "picture": drawing.picture(figure, "light") | {"x": 0, "y": 0, "scale": 1},
    }  # fmt: skip
    return Image.open(io.BytesIO(typeset("card.typ", page, form="png"))).convert("RGB")


def without_words(figure: Figure) -> Figure:
    bare = copy.deepcopy(figure)
    bare["layout"]["annotations"] = []
    for name in ("xaxis", "yaxis"):
        axis = bare["layout"][name]
        axis["ticktext"] = [""] * len(axis["tickvals"])
    return bare


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference between squares at the same place, out of 255."""
    assert one.size == other.size
    smooth = ImageFilter.BoxBlur(1)
    apart = ImageChops.difference(one.filter(smooth), other.filter(smooth)).convert("L")
    squares = apart.resize((max(1, apart.width // SQUARE), max(1, apart.height // SQUARE)), Image.Resampling.BOX)
    return max(squares.tobytes())


def astray(figure: Figure, plotly: list[Said]) -> list[Said]:
    """Our words that Plotly does not draw near the same place in the same colour."""
    ours = [(m["words"], m["fill"], m["x"], m["y"]) for m in drawing.marks(figure, "light") if m["kind"] == "words"]
    return [
        (words, colour, x, y)
        for words, colour, x, y in ours
        if not any((words, colour) == said[:2] and math.dist((x, y), said[2:]) <= FAR for said in plotly)
    ]


def figure_of(key: str, ask: Ask, reading: Reading) -> Figure:
    return pictures.picture(key, ask, reading=reading, language="fr").draw(WIDTH)


@pytest.mark.parametrize("key", [entry.key for entry in pictures.entries()])
def test_a_file_shows_what_plotly_draws(key: str, ask: Ask, reading: Reading, plotly: None) -> None:
    figure = figure_of(key, ask, reading)
    bare = without_words(figure)
    assert difference(by_plotly(bare), by_us(bare)) <= MAY_DIFFER
    assert not astray(figure, said_by_plotly(figure))


def test_a_shorter_bar_would_be_seen(ask: Ask, reading: Reading) -> None:
    figure = without_words(figure_of("returns.by_country", ask, reading))
    shorter = copy.deepcopy(figure)
    shorter["data"][0]["x"][1] *= 0.97
    assert difference(by_us(figure), by_us(shorter)) > MAY_DIFFER
