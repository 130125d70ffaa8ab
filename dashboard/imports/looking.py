"""The different cells under each header, looked at once before any row is read; a list of persons refuses the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from typing import Final

from dashboard.imports import headers, personal, persons
from dashboard.imports.candidates import Candidate, data_rows
from dashboard.imports.columns import Seen
from dashboard.imports.lexicon import FIELD, Lexicon
from dashboard.sheets.book import Row, Value

MOST_SEEN: Final = 100_000
"""Different cells of a column that are looked at."""
EVERY: Final = 5000
LONGEST_NAME, MOST_NAMES = 60, 2000
NO_NAME: Final = re.compile(r"\d")


def look(chosen: Candidate, words: Lexicon, step: Callable[[int], None]) -> Seen:
    """By column, the different cells under the headers, in order; another table below is only searched for persons."""
    seen: dict[int, dict[Value, None]] = {}
    own = {tuple(line.values) for line in chosen.lines if line.number in chosen.heading.rows}
    rows = data_rows(chosen)
    for count, row in enumerate(rows, 1):
        if row.values in own or _is_note(row, words):
            continue
        if len(seen.get(1, ())) < MOST_NAMES and _begins_another(row, words):
            persons.refuse_lists(persons.among(chain([row], rows)), is_table=True)
            break
        for column, value in enumerate(row.values, 1):
            if value is not None:
                held = seen.setdefault(column, {})
                if len(held) < MOST_SEEN:
                    held[value] = None
        if not count % EVERY:
            step(count)
    found = {column: held.keys() for column, held in seen.items()}
    persons.refuse(chosen.heading, found)
    return found


def _is_note(row: Row, words: Lexicon) -> bool:
    """A lone cell of words under the table is no region that anybody should be asked about."""
    told = row.values[-1] if len(row.values) - row.values.count(None) == 1 else None
    return isinstance(told, str) and " " in told.strip() and not (words.kind(told) or personal.of_cell(told))


def _begins_another(row: Row, words: Lexicon) -> bool:
    """A row of names of columns; only a first cell in plain words is worth the look."""
    first = next((value for value in row.values if value is not None), None)
    if not isinstance(first, str) or len(first) > LONGEST_NAME or NO_NAME.search(first):
        return False
    return words.kind(first) == FIELD and headers.score(row.values, words.kind) >= headers.ENOUGH
