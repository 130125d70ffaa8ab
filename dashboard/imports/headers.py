"""Where the headers of a table stand: under a preamble, on one to three rows, merged or not, with a row of HXL tags."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.imports import hxl
from dashboard.imports.cells import folded
from dashboard.imports.lexicon import FIELD
from dashboard.sheets.book import Area, Flaw, Row, Value

DEPTH: Final = 60
"""Lines in which headers are looked for."""
MOST_ROWS: Final = 3
ENOUGH: Final = 4
"""A row that scores less is no header that we know: two names of columns, or one and two of their values."""
UNIT: Final = re.compile(
    r"\(?(?:personnes?|people|individus|individuals|nombre|nb|number|no|%|fcfa|xof|mois|months?)\)?"
)

Knows = Callable[[str], str]
"""Words of a header → `field` when they name a column, a kind of value (`month`, `sex`…) when they are one, else ''."""


@dataclass(frozen=True)
class Heading:
    """`paths`: by column, the words over it from the top down; `tags`: its HXL tag as written."""

    rows: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    tags: Mapping[int, str] = field(default_factory=dict)
    tag_row: int | None = None
    score: int = 0

    @property
    def last_row(self) -> int:
        return max((*self.rows, self.tag_row or 0))

    def header(self, column: int) -> str:
        return " / ".join(self.paths.get(column, ())) or self.tags.get(column, "")

    @property
    def columns(self) -> list[int]:
        return sorted({*self.paths, *self.tags})


def shown(value: Value) -> str:
    """A cell of a header as its words; a month that a spreadsheet keeps as a day is `2024-03`."""
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    if value is None or isinstance(value, Flaw):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def find(lines: Sequence[Row], merged: Sequence[Area], knows: Knows) -> Heading | None:
    """The headers of the sheet that begins with `lines`, when enough of their words are known."""
    tagged = next((place for place, line in enumerate(lines) if hxl.is_tag_row(line.values)), None)
    if tagged is not None:
        return _above_tags(lines, tagged, merged, knows)
    scores = [score(line.values, knows) for line in lines]
    best = max(scores, default=0)
    return at(lines, scores.index(best), merged, knows) if best >= ENOUGH else None


def at(lines: Sequence[Row], place: int, merged: Sequence[Area], knows: Knows) -> Heading:
    """The headers around the line at `place`, which is known to be one."""
    first, last = place, place
    while last + 1 < len(lines) and last - first + 1 < MOST_ROWS and _goes_on_below(lines, last + 1, merged, knows):
        last += 1
    while first > 0 and last - first + 1 < MOST_ROWS and _begins_above(lines, first - 1, merged, knows):
        first -= 1
    rows = lines[first : last + 1]
    return Heading(tuple(row.number for row in rows), _paths(rows, merged), score=score(lines[place].values, knows))


def likely(lines: Sequence[Row]) -> list[int]:
    """Lines of words alone, above a line with a number: what is offered when no word is known."""
    names = [place for place, line in enumerate(lines[:-1]) if _is_words(line.values) and _filled(line.values) > 1]
    return [place for place in names if _has_number(lines[place + 1].values)] or names


def score(values: Sequence[Value], knows: Knows) -> int:
    """Two for each name of a column, one for each value of the kind that is met most: months, sexes, regions…"""
    if _has_number(values):
        return 0
    kinds = [knows(shown(value)) for value in values if shown(value)]
    names = len({folded(shown(value)) for value in values if knows(shown(value)) == FIELD})
    others = [kind for kind in kinds if kind and kind != FIELD]
    most = max((others.count(kind) for kind in set(others)), default=0)
    return 2 * names + (most if names or most > 2 else 0)


def _above_tags(lines: Sequence[Row], tagged: int, merged: Sequence[Area], knows: Knows) -> Heading:
    tags = {column: shown(value) for column, value in enumerate(lines[tagged].values, 1) if shown(value)}
    number = lines[tagged].number
    above = tagged - 1
    while above >= 0 and not _filled(lines[above].values):
        above -= 1
    if above < 0 or not _is_words(lines[above].values):
        return Heading((), {}, tags, number, score=ENOUGH)
    heading = at(lines[:tagged], above, merged, knows)
    return Heading(heading.rows, heading.paths, tags, number, score=ENOUGH + heading.score)


def _goes_on_below(lines: Sequence[Row], place: int, merged: Sequence[Area], knows: Knows) -> bool:
    """A row of units, or names under groups: never under a name that stands for one column alone."""
    values, over = lines[place].values, lines[place - 1]
    if not _filled(values) or not _is_words(values) or lines[place].number != over.number + 1:
        return False
    if all(UNIT.fullmatch(folded(shown(value))) for value in values if shown(value)):
        return True
    groups = [area for area in merged if _touches(area, over.number) and area.first_column < area.last_column]
    wide = {column for area in groups for column in range(area.first_column, area.last_column + 1)}
    under = [column for column, value in enumerate(values, 1) if shown(value)]
    free = all(column in wide or not shown(_cell(over, column)) or _is_group(over, column) for column in under)
    known = sum(bool(knows(shown(values[column - 1]))) for column in under)
    return (
        free and 2 * known >= len(under) and any(_cell(over, column + 1) is None or column in wide for column in under)
    )


def _is_group(row: Row, column: int) -> bool:
    """A cell followed by empty ones: written over several columns."""
    return bool(shown(_cell(row, column))) and not shown(_cell(row, column + 1))


def _begins_above(lines: Sequence[Row], place: int, merged: Sequence[Area], knows: Knows) -> bool:
    """Groups over names, or names that stand one row higher than the others."""
    row, under = lines[place], lines[place + 1]
    filled = [column for column, value in enumerate(row.values, 1) if shown(value)]
    width = [column for column, value in enumerate(under.values, 1) if shown(value)]
    if not filled or not _is_words(row.values) or row.number != under.number - 1:
        return False
    if any(shown(_cell(row, column)).endswith(":") for column in filled):
        return False
    areas = [area for area in merged if area.first_row == row.number]
    if any(area.first_column <= width[0] and area.last_column >= width[-1] for area in areas):
        return False
    if any(area.first_column < area.last_column for area in areas):
        return True
    names = all(_is_group(row, column) or knows(shown(_cell(row, column))) for column in filled)
    return names and (len(filled) > 1 or filled[0] > width[0]) and filled[-1] <= width[-1]


def _paths(rows: Sequence[Row], merged: Sequence[Area]) -> dict[int, tuple[str, ...]]:
    last = max((len(row.values) for row in rows), default=0)
    last = max([last, *(area.last_column for area in merged if any(_touches(area, row.number) for row in rows))])
    over = [_spread(row, last, merged, is_leaf=row is rows[-1]) for row in rows]
    named = {column: _words(row[column] for row in over) for column in range(1, last + 1)}
    own = {column for row in rows for column, value in enumerate(row.values, 1) if shown(value)}
    return {column: words for column, words in named.items() if words and (column in own or over[-1][column])}


def _words(parts: Iterable[str]) -> tuple[str, ...]:
    """Without empty parts and repetitions: an area that is merged downwards says its words once."""
    return tuple(dict.fromkeys(part for part in parts if part))


def _spread(row: Row, last: int, merged: Sequence[Area], *, is_leaf: bool) -> dict[int, str]:
    """The words over each column: a merged area covers its columns, a group without areas those up to the next."""
    areas = [area for area in merged if area.first_row == row.number]
    found = {column: shown(_cell(row, column)) for column in range(1, last + 1)}
    for area in areas:
        for column in range(area.first_column, min(area.last_column, last) + 1):
            found[column] = found[area.first_column]
    if not is_leaf and not any(area.first_column < area.last_column for area in areas):
        for column in range(2, last + 1):
            found[column] = found[column] or found[column - 1]
    return found


def _touches(area: Area, row: int) -> bool:
    return area.first_row <= row <= area.last_row


def _cell(row: Row, column: int) -> Value:
    return row.values[column - 1] if column <= len(row.values) else None


def _filled(values: Iterable[Value]) -> int:
    return sum(bool(shown(value)) for value in values)


def _is_words(values: Iterable[Value]) -> bool:
    return not _has_number(values)


def _has_number(values: Iterable[Value]) -> bool:
    """A count stands in the row; a year or a month is a name that a column may have."""
    return any(_is_number(value) for value in values)


def _is_number(value: Value) -> bool:
    if isinstance(value, (bool, dt.date, dt.time)):
        return False
    if isinstance(value, (int, float)):
        return not (1990 <= value <= 2100 or 199001 <= value <= 210012)
    return (
        isinstance(value, str)
        and bool(re.fullmatch(r"[-+]?\d[\d\s\u00a0\u202f.,]*%?", value.strip()))
        and not (re.fullmatch(r"(?:19|20)\d\d(?:[-/.]\d\d)?|\d\d[-/.](?:19|20)\d\d", value.strip()))
    )
