"""What pictures of monthly registers share: months in words, what was not reported, series told in a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.columns import Column
from dashboard.provenance import Sourced
from dashboard.texts import Language, join, month, percent, text

AGE_NAMES = {"0-17": "0–17 years", "18-34": "18–34 years", "35-59": "35–59 years", "60+": "60 years and over"}
SEX_NAMES = {"f": "Women", "m": "Men", "unknown": "Sex not specified"}
NAMED = 4
"""More months than this are counted, not named."""


def values(rows: Sequence[Any], column: str) -> dict[int, float]:
    """Month → what was reported; months that were not reported are left out."""
    return {row.month: getattr(row, column) for row in rows if getattr(row, column) is not None}


def partial(rows: Sequence[Any], column: str, missing: str) -> dict[int, int]:
    """Month → how many regions had not reported, for the months that hold a value all the same."""
    held = [row for row in rows if getattr(row, column) is not None]
    return {row.month: getattr(row, missing) for row in held if getattr(row, missing)}


def with_month_names(data: Sourced, language: Language) -> Sourced:
    """The rows with `month_name`, for people who read the table."""
    names = [month(value, language) for value in data.rows["month"]]
    return data.with_rows(data.rows.assign(month_name=names))


def period(first: int, last: int, language: Language) -> str:
    """`novembre 2025 – octobre 2026`, or one month alone."""
    if first == last:
        return month(first, language)
    return f"{month(first, language)} – {month(last, language)}"


def between(first: int, last: int, language: Language) -> str:
    """`entre novembre 2025 et octobre 2026`, or `en octobre 2026`."""
    if first == last:
        return text("in {month}", language, month=month(first, language))
    return text("between {first} and {last}", language, first=month(first, language), last=month(last, language))


def alphabetical(name: str) -> str:
    """What names are put in order by: no accents, no capitals."""
    plain = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


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


def at_least(words: str, missing: int, language: Language) -> str:
    """What is counted without the reports that are `missing` is a floor."""
    return text("at least {people}", language, people=words) if missing else words


def _regions(missing: Mapping[int, int], language: Language) -> str:
    least, most = min(missing.values()), max(missing.values())
    counted = text("{count} region", "{count} regions", language=language, count=most)
    return counted if least == most else text("{least} to {regions}", language, least=least, regions=counted)


def lines_told(series: Mapping[str, Mapping[int, float]], months: Sequence[int], language: Language) -> str:
    """Lines by month in words; `series` by its label. A month without a value is told as not reported."""
    parts = [text("Line by month.", "Lines by month.", language=language, count=len(series))]
    for label, found in series.items():
        absent = [month for month in months if month not in found] if found else []
        words = text("Not reported: {months}.", language, months=months_words(absent, language)) if absent else ""
        parts += [told(label, found, language), words]
    return " ".join(part for part in parts if part)


def told(label: str, found: Mapping[int, float], language: Language) -> str:
    """A series in one sentence: first, last, highest and lowest month."""
    if not found:
        return text("{label}: nothing reported.", language, label=label)
    first, last = min(found), max(found)
    high, low = max(found, key=lambda key: found[key]), min(found, key=lambda key: found[key])
    return text(
        "{label}: from {first} in {first_month} to {last} in {last_month}; highest {high} in {high_month}, lowest "
        "{low} in {low_month}.",
        language, label=label, first=int(found[first]), first_month=month(first, language), last=int(found[last]),
        last_month=month(last, language), high=int(found[high]), high_month=month(high, language),
        low=int(found[low]), low_month=month(low, language),
    )  # fmt: skip


def share(part: float, total: float, language: Language) -> str:
    """`27 %`; `< 1 %` for what would round to nothing."""
    value = 100 * part / total if total else 0.0
    return f"< {percent(1, language)}" if 0 < value < 1 else percent(value, language)


def region_columns(language: Language) -> tuple[Column, ...]:
    """What a table by region ends with; nobody is expected to report the unspecified region."""
    return (
        Column("months_reported", text("Months reported", language), absent=text("not applicable", language)),
        Column("months", text("Months", language)),
        Column("region_key", text("Key of the region", language), is_for_files=True),
    )  # fmt: skip


def caveat(*sentences: str) -> tuple[str, ...]:
    words = " ".join(sentence for sentence in sentences if sentence)
    return (words,) if words else ()


def people(count: int, language: Language) -> str:
    return text("{count} person", "{count} people", language=language, count=count)


def age_name(age_group: str, language: Language) -> str:
    return text(AGE_NAMES.get(age_group, "Age not specified"), language)


def sex_name(sex: str, language: Language) -> str:
    return text(SEX_NAMES[sex], language)
