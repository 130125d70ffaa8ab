"""What a link carries: language, day and scope on every page, filters on some. Unknown values are dropped and said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.provenance import Reading, Scope
from dashboard.texts import Language, as_language

LANGUAGE, AS_OF, SCOPE = "language", "as-of", "scope"
FIRST_DAY = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Carried:
    """Language and reading of a page, with the names of link values that meant nothing."""

    language: Language
    reading: Reading
    dropped: tuple[str, ...] = ()

    def query(self, **more: object) -> dict[str, str]:
        """The link values that are not the default, for the address of a page."""
        values: dict[str, str] = {}
        if self.language != "fr":
            values[LANGUAGE] = self.language
        if self.reading.as_of:
            values[AS_OF] = self.reading.as_of.isoformat()
        if self.reading.scope == "published":
            values[SCOPE] = "published"
        return values | {name: str(value) for name, value in more.items() if value not in (None, "")}


def read(query: Mapping[str, str], *, today: dt.date) -> Carried:
    """Carried values from a link; anything unknown falls back to the default and is named in `dropped`."""
    dropped = []
    if query.get(LANGUAGE, "fr") not in ("fr", "en"):
        dropped.append(LANGUAGE)
    as_of = _past_day(query.get(AS_OF), today)
    if query.get(AS_OF) and as_of is None:
        dropped.append(AS_OF)
    if query.get(SCOPE, "all") not in ("all", "published"):
        dropped.append(SCOPE)
    scope: Scope = "published" if query.get(SCOPE) == "published" else "all"
    day = None if as_of == today else as_of
    return Carried(as_language(query.get(LANGUAGE)), Reading(day, scope), tuple(dropped))


def _past_day(words: str | None, today: dt.date) -> dt.date | None:
    """A written day between the first one on record and today; None for anything else."""
    try:
        day = dt.date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= today else None
