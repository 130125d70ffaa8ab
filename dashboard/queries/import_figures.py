"""Stated figures of a file beside those in force: a source corrects itself, and never another source.

Two rows state the same thing when source, indicator, period and place are the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, and_, select

from dashboard.model import Country, Figure, Indicator, Source, Territory
from dashboard.queries import drafts, registers
from dashboard.queries.drafts import Draft, SourceWords
from dashboard.queries.import_doubts import Notice, bilingual_day, is_sudden, named
from dashboard.texts import LANGUAGES, Language, periods, said
from dashboard.texts.quantity import amount

Columns = dict[str, Any]
STATED: Final = ("value", "value_low", "value_high", "qualifier", "quote", "note_fr", "note_en")
"""What makes a statement another one; what it is about does not change."""
ABOUT: Final = ("indicator_id", "period_start", "period_end", "territory_id", "country_code", "place")


@dataclass(frozen=True)
class Stated:
    """One row of the file as columns of `figure`, and the number of the one in force that it would replace."""

    row: int
    columns: Columns
    stands: Columns | None

    @property
    def is_new(self) -> bool:
        return self.stands is None

    @property
    def is_changed(self) -> bool:
        return self.stands is not None and any(self.columns[name] != self.stands[name] for name in STATED)


@dataclass(frozen=True)
class Names:
    """What figures refer to, by key and by number."""

    indicators: Mapping[str, Any]
    territories: Mapping[str, Any]
    countries: Mapping[str, Any]

    def place(self, columns: Columns, language: Language) -> str:
        for row in self.territories.values():
            if row.id == columns["territory_id"]:
                return said(row, "name", language)
        country = self.countries.get(columns["country_code"] or "")
        return said(country, "name", language) if country else columns["place"]


def stated(connection: Connection, draft: Draft, source: SourceWords) -> list[Stated]:
    """Every row of a draft, beside what the same source has in force."""
    names, standing = names_of(connection), _standing(connection, source)
    rows = ((int(row["row"]), _columns(row, names)) for row in drafts.rows(connection, draft.number))
    return [Stated(number, columns, standing.get(about(columns))) for number, columns in rows]


def names_of(connection: Connection) -> Names:
    indicators = connection.execute(
        select(Indicator.id, Indicator.key, Indicator.name_fr, Indicator.name_en, Indicator.nature, Indicator.unit)
    )
    territories = connection.execute(
        select(Territory.id, Territory.key, Territory.name_fr, Territory.name_en)
        .where(Territory.division == registers.DIVISION)
    )  # fmt: skip
    countries = connection.execute(select(Country.code, Country.name_fr, Country.name_en))
    return Names({row.key: row for row in indicators}, {row.key: row for row in territories},
                 {row.code: row for row in countries})  # fmt: skip


def about(columns: Mapping[str, Any]) -> tuple[object, ...]:
    """What a figure is about; a place of ours says more than the words it was printed with."""
    is_placed = columns["territory_id"] or columns["country_code"]
    return (*(columns[name] for name in ABOUT[:-1]), None if is_placed else columns["place"].casefold())


def beneath(connection: Connection, rows: Sequence[Stated]) -> list[tuple[int, ...]]:
    """Each row with the figures in force about the same thing, whoever stated them: the same before and after the
    source of the file is named.
    """
    standing: dict[tuple[object, ...], list[int]] = {}
    for other in _beside(connection, {one.columns["indicator_id"] for one in rows}):
        standing.setdefault(about(other._mapping), []).append(other.id)
    return [(one.row, *sorted(standing.get(about(one.columns), []))) for one in rows]


def faults(connection: Connection, rows: Sequence[Stated]) -> Iterator[Notice]:
    """Rows that state the same thing twice."""
    seen: dict[tuple[object, ...], int] = {}
    for one in rows:
        first = seen.setdefault(about(one.columns), one.row)
        if first != one.row:
            key = "Rows {first} and {second} state the same thing: keep one."
            yield Notice("twice", key, {"first": str(first), "second": str(one.row)})


def notices(connection: Connection, rows: Sequence[Stated]) -> Iterator[Notice]:
    """What other sources say otherwise, what jumps, what should only grow."""
    names = names_of(connection)
    by_id = {row.id: row for row in names.indicators.values()}
    beside = _beside(connection, {one.columns["indicator_id"] for one in rows})
    for one in (row for row in rows if row.is_new or row.is_changed):
        indicator = by_id[one.columns["indicator_id"]]
        others = [other for other in beside if other.indicator_id == indicator.id and _same_place(one.columns, other)]
        yield from _doubts(indicator, one, others, names)


def _doubts(indicator: Any, one: Stated, others: Sequence[Any], names: Names) -> Iterator[Notice]:
    value = one.columns["value"]
    holes = {"indicator": named(indicator), "place": {language: names.place(one.columns, language)
                                                      for language in LANGUAGES}}  # fmt: skip
    if value is None:
        return
    for other in (other for other in others if other.value is not None and other.id != _id(one.stands)):
        of = {"count": _told(value, indicator), "other": _told(other.value, indicator),
              "source": {"fr": other.title_fr, "en": other.title_en}}  # fmt: skip
        if _same_period(one.columns, other) and value != other.value:
            key = "{indicator}, {place}: {count} here, {other} according to “{source}” for the same period."
            yield Notice("contradiction", key, {**holes, **of})
        elif is_sudden(value, other.value):
            key = "{indicator}, {place}: {count} here, {other} according to “{source}”. Check the number of digits."
            yield Notice("sudden", key, {**holes, **of})
    yield from _shrinking(indicator, one, others, holes)


def _shrinking(indicator: Any, one: Stated, others: Sequence[Any], holes: Mapping[str, Any]) -> Iterator[Notice]:
    end = one.columns["period_end"]
    if indicator.nature != "cumulative" or end is None:
        return
    earlier = [other for other in others if other.value is not None and other.period_end and other.period_end < end]
    last = max(earlier, key=lambda other: other.period_end, default=None)
    if last is not None and one.columns["value"] < last.value:
        key = "{indicator}, {place}: {count} is less than the {other} of {day}, but this count only grows."
        yield Notice("decreasing", key, {
            **holes, "count": _told(one.columns["value"], indicator), "other": _told(last.value, indicator),
            "day": bilingual_day(dt.datetime.combine(last.period_end, dt.time())),
        })  # fmt: skip


def about_words(one: Stated, names: Names, language: Language) -> str:
    """`2025 · Gao`."""
    period = periods.period(one.columns["period_start"], one.columns["period_end"], language)
    return " · ".join(part for part in (period, names.place(one.columns, language)) if part)


def quantity(columns: Mapping[str, Any]) -> str:
    """The number as it is kept, else the words."""
    value = columns["value"]
    return columns["quote"] if value is None else f"{value:g}"


def _told(value: float, indicator: Any) -> dict[str, str]:
    return {language: amount(value, indicator.unit, language) for language in LANGUAGES}


def _columns(row: Mapping[str, str], names: Names) -> Columns:
    territory = names.territories[row["territory"]].id if row["territory"] else None
    return {
        "indicator_id": names.indicators[row["indicator"]].id, "value": _number(row["value"]),
        "value_low": _number(row["value_low"]), "value_high": _number(row["value_high"]),
        "qualifier": row["qualifier"], "quote": row["quote"], "period_start": _day(row["period_start"]),
        "period_end": _day(row["period_end"]), "place": row["place"], "territory_id": territory,
        "country_code": row["country"] or None, "note_fr": row["note_fr"] or None, "note_en": row["note_en"] or None,
    }  # fmt: skip


def _number(words: str) -> float | None:
    return float(words) if words else None


def _day(words: str) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None


def _standing(connection: Connection, source: SourceWords) -> dict[tuple[object, ...], Columns]:
    found = connection.execute(
        select(Figure.__table__).join(Source, Source.id == Figure.source_id)
        .where(Figure.superseded_at.is_(None), same_source(source))
    )  # fmt: skip
    rows = [dict(row._mapping) for row in found]
    return {about(row): row for row in rows}


def same_source(words: SourceWords) -> Any:
    """Sources that files made, of these very words; the demonstration itself for what its accounts bring."""
    if words.kind == "demonstration":
        return Source.kind == "demonstration"
    day = Source.published_on
    return and_(
        Source.key.startswith("import-"), Source.title_fr == (words.title_fr or words.title_en),
        Source.publisher == words.publisher, Source.kind == words.kind,
        day.is_(None) if words.published_on is None else day == words.published_on,
    )  # fmt: skip


def _beside(connection: Connection, indicators: Iterable[int]) -> list[Any]:
    columns = (Figure.id, Figure.indicator_id, Figure.value, Figure.period_start, Figure.period_end,
               Figure.territory_id, Figure.country_code, Figure.place)  # fmt: skip
    found = connection.execute(
        select(*columns, Source.title_fr, Source.title_en).join(Source, Source.id == Figure.source_id)
        .where(Figure.superseded_at.is_(None), Figure.indicator_id.in_(list(indicators)),
               Source.kind != "demonstration")
    )  # fmt: skip
    return list(found)


def _same_place(columns: Columns, other: Any) -> bool:
    return about(columns)[3:] == about(other._mapping)[3:]


def _same_period(columns: Columns, other: Any) -> bool:
    both = (columns["period_start"], columns["period_end"])
    return None not in both and both == (other.period_start, other.period_end)


def _id(stands: Columns | None) -> int | None:
    return stands["id"] if stands else None
