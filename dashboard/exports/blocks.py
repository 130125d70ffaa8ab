"""The words around a picture, broken into lines before anything is drawn, so that the room they leave is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard import pictures
from dashboard.charts.measure import fitting, text_width, wrap
from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.exports.sizes import Size
from dashboard.texts import NO_BREAK, text

Role = Literal["title", "text"]
LEADING, TITLE_LEADING = 1.3, 1.14
BOLDER = 1.03
"""How much wider than semi-bold, whose widths are known, bold is."""
SOURCE_LINES = 3
MANY = 40
"""Lines: more than anything has."""


@dataclass(frozen=True)
class Words:
    """Lines from `y` down, `step` times their size apart; `anchor` end: they end at `x` + `width`."""

    lines: tuple[str, ...]
    size: float
    paint: str
    weight: int = 400
    step: float = LEADING
    x: float = 0
    y: float = 0
    width: float = 0
    anchor: Literal["start", "end"] = "start"
    role: Role = "text"

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * self.step


@dataclass(frozen=True)
class Plate:
    """A rectangle of one colour."""

    x: float
    y: float
    width: float
    height: float
    paint: str
    radius: float = 0


@dataclass(frozen=True)
class Block:
    """Words and plates that stand together, measured from their upper left corner."""

    height: float
    words: tuple[Words, ...] = ()
    plates: tuple[Plate, ...] = ()

    def at(self, x: float, y: float) -> Block:
        return Block(
            self.height,
            tuple(replace(found, x=found.x + x, y=found.y + y) for found in self.words),
            tuple(replace(found, x=found.x + x, y=found.y + y) for found in self.plates),
        )


def pile(parts: Iterable[tuple[float, Block]]) -> Block:
    """Blocks one under the other, each with the gap above it; empty ones take no room, nor the gap above the first."""
    height = 0.0
    placed: list[Block] = []
    for gap, block in parts:
        if block.height:
            height += gap if placed else 0
            placed.append(block.at(0, height))
            height += block.height
    return Block(height, sum((b.words for b in placed), ()), sum((b.plates for b in placed), ()))


def together(*blocks: Block) -> Block:
    """Blocks that stand where they are already."""
    return Block(0, sum((b.words for b in blocks), ()), sum((b.plates for b in blocks), ()))


def lines(said: str, width: float, size: float, *, weight: int = 400, balanced: bool = False) -> tuple[str, ...]:
    """Lines no wider than `width`, a word alone on its line cut where it is too long; balanced: of like lengths."""
    bold, room = weight >= 600, width / (BOLDER if weight >= 700 else 1)
    tied = said.replace(" · ", f"{NO_BREAK}· ")
    whole = " ".join(piece for word in tied.split(" ") for piece in _pieces(word, room, size, bold=bold))
    found = wrap(whole, room, size, bold=bold, most=MANY)
    while balanced and len(found) > 1:
        room *= 0.97
        closer = wrap(whole, room, size, bold=bold, most=MANY)
        if len(closer) > len(found) or any(text_width(line, size, bold=bold) > room for line in closer):
            break
        found = closer
    return tuple(found)


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces = []
    while (fits := max(fitting(word, room, size, bold=bold), 1)) < len(word):
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


def paragraph(
    said: str, width: float, size: float, paint: str, *, weight: int = 400, balanced: bool = False,
    step: float = LEADING, role: Role = "text",
) -> Block:  # fmt: skip
    cleaned = words.clean(said)
    if not cleaned.strip():
        return Block(0)
    broken = lines(cleaned, width, size, weight=weight, balanced=balanced)
    found = Words(broken, size, paint, weight, step, width=width, role=role)
    return Block(found.height, (found,))


def head(visual: Visual, size: Size, width: float) -> Block:
    """The opening, and the colours where the drawing does not name them."""
    return pile([(0, opening(visual, size, width)), (size.small * 0.6, _legend(visual, size, width))])


def opening(visual: Visual, size: Size, width: float) -> Block:
    """What it is about and the badge, the finding, unit and period, filters in force."""
    return pile([
        (0, _about(visual, size, width)),
        (size.small * 0.4, _title(visual, size, width)),
        (size.small * 0.45, paragraph(visual.subtitle, width, size.subtitle, "muted", balanced=True)),
        (size.small * 0.2, paragraph(filters_in_force(visual), width, size.subtitle, "muted")),
    ])  # fmt: skip


def explained(visual: Visual, size: Size, width: float) -> Block:
    """Colours and caveats, for a column beside the picture."""
    return pile([(0, _legend(visual, size, width)), (size.small, _caveats(visual, size, width))])


def _title(visual: Visual, size: Size, width: float) -> Block:
    """At most three lines, smaller when they would be more; never cut."""
    title = size.title
    while title > size.subtitle and len(lines(visual.title, width, title, weight=700)) > 3:
        title *= 0.93
    return paragraph(
        visual.title, width, title, "ink", weight=700, balanced=True, step=TITLE_LEADING, role="title"
    )  # fmt: skip


def _about(visual: Visual, size: Size, width: float) -> Block:
    """The name of the picture at the left, the badge at the right or, where there is no room, above."""
    name, badge = name_of(visual), _badge(visual, size, width)
    told = paragraph(name, width, size.small, "brand", weight=600)
    if not name or not badge.height:
        return told if name else badge
    taken = text_width(name, size.small, bold=True) + badge.plates[0].width + size.small
    if taken > width:
        return pile([(0, badge), (size.small * 0.5, told)])
    down = (badge.height - told.height) / 2
    return Block(badge.height, (*told.at(0, down).words, *badge.words), badge.plates)


def name_of(visual: Visual) -> str:
    """What the picture is called whatever the data; nothing when its title says the same."""
    names = {entry.key: entry.titled(visual.language) for entry in pictures.entries()}
    name = names.get(visual.key, "")
    return "" if name == visual.title else name


def _badge(visual: Visual, size: Size, width: float) -> Block:
    said = words.demonstration(visual)
    if not said:
        return Block(0)
    pad, tall = size.small * 0.55, size.small * 1.62
    plate = text_width(said, size.small, bold=True) + 2 * pad
    left, top = width - plate, (tall - size.small * LEADING) / 2
    found = Words((said,), size.small, "demo_ink", 600, x=left + pad, y=top, width=plate)
    return Block(tall, (found,), (Plate(left, 0, plate, tall, "demo", size.small * 0.22),))


def filters_in_force(visual: Visual) -> str:
    """Those in force that title and subtitle do not say already."""
    colon, said = text(": ", visual.language), f"{visual.title} {visual.subtitle}".lower()
    return " · ".join(f"{name}{colon}{value}" for name, value in visual.filters if value.lower() not in said)


def _legend(visual: Visual, size: Size, width: float) -> Block:
    """A swatch and its words, one after the other, on as many lines as it takes."""
    side, row = size.small * 0.8, size.small * LEADING
    x = y = below = 0.0
    found: list[Words] = []
    plates: list[Plate] = []
    for paint, said in visual.legend:
        broken = lines(words.clean(said), width - side * 1.5, size.small)
        taken = side * 1.5 + max(text_width(line, size.small) for line in broken)
        if x and x + taken > width:
            x, y = 0.0, below
        plates.append(Plate(x, y + (row - side) / 2, side, side, paint))
        found.append(Words(broken, size.small, "ink", x=x + side * 1.5, y=y, width=taken - side * 1.5))
        x, below = x + taken + size.small, y + row * len(broken)
    return Block(below, tuple(found), tuple(plates))


def foot(visual: Visual, size: Size, width: float) -> Block:
    return pile([(0, _caveats(visual, size, width)), (size.small * 0.75, closing(visual, size, width))])


def _caveats(visual: Visual, size: Size, width: float) -> Block:
    return pile((size.small * 0.35, paragraph(said, width, size.small, "muted")) for said in visual.caveats)


def closing(visual: Visual, size: Size, width: float) -> Block:
    """Under a rule, who stated it, the day, and whose picture it is."""
    rule = Block(size.small * 0.08, plates=(Plate(0, 0, width, size.small * 0.06, "border"),))
    source = _source(visual, size, width)
    return pile([
        (0, rule), (size.small * 0.55, source),
        (size.small * 0.15 if source.height else size.small * 0.55, _signature(visual, size, width)),
    ])  # fmt: skip


def _source(visual: Visual, size: Size, width: float) -> Block:
    """In full, or by publisher and date where the titles would take the room of the picture."""
    whole = paragraph(words.source_line(visual), width, size.small, "muted")
    if whole.height <= SOURCE_LINES * size.small * LEADING:
        return whole
    return paragraph(words.source_line(visual, is_short=True), width, size.small, "muted")


def _signature(visual: Visual, size: Size, width: float) -> Block:
    """Whose it is at the left, the day at the right; one over the other where there is no room."""
    day, ours = words.as_of(visual), words.co_branding(visual.language)
    left = paragraph(ours if not size.is_bare else "", width, size.small, "brand", weight=600)
    right = paragraph(day, width, size.small, "muted", weight=600)
    if not left.height or text_width(f"{ours}  {day}", size.small, bold=True) > width:
        return pile([(0, right), (size.small * 0.15, left)])
    return Block(left.height, (*left.words, *(replace(found, anchor="end") for found in right.words)))


def every_word(blocks: Sequence[Block]) -> list[str]:
    """What they say, a paragraph an entry."""
    return [" ".join(found.lines) for block in blocks for found in block.words]
