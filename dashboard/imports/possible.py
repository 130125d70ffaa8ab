"""Answers that name something known: any other is as good as none, and its question is asked again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from dashboard.imports import dates
from dashboard.imports.choices import STATED
from dashboard.imports.known import Known
from dashboard.imports.understood import Answers

NONE: Final = "none"
NAMES: Final = frozenset({"place", "country", "indicator", "sex", "detail", "territory"})


def possible(answers: Answers, known: Known) -> dict[str, str]:
    """The answers that can be; those of columns, sheets and signs are judged where they are used."""
    held = _held(known)
    return {key: value for key, value in answers.items() if _is_possible(key, value, held)}


def _is_possible(key: str, value: str, held: Mapping[str, Set[str]]) -> bool:
    kind, _, about = key.partition(":")
    if kind in NAMES:
        return value in held[kind] or (value == NONE and bool(about))
    if key == "month":
        found = dates.month(value)
        return isinstance(found, int) and str(found) == value
    return isinstance(dates.year(value), int) and value.isdecimal() if key == "year" else True


def _held(known: Known) -> Mapping[str, Set[str]]:
    territories = {each.key for each in known.territories}
    return {
        "place": territories, "territory": territories, "country": {each.code for each in known.countries},
        "indicator": {STATED, *(each.key for each in known.indicators)}, "sex": {"f", "m", "unknown"},
        "detail": {"all", *(key for each in known.indicators for key in each.details)},
    }  # fmt: skip
