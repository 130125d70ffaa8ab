"""Months of a register that stand far from what the same region usually reports: to be checked, not wrong.

The rule is the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, ASQC, 1993; also in the
NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17): 0.6745 × (count − median) / MAD beyond 3.5 either way,
where MAD is the median of the distances from the median. Neither moves with the odd months themselves. A region is
judged from eight months on, and only counts at least fifty people away are told, so that small places may vary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import completeness, registers
from dashboard.queries.import_doubts import APART
from dashboard.queries.registers import NO_REGION, Part

COLUMNS = (
    "indicator_key", "name_fr", "name_en", "region_key", "region_fr", "region_en", "month", "count", "usual", "score",
    "is_demonstration",
)  # fmt: skip
FACTOR: Final = 0.6745
LIMIT: Final = 3.5
ENOUGH: Final = 8
Row = tuple[Any, ...]
Series = dict[str, dict[int, int]]


class Found(NamedTuple):
    """Rows beyond the limit, and how many months of regions the rule could be applied to."""

    rows: list[Row]
    judged: int


def outliers(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per month of a region beyond the limit, farthest first: the count, the usual one (median), the score."""
    return Sourced(frame(found(connection, reading).rows, COLUMNS), (), reading)


def found(connection: Connection, reading: Reading) -> Found:
    names = registers.regions(connection)
    rows, judged = list[Row](), 0
    for one, series in _every(connection, reading):
        judged += sum(len(counts) for counts in series.values() if len(counts) >= ENOUGH)
        rows += _odd(one, series, names)
    rows.sort(key=lambda row: (-abs(row[9]), row[0], row[3], row[6]))
    return Found(rows, judged)


def scores(counts: Sequence[int]) -> list[float]:
    """The modified z-score of each count; all zero where most counts are the same, or there are too few."""
    if len(counts) < ENOUGH:
        return [0.0] * len(counts)
    middle = median(counts)
    spread = median(abs(count - middle) for count in counts)
    return [FACTOR * (count - middle) / spread if spread else 0.0 for count in counts]


def _every(connection: Connection, reading: Reading) -> Iterator[tuple[completeness.Register, Series]]:
    for one in completeness.every(connection, reading):
        series: Series = {}
        part = Part(one.months[0], one.months[-1])
        counts = registers.counted(connection, one.indicator.key, ("territory", "month"), part, reading=reading)
        for (region, month), count in counts.items():
            if region != NO_REGION:
                series.setdefault(region, {})[month] = count
        yield one, series


def _odd(
    one: completeness.Register, series: Mapping[str, Mapping[int, int]], names: Mapping[str, Any]
) -> Iterator[Row]:
    for region, counts in sorted(series.items()):
        usual = median(counts.values())
        for (month, count), score in zip(counts.items(), scores(list(counts.values())), strict=True):
            if abs(score) > LIMIT and abs(count - usual) >= APART:
                yield (one.indicator.key, one.indicator.name_fr, one.indicator.name_en, region, names[region].name_fr,
                       names[region].name_en, month, count, round(usual), round(score, 1),
                       one.is_demonstration)  # fmt: skip
