"""A picture as a finished file that stands alone: finding, unit, period, drawing, doubts, source, day, whose it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard.charts.visual import Visual
from dashboard.exports import blocks, words
from dashboard.exports.blocks import Block, Plate, Words
from dashboard.exports.drawing import Theme, picture, tint
from dashboard.exports.fitting import Fit, Room, fit
from dashboard.exports.sizes import OF, Size, SizeName
from dashboard.exports.typesetting import Form, printable, typeset

DEMO = {"demo": ("#FFF0CF", "#3D2E0B"), "demo_ink": ("#6B4300", "#FFD98C")}
COLUMN = 0.33
COLUMN_TITLE = 0.8
"""Share of the width that words take when the picture stands beside them, and of the size of their title."""
EASY, WORTH = 1.15, 1.1
"""How far over the least size words are read with ease; how much larger they must be to leave the place under the
title."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the page."""

    size: Size
    height: float
    head: Block
    foot: Block
    fit: Fit
    x: float
    y: float


def card(visual: Visual, *, form: Form, size: SizeName = "16x9", theme: Theme = "light", share: float = 1) -> bytes:
    """The file of a picture in a size and theme; `share` of its pixels, for a PNG shown small."""
    layout = arranged(visual, OF[size])
    made = typeset("card.typ", _page(visual, layout, theme), form=form, ppi=layout.size.ppi * share)
    return _accessible(made, visual, layout) if form == "svg" else made


def arranged(visual: Visual, size: Size) -> Layout:
    """The first arrangement in which the picture is legible, else the one that draws it largest."""
    tries: list[Layout] = []
    for one in (size, size.denser()):
        tries.append(_roomiest(visual, one))
        if tries[-1].fit.words >= size.least and not tries[-1].fit.faults:
            return tries[-1]
    return max(tries, key=lambda layout: layout.fit.words)


def _roomiest(visual: Visual, size: Size) -> Layout:
    """Under its title, or beside words where that draws it clearly larger."""
    under = _stacked(visual, size)
    if size.height is None or under.fit.words >= EASY * size.least:
        return under
    beside = _beside(visual, size) if size.is_landscape else _aside(visual, size)
    if beside is None or beside.fit.faults > under.fit.faults:
        return under
    return beside if beside.fit.words > WORTH * under.fit.words else under


def _stacked(visual: Visual, size: Size) -> Layout:
    width = size.width - 2 * size.side
    head, foot = blocks.head(visual, size, width), blocks.foot(visual, size, width)
    above = size.bar + size.top + head.height + size.small
    below = size.small * 0.8 + foot.height + size.bottom
    room = None if size.height is None else max(size.height - above - below, size.height * 0.1)
    drawn = fit(visual.draw, Room(width, room, size.least, size.most))
    height = size.height or above + drawn.height + below
    spare = height - above - below - drawn.height
    return Layout(
        size, height, head.at(size.side, size.bar + size.top), foot.at(size.side, height - size.bottom - foot.height),
        drawn, size.side + (width - drawn.width) / 2, above + spare * 0.3,
    )  # fmt: skip


def _beside(visual: Visual, size: Size) -> Layout | None:
    """Words in a column at the left, the picture as tall as the page; None where the words would not fit."""
    height = size.height or 0
    size = replace(size, title=size.title * COLUMN_TITLE)
    column = (size.width - 2 * size.side) * COLUMN
    head, foot = blocks.head(visual, size, column), blocks.foot(visual, size, column)
    top = size.bar + size.top
    if top + head.height + size.small * 2 + foot.height + size.bottom > height:
        return None
    left = size.side + column + size.side * 0.8
    room = (size.width - size.side - left, height - top - size.bottom)
    drawn = fit(visual.draw, Room(*room, size.least, size.most))
    return Layout(
        size, height, head.at(size.side, top), foot.at(size.side, height - size.bottom - foot.height), drawn,
        left + (room[0] - drawn.width) / 2, top + (room[1] - drawn.height) * 0.4,
    )  # fmt: skip


def _aside(visual: Visual, size: Size) -> Layout | None:
    """Colours and caveats at the left of the picture, the rest over and under both; None where they would not fit."""
    width, height = size.width - 2 * size.side, size.height or 0
    opening, closing = blocks.opening(visual, size, width), blocks.closing(visual, size, width)
    explained = blocks.explained(visual, size, width * COLUMN)
    top, end = size.bar + size.top + opening.height + size.small, height - size.bottom - closing.height
    room = Room(width * (1 - COLUMN) - size.small, end - size.small * 0.8 - top, size.least, size.most)
    if explained.height > (room.height or 0):
        return None
    drawn = fit(visual.draw, room)
    head = blocks.together(opening.at(size.side, size.bar + size.top), explained.at(size.side, top))
    return Layout(size, height, head, closing.at(size.side, end), drawn, size.width - size.side - drawn.width, top)


def _page(visual: Visual, layout: Layout, theme: Theme) -> dict[str, Any]:
    """What the template needs, in the colours of the theme."""
    size = layout.size
    return {
        "title": words.clean(visual.title), "author": words.co_branding(visual.language), "alt": words.alt_text(visual),
        "language": visual.language, "day": [visual.day.year, visual.day.month, visual.day.day],
        "width": size.width, "height": layout.height, "ground": None if size.is_bare else tint("paper", theme),
        "boxes": [_box(plate, theme) for plate in (*_bar(size), *layout.head.plates, *layout.foot.plates)],
        "words": [
            *(_said(found, theme) | {"before": True} for found in layout.head.words),
            *(_said(found, theme) | {"before": False} for found in layout.foot.words),
        ],
        "picture": picture(layout.fit.figure, theme)
        | {"x": layout.x, "y": layout.y, "scale": layout.fit.scale},
    }  # fmt: skip


def _bar(size: Size) -> Iterator[Plate]:
    """The band of the brand, with a gold mark over the words."""
    if size.bar:
        yield Plate(0, 0, size.width, size.bar, "brand")
        yield Plate(size.side, 0, size.small * 3, size.bar, "gold")


def _tint(name: str, theme: Theme) -> str:
    return DEMO[name][theme == "dark"] if name in DEMO else tint(name, theme)


def _box(plate: Plate, theme: Theme) -> dict[str, Any]:
    return asdict(plate) | {
        "kind": "rect", "fill": _tint(plate.paint, theme), "hatched": False, "opacity": 1, "stroke": None,
    }  # fmt: skip


def _said(found: Words, theme: Theme) -> dict[str, Any]:
    return asdict(found) | {"fill": _tint(found.paint, theme)}


def _accessible(svg: bytes, visual: Visual, layout: Layout) -> bytes:
    """The SVG with its name and its words for those who do not see it; its letters are outlines."""
    shown = [mark["words"] for mark in picture(layout.fit.figure, "light")["marks"] if mark["kind"] == "words"]
    told = [words.alt_text(visual), *blocks.every_word([layout.head]), *shown, *blocks.every_word([layout.foot])]
    title, description = (html.escape(printable(said)) for said in (visual.title, " | ".join(told)))
    unit = "pt" if layout.size.is_print else ""
    opening = (
        f'<svg viewBox="0 0 {layout.size.width:g} {layout.height:g}" width="{layout.size.width:g}{unit}" '
        f'height="{layout.height:g}{unit}" lang="{visual.language}" role="img" aria-labelledby="card-title card-words" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="card-title">{title}</title><desc id="card-words">{description}</desc>'
    )
    return re.sub(r"<svg [^>]*>", lambda _: opening, svg.decode(), count=1).encode()
