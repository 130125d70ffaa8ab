"""Which answers hold for the next file of the same shape: what its columns mean, not what it is about."""

from __future__ import annotations

import re
from typing import Final

from dashboard.imports import dates
from dashboard.imports.understood import Answers

OF_ONE_FILE: Final = frozenset({"month", "year", "territory", "header"})


def lasting(answers: Answers) -> dict[str, str]:
    """Without what was told of one file (its month, its region), nor a sheet that is called after its month."""
    kept = {key: value for key, value in answers.items() if key not in OF_ONE_FILE}
    if _is_about_a_time(kept.get("sheet", "")):
        del kept["sheet"]
    return kept


def _is_about_a_time(name: str) -> bool:
    words = re.split(r"[\s_-]+", name)
    is_month = any(isinstance(dates.month_number(word), int) for word in words if word)
    return is_month or isinstance(dates.span(name), dates.Span) or bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name))
