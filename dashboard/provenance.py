"""Where a number comes from: sources, rows that keep them, and the refusal to add what may overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from dashboard.errors import MayOverlap

Scope = Literal["published", "all"]


@dataclass(frozen=True)
class Reading:
    """How the database is read: as of the end of a day (nothing: now), and with or without demonstration rows.

    `instant` is the moment of that day when it is not its end: a review stays what it was when it was signed.
    """

    as_of: dt.date | None = None
    scope: Scope = "all"
    instant: dt.datetime | None = None

    @property
    def moment(self) -> dt.datetime | None:
        """The instant, else the last one of the `as_of` day in Bamako, which keeps UTC all year."""
        if self.as_of is None or self.instant:
            return self.instant
        return dt.datetime.combine(self.as_of, dt.time.max, tzinfo=dt.UTC)

    @property
    def day(self) -> dt.date:
        """The day the page speaks of."""
        return self.as_of or dt.datetime.now(dt.UTC).date()


@dataclass(frozen=True)
class Source:
    """Who said it. `date_status` tells a printed date from an inferred one."""

    key: str
    title_fr: str
    title_en: str
    publisher: str
    published_on: dt.date | None
    date_printed: str | None
    date_status: str
    reference: str | None
    kind: str

    @property
    def is_demonstration(self) -> bool:
        return self.kind == "demonstration"


@dataclass(frozen=True, eq=False)
class Sourced:
    """Rows with the sources that stated them; what a query returns and a chart takes. Compared by identity."""

    rows: pd.DataFrame
    sources: tuple[Source, ...]
    reading: Reading = field(default_factory=Reading)

    @property
    def is_empty(self) -> bool:
        return self.rows.empty

    @property
    def is_demonstration(self) -> bool:
        return any(source.is_demonstration for source in self.sources)

    def with_rows(self, rows: pd.DataFrame) -> Sourced:
        """The same sources over other rows drawn from these."""
        return replace(self, rows=rows)


def frame(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a table that keeps whole numbers whole and absences as None."""
    return pd.DataFrame([tuple(row) for row in rows], columns=list(columns), dtype=object)


def merge_sources(*groups: Sequence[Source]) -> tuple[Source, ...]:
    """All sources once, in order of first appearance."""
    return tuple({source.key: source for group in groups for source in group}.values())


def refuse_sum(indicators: Sequence[tuple[str, str]]) -> None:
    """Raise `MayOverlap` when (key, nature) pairs are not one summable indicator (DESIGN, rule 6)."""
    keys = {key for key, _ in indicators}
    natures = {nature for _, nature in indicators}
    if len(keys) > 1:
        raise MayOverlap("These indicators may count the same people: they are shown side by side, never added.")
    if natures & {"stock", "cumulative"}:
        raise MayOverlap("A stock counted at several dates counts the same people again: it is never added.")
