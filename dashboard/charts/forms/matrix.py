"""Rows against columns: a square a cell, its area proportional to its count, the count inside.

Where there is little room, columns are headed by letters whose names stand under the squares, which are then alike: the
number alone tells how many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from string import ascii_uppercase
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import shorten, text_width, wrap
from dashboard.charts.visual import Figure

HEAD_SIZE = 12.0
SMALLEST = 20
"""Px: the smallest square that holds its number."""
LABEL_SHARE, LABEL, HEAD, STEP = 0.225, 210, 100, 44
BETWEEN = 8
"""Px between the names of two columns."""
UPRIGHT_HEADS = range(100, 221, 15)
PHONE_HEAD, PHONE_STEP, PHONE_LABEL = 168, 34, 26
KEYED = 525
"""Below this width (px) names of columns would be too small to read in a square card."""
KEYED_HEAD, KEYED_STEP, KEYED_SQUARE, KEYED_NUMBER = 22, 22, 15, 18
KEY_LINE, KEY_ABOVE, KEY_LETTER = 16.5, 8, 18


@dataclass(frozen=True)
class Row:
    """`counts` by column: None is not reported, 0 is none."""

    number: str
    label: str
    counts: tuple[int | None, ...]


def draw(rows: Sequence[Row], columns: Sequence[str]) -> Callable[[int], Figure]:
    return lambda width: _layout(width, len(columns))(rows, columns, width)


def _layout(width: int, columns: int) -> Callable[[Sequence[Row], Sequence[str], int], Figure]:
    if width < base.NARROW:
        return _phone
    return _keyed if width < KEYED and columns <= len(ascii_uppercase) else _wide


def _wide(rows: Sequence[Row], columns: Sequence[str], width: int) -> Figure:
    """Names of columns lie over them where their longest word has room, else they stand upright."""
    left = max(width * LABEL_SHARE, min(LABEL, width * 0.42))
    each = (width - left) / max(len(columns), 1)
    labels = [wrap(row.label, left - 40, base.TEXT, most=3) for row in rows]
    step = STEP + 10 if any(len(label) > 2 for label in labels) else STEP
    longest = max((text_width(word, HEAD_SIZE) for name in columns for word in name.split(" ")), default=0)
    lies = longest <= each - BETWEEN
    head = HEAD if lies else _upright_head(columns, each)
    notes = [
        _lying(words, place, each) if lies else _upright(_stacked(words, head, each), place)
        for place, words in enumerate(columns)
    ]
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        notes.append(base.note(row.number, 0, place, xref="paper", dx=-left, name="brand", bold=True, size=14))
        notes.append(base.note(label, 0, place, xref="paper", dx=24 - left))
    margin = base.Margin(left=left, top=head)
    return _figure(rows, columns, width, margin, step, min(each, STEP) - 6, notes)


def _lying(words: str, place: float, each: float) -> dict[str, Any]:
    lines = wrap(words, each - BETWEEN, HEAD_SIZE, most=6)
    return base.note(lines, place, -0.5, anchor="center", vertical="bottom", dy=6, size=HEAD_SIZE, name="muted")


def _upright_head(columns: Sequence[str], each: float) -> int:
    """The lowest head in which no upright name is cut."""
    return next(
        (head for head in UPRIGHT_HEADS if not any("…" in row for c in columns for row in _stacked(c, head, each))),
        UPRIGHT_HEADS[-1],
    )


def _stacked(words: str, head: float, each: float) -> list[str]:
    """As many lines side by side as a column has room for."""
    return wrap(words, head - 10, HEAD_SIZE, most=max(1, int(each // (HEAD_SIZE * 1.2))))


def _phone(rows: Sequence[Row], columns: Sequence[str], width: int) -> Figure:
    """Rows by their number, column names upright: the names of the rows stand in the text beside."""
    notes = [_upright([shorten(words, PHONE_HEAD - 10, HEAD_SIZE)], place) for place, words in enumerate(columns)]
    notes += [
        base.note(row.number, 0, place, xref="paper", dx=-PHONE_LABEL + 4, name="brand", bold=True, size=14)
        for place, row in enumerate(rows)
    ]
    margin = base.Margin(left=PHONE_LABEL, top=PHONE_HEAD)
    return _figure(rows, columns, width, margin, PHONE_STEP, PHONE_STEP - 4, notes)


def _keyed(rows: Sequence[Row], columns: Sequence[str], width: int) -> Figure:
    left = KEYED_NUMBER + min(max((text_width(row.label, base.TEXT) for row in rows), default=0) + 8, width * 0.66)
    labels = [wrap(row.label, left - KEYED_NUMBER, base.TEXT, most=2) for row in rows]
    notes = [
        base.note(letter, place, -0.5, anchor="center", dy=KEYED_HEAD / 2, name="brand", bold=True)
        for place, letter in enumerate(ascii_uppercase[: len(columns)])
    ]
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        notes.append(base.note(row.number, 0, place, xref="paper", dx=-left, name="brand", bold=True))
        notes.append(base.note(label, 0, place, xref="paper", dx=KEYED_NUMBER - left))
    key, height = _key(columns, width, left, len(rows) - 0.5)
    margin = base.Margin(left=left, top=KEYED_HEAD, bottom=KEY_ABOVE + height)
    step = KEYED_STEP * max((len(label) for label in labels), default=1)
    return _figure(rows, columns, width, margin, step, KEYED_SQUARE, [*notes, *key], smallest=KEYED_SQUARE)


def _key(columns: Sequence[str], width: int, left: float, under: float) -> tuple[list[dict[str, Any]], float]:
    """The letters with their names, half of their lines beside the other half; and the height that it takes."""
    half = width / 2
    names = [wrap(words, half - KEY_LETTER - 8, base.TEXT, most=4) for words in columns]
    ends = [sum(map(len, names[: place + 1])) for place in range(len(names))]
    in_first = sum(2 * (end - len(name)) < ends[-1] for end, name in zip(ends, names, strict=True))
    notes: list[dict[str, Any]] = []
    for place, (letter, name) in enumerate(zip(ascii_uppercase, names, strict=False)):
        is_second = place >= in_first
        line = ends[place] - len(name) - (ends[in_first - 1] if is_second else 0)
        dx, dy = half * is_second - left, -KEY_ABOVE - line * KEY_LINE
        notes.append(base.note(letter, 0, under, xref="paper", vertical="top", dx=dx, dy=dy, name="brand", bold=True))
        notes.append(base.note(name, 0, under, xref="paper", vertical="top", dx=dx + KEY_LETTER, dy=dy, name="muted"))
    first = ends[in_first - 1] if names else 0
    return notes, KEY_LINE * max(first, (ends[-1] if names else 0) - first)


def _upright(lines: list[str], place: float) -> dict[str, Any]:
    """Written upwards, starting just over the first row."""
    longest = max(text_width(words, HEAD_SIZE) for words in lines)
    return base.note(lines, place, -0.5, anchor="center", dy=longest / 2 + 6, size=HEAD_SIZE, name="muted", angle=-90)


def _figure(
    rows: Sequence[Row], columns: Sequence[str], width: int, margin: base.Margin, step: float, largest: float,
    notes: list[dict[str, Any]], *, smallest: float = SMALLEST,
) -> Figure:  # fmt: skip
    cells = [(x, y, count) for y, row in enumerate(rows) for x, count in enumerate(row.counts) if count is not None]
    some = [cell for cell in cells if cell[2]]
    squares = base.dots([x for x, _, _ in some], [y for _, y, _ in some], "brand", symbol="square")
    squares["marker"]["size"] = _sizes([count for *_, count in some], smallest, largest)
    start = -margin.left / (width - margin.left)
    rules = [base.rule(start, 1, y - 0.5, y - 0.5, "grid", xref="paper", layer="below") for y in range(len(rows) + 1)]
    return base.figure(
        width, step * len(rows) + margin.top + margin.bottom, margin, base.axis(-0.5, len(columns) - 0.5),
        base.axis(len(rows) - 0.5, -0.5), [squares] if some else [], shapes=rules,
        notes=[*notes, *(_count(*cell) for cell in cells)],
    )  # fmt: skip


def _sizes(counts: Sequence[int], smallest: float, largest: float) -> list[float]:
    """Sides whose squares are proportional to the counts, but for those too small for their number."""
    highest = max(counts, default=1)
    return [round(max(smallest, largest * sqrt(count / highest)), 1) for count in counts]


def _count(x: float, y: float, count: int) -> dict[str, Any]:
    return base.note(str(count), x, y, anchor="center", bold=bool(count), name="paper" if count else "muted")
