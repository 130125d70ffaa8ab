"""What stands between the columns of a text file: judged by the rows it makes, never by how often it occurs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.errors import ImportRefused

SEPARATORS = ("\t", ";", "|", ",", ":")  # when two do equally well, the one that is rarer in words
SHOWN = {"\t": "Tab"}
MARK = "sep="


@dataclass(frozen=True)
class Layout:
    """`width` is the number of columns most rows have; `skipped` counts the lines that only name the separator."""

    separator: str
    width: int
    skipped: int = 0


class Shape(NamedTuple):
    """One row by one separator: the line at which it ends, its columns; rows are tight, words have a space after."""

    line: int
    width: int
    is_tight: bool


def layout_of(lines: Sequence[str]) -> Layout:
    """How the rows of a file are cut, judged by its first lines, their line ends kept."""
    if named := _named(lines):
        return Layout(named, _usual(_shapes(lines[1:], named)), skipped=1)
    shapes = {separator: _shapes(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _success(shapes[separator]))
    _check_mixed(shapes, best)
    return Layout(best, _usual(shapes[best]))


def _named(lines: Sequence[str]) -> str | None:
    """The separator that Excel is told by the first line, `sep=;`."""
    first = lines[0].rstrip("\r\n").strip('"').lower() if lines else ""
    given = first.removeprefix(MARK)
    return given if first.startswith(MARK) and given in SEPARATORS else None


def _shapes(lines: Sequence[str], separator: str) -> list[Shape]:
    """The rows as they would be, up to a quotation mark that cannot stand there; the lines after it are no rows."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    shapes: list[Shape] = []
    with suppress(csv.Error):
        shapes.extend(Shape(reader.line_num, len(cells), _is_tight(cells)) for cells in reader if cells)
        return shapes
    return [*shapes, *(Shape(line, 0, is_tight=False) for line in range(reader.line_num, len(lines) + 1))]


def _is_tight(cells: list[str]) -> bool:
    return not any(cell.startswith(" ") for cell in cells[1:])


def _usual(shapes: list[Shape]) -> int:
    """The number of columns, more than one, that most rows have."""
    counted = Counter(shape.width for shape in shapes if shape.width > 1)
    return max(counted, key=lambda width: (counted[width], width), default=1)


def _success(shapes: list[Shape]) -> tuple[float, bool]:
    """Rows count by their place: a table comes after its title. What looks like words counts half."""
    usual = _usual(shapes)
    places = list(enumerate(shapes, start=1))
    found = sum(place * (1 if shape.is_tight else 0.5) for place, shape in places if shape.width == usual > 1)
    return found / max(sum(place for place, _ in places), 1), usual > 2


def _check_mixed(shapes: dict[str, list[Shape]], best: str) -> None:
    """A line that is no row by the separator of the others, and as wide as they are by another one."""
    usual = _usual(shapes[best])
    single = {shape.line for shape in shapes[best] if shape.width == 1}
    for other in SEPARATORS:
        odd = [shape.line for shape in shapes[other] if shape.width == usual > 2 and shape.is_tight]
        if line := next((line for line in odd if line in single), None):
            raise ImportRefused(
                "Line {line} separates its columns by “{found}”, the others by “{usual}”: use one separator.",
                line=line,
                found=SHOWN.get(other, other),
                usual=SHOWN.get(best, best),
            )
