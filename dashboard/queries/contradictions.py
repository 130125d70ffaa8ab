"""Sources that cannot both be right: about the same thing, the same days and the same place, and apart.

A statement stands for a span of numbers: an exact one for itself, a floor for all above it, “about” and “almost” for a
tenth around or below it. Two statements contradict each other when their spans do not meet. A register is set beside a
figure of the same people only when it is real: it contradicts when it already counts more, or when every month was
received from every region and it counts fewer. Nothing is ever added across indicators.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from dashboard.model import Figure, Indicator, Source, Territory
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import registers, tally_registers
from dashboard.queries.moments import in_scope, live
from dashboard.queries.registers import Part
from dashboard.texts import month_of

COLUMNS = (
    "kind", "indicator_key", "name_fr", "name_en", "unit", "period_start", "period_end", "place_fr", "place_en",
    "first_key", "first", "first_qualifier", "first_fr", "first_en", "second_key", "second", "second_qualifier",
    "second_fr", "second_en",
)  # fmt: skip
AROUND: Final = 0.1
COUNTRY: Final = "mali"
Row = tuple[Any, ...]


class Found(NamedTuple):
    """Rows that contradict each other, and how many were set side by side."""

    rows: list[Row]
    compared: int


def contradictions(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per pair: what it is about, both numbers with their qualifiers and sources; a register has no key."""
    return Sourced(frame(found(connection, reading).rows, COLUMNS), (), reading)


def found(connection: Connection, reading: Reading) -> Found:
    figures = _figures(connection, reading)
    pairs, beside = list(_pairs(figures)), list(_registers(connection, figures, reading))
    rows = [_stated(first, second) for first, second in pairs if not _meet(span(first), span(second))]
    return Found([*rows, *(row for row in beside if row)], len(pairs) + len(beside))


def span(row: Any) -> tuple[float, float]:
    """The numbers that a statement allows."""
    value = row.value
    if value is None:
        return (row.value_low or 0, math.inf if row.value_high is None else row.value_high)
    spans = {
        "at_least": (value, math.inf), "at_most": (0, value), "about": (value * (1 - AROUND), value * (1 + AROUND)),
        "almost": (value * (1 - AROUND), value),
    }  # fmt: skip
    low, high = spans.get(row.qualifier, (value, value))
    return (low if row.value_low is None else min(low, row.value_low),
            high if row.value_high is None else max(high, row.value_high))  # fmt: skip


def _meet(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _figures(connection: Connection, reading: Reading) -> Sequence[Any]:
    """With whole days of a period, and a number."""
    return connection.execute(
        select(Figure.key, Figure.value, Figure.value_low, Figure.value_high, Figure.qualifier, Figure.period_start,
               Figure.period_end, Figure.place, Figure.country_code, Territory.key.label("territory"),
               Territory.name_fr.label("territory_fr"), Territory.name_en.label("territory_en"),
               Indicator.key.label("indicator_key"), Indicator.name_fr, Indicator.name_en, Indicator.population,
               Indicator.unit, Indicator.nature, Source.key.label("source_key"), Source.title_fr, Source.title_en)
        .join(Indicator, Indicator.id == Figure.indicator_id).join(Source, Source.id == Figure.source_id)
        .outerjoin(Territory, Territory.id == Figure.territory_id)
        .where(live(Figure, reading), in_scope(Source.kind, reading), Figure.period_start.is_not(None),
               Figure.period_end.is_not(None), Figure.value.is_not(None) | Figure.value_low.is_not(None))
        .order_by(Figure.key)
    ).all()  # fmt: skip


def _pairs(figures: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Statements of different sources about the same thing, day for day and place for place."""
    groups: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in figures:
        place = row.territory or row.country_code or row.place.casefold()
        groups[row.indicator_key, row.period_start, row.period_end, place, row.country_code].append(row)
    for group in groups.values():
        yield from (pair for pair in combinations(group, 2) if pair[0].source_key != pair[1].source_key)


def _stated(first: Any, second: Any) -> Row:
    about = ("figures", first.indicator_key, first.name_fr, first.name_en, first.unit, first.period_start,
             first.period_end, first.territory_fr or first.place, first.territory_en or first.place)  # fmt: skip
    return (*about, *(value for row in (first, second) for value in (
        row.key, row.value if row.value is not None else row.value_low, row.qualifier, row.title_fr, row.title_en
    )))  # fmt: skip


def _registers(connection: Connection, figures: Sequence[Any], reading: Reading) -> Iterator[Row | None]:
    """Each figure that a real register may stand beside: its row when they contradict each other, else None."""
    known = _comparable(connection)
    for row in figures:
        register = known.get((row.population, row.unit))
        if register and row.nature == "flow" and register.key != row.indicator_key and _is_whole(row):
            counted = _counted(connection, register.key, row, reading)
            if counted is not None:
                yield _beside(register, row, *counted)


def _comparable(connection: Connection) -> dict[tuple[str, str], Any]:
    """Registers by the people they count; one whose people another register counts too is left out."""
    rows = connection.execute(
        select(Indicator.key, Indicator.name_fr, Indicator.name_en, Indicator.population, Indicator.unit)
        .where(Indicator.rhythm_months.is_not(None), Indicator.sensitivity == "public", Indicator.nature == "flow")
    ).all()  # fmt: skip
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.population, row.unit].append(row)
    return {people: group[0] for people, group in groups.items() if len(group) == 1}


def _is_whole(row: Any) -> bool:
    """Whole months: a register knows no shorter time."""
    first: dt.date = row.period_start
    after: dt.date = row.period_end + dt.timedelta(days=1)
    return first.day == 1 and after.day == 1


def _counted(connection: Connection, register: str, row: Any, reading: Reading) -> tuple[int, bool] | None:
    """What a real register counts of the same months and place, and whether all of it was received."""
    shown = tally_registers.register(connection, register, reading)
    if shown.is_demonstration or shown.first_month is None:
        return None
    region = None if row.territory in (None, COUNTRY) else row.territory
    part = Part(month_of(row.period_start), month_of(row.period_end), country=row.country_code, region=region)
    counts = registers.counted(connection, register, (), part, reading=reading)
    reports = registers.reports(connection, register, part, reading=reading)
    if not counts:
        return None
    return counts[()], all(reports.missing(month) == 0 for month in part.months)


def _beside(register: Any, row: Any, counted: int, is_complete: bool) -> Row | None:
    low, high = span(row)
    if counted <= high and (counted >= low or not is_complete):
        return None
    about = ("register", row.indicator_key, row.name_fr, row.name_en, row.unit, row.period_start, row.period_end,
             row.territory_fr or row.place, row.territory_en or row.place)  # fmt: skip
    value = row.value if row.value is not None else row.value_low
    return (*about, row.key, value, row.qualifier, row.title_fr, row.title_en, None, counted,
            "exact" if is_complete else "at_least", register.name_fr, register.name_en)  # fmt: skip
