"""The span of days a number speaks of, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.texts import catalogue
from dashboard.texts.periods import QUARTERS, period


def day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


@pytest.mark.parametrize(
    ("starts", "ends", "french", "english"),
    [
        (None, None, "période non précisée", "period not given"),
        (None, "2025-06-30", "au 30 juin 2025", "as at 30 June 2025"),
        ("2023-01-24", None, "à partir du 24 janvier 2023", "from 24 January 2023"),
        ("2024-08-07", "2024-08-07", "7 août 2024", "7 August 2024"),
        ("2023-04-01", "2023-04-30", "avril 2023", "April 2023"),
        ("2024-02-01", "2024-02-29", "février 2024", "February 2024"),
        ("2023-02-01", "2023-02-27", "du 1er février 2023 au 27 février 2023", "1 February 2023 to 27 February 2023"),
        ("2025-04-01", "2025-06-30", "2e trimestre 2025", "2nd quarter 2025"),
        ("2025-05-01", "2025-07-31", "du 1er mai 2025 au 31 juillet 2025", "1 May 2025 to 31 July 2025"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
        ("2024-01-01", "2025-12-31", "du 1er janvier 2024 au 31 décembre 2025", "1 January 2024 to 31 December 2025"),
    ],
)
def test_a_whole_month_quarter_or_year_has_its_name(
    starts: str | None, ends: str | None, french: str, english: str
) -> None:
    assert period(day(starts), day(ends), "fr").replace("\u00a0", " ") == french
    assert period(day(starts), day(ends), "en").replace("\u00a0", " ") == english


def test_every_quarter_has_its_french() -> None:
    assert [catalogue()[words] for words in QUARTERS] == [
        "1er trimestre {year}", "2e trimestre {year}", "3e trimestre {year}", "4e trimestre {year}",
    ]  # fmt: skip
