"""The words around the content of a slide: how large they are and where they stand, one under the other."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.exports import blocks, words
from dashboard.exports import deck_layouts as layouts
from dashboard.exports.deck_layouts import PLACES, SIDE, Place

WIDER = 1.1
"""How much wider than Source Sans the words may be on a machine that lacks it: Arial is that much wider."""
TITLE_SIZES = (28.0, 27.0, 26.0, 25.0, 24.0, 22.0, 20.0, 18.0)
SUBTITLE_SIZES = (15.0, 14.0, 13.0)
TITLE_MOST, SUBTITLE_MOST = 260, 340
"""Letters: a finding is never as long, a word typed by mistake may be."""
SMALL = 10.5
GAP = 5.0
COLUMN = 296.0
"""Width of the words where the content stands beside them."""
LEAST = 90.0
"""The height that content keeps under words of any length."""


@dataclass(frozen=True)
class Head:
    """What a slide says around its content; `legend` is (palette name, mark, words), `notes` are for who speaks.

    `is_beside`: the words in a column at the left, the content as tall as the slide.
    """

    title: str
    subtitle: str = ""
    about: str = ""
    source: tuple[str, ...] = ()
    notes: str = ""
    is_demonstration: bool = False
    legend: tuple[tuple[str, str, str], ...] = ()
    is_beside: bool = False

    @property
    def width(self) -> float:
        return COLUMN if self.is_beside else PLACES[layouts.TITLE].width

    @property
    def title_words(self) -> str:
        return cut(self.title, TITLE_MOST)

    @property
    def subtitle_words(self) -> str:
        return cut(self.subtitle, SUBTITLE_MOST)


def flow(head: Head) -> dict[int, Place]:
    """Each place under the one before it: what is not said takes no room."""
    y, places = PLACES[layouts.ABOUT].y, dict[int, Place]()
    for number, height in _heights(head).items():
        places[number] = Place(SIDE, y, head.width, height)
        y += height
    foot = sum(lines(line, SMALL, head.width) for line in head.source) * SMALL * 1.25 + 2
    bottom = PLACES[layouts.SOURCE].y + PLACES[layouts.SOURCE].height
    places[layouts.SOURCE] = Place(SIDE, bottom - foot, head.width, foot)
    left_over = max(bottom - foot - y - 3 * GAP, LEAST)
    places[layouts.CONTENT] = Place(SIDE, y + GAP, head.width, left_over)
    if head.is_beside:
        top, left = PLACES[layouts.TITLE].y + GAP, SIDE + COLUMN + 30
        places[layouts.CONTENT] = Place(left, top, layouts.WIDTH - SIDE - left, bottom - top - GAP)
    return places


def _heights(head: Head) -> dict[int, float]:
    size, small = title_size(head), subtitle_size(head)
    legends = len(head.legend) * 18.0 if head.is_beside else 24.0
    return {
        layouts.ABOUT: 22.0 if head.about or head.is_demonstration else 6.0,
        layouts.TITLE: lines(head.title_words, size, head.width, weight=700) * size * 1.2 + GAP,
        layouts.SUBTITLE: lines(head.subtitle_words, small, head.width) * small * 1.25 + GAP if head.subtitle else 0.0,
        layouts.LEGEND: legends if head.legend else 0.0,
    }


def lines(said: str, size: float, width: float, *, weight: int = 400, wider: float = WIDER) -> int:
    """How many lines words take, in a font a little wider than ours."""
    cleaned = words.clean(said)
    return len(blocks.lines(cleaned, width / wider, size, weight=weight)) if cleaned else 0


def title_size(head: Head) -> float:
    """The largest at which it has two lines at most, as many in our font as in a wider one."""
    most = 5 if head.is_beside else 2
    for size in TITLE_SIZES:
        ours, theirs = (lines(head.title_words, size, head.width, weight=700, wider=wider) for wider in (1, WIDER))
        if ours == theirs <= most:
            return size
    return TITLE_SIZES[-1]


def subtitle_size(head: Head) -> float:
    fits = (size for size in SUBTITLE_SIZES if lines(head.subtitle_words, size, head.width) <= 1)
    return SUBTITLE_SIZES[0] if head.is_beside else next(fits, SUBTITLE_SIZES[-1])


def cut(said: str, most: int) -> str:
    cleaned = words.clean(said)
    return cleaned if len(cleaned) <= most else cleaned[: most - 1].rstrip() + "…"
