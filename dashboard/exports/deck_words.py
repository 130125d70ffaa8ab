"""Words and places of the placeholders of a slide, as XML: what people typed is cleaned and is never markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.charts.theme import PALETTE
from dashboard.exports import words
from dashboard.exports.cards import DEMO
from dashboard.exports.deck_layouts import POINT, Place
from dashboard.exports.drawing import Theme
from dashboard.exports.office_chart import LOCALES, SLOTS
from dashboard.texts import Language

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
PLACEHOLDER = "{http://schemas.openxmlformats.org/presentationml/2006/main}ph"


@dataclass(frozen=True, eq=False)
class Deck:
    """Slides in the making: their language, the day they speak of, their colours."""

    slides: Slides
    language: Language
    day: dt.date
    theme: Theme = "light"


@dataclass(frozen=True)
class Run:
    """Words of one look; nothing: as the placeholder has it."""

    words: str
    paint: str = ""
    size: float = 0
    is_bold: bool | None = None


def holders(slide: Slide) -> dict[int, Any]:
    """The placeholders of a slide by their number, as XML."""
    found = ((shape, shape.find(f".//{PLACEHOLDER}")) for shape in slide.shapes._spTree)
    return {int(ph.get("idx", 0)): shape for shape, ph in found if ph is not None}


def placeholder(slide: Slide, number: int) -> Any:
    return next(found for found in slide.placeholders if found.placeholder_format.idx == number)


def drop(slide: Slide, number: int) -> None:
    if (found := holders(slide).get(number)) is not None:
        found.getparent().remove(found)


def say(deck: Deck, slide: Slide, number: int, paragraphs: Sequence[Sequence[Run]]) -> None:
    """Words into a placeholder; one that would stay empty is taken away."""
    told = [[run for run in runs if words.clean(run.words).strip()] for runs in paragraphs]
    if not any(told):
        return drop(slide, number)
    body = holders(slide)[number].txBody
    for paragraph in body.p_lst:
        body.remove(paragraph)
    for runs in told:
        body.append(parse_xml(f"<a:p {SPACES}>{''.join(run_xml(deck, run) for run in runs)}</a:p>"))
    return None


def run_xml(deck: Deck, run: Run) -> str:
    size = f' sz="{round(run.size * 100)}"' if run.size else ""
    bold = "" if run.is_bold is None else f' b="{int(run.is_bold)}"'
    fill = f"<a:solidFill>{colour(deck, run.paint)}</a:solidFill>" if run.paint else ""
    said = escape(words.clean(run.words))
    return f'<a:r><a:rPr lang="{LOCALES[deck.language]}"{size}{bold}>{fill}</a:rPr><a:t>{said}</a:t></a:r>'


def colour(deck: Deck, paint: str) -> str:
    if paint in SLOTS:
        return f'<a:schemeClr val="{SLOTS[paint]}"/>'
    pair = DEMO[paint] if paint in DEMO else PALETTE[paint]
    return f'<a:srgbClr val="{pair[deck.theme == "dark"].removeprefix("#")}"/>'


def put(slide: Slide, places: Mapping[int, Place]) -> None:
    """Each placeholder that is there, in its place."""
    for number, shape in holders(slide).items():
        if number in places:
            stand(shape.spPr.get_or_add_xfrm(), places[number])


def stand(xfrm: Any, place: Place) -> None:
    for name, length in zip(("x", "y", "cx", "cy"), (place.x, place.y, place.width, place.height), strict=True):
        setattr(xfrm, name, Emu(round(length * POINT)))


def describe(properties: Any, alt: str) -> None:
    properties.set("descr", words.clean(alt))
