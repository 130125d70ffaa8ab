"""Which years and months are added up for a range of months, and which of the past are read from the cells instead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from dashboard.model import TALLY_DIMENSIONS
from dashboard.queries import tally_statements
from dashboard.queries.tally_dimensions import Dimension
from dashboard.queries.tally_registers import Register

FIRST_MONTH: Final = 190001
LAST_MONTH: Final = 299912


class Periods(NamedTuple):
    """Years and months whose sums, less those of the months taken off, cover a range."""

    added: list[int]
    taken_off: list[int]


class Asked(NamedTuple):
    """What a range asks for of a register: periods of its sums, and months whose cells correct those of years."""

    first: int
    last: int
    periods: Periods
    corrected: list[int]

    @property
    def parameters(self) -> dict[str, Any]:
        """As the statements name them (`tally_statements`)."""
        every = [*self.periods.added, *self.periods.taken_off]
        return {
            "first": self.first, "last": self.last, "periods": every, "taken_off": self.periods.taken_off,
            "corrected": self.corrected, "cells_of": [*every, *self.corrected],
        }  # fmt: skip


def asked(
    connection: Connection, shown: Register, by: Collection[Dimension], kept: Sequence[str], first: int, last: int
) -> Asked:
    """Of a range inside the years of the register (`within`), by some dimensions, with these columns kept."""
    apart, corrected = set[int](), list[int]()
    if "month" in by:
        apart = set(range(first // 100, last // 100 + 1))
    elif len(kept) == len(TALLY_DIMENSIONS) and shown.later_batches:
        changed = _months_changed(connection, shown)
        apart = {month // 100 for month in changed if not _is_whole(month // 100, first, last)}
        corrected = [month for month in changed if month // 100 not in apart]
    return Asked(first, last, periods(first, last, apart), corrected)


def _months_changed(connection: Connection, shown: Register) -> list[int]:
    """The sums of years are of today: a whole year is corrected by what the cells of its changed months were, less what
    they are; of any other year the months are read from the cells.
    """
    return list(connection.scalars(tally_statements.months_changed(), shown.parameters))


def _is_whole(year: int, first: int, last: int) -> bool:
    return first <= year * 100 + 1 and year * 100 + 12 <= last


def within(shown: Register, first: int | None, last: int | None) -> tuple[int, int] | None:
    """The range, cut to the years of the register: whole ones where it is open; nothing where none is left."""
    if shown.first_month is None or shown.last_month is None:
        return None
    start = max(first or FIRST_MONTH, shown.first_month // 100 * 100 + 1)
    end = min(last or LAST_MONTH, shown.last_month // 100 * 100 + 12)
    return (start, end) if start <= end else None


def periods(first: int, last: int, apart: Collection[int] = ()) -> Periods:
    """Whole years inside a range of months, and the months at its ends: added, or taken off where these are fewer.

    The years of `apart` are never taken whole.
    """
    found = Periods([], [])
    for year in range(first // 100, last // 100 + 1):
        inside, outside = _split(year, first, last)
        if year in apart or len(outside) >= len(inside):
            found.added.extend(inside)
        else:
            found.added.append(year)
            found.taken_off.extend(outside)
    return found


def _split(year: int, first: int, last: int) -> tuple[list[int], list[int]]:
    """The months of a year inside a range, and those outside."""
    months = range(year * 100 + 1, year * 100 + 13)
    inside = [month for month in months if first <= month <= last]
    return inside, [month for month in months if month not in inside]
