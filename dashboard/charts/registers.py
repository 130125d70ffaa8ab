"""What pictures of monthly registers share: months in words, what was not reported, series told in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.provenance import Sourced
from dashboard.texts import Language, join, month, text

NAMED = 4
"""More months than this are counted, not named."""


def values(rows: Sequence[Any], column: str) -> dict[int, float]:
    """Month → what was reported; months that were not reported are left out."""
    return {row.month: getattr(row, column) for row in rows if getattr(row, column) is not None}


def partial(rows: Sequence[Any], column: str, missing: str) -> dict[int, int]:
    """Month → how many regions had not reported, for the months that hold a value all the same."""
    return {row.month: getattr(row, missing) for row in rows if getattr(row, column) is not None and getattr(row, missing)}


def with_month_names(data: Sourced, language: Language) -> Sourced:
    """The rows with `month_name`, for people who read the table."""
    names = [month(value, language) for value in data.rows["month"]]
    return data.with_rows(data.rows.assign(month_name=names))


def period(first: int, last: int, language: Language) -> str:
    """`novembre 2025 – octobre 2026`, or one month alone."""
    if first == last:
        return month(first, language)
    return f"{month(first, language)} – {month(last, language)}"


def months_words(months: Sequence[int], language: Language) -> str:
    """`juillet 2026 et août 2026`, or `7 mois` when there are many."""
    if len(months) > NAMED:
        return text("{count} month", "{count} months", language=language, count=len(months))
    return join([month(value, language) for value in months], language)


def unreported(rows: Sequence[Any], column: str, language: Language) -> str:
    """`Non transmis : juillet 2026.`; empty when every month was reported."""
    absent = [row.month for row in rows if getattr(row, column) is None]
    return text("Not reported: {months}.", language, months=months_words(absent, language)) if absent else ""


def incomplete(missing: Mapping[int, int], language: Language) -> str:
    """What a hollow circle means, when there is one: totals that are floors."""
    if not missing:
        return ""
    return text(
        "Hollow circle: incomplete month, {regions} missing; the true total is at least this one.",
        language, regions=_regions(missing, language),
    )  # fmt: skip


def _regions(missing: Mapping[int, int], language: Language) -> str:
    least, most = min(missing.values()), max(missing.values())
    counted = text("{count} region", "{count} regions", language=language, count=most)
    return counted if least == most else text("{least} to {regions}", language, least=least, regions=counted)


def told(label: str, found: Mapping[int, float], language: Language) -> str:
    """A series in one sentence: first, last, highest and lowest month."""
    if not found:
        return text("{label}: nothing reported.", language, label=label)
    first, last = min(found), max(found)
    high, low = max(found, key=lambda key: found[key]), min(found, key=lambda key: found[key])
    return text(
        "{label}: {first} in {first_month}, {last} in {last_month}; highest {high} in {high_month}, lowest {low} in {low_month}.",
        language, label=label, first=int(found[first]), first_month=month(first, language), last=int(found[last]),
        last_month=month(last, language), high=int(found[high]), high_month=month(high, language),
        low=int(found[low]), low_month=month(low, language),
    )  # fmt: skip
