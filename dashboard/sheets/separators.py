"""What stands between the columns of a text file: judged by the rows it makes, never by how often it occurs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

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


def layout_of(lines: Sequence[str]) -> Layout:
    """How the rows of a file are cut, judged by its first lines, their line ends kept."""
    if named := _named(lines):
        return Layout(named, _usual(_widths(lines[1:], named)), skipped=1)
    widths = {separator: _widths(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _success(widths[separator]))
    _check_mixed(lines, widths, best)
    return Layout(best, _usual(widths[best]))


def _named(lines: Sequence[str]) -> str | None:
    """The separator that Excel is told by the first line, `sep=;`."""
    first = lines[0].rstrip("\r\n").strip('"').lower() if lines else ""
    given = first.removeprefix(MARK)
    return given if first.startswith(MARK) and given in SEPARATORS else None


def _widths(lines: Sequence[str], separator: str) -> list[tuple[int, int]]:
    """The line at which each filled row ends, and how many columns it has."""
    reader = csv.reader(lines, delimiter=separator)
    widths: list[tuple[int, int]] = []
    with suppress(csv.Error):  # a cell without end is named when the rows are read
        widths.extend((reader.line_num, len(cells)) for cells in reader if any(cells))
    return widths


def _usual(widths: list[tuple[int, int]]) -> int:
    """The number of columns, more than one, that most rows have."""
    counted = Counter(width for _, width in widths if width > 1)
    return max(counted, key=lambda width: (counted[width], width), default=1)


def _success(widths: list[tuple[int, int]]) -> tuple[float, bool]:
    """Rows count by their place: a table comes after its title."""
    usual = _usual(widths)
    places = range(1, len(widths) + 1)
    found = sum(place for place, (_, width) in zip(places, widths, strict=True) if width == usual > 1)
    return found / max(sum(places), 1), usual > 2


def _check_mixed(lines: Sequence[str], widths: dict[str, list[tuple[int, int]]], best: str) -> None:
    """A line that is no row by the separator of the others, and as wide as they are by another one.

    Words have a space after their commas; rows do not.
    """
    usual = _usual(widths[best])
    single = {line for line, width in widths[best] if width == 1}
    for other in SEPARATORS:
        odd = [line for line, width in widths[other] if width == usual > 2 and line in single]
        tight = [line for line in odd if all(cell == cell.strip(" ") for cell in lines[line - 1].split(other))]
        if tight:
            raise ImportRefused(
                "Line {line} separates its columns by “{found}”, the others by “{usual}”: use one separator.",
                line=tight[0],
                found=SHOWN.get(other, other),
                usual=SHOWN.get(best, best),
            )
