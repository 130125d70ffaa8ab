"""One score of the data, from 0 to 100, with what it is made of: a formula that readers can do again by hand.

Four shares, weighted: months received of months expected (40), registers on time (30), statements that no other source
contradicts (20), counts near what is usual (10). A share that nothing can be measured by is left out, and the others
keep their proportions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection

from dashboard.provenance import Reading
from dashboard.queries import batches, completeness, contradictions, drafts, outliers, quality

Name = Literal["completeness", "punctuality", "agreement", "plausibility"]
WEIGHTS: Final[dict[Name, int]] = {"completeness": 40, "punctuality": 30, "agreement": 20, "plausibility": 10}


@dataclass(frozen=True)
class Share:
    """`good` of `whole` things; `whole` is never zero."""

    name: Name
    good: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.good / self.whole

    @property
    def weight(self) -> int:
        return WEIGHTS[self.name]


@dataclass(frozen=True)
class Score:
    """`shares` are those that could be measured; without any there is no score."""

    shares: tuple[Share, ...]
    awaiting: int
    """Files and withdrawals that wait for the other side."""
    is_demonstration: bool

    @property
    def value(self) -> int | None:
        return scored(self.shares)


def scored(shares: Sequence[Share]) -> int | None:
    """The weighted mean of the shares as they are printed, with one decimal, in whole points."""
    weights = sum(share.weight for share in shares)
    return round(sum(share.weight * round(share.percent, 1) for share in shares) / weights) if weights else None


def score(connection: Connection, *, reading: Reading) -> Score:
    """The score as of the reading; what waits for the other side is told beside it, not part of it."""
    rows = completeness.by_region(connection, reading=reading).rows
    series = quality.series(connection, reading=reading)
    received = Share("completeness", int(rows["received"].sum()), int(rows["expected"].sum()))
    on_time = sum(row.last_month is not None and row.months_late == 0 for row in series.rows.itertuples())
    said, odd = contradictions.found(connection, reading), outliers.found(connection, reading)
    shares = (
        received, Share("punctuality", on_time, len(series.rows)),
        Share("agreement", said.compared - len(said.rows), said.compared),
        Share("plausibility", odd.judged - len(odd.rows), odd.judged),
    )  # fmt: skip
    return Score(tuple(share for share in shares if share.whole), awaiting(connection), series.is_demonstration)


def awaiting(connection: Connection) -> int:
    """Files proposed and withdrawals asked for that the other side has not answered; as things stand now."""
    return len(drafts.awaiting(connection)) + len(batches.asked_back(connection))
