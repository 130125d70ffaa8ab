"""Pictures as slides: the chart editable where office programs have an honest one, else the drawing and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.visual import Visual
from dashboard.errors import FileRefused
from dashboard.exports import blocks, deck, deck_table, drawing, words
from dashboard.exports.deck_head import Head
from dashboard.exports.deck_layouts import Place
from dashboard.exports.deck_words import Deck
from dashboard.exports.drawing import Theme
from dashboard.exports.fitting import Fit, Room, fit
from dashboard.exports.typesetting import typeset
from dashboard.texts import Language, text

WORDS = (11.0, 15.0)
"""Least and most size, in points, of the words of a drawing on a slide."""
PPI = 216
TABLE_SLIDES, LINE = 3, 14.0
SOURCE_MOST = 330
"""Letters: a longer source line is told short on the slide and whole in the notes."""


def presentation(visuals: Sequence[Visual], *, theme: Theme = "light") -> bytes:
    """One slide a picture, in their order; one without an editable chart is followed by its rows."""
    if not visuals:
        raise FileRefused("No picture was chosen.")
    first = visuals[0]
    made = deck.opened(first.language, first.day, theme)
    for visual in visuals:
        add_visual(made, visual)
    return deck.saved(made, title=first.title, subject=words.product(first.language), about=first.key)


def add_visual(made: Deck, visual: Visual, *, with_rows: bool = True) -> None:
    """The slide of a picture; `with_rows` adds its table where the picture cannot be edited."""
    head = head_of(visual)
    if visual.native and any(value is not None for one in visual.native.series for value in one.values):
        deck.add_chart(made, head, visual.native, words.alt_text(visual))
        return
    head, drawn = _roomiest(visual, head)
    deck.add_picture(made, head, _png(visual, drawn, made.theme), words.alt_text(visual))
    if with_rows and len(visual.rows):
        add_rows(made, visual)


def add_rows(made: Deck, visual: Visual) -> None:
    """The rows as tables people edit, at most so many slides; a longer table says where the rest is."""
    head = replace(head_of(visual), legend=(), notes="")
    table = deck_table.of_visual(visual)
    place = deck.content_place(head)
    pages = list(deck_table.pages(table, replace(place, height=place.height - LINE)))
    shown = pages[:TABLE_SLIDES]
    source = head.source if len(pages) <= TABLE_SLIDES else (*head.source, _rest(table, shown, visual.language))
    for number, page in enumerate(shown, start=1):
        count = f" ({number}/{len(shown)})" if len(shown) > 1 else ""
        deck.add_table(made, replace(head, title=f"{head.title}{count}", source=source), page)


def _rest(table: deck_table.Table, shown: Sequence[deck_table.Table], language: Language) -> str:
    told = sum(len(page.rows) for page in shown)
    sentence = "First {shown} rows of {all}; the data files hold every one."
    return text(sentence, language, shown=told, all=len(table.rows))


def head_of(visual: Visual) -> Head:
    """The words around a picture, as on its card."""
    chosen = blocks.filters_in_force(visual)
    return Head(
        title=visual.title,
        subtitle=" · ".join(said for said in (visual.subtitle, chosen) if said),
        about=blocks.name_of(visual),
        source=tuple(said for said in (*_caveats(visual), _source(visual)) if said),
        notes=notes_of(visual),
        is_demonstration=visual.is_demonstration,
        legend=tuple((paint, "■", said) for paint, said in visual.legend),
    )


def _caveats(visual: Visual) -> tuple[str, ...]:
    """Those of the picture, or what an office chart says in their place."""
    if visual.native and visual.native.note is not None:
        return (visual.native.note,)
    return visual.caveats


def _source(visual: Visual) -> str:
    whole = words.source_line(visual)
    return whole if len(whole) <= SOURCE_MOST else words.source_line(visual, is_short=True)


def notes_of(visual: Visual) -> str:
    """What the speaker needs: day, filters, caveats, citation, alternative text."""
    language = visual.language
    told = (
        ("", " · ".join(said for said in (words.as_of(visual), words.demonstration(visual)) if said)),
        (text("Filters", language), blocks.filters_in_force(visual)),
        (text("How to read it", language), " ".join(_caveats(visual))),
        (text("To cite", language), words.citation(visual)),
        (text("Alternative text", language), words.alt_text(visual)),
    )
    colon = text(": ", language)
    return "\n".join(f"{name}{colon}{said}" if name else said for name, said in told if said)


def _roomiest(visual: Visual, head: Head) -> tuple[Head, Fit]:
    """Under its words; a map, which keeps its shape, beside them."""
    under, beside = head, replace(head, is_beside=True)
    drawn = _fitted(visual, deck.content_place(under))
    keeps_its_shape = "scaleanchor" in drawn.figure["layout"]["yaxis"]
    return (beside, _fitted(visual, deck.content_place(beside))) if keeps_its_shape else (under, drawn)


def _fitted(visual: Visual, place: Place) -> Fit:
    return fit(visual.draw, Room(place.width, place.height, *WORDS))


def _png(visual: Visual, drawn: Fit, theme: Theme) -> bytes:
    """The drawing alone, sharp on a large screen."""
    page = {
        "title": words.clean(visual.title), "author": words.co_branding(visual.language), "alt": words.alt_text(visual),
        "language": visual.language, "day": [visual.day.year, visual.day.month, visual.day.day],
        "width": drawn.width, "height": drawn.height, "ground": None, "boxes": [], "words": [],
        "picture": drawing.picture(drawn.figure, theme) | {"x": 0, "y": 0, "scale": drawn.scale},
    }  # fmt: skip
    return typeset("card.typ", page, form="png", ppi=PPI)
