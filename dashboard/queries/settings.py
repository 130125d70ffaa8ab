"""What an administrator may choose, what holds until then, and what was chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from dashboard import status
from dashboard.errors import UnknownSetting
from dashboard.model import Event, Setting
from dashboard.provenance import Reading
from dashboard.sheets.limits import Limits

READING: Final = "reading"
OPEN, ACCOUNT = "open", "account"
IDLE_MINUTES, SESSION_HOURS = "session-idle-minutes", "session-hours"
WATCH_POINTS, LATE_POINTS = "status-watch-points", "status-late-points"
LEAST_TOLD: Final = "small-count"
IMPORT_ACCEPTANCE: Final = "import-acceptance"
ONE, BOTH = "one", "both"
TEXT_MEGABYTES, WORKBOOK_MEGABYTES = "import-text-megabytes", "import-workbook-megabytes"
MEGABYTE: Final = 1_000_000
CHANGED: Final = "setting_changed"
USUAL: Final = status.Rule()


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    default: str
    known: tuple[str, ...]

    def read(self, words: str) -> str:
        if words not in self.known:
            raise UnknownSetting("“{words}” is not one of: {known}.", words=words, known=", ".join(self.known))
        return words


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    default: int
    low: int
    high: int

    def read(self, words: str) -> int:
        if not (words.isascii() and words.isdigit() and len(words) < 10 and self.low <= int(words) <= self.high):
            sentence = "“{words}” is not a whole number from {low} to {high}."
            raise UnknownSetting(sentence, words=words, low=self.low, high=self.high)
        return int(words)


KNOWN: Final[dict[str, Choice | Whole]] = {
    READING: Choice(OPEN, (OPEN, ACCOUNT)),
    IDLE_MINUTES: Whole(240, 5, 10_080),
    SESSION_HOURS: Whole(12, 1, 720),
    WATCH_POINTS: Whole(USUAL.watch_points, 1, 49),
    LATE_POINTS: Whole(USUAL.late_points, 2, 50),
    LEAST_TOLD: Whole(11, 11, 1000),  # the protection of people is made stronger, never weaker
    IMPORT_ACCEPTANCE: Choice(ONE, (ONE, BOTH)),
    TEXT_MEGABYTES: Whole(50, 1, 200),
    WORKBOOK_MEGABYTES: Whole(10, 1, 50),
}


CHOSEN: Final = select(Setting.key, Setting.value)


def known(key: str) -> Choice | Whole:
    if key not in KNOWN:
        raise UnknownSetting("There is no setting “{key}”; there are: {known}.", key=key, known=", ".join(KNOWN))
    return KNOWN[key]


def value(connection: Connection, key: str) -> str | int:
    """What was chosen, else the default."""
    chosen = connection.scalar(select(Setting.value).where(Setting.key == key))
    return known(key).default if chosen is None else json.loads(chosen)


def values(connection: Connection) -> dict[str, str | int]:
    """Every setting as it holds now."""
    chosen = {row.key: json.loads(row.value) for row in connection.execute(CHOSEN)}
    return {key: chosen.get(key, kind.default) for key, kind in KNOWN.items()}


def reading_is_open(connection: Connection, *, reading: Reading) -> bool:
    """Whether pages may be read without an account; the same on every day and for every scope."""
    return value(connection, READING) == OPEN


def status_rule(connection: Connection, *, reading: Reading) -> status.Rule:
    """The thresholds that were in force at the moment: what was judged then is not judged anew."""
    watch, late = (int(value_at(connection, key, reading)) for key in (WATCH_POINTS, LATE_POINTS))
    return status.Rule(watch, late)


def least_told(connection: Connection, *, reading: Reading) -> int:
    """The smallest protected count that is told; the one of now, on every day and for every scope."""
    return int(value(connection, LEAST_TOLD))


def file_limits(connection: Connection) -> Limits:
    """How large a file may be that is brought; what else is limited is no setting."""
    text_file, workbook = (int(value(connection, key)) for key in (TEXT_MEGABYTES, WORKBOOK_MEGABYTES))
    return Limits(text_file=text_file * MEGABYTE, workbook=workbook * MEGABYTE)


def value_at(connection: Connection, key: str, reading: Reading) -> str | int:
    """What held at the moment: what stood before the first change after it, else what stands now."""
    if reading.moment is None:
        return value(connection, key)
    later = (
        select(Event.before)
        .where(Event.action == CHANGED, Event.object_key == key, Event.happened_at > reading.moment)
        .order_by(Event.happened_at, Event.id)
        .limit(1)
    )
    before = connection.scalar(later)
    return value(connection, key) if before is None else json.loads(before)
