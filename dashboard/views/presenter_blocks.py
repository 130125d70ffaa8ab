"""Lists on the projector, which never scrolls: as many items as there is room for, then how many others there are.

Sizes are those of a screen of 1920 × 1080; product.css has the same, and scales them all to the screen there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.charts.measure import wrap
from dashboard.texts import Language, text
from dashboard.views.markup import esc

WORDS, UNDER = 30, 25
WORDS_LINE, UNDER_LINE = 37, 32
GAP, HEAD, OTHERS, NOTHING = 12, 76, 40, 40
MOST_LINES: Final = 2
SPARE: Final = 0.97
"""Of the width: browsers break lines a little earlier than the widths of the font say."""


@dataclass(frozen=True)
class Item:
    """`tone` is the colour of what stands under the words, a palette name."""

    words: str
    under: str = ""
    tone: str = "muted"

    def height(self, width: float) -> float:
        return GAP + lines(self.words, width, WORDS) * WORDS_LINE + lines(self.under, width, UNDER) * UNDER_LINE


@dataclass(frozen=True)
class Block:
    """A list under its heading; `nothing` is what stands there without items."""

    title: str
    items: Sequence[Item]
    nothing: str = ""

    def height(self, shown: int, width: float) -> float:
        """With its first items, and the line that counts the others."""
        items = sum(item.height(width) for item in self.items[:shown])
        return HEAD + items + (OTHERS if shown < len(self.items) else 0) + (0 if self.items else NOTHING)


def fitting(blocks: Sequence[Block], width: float, height: float) -> list[int]:
    """How many items each block shows: one more of each in turn, as long as all blocks fit under one another."""
    shown, grew = [0] * len(blocks), True
    while grew:
        grew = False
        for place, block in enumerate(blocks):
            more = [count + (other == place) for other, count in enumerate(shown)]
            if shown[place] < len(block.items) and _height(blocks, more, width) <= height:
                shown, grew = more, True
    return shown


def column(blocks: Sequence[Block], width: float, height: float, language: Language) -> str:
    """The blocks as HTML, one under the other."""
    counts = fitting(blocks, width, height)
    body = "".join(_block(block, count, language) for block, count in zip(blocks, counts, strict=True))
    return f'<div class="told">{body}</div>'


def others(count: int, language: Language) -> str:
    """`et 3 autres`."""
    words = text("and {count} other", "and {count} others", language=language, count=count)
    return f'<p class="others">{esc(words)}</p>' if count > 0 else ""


def lines(words: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines the words take, two at most: what is longer is cut by the browser."""
    return len(wrap(words, width * SPARE, size, bold=bold, most=MOST_LINES)) if words else 0


def _height(blocks: Sequence[Block], shown: Sequence[int], width: float) -> float:
    return sum(block.height(count, width) for block, count in zip(blocks, shown, strict=True))


def _block(block: Block, shown: int, language: Language) -> str:
    items = "".join(_item(item) for item in block.items[:shown])
    body = f"<ul>{items}</ul>" if items else ""
    nothing = "" if block.items else f'<p class="nothing">{esc(block.nothing)}</p>'
    rest = others(len(block.items) - shown, language)
    return f"<section><h2>{esc(block.title)}</h2>{body}{nothing}{rest}</section>"


def _item(item: Item) -> str:
    under = f'<small class="t-{esc(item.tone)}">{esc(item.under)}</small>' if item.under else ""
    return f"<li><p>{esc(item.words)}</p>{under}</li>"
