"""The years and months that are added up for a range of months."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.queries.tally_periods import periods


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (202401, 202612),
        (202402, 202611),
        (202407, 202606),
        (202408, 202605),
        (202311, 202402),
        (202503, 202504),
        (202312, 202401),
    ],
)
def test_periods_cover_each_month_once(first: int, last: int) -> None:
    added, taken_off = periods(first, last)
    covered = Counter(month for period in added for month in months_of(period))
    covered.subtract(taken_off)
    assert +covered == Counter(
        month for year in range(2023, 2028) for month in months_of(year) if first <= month <= last
    )


def months_of(period: int) -> list[int]:
    return [period] if period > 9999 else [period * 100 + month for month in range(1, 13)]
