"""What looks doubtful in a file once it is set beside what the database holds: told, never refused.

A count is sudden when it is ten times, or a tenth of, the median of what the same place reported before, and at least
fifty people apart from it: a median is not moved by one odd month, and small places may well go from three to thirty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, func, select

from dashboard.model import Batch, Source, TallyChange, TallySum
from dashboard.queries import drafts
from dashboard.queries.drafts import Draft
from dashboard.texts import LANGUAGES, Language, date, join, month, text
from dashboard.updates.tally_weighing import Weighed

if TYPE_CHECKING:
    from dashboard.queries.import_changes import Lists

TIMES: Final = 10
APART: Final = 50
ENOUGH: Final = 3
"""Months without which nothing can be called sudden."""
NAMED: Final = 6
ORDER: Final = (
    ("reintegration_started", "returns_assisted"),
    ("reintegration_started", "reintegration_eligible"),
    ("reintegration_completed", "reintegration_started"),
)
"""Over all months, the first cannot exceed the second: people return, are eligible, begin, complete."""


@dataclass(frozen=True)
class Notice:
    """One doubt; a hole that reads differently in each language holds its words by language."""

    code: str
    key: str
    holes: Mapping[str, Any]

    def message(self, language: Language) -> str:
        holes = {name: hole[language] if isinstance(hole, dict) else hole for name, hole in self.holes.items()}
        return text(self.key, language=language, **holes)


@dataclass(frozen=True)
class Series:
    """Counts of an indicator by (month, number of the territory): as they stand, and as they would."""

    indicator: Any
    before: Mapping[tuple[int, int], int]
    after: Mapping[tuple[int, int], int]

    def total(self) -> int:
        return sum(self.after.values())


def of_cells(
    connection: Connection, draft: Draft, lists: Lists, weighed: Collection[Weighed], series: Mapping[int, Series]
) -> tuple[Notice, ...]:
    moved = {(row.month, row.territory_id, row.indicator_id) for row in weighed if row.added or row.superseded}
    return (
        *duplicates(connection, draft, not moved),
        *_other_sources(connection, draft, lists, weighed),
        *(notice for one in series.values() for notice in _sudden(one, lists, moved)),
        *(notice for one in series.values() for notice in _decreasing(one, lists, moved)),
        *_out_of_order(connection, lists, series, draft),
    )


def duplicates(connection: Connection, draft: Draft, changes_nothing: bool) -> Iterator[Notice]:
    """The same bytes, or other bytes that say nothing new."""
    for one in drafts.earlier(connection, draft.sha256, besides=draft.number):
        if one.status == "accepted":
            key = "This very file was already accepted on {day}, brought by {by}."
            yield Notice("duplicate", key, {"day": bilingual_day(one.at), "by": one.by or "–"})
            return
    if changes_nothing:
        yield Notice("nothing_new", "Everything in this file stands in the database already.", {})


def _other_sources(
    connection: Connection, draft: Draft, lists: Lists, weighed: Collection[Weighed]
) -> Iterator[Notice]:
    if not draft.source.is_complete:
        return
    found: defaultdict[tuple[int, str, str], set[int]] = defaultdict(set)
    brought = {(row.indicator_id, row.month) for row in weighed}
    for row in connection.execute(_sent(draft, weighed)):
        if (row.indicator_id, row.month) in brought:
            found[row.indicator_id, row.title_fr, row.title_en].add(row.month)
    for (indicator_id, title_fr, title_en), months in sorted(found.items()):
        key = "{indicator}: {months} already loaded from another source, “{source}”."
        yield Notice("other_source", key, {
            "indicator": named(lists.by_id[indicator_id]), "months": bilingual_months(months),
            "source": {"fr": title_fr, "en": title_en},
        })  # fmt: skip


def _sent(draft: Draft, weighed: Collection[Weighed]) -> Any:
    """Months of these registers that batches of other sources still hold cells of."""
    said = draft.source
    own = and_(
        Source.title_fr == (said.title_fr or said.title_en), Source.publisher == said.publisher,
        Source.published_on.is_(None) if said.published_on is None else Source.published_on == said.published_on,
    )  # fmt: skip
    months = sorted({row.month for row in weighed}) or [0]
    return (
        select(TallyChange.indicator_id, TallyChange.month, Source.title_fr, Source.title_en)
        .join(Batch, Batch.id == TallyChange.batch_id).join(Source, Source.id == Batch.source_id)
        .where(TallyChange.is_demonstration == draft.is_demonstration, TallyChange.dimensions == 0,
               TallyChange.cells > 0, TallyChange.indicator_id.in_({row.indicator_id for row in weighed}),
               TallyChange.month.between(months[0], months[-1]), Batch.withdrawn_at.is_(None), ~own)
        .distinct()
    )  # fmt: skip


def _sudden(series: Series, lists: Lists, moved: Collection[tuple[int, int, int]]) -> Iterator[Notice]:
    """By place: months of the file that are ten times, or a tenth of, the median of the months that stood there."""
    stood: defaultdict[int, list[int]] = defaultdict(list)
    for (when, territory), count in series.before.items():
        if (when, territory, series.indicator.id) not in moved:
            stood[territory].append(count)
    for (when, territory), count in sorted(series.after.items()):
        usual = median(stood[territory]) if len(stood[territory]) >= ENOUGH else None
        if usual is None or (when, territory, series.indicator.id) not in moved or not is_sudden(count, usual):
            continue
        key = "{indicator}, {place}, {month}: {count} people, where {usual} are usual. Check that no digit is too many."
        yield Notice("sudden", key, {
            "indicator": named(series.indicator), "place": named(lists.places[territory]),
            "month": bilingual_months([when]), "count": count, "usual": round(usual),
        })  # fmt: skip


def is_sudden(count: float, usual: float) -> bool:
    """Ten times as many or as few, and at least fifty apart (see the module)."""
    high, low = max(count, usual), min(count, usual)
    return high >= TIMES * low and high - low >= APART


def _decreasing(series: Series, lists: Lists, moved: Collection[tuple[int, int, int]]) -> Iterator[Notice]:
    """What is counted since a beginning can only grow."""
    if series.indicator.nature != "cumulative":
        return
    for territory in sorted({place for _, place in series.after}):
        counts = sorted((when, count) for (when, place), count in series.after.items() if place == territory)
        for (earlier, was), (when, count) in pairwise(counts):
            ends = {(one, territory, series.indicator.id) for one in (earlier, when)}
            if count < was and ends & set(moved):
                key = (
                    "{indicator}, {place}: {count} in {month}, less than {was} in {before}, but this count only grows."
                )
                yield Notice("decreasing", key, {
                    "indicator": named(series.indicator), "place": named(lists.places[territory]), "count": count,
                    "month": bilingual_months([when]), "was": was, "before": bilingual_months([earlier]),
                })  # fmt: skip


def _out_of_order(
    connection: Connection, lists: Lists, series: Mapping[int, Series], draft: Draft
) -> Iterator[Notice]:  # fmt: skip
    """More people reintegrated than returned, over all months together: one indicator beside another, never added."""
    for more, fewer in ORDER:
        pair = [lists.indicators[key] for key in (more, fewer) if key in lists.indicators]
        if len(pair) < 2 or not any(one.id in series for one in pair):
            continue
        first, second = (_whole(connection, one, series, draft) for one in pair)
        if first is not None and second is not None and first > second:
            key = "Over all months, {first} “{more}” exceed {second} “{fewer}”."
            names = {"more": named(pair[0]), "fewer": named(pair[1])}
            yield Notice("out_of_order", key, {**names, "first": first, "second": second})


def _whole(connection: Connection, indicator: Any, series: Mapping[int, Series], draft: Draft) -> int | None:
    if indicator.id in series:
        return series[indicator.id].total()
    family = TallySum.is_demonstration == draft.is_demonstration
    kept = (family, TallySum.dimensions == 0, TallySum.indicator_id == indicator.id)
    total: int | None = connection.scalar(
        select(func.sum(TallySum.count)).where(*kept, TallySum.period > 9999, TallySum.cells > 0)
    )
    return None if total is None else int(total)


def named(row: Any) -> dict[str, str]:
    return {"fr": row.name_fr, "en": row.name_en}


def bilingual_day(moment: Any) -> dict[str, str]:
    return {language: date(moment.date(), language) for language in LANGUAGES}


def bilingual_months(months: Collection[int]) -> dict[str, str]:
    """The first ones by name, the others counted."""
    shown, rest = sorted(months)[:NAMED], max(0, len(months) - NAMED)
    return {language: _months(shown, rest, language) for language in LANGUAGES}


def _months(shown: list[int], rest: int, language: Language) -> str:
    words = [month(one, language) for one in shown]
    if rest:
        words.append(text("{count} other month", "{count} other months", language=language, count=rest))
    return join(words, language)
