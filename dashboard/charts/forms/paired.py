"""Two counts an item: a wide bar and a slim one over it, their numbers in columns with a head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.native import APART, Native, Series
from dashboard.charts.visual import Figure

WIDE_PAINT, SLIM_PAINT = "sky", "brand"
FEW = 8
"""Pairs whose bars are each thick enough for a number of their own."""


@dataclass(frozen=True)
class Pair:
    """A count of None is not reported and told by its words; `note` is a third column."""

    label: str
    wide: float | None
    slim: float | None
    wide_words: str
    slim_words: str
    note: str = ""


@dataclass(frozen=True)
class Heads:
    """What the wide bar, the slim bar and the third column are."""

    wide: str
    slim: str
    note: str = ""


def draw(pairs: Sequence[Pair], heads: Heads) -> Callable[[int], Figure]:
    return lambda width: _phone(list(pairs), heads, width) if width < base.NARROW else _wide(list(pairs), heads, width)


def native(pairs: Sequence[Pair], heads: Heads) -> Native:
    """A number after each bar, or both after the longer one where bars are thin; those without any say so."""
    longer = [(pair.slim or 0) > (pair.wide or 0) for pair in pairs]
    joined = [f"{pair.wide_words}{APART}{pair.slim_words}" for pair in pairs]
    wide, slim = _where(joined, longer, False), _where(joined, longer, True)
    if len(pairs) <= FEW:
        wide, slim = tuple(pair.wide_words for pair in pairs), tuple(pair.slim_words for pair in pairs)
    series = (
        Series(heads.wide, tuple(pair.wide for pair in pairs), WIDE_PAINT, labels=wide),
        Series(heads.slim, tuple(pair.slim for pair in pairs), SLIM_PAINT, labels=slim),
    )  # fmt: skip
    return Native("bar", tuple(_category(pair) for pair in pairs), series, is_beside=True)


def _where(labels: Sequence[str], longer: Sequence[bool], wanted: bool) -> tuple[str, ...]:
    return tuple(words if is_longer is wanted else "" for words, is_longer in zip(labels, longer, strict=True))


def _category(pair: Pair) -> str:
    if pair.wide is None and pair.slim is None:
        return f"{pair.label} ({pair.wide_words})"
    return f"{pair.label} · {pair.note}" if pair.note else pair.label


def _wide(pairs: list[Pair], heads: Heads, width: int) -> Figure:
    step, top = 32, 34
    columns = _columns(pairs, heads)
    right = sum(columns) + 6
    labels = [wrap(pair.label, width * 0.3, base.TEXT, most=2) for pair in pairs]
    left = max((text_width(row, base.TEXT) for rows in labels for row in rows), default=0) + 12
    notes = [base.note(rows, 0, i, xref="paper", anchor="right", dx=-10) for i, rows in enumerate(labels)]
    edges = [right - columns[1] - columns[2], right - columns[2], right]
    for i, pair in enumerate(pairs):
        notes += _numbers(pair, i, edges)
    for words, edge, paint in zip((heads.wide, heads.slim, heads.note), edges, ("ink", "brand", "muted"), strict=True):
        notes.append(base.note(wrap(words, 84, 12, most=2), 1, 1, xref="paper", yref="paper", anchor="right", dx=edge,
                               dy=18, size=12, name=paint, bold=paint != "muted"))  # fmt: skip
    return base.figure(
        width, top + step * len(pairs), base.Margin(left=left, right=right, top=top), base.axis(0, _highest(pairs)),
        base.axis(max(len(pairs), 1) - 0.5, -0.5), _bars(pairs, heads, 20 / step, 8 / step, 0.0),
        shapes=[base.rule(0, 0, -0.5, len(pairs) - 0.5, "axis")], notes=notes,
    )  # fmt: skip


def _phone(pairs: list[Pair], heads: Heads, width: int) -> Figure:
    """Name and both numbers above the bars; the third column is left to the table."""
    step, top = 50, 24
    slim = max((text_width(pair.slim_words, base.TEXT, bold=True) for pair in pairs), default=0)
    slim = max(slim, text_width(heads.slim, 12, bold=True)) + 12
    notes = [
        base.note(words, 1, 1, xref="paper", yref="paper", anchor="right", dx=dx, dy=12, size=12, bold=True, name=paint)
        for words, dx, paint in ((heads.wide, -slim, "ink"), (heads.slim, 0.0, "brand"))
    ]
    for i, pair in enumerate(pairs):
        room = width - slim - text_width(pair.wide_words, base.TEXT, bold=True) - 12
        notes.append(base.note(wrap(pair.label, room, base.TEXT, most=1), 0, i, xref="paper", dy=12))
        notes += _numbers(pair, i, [-slim, 0, 0], dy=12, noted=False)
    return base.figure(
        width, top + step * len(pairs), base.Margin(top=top), base.axis(0, _highest(pairs)),
        base.axis(max(len(pairs), 1) - 0.5, -0.5), _bars(pairs, heads, 14 / step, 6 / step, 0.22), notes=notes,
    )  # fmt: skip


def _columns(pairs: list[Pair], heads: Heads) -> list[float]:
    """Widths of the three columns: as wide as their numbers and their wrapped heads."""
    found = []
    for head, words in (
        (heads.wide, [p.wide_words for p in pairs]), (heads.slim, [p.slim_words for p in pairs]),
        (heads.note, [p.note for p in pairs]),
    ):  # fmt: skip
        rows = wrap(head, 84, 12, most=2) if head else []
        numbers = (text_width(word, base.TEXT, bold=True) for word in words)
        widest = max([*numbers, *(text_width(row, 12, bold=True) for row in rows)], default=0)
        found.append(widest + 16 if any(words) else 0)
    return found


def _numbers(pair: Pair, place: int, edges: list[float], *, dy: float = 0, noted: bool = True) -> list[dict[str, Any]]:
    def at(words: str, edge: float, known: bool, paint: str) -> dict[str, Any]:
        return base.note(words, 1, place, xref="paper", anchor="right", dx=edge, dy=dy, bold=known,
                         name=paint if known else "muted")  # fmt: skip

    notes = [at(pair.wide_words, edges[0], pair.wide is not None, "ink"),
             at(pair.slim_words, edges[1], pair.slim is not None, "brand")]  # fmt: skip
    return [*notes, at(pair.note, edges[2], False, "muted")] if noted and pair.note else notes


def _bars(pairs: list[Pair], heads: Heads, wide: float, slim: float, offset: float) -> list[dict[str, Any]]:
    places = [place + offset for place in range(len(pairs))]
    return [
        base.bars([pair.wide for pair in pairs], places, WIDE_PAINT, thick=wide,
                  hover=[f"{pair.label}\n{heads.wide} · {pair.wide_words}" for pair in pairs]),
        base.bars([pair.slim for pair in pairs], places, SLIM_PAINT, thick=slim,
                  hover=[f"{pair.label}\n{heads.slim} · {pair.slim_words}" for pair in pairs]),
    ]  # fmt: skip


def _highest(pairs: list[Pair]) -> float:
    return max((value for pair in pairs for value in (pair.wide or 0, pair.slim or 0)), default=0) or 1
