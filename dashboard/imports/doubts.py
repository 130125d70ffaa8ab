"""What is odd in rows that can be read: told beside them, never in their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Final

from dashboard.imports.coding import DIMENSIONS, MONTHS, month_of, unpacked
from dashboard.imports.issues import Issues
from dashboard.imports.register_totals import Total
from dashboard.imports.registers import Register

TOTAL_DIFFERS: Final = "This total says {said}, the rows that it sums add up to {sum}. Check which is right."
JUMP: Final = "This count is ten times what its neighbours say, {near} at most. Check its digits."
MORE_SUPPORTED: Final = (
    "More people are reintegrated than have returned in this file: {supported} against {returned}. Check both."
)
LARGE, TENFOLD, NEIGHBOURS = 50, 10, 2
RETURNS: Final = frozenset({"returns_assisted", "returns_repatriated", "returns_expelled"})
STARTED: Final = "reintegration_started"


def tell(register: Register, issues: Issues) -> None:
    _totals(register, issues)
    _jumps(register, issues)
    _reintegration(register, issues)


def _totals(register: Register, issues: Issues) -> None:
    """A total is confirmed by the rows above it, or by all the rows that share its other words."""
    sums: dict[tuple[str, ...], dict[tuple[int, ...], int]] = {}
    for total in register.totals.found:
        names = tuple(name for name, _ in total.kept)
        if names not in sums:
            sums[names] = _sums(register, names)
        wanted = sums[names].get(tuple(part for _, part in total.kept), 0)
        if total.count not in {wanted, total.block}:
            _name_total(total, wanted, issues)


def _name_total(total: Total, wanted: int, issues: Issues) -> None:
    issues.warning("total.differs", total.row, total.letter, total.count, TOTAL_DIFFERS, said=total.count, sum=wanted)


def _sums(register: Register, names: tuple[str, ...]) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = defaultdict(int)
    parts = [_part(register, name) for name in names]
    for number, held in register.cells.found.items():
        found[tuple(part(number) for part in parts)] += unpacked(held)[1]
    return found


def _part(register: Register, name: str) -> Callable[[int], int]:
    """What a cell's number says of one of the words of a total."""
    if name == "month":
        return lambda number: number % MONTHS
    if name == "year":
        return lambda number: month_of(number) // 100
    return partial(register.codes.alone, name=name)


def _jumps(register: Register, issues: Issues) -> None:
    """Each count against the two before and the two after it of its own series."""
    found = register.cells.found
    ordered = sorted(found)
    series: list[int] = []
    for number in (*ordered, -1):
        if series and number // MONTHS != series[-1] // MONTHS:
            _jumps_in(series, found, issues)
            series = []
        series.append(number)


def _jumps_in(series: list[int], found: dict[int, int], issues: Issues) -> None:
    if len(series) <= NEIGHBOURS:
        return
    counts = [unpacked(found[number])[1] for number in series]
    if max(counts) < LARGE:
        return
    for place, count in enumerate(counts):
        near = [*counts[max(0, place - NEIGHBOURS) : place], *counts[place + 1 : place + 1 + NEIGHBOURS]]
        if count >= LARGE and count >= TENFOLD * max(median(near), 1) and count >= TENFOLD * max(near) / 2:
            row = unpacked(found[series[place]])[0]
            issues.warning("count.jump", row, "", count, JUMP, near=max(near), month=month_of(series[place]))


def _reintegration(register: Register, issues: Issues) -> None:
    sums = _sums(register, (DIMENSIONS[0],))
    by_key = {register.codes.word(key[0], "indicator"): count for key, count in sums.items()}
    returned = sum(count for key, count in by_key.items() if key in RETURNS)
    if returned and by_key.get(STARTED, 0) > returned:
        issues.warning(
            "count.more_supported", 0, "", None, MORE_SUPPORTED, supported=by_key[STARTED], returned=returned
        )
