"""Rows and drawings, made once for everybody: kept by what they depend on and nothing else.

Rows are kept by (query, its arguments, data version); drawings by (chart, rows, language, place). A rerun whose
inputs did not change therefore queries the data version alone. When the database is lost, the last version read
still serves what was kept, and `stale_since` tells the frame to say so.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from dashboard import database
from dashboard.charts.visual import Visual
from dashboard.errors import DatabaseAway
from dashboard.pictures.entry import Drawing
from dashboard.provenance import Reading, Sourced
from dashboard.texts import Language
from dashboard.views.picture import Card, Slot, card

Query = Callable[..., Any]
Made = TypeVar("Made")
KEPT = 1024
LOGGER = logging.getLogger("dashboard")


class _Version:
    """The data version last read, and since when the database no longer answers."""

    number: int | None = None
    epoch: int = 0
    read_at: dt.datetime | None = None
    stale: bool = False


def refresh() -> None:
    """Read the data version; the frame calls it once at the start of each run of a page."""
    try:
        _Version.number = database.version_now()
    except DatabaseAway as error:
        if not _Version.stale:
            LOGGER.warning("database lost: %s", type(error).__name__)
        _Version.stale = True
        if _Version.number is None:
            raise
    else:
        if _Version.stale:
            LOGGER.info("database back")
        _Version.read_at, _Version.stale = dt.datetime.now(dt.UTC), False


def version() -> int:
    if _Version.number is None:
        refresh()
    assert _Version.number is not None
    return _Version.number


def state() -> tuple[int, int]:
    """What everything drawn depends on: the data version, of the database in use since `forget`."""
    return _Version.epoch, version()


def stale_since() -> dt.datetime | None:
    """When the data on screen were read, if the database has not answered since."""
    return _Version.read_at if _Version.stale else None


def fetch(query: Query, *, reading: Reading, **arguments: Hashable) -> Any:
    """What `query(connection, reading=…, **arguments)` gives at the present data version."""
    dated = reading if reading.as_of else Reading(reading.day, reading.scope)
    return _fetched(query, dated, reading.as_of is None, tuple(sorted(arguments.items())), version())


@lru_cache(maxsize=KEPT)
def _fetched(query: Query, dated: Reading, is_now: bool, arguments: tuple[tuple[str, Hashable], ...], _: int) -> Any:
    """Keyed by the day too, so that a page left open over midnight counts its late days anew."""
    reading = Reading(None, dated.scope) if is_now else dated
    with database.reading() as connection:
        return query(connection, reading=reading, **dict(arguments))


_drawings: WeakKeyDictionary[Sourced, dict[Hashable, Any]] = WeakKeyDictionary()
_lock = threading.Lock()


def drawn(
    chart: Callable[..., Visual], data: Sourced, language: Language, *, slot: Slot = "full", interactive: bool = True,
    level: int = 2, over: str = "", **arguments: Hashable,
) -> Card:  # fmt: skip
    """The card of `chart(data, language, **arguments)`, kept as long as its rows are; see `picture.card`."""
    key = (chart, language, slot, interactive, level, over, tuple(sorted(arguments.items())))
    with _lock:
        cards: dict[Hashable, Card] = _drawings.setdefault(data, {})
    if key not in cards:
        cards[key] = card(
            chart(data, language, **arguments), slot=slot, interactive=interactive, level=level, over=over
        )
    return cards[key]


def card_of(drawing: Drawing, language: Language, **look: Any) -> Card:
    """The card of a picture of the list; `look` is what `drawn` takes for its place."""
    return drawn(drawing.chart, drawing.data, language, **(look | dict(drawing.arguments)))


def kept(make: Callable[..., Made], data: Sourced, *arguments: Hashable) -> Made:
    """What a page makes of rows, `make(data, *arguments)`, kept as long as they are.

    What else `make` fetches is of the same data version: a newer one brings new rows, so the part is made anew.
    """
    key = (make, *arguments)
    with _lock:
        parts: dict[Hashable, Made] = _drawings.setdefault(data, {})
    if key not in parts:
        parts[key] = make(data, *arguments)
    return parts[key]


def counts() -> dict[str, int]:
    """How often rows were queried; a test holds that a repeated run adds nothing."""
    return {"queried": _fetched.cache_info().misses, "kept": _fetched.cache_info().hits}


def forget() -> None:
    """Drop everything kept; tests and a change of database call it."""
    _fetched.cache_clear()
    _drawings.clear()
    _Version.number, _Version.read_at, _Version.stale = None, None, False
    _Version.epoch += 1
