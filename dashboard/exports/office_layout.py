"""Where the parts of an editable chart stand: sizes of words and bars, room for names and labels, end of the axis.

Office programs place these things each in its own way; fixed here, a chart looks alike in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.charts.forms.base import nice_ticks
from dashboard.charts.measure import shorten, text_width, wrap
from dashboard.charts.native import Native
from dashboard.exports.office_numbers import Value
from dashboard.exports.words import clean
from dashboard.texts import Language, number

SMALLEST, LARGEST = 8.0, 15.0
THICKEST = 38.0
NAMES_MOST, NAME_LETTERS = 0.38, 240
LINE, FIRST_LINE = 1.4, 1.2
"""Heights of lines, in sizes."""
LABEL_LETTERS = 110
WIDER = 1.08
"""How much wider than ours a font may be without breaking a name of one line."""
BESIDE = 12.0
AXIS = 12.0
FILL = {"bar": 0.6, "track": 0.5}
"""Share of its row that a bar takes; less before a bed."""


@dataclass(frozen=True)
class Layout:
    """In points: `size` of words, `thick` of bars in their `row`, room at the `left` for names, at the `right` for
    labels and `under` the plot; the value axis runs from `low` to `high`, with a line every `step`."""

    names: tuple[str, ...]
    size: float
    thick: float
    row: float
    left: float
    right: float
    low: float
    high: float
    step: float = 0
    under: float = 0


def bars(native: Native, width: float, height: float) -> Layout:
    row = height / max(len(native.categories), 1)
    raw = [_printable(str(name)) for name in native.categories]
    size = _size(raw, width * NAMES_MOST, row)
    left = min(width * NAMES_MOST, _widest(raw, size) * WIDER + BESIDE)
    names = tuple(_fitting(name, left - BESIDE, size) for name in raw)
    fill = FILL["track" if any(one.look == "track" for one in native.series) else "bar"]
    thick = min(row * fill, THICKEST)
    low, high = _ends(native, width - left, size)
    return Layout(names, size, thick, row, left, 0, low, high)


def lines(native: Native, width: float, language: Language) -> Layout:
    """Room at the right for the name and last value of each line."""
    names = tuple(_printable(str(name)) for name in native.categories)
    highest = native.highest or max((value for value in _values(native)), default=1)
    ticks = [0.0, 25, 50, 75, 100] if native.unit == "%" else nice_ticks(highest, 4)
    labels = [label(words) for one in native.series for words in one.labels]
    right = min(_widest(labels, LARGEST - 1, bold=True) + BESIDE * 2, width * 0.3)
    left = text_width(number(ticks[-1], language), AXIS) + 2 * BESIDE
    under = max(_lines(name, (width - left - right) / min(len(names), 14), AXIS) for name in names) if names else 1
    return Layout(names, AXIS, 0, 0, left, right, 0, ticks[-1], ticks[1] - ticks[0], under * AXIS * LINE + 6)


def _printable(words: str) -> str:
    """Lines of text of a length that people read."""
    return "\n".join(clean(line) for line in words[:NAME_LETTERS].split("\n"))


def label(words: str) -> str:
    """Words beside a bar, of a length that stands there."""
    cleaned = clean(words)
    return cleaned if len(cleaned) <= LABEL_LETTERS else cleaned[: LABEL_LETTERS - 1] + "…"


def _size(names: Sequence[str], room: float, row: float) -> float:
    """The largest size at which every name has its lines within its row."""
    size = LARGEST
    while size > SMALLEST and any(_height(name, room - BESIDE, size) > row for name in names):
        size -= 0.5
    return size


def _height(name: str, room: float, size: float) -> float:
    return ((_lines(name, room, size) - 1) * LINE + FIRST_LINE) * size


def _lines(name: str, room: float, size: float) -> int:
    return sum(len(wrap(line, room, size, most=9)) for line in name.split("\n"))


def _fitting(name: str, room: float, size: float) -> str:
    """No word wider than the room, no more than three lines each."""
    cut = (" ".join(shorten(word, room, size) for word in line.split(" ")) for line in name.split("\n"))
    return "\n".join(shorten(line, room * 3, size) for line in cut)


def _widest(words: Sequence[str], size: float, *, bold: bool = False) -> float:
    return max((text_width(line, size, bold=bold) for name in words for line in name.split("\n")), default=0)


def _values(native: Native) -> Iterator[float]:
    return (value for one in native.series for value in one.values if value is not None)


def _ends(native: Native, plot: float, size: float) -> tuple[float, float]:
    """As far as lets each label stand whole after its bar; alike on both sides of zero where there are two."""
    two_sided = any(value < 0 for value in _values(native))
    room = plot / 2 if two_sided else plot
    labelled = ((value, words) for one in native.series for value, words in zip(one.values, one.labels, strict=False))
    ends = [_end(value, text_width(label(words), size, bold=True), room) for value, words in labelled if words]
    high = max([native.highest or 0, *(abs(value) for value in _values(native)), *ends]) or 1.0
    return (-high if two_sided else 0.0), high


def _end(value: Value, words: float, room: float) -> float:
    return abs(value or 0) * room / max(room - words - BESIDE * 1.5, room * 0.25)
