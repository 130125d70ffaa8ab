"""A `Visual` as the browser shows it: words, server-made drawing for wide and narrow, doubt, source, data.

`card` is pure: the same visual gives the same HTML. `Card.figures` holds what makes the drawing interactive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from dashboard.charts.svg import to_svg
from dashboard.charts.theme import PALETTE
from dashboard.charts.visual import Column, Visual
from dashboard.texts import Language, date, number, text
from dashboard.views import citing, element
from dashboard.views.file_menu import file_menu
from dashboard.views.markup import esc, table, titled

Slot = Literal["full", "main", "half"]
WIDTHS: dict[Slot, int] = {"full": 1040, "main": 660, "half": 500}
PHONE = 344
DARK = dict(PALETTE.values())


@dataclass(frozen=True, eq=False)
class Card:
    """HTML ready to be placed, with the figures it can become interactive with."""

    html: str
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def card(visual: Visual, *, slot: Slot = "full", level: int = 2, interactive: bool = True, over: str = "") -> Card:
    """The picture with its title (heading `level`), subtitle, caveats, source button and data.

    `over` is ready HTML laid over the drawing (links on rows). An interactive card carries its Plotly figures.
    """
    name = visual.key
    wide, narrow = visual.draw(WIDTHS[slot]), visual.draw(PHONE)
    identity = name.replace(".", "-")
    drawings = "".join(
        to_svg(figure, name=visual.title, description=visual.alt, identity=f"{identity}-{size}").replace(
            'class="picture"', f'class="picture {size}"', 1
        )
        for size, figure in (("wide", wide), ("narrow", narrow))
    )
    html = (
        f'<figure class="card slot-{slot}" id="{esc(identity)}">{_head(visual, level)}'
        f'<div class="drawing"><div data-figure="{esc(name)}">{drawings}</div>{over}</div>'
        f"{_legend(visual)}{foot(visual)}</figure>"
    )
    return Card(html, {name: {"wide": wide, "narrow": narrow}} if interactive else {})


def _head(visual: Visual, level: int) -> str:
    words = titled(
        visual.title, visual.subtitle, visual.language, is_demonstration=visual.is_demonstration, level=level
    )
    return f"<figcaption>{words}</figcaption>"


def _legend(visual: Visual) -> str:
    if not visual.legend:
        return ""
    items = "".join(f'<li><span class="key b-{esc(paint)}"></span>{esc(words)}</li>' for paint, words in visual.legend)
    return f'<ul class="legend">{items}</ul>'


def foot(visual: Visual) -> str:
    """What stands under a picture: its caveats, sources and day, its files, its rows."""
    language = visual.language
    caveats = "".join(f'<p class="caveat">{esc(words)}</p>' for words in visual.caveats)
    as_of = text("As of {day}", language, day=date(visual.day, language))
    return (
        f'{caveats}<div class="card-foot">{citing.button(visual.sources, language)}<span>{esc(as_of)}</span>'
        f"{file_menu(visual)}{data_table(visual)}</div>"
    )


def data_table(visual: Visual) -> str:
    """The rows behind the picture, as readers of a screen reader and of a printed page want them."""
    if not visual.columns or visual.rows.empty:
        return ""
    words = text("See the data", visual.language)
    columns = [column for column in visual.columns if not column.is_for_files]
    rows = ([_cell(getattr(row, c.name), c, visual.language) for c in columns] for row in visual.rows.itertuples())
    head = [column.heading for column in columns]
    numeric = [i for i, c in enumerate(columns) if visual.rows[c.name].map(lambda v: isinstance(v, (int, float))).any()]
    body = table(head, rows, caption=visual.title, language=visual.language, numeric=numeric)
    return f'<details class="data" id="{esc(visual.key)}-data"><summary>{esc(words)}</summary>{body}</details>'


def _cell(value: object, column: Column, language: Language) -> str:
    if value is None:
        return column.absent or text("not reported", language)
    if isinstance(value, bool):
        return text("yes", language) if value else text("no", language)
    if isinstance(value, (int, float)):
        return number(value, language, 0 if float(value).is_integer() or abs(value) >= 10 else 1)
    if isinstance(value, dt.date):
        return date(value, language, "short")
    return str(value)


@lru_cache(maxsize=128)
def block(*parts: Card | str) -> element.Block:
    """Several cards and pieces of HTML as one element of the page, serialised once for the same ones."""
    figures = {key: figure for part in parts if isinstance(part, Card) for key, figure in part.figures.items()}
    html = "".join(part.html if isinstance(part, Card) else part for part in parts)
    return element.block(html, figures=figures, dark=DARK)


@lru_cache(maxsize=128)
def slots(count: int) -> list[Slot]:
    """Room for `count` cards two by two; the last one alone has the whole width, so that its words keep their size."""
    return ["full" if count % 2 and place == count - 1 else "half" for place in range(count)]


def side_by_side(*cards: Card) -> Card:
    """Cards in columns on a wide page, one under the other on a narrow one."""
    figures = {key: figure for one in cards for key, figure in one.figures.items()}
    return Card(f'<div class="columns">{"".join(one.html for one in cards)}</div>', figures)
