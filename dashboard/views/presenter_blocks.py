"""Lists on the projector, which never scrolls: as many items as there is room for, then how many others there are.

Sizes are those of a screen of 1920 × 1080; product.css has the same, and scales them all to the screen there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from dashboard.charts.measure import wrap
from dashboard.texts import Language, text
from dashboard.views.markup import esc, tied

WORDS, UNDER = 30, 25
WORDS_LINE, UNDER_LINE = 37, 32
GAP, HEAD, OTHERS, NOTHING = 12, 76, 46, 46
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
        """In the column of that width."""
        under = lines(self.under, width, UNDER, bold=self.tone == "crimson")
        return GAP + lines(self.words, width, WORDS) * WORDS_LINE + under * UNDER_LINE


@dataclass(frozen=True)
class Block:
    """A list under its heading; `nothing` is what stands there without items.

    Room goes to what `is_urgent` first, one item at a time.
    """

    title: str
    items: Sequence[Item]
    nothing: str = ""
    is_urgent: bool = False

    def heights(self, width: float) -> list[float]:
        """With none of its items, with one, and so on; where some are missing, a line counts them."""
        grown = list(accumulate((item.height(width) for item in self.items), initial=float(HEAD)))
        return [height + OTHERS for height in grown[:-1]] + [grown[-1] + (0 if self.items else NOTHING)]

    @property
    def bare(self) -> Block:
        """Without what stands under the words of its items."""
        return replace(self, items=[replace(item, under="") for item in self.items])


def fitting(blocks: Sequence[Block], width: float, height: float) -> list[int]:
    """How many items each block shows: one more of each in turn, as long as all blocks fit under one another."""
    heights = [block.heights(width) for block in blocks]
    shown, grew = [0] * len(blocks), True
    turns = sorted(range(len(blocks)), key=lambda place: not blocks[place].is_urgent)
    while grew:
        grew = False
        for place in turns:
            more = [count + (other == place) for other, count in enumerate(shown)]
            if shown[place] < len(blocks[place].items) and _sum(heights, more) <= height:
                shown, grew = more, True
    return shown


def fullest(block: Block, width: float, height: float) -> Block:
    """The block, or its bare items where only they have room for all."""
    return block if fitting([block], width, height) == [len(block.items)] else block.bare


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


def _sum(heights: Sequence[Sequence[float]], shown: Sequence[int]) -> float:
    return sum(of[count] for of, count in zip(heights, shown, strict=True))


def _block(block: Block, shown: int, language: Language) -> str:
    items = "".join(_item(item) for item in block.items[:shown])
    body = f"<ul>{items}</ul>" if items else ""
    nothing = "" if block.items else f'<p class="nothing">{esc(block.nothing)}</p>'
    rest = others(len(block.items) - shown, language)
    return f"<section><h2>{esc(block.title)}</h2>{body}{nothing}{rest}</section>"


def _item(item: Item) -> str:
    under = f'<small class="t-{esc(item.tone)}">{esc(tied(item.under))}</small>' if item.under else ""
    return f"<li><p>{esc(item.words)}</p>{under}</li>"
