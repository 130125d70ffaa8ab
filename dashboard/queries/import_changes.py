"""What a file would change if it were accepted now: added, replaced, unchanged, before and after, and what is doubtful.

Totals stand by indicator and year, never across indicators. `basis` stands for what lies beneath the rows of the file:
while it is the same, accepting does what was shown.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from dashboard.errors import EntryRefused
from dashboard.imports.understood import CELL_COLUMNS, Loads
from dashboard.model import Country, Indicator, Priority, TallySum, Territory
from dashboard.queries import (
    drafts,
    import_activities,
    import_doubts,
    import_figures,
    import_moves,
    import_reports,
    registers,
    settings,
    tallies,
)
from dashboard.queries.drafts import Draft
from dashboard.queries.import_activities import Terms
from dashboard.queries.import_doubts import Notice, Series
from dashboard.queries.import_figures import Stated
from dashboard.queries.import_moves import NOTHING, Touched
from dashboard.queries.tally_dimensions import LAST_YEAR
from dashboard.texts import LANGUAGES, Language, date, month, said, text
from dashboard.updates.tally_incoming import Cell
from dashboard.updates.tally_weighing import Weighed, weigh

SEXES: Final = {"f": "Women", "m": "Men", "unknown": "Sex not specified"}
STOCKS: Final = ("stock", "cumulative")
SHOWN: Final = 50


@dataclass(frozen=True)
class YearTotal:
    """One indicator in one year, real or fictitious as the file is: `before` None where nothing was reported.

    A stock is not added over months: its total is that of the last month. `replaces_demonstration`: readers see the
    fictitious rows of this indicator until now, and its real ones from then on. Totals of a protected indicator are
    rounded, and too small ones None: `is_rounded` says so.
    """

    indicator: str
    name_fr: str
    name_en: str
    year: int
    before: int | None
    after: int | None
    added: int
    superseded: int
    unchanged: int
    replaces_demonstration: bool = False
    is_rounded: bool = False


@dataclass(frozen=True)
class Change:
    """One row that would replace another: what it is about, in both languages, and both values."""

    name_fr: str
    name_en: str
    about_fr: str
    about_en: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """`changes` are the first fifty; `touched` is what changes of the pages, for the pictures that would move."""

    loads: Loads
    added: int
    superseded: int
    unchanged: int
    totals: tuple[YearTotal, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    touched: Touched = NOTHING
    basis: str = ""
    faults: tuple[Notice, ...] = ()
    """What forbids accepting it as it is: found only now, beside what the database holds."""

    @property
    def changes_nothing(self) -> bool:
        return not self.added and not self.superseded


@dataclass(frozen=True)
class Lists:
    """Keys and numbers of what cells refer to."""

    indicators: Mapping[str, Any]
    territories: Mapping[str, Any]
    countries: Mapping[str, Any]

    @property
    def by_id(self) -> dict[int, Any]:
        return {row.id: row for row in self.indicators.values()}

    @property
    def places(self) -> dict[int, Any]:
        return {row.id: row for row in self.territories.values()}


def of(connection: Connection, draft: Draft) -> Comparison:
    """What a draft would change now; `draft.outcome` says what it brings."""
    subjects = {"cells": of_cells, "figures": of_figures, "progress": of_reports, "activities": of_activities}
    loads = draft.outcome.loads if draft.outcome else None
    if loads is None:
        raise EntryRefused("This file has not been read yet.", field="draft")
    return subjects[loads](connection, draft)


def of_cells(connection: Connection, draft: Draft) -> Comparison:
    """Register cells beside those in force; the connection may make temporary tables (`database.sketching`)."""
    lists = listed(connection)
    weighed, replaced = weigh(connection, cells(connection, draft.number, lists), family=draft.is_demonstration)
    touched = sorted({row.indicator_id for row in weighed})
    moved = sorted({row.indicator_id for row in weighed if row.added or row.superseded})
    series = {number: _series(connection, lists.by_id[number], weighed, draft) for number in touched}
    totals = tuple(_totals(connection, lists, weighed, series, draft))
    added, superseded, unchanged = _counts(weighed)
    return Comparison(
        "cells", added, superseded, unchanged, totals=totals, changes=tuple(_changes(replaced, lists)),
        notices=import_doubts.of_cells(connection, draft, lists, weighed, series),
        touched=Touched(registers=tuple(lists.by_id[number].key for number in moved)), basis=basis_of(weighed),
    )  # fmt: skip


def of_figures(connection: Connection, draft: Draft) -> Comparison:
    """Statements beside those of the same source; nothing is ever added up."""
    rows, names = import_figures.stated(connection, draft, draft.source), import_figures.names_of(connection)
    by_id = {row.id: row for row in names.indicators.values()}
    new, changed = [one for one in rows if one.is_new], [one for one in rows if one.is_changed]
    moved = {one.columns["indicator_id"] for one in (*new, *changed)}
    doubts = import_figures.notices(connection, rows)
    return Comparison(
        "figures", len(new), len(changed), len(rows) - len(new) - len(changed),
        changes=tuple(_changed_figure(one, by_id, names) for one in changed[:SHOWN]),
        notices=(*import_doubts.duplicates(connection, draft, not moved), *doubts),
        touched=Touched(regional=import_moves.of_figures(connection, [one.columns for one in (*new, *changed)])),
        basis=basis_of(import_figures.beneath(connection, rows)),
        faults=tuple(import_figures.faults(connection, rows)),
    )  # fmt: skip


def of_reports(connection: Connection, draft: Draft) -> Comparison:
    """Reports on activities; one that says what the side declared already is unchanged."""
    rows = import_reports.declared(connection, draft)
    new = import_reports.new(connection, draft, rows)
    titles = import_reports.titles(connection, new)
    return Comparison(
        "progress", len(new), 0, len(rows) - len(new),
        changes=tuple(
            Change(*titles[row.activity_key], date(row.declared_on, "fr"), date(row.declared_on, "en"),
                   import_reports.before(connection, row), f"{row.percent:g}")
            for row in new[:SHOWN]
        ),
        notices=tuple(import_doubts.duplicates(connection, draft, not new)),
        touched=Touched(declared=import_moves.of_activities(connection, {row.activity_key for row in new})),
        basis=basis_of(import_reports.basis(connection, rows)),
        faults=import_reports.faults(connection, draft, new),
    )  # fmt: skip


def of_activities(connection: Connection, draft: Draft) -> Comparison:
    """Terms of activities beside those in force."""
    rows = import_activities.terms(connection, draft)
    new, changed = [one for one in rows if one.is_new], [one for one in rows if one.is_changed]
    return Comparison(
        "activities", len(new), len(changed), len(rows) - len(new) - len(changed),
        changes=tuple(_changed_terms(one) for one in changed[:SHOWN]),
        notices=tuple(import_doubts.duplicates(connection, draft, not new and not changed)),
        touched=Touched(priorities=_priorities(connection, {one.priority_id for one in (*new, *changed)})),
        basis=basis_of((one.row, one.key, one.stands.id if one.stands else 0) for one in rows),
        faults=tuple(import_activities.faults(draft, rows)),
    )  # fmt: skip


def _priorities(connection: Connection, ids: Collection[int]) -> tuple[int, ...]:
    return tuple(connection.scalars(select(Priority.number).where(Priority.id.in_(ids)).order_by(Priority.number)))


def _changed_figure(one: Stated, by_id: Mapping[int, Any], names: Any) -> Change:
    indicator = by_id[one.columns["indicator_id"]]
    about_fr, about_en = (import_figures.about_words(one, names, language) for language in LANGUAGES)
    before, after = (import_figures.quantity(columns or {}) for columns in (one.stands, one.columns))
    return Change(indicator.name_fr, indicator.name_en, about_fr, about_en, before, after)


def _changed_terms(one: Terms) -> Change:
    """The period of the activity, which is what plans are judged by."""
    before = f"{one.stands.starts_on} – {one.stands.due_on}" if one.stands else ""
    after = f"{one.columns['starts_on']} – {one.columns['due_on']}"
    return Change(one.columns["title_fr"], one.columns["title_en"], one.key, one.key, before, after)


def cells(connection: Connection, number: int, lists: Lists) -> Iterator[Cell]:
    """The cells of a draft, as the register wants them; nothing is asked of the database while they come."""
    indicators = {key: row.id for key, row in lists.indicators.items()}
    territories = {key: row.id for key, row in lists.territories.items()}
    lines = drafts.lines(connection, number, CELL_COLUMNS[1:])
    return (
        Cell(indicators[indicator], territories[territory], country, sex, age, detail, int(month_of), int(count))
        for indicator, month_of, territory, country, sex, age, detail, count in lines
    )


def listed(connection: Connection) -> Lists:
    names = (Indicator.name_fr, Indicator.name_en, Indicator.nature, Indicator.sensitivity, Indicator.unit)
    indicators = connection.execute(select(Indicator.id, Indicator.key, *names)).all()
    territories = connection.execute(
        select(Territory.id, Territory.key, Territory.name_fr, Territory.name_en)
        .where(Territory.division == registers.DIVISION)
    ).all()  # fmt: skip
    countries = connection.execute(select(Country.code, Country.name_fr, Country.name_en)).all()
    return Lists(
        {row.key: row for row in indicators}, {row.key: row for row in territories},
        {row.code: row for row in countries},
    )  # fmt: skip


def basis_of(rows: Iterable[Iterable[object]]) -> str:
    """One word for what lies beneath: another one as soon as any of it moved."""
    lines = sorted(",".join(map(str, row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def _series(connection: Connection, indicator: Any, weighed: Collection[Weighed], draft: Draft) -> Series:
    """Counts of its own kind, real or fictitious, by month and territory as they stand, and as they would."""
    family = TallySum.is_demonstration == draft.is_demonstration
    kept = (family, TallySum.dimensions == 1, TallySum.indicator_id == indicator.id)
    found = connection.execute(
        select(TallySum.period, TallySum.territory_id, TallySum.count)
        .where(*kept, TallySum.period > LAST_YEAR, TallySum.cells > 0)
    )  # fmt: skip
    before: dict[tuple[int, int], int] = {(when, place): count for when, place, count in found}
    after = defaultdict(int, before)
    for row in weighed:
        if row.indicator_id == indicator.id:
            after[row.month, row.territory_id] += row.delta
    return Series(indicator, before, dict(after))


def _totals(
    connection: Connection, lists: Lists, weighed: Collection[Weighed], series: Mapping[int, Series], draft: Draft
) -> Iterator[YearTotal]:
    least = int(settings.value(connection, settings.LEAST_TOLD))
    fictitious = set() if draft.is_demonstration else _shown_as_demonstration(connection)
    for number, year in sorted({(row.indicator_id, row.month // 100) for row in weighed}):
        indicator, inside = lists.by_id[number], [
            row for row in weighed if row.indicator_id == number and row.month // 100 == year
        ]  # fmt: skip
        before, after = (_year(each, year, indicator.nature) for each in (series[number].before, series[number].after))
        is_protected = indicator.sensitivity == "protected"
        if is_protected:
            before, after = (None if count is None else tallies.rounded(count, least) for count in (before, after))
        added, superseded, unchanged = _counts(inside)
        yield YearTotal(
            indicator.key, indicator.name_fr, indicator.name_en, year, before, after, added, superseded, unchanged,
            replaces_demonstration=number in fictitious, is_rounded=is_protected,
        )  # fmt: skip


def _counts(rows: Iterable[Weighed]) -> tuple[int, int, int]:
    """How many cells are added, replaced and unchanged."""
    every = list(rows)
    return sum(row.added for row in every), sum(row.superseded for row in every), sum(row.unchanged for row in every)


def _year(counts: Mapping[tuple[int, int], int], year: int, nature: str) -> int | None:
    inside = {key: count for key, count in counts.items() if key[0] // 100 == year}
    if not inside:
        return None
    last = max(month for month, _ in inside)
    return sum(count for (month, _), count in inside.items() if nature not in STOCKS or month == last)


def _shown_as_demonstration(connection: Connection) -> set[int]:
    """Indicators of which readers see fictitious cells: there are some, and no real ones."""
    whole = (TallySum.dimensions == 0, TallySum.cells > 0)
    families: defaultdict[bool, set[int]] = defaultdict(set)
    asked = select(TallySum.is_demonstration, TallySum.indicator_id).where(*whole).distinct()
    for family, indicator_id in connection.execute(asked):
        families[bool(family)].add(indicator_id)
    return families[True] - families[False]


def _changes(rows: Iterable[Any], lists: Lists) -> Iterator[Change]:
    """Those of public indicators: a protected cell is never told."""
    for row in rows:
        if lists.by_id[row.indicator_id].sensitivity == "public":
            yield _change(row, lists)


def _change(row: Any, lists: Lists) -> Change:
    indicator = lists.by_id[row.indicator_id]
    about_fr, about_en = (_about(row, lists, language) for language in LANGUAGES)
    return Change(indicator.name_fr, indicator.name_en, about_fr, about_en, str(row.old_count), str(row.count))


def _about(row: Any, lists: Lists, language: Language) -> str:
    """`mars 2026 · Gao · Niger · Femmes · 18-34`."""
    place, country = lists.places[row.territory_id], lists.countries[row.country_code]
    age = "" if row.age_group == "unknown" else row.age_group
    names = (said(place, "name", language), said(country, "name", language), text(SEXES[row.sex], language))
    parts = (month(row.month, language), *names, age, row.detail)
    return " · ".join(part for part in parts if part)
