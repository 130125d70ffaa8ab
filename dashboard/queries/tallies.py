"""The one place where register cells are read: their sums, through the summary tables, as of any moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.errors import NotAllowed, Protected
from dashboard.model import AGE_GROUPS, SEXES, Territory
from dashboard.provenance import Reading, refuse_sum
from dashboard.queries import accounts, settings, tally_periods, tally_statements
from dashboard.queries.tally_dimensions import COLUMNS, Dimension
from dashboard.queries.tally_periods import within
from dashboard.queries.tally_registers import Register, is_known, register
from dashboard.queries.tally_rows import Row, named
from dashboard.queries.tally_statements import Shape

PROTECTED_TABLES = (
    (), ("year",), ("territory",), ("country",), ("sex",), ("age_group",), ("sex", "age_group"), ("territory", "sex"),
    ("year", "sex"),
)  # fmt: skip


class ProtectedTable(NamedTuple):
    """Rows and total, each rounded to ten on its own; None: not told, which may be zero."""

    rows: list[Row]
    total: int | None


def sums(
    connection: Connection,
    indicator: str,
    *,
    by: tuple[Dimension, ...] = (),
    reading: Reading,
    first_month: int | None = None,
    last_month: int | None = None,
    territory: str | None = None,
    country: str | None = None,
    sex: str | None = None,
    age_group: str | None = None,
    detail: str | None = None,
) -> list[Row]:
    """One row per combination of `by` that was reported, in order: its values, `count`, `cells`.

    Territories come as keys, countries as codes. A combination without a row was not reported; a count of zero was.
    """
    shown = register(connection, indicator, reading)
    if shown.is_protected:
        raise Protected("These counts are protected: only their fixed, rounded tables are shown.")
    chosen = {"territory": territory, "country": country, "sex": sex, "age_group": age_group, "detail": detail}
    return _sums(connection, shown, by, _given(chosen), first_month, last_month)


def small_counts(
    connection: Connection,
    actor: Actor,
    indicator: str,
    *,
    by: tuple[Dimension, ...],
    reading: Reading,
    first_month: int | None,
    last_month: int | None,
    filters: Mapping[str, str | None],
) -> list[Row]:
    """What `sums` refuses: the true counts of a protected indicator, for the role that may see them.

    Asked through `updates.small_counts`, which keeps who looked; what comes stands in no cache. A fictitious account
    sees fictitious counts only.
    """
    accounts.allowed(connection, actor, "protection")
    shown = register(connection, indicator, reading)
    if actor.is_fictitious and not shown.is_demonstration:
        raise NotAllowed("Your account does not have the right to do this: ask the administrator.")
    return _sums(connection, shown, by, _given(filters), first_month, last_month)


def _given(filters: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value is not None}


def months(connection: Connection, indicator: str, reading: Reading) -> tuple[int, int] | None:
    """First and last month that anybody reported."""
    reported = months_reported(connection, indicator, reading)
    return (reported[0], reported[-1]) if reported else None


def months_reported(
    connection: Connection, indicator: str, reading: Reading, *, territory: str | None = None
) -> tuple[int, ...]:
    """Every month that anybody reported, a zero included; months between them may be missing.

    A database that does not know the indicator yet, because nothing was ever loaded, has none.
    """
    if not is_known(connection, indicator):
        return ()
    shown = register(connection, indicator, reading)
    filters = {} if territory is None else {"territory": territory}
    return tuple(row.month for row in _sums(connection, shown, ("month",), filters))


def protected_table(
    connection: Connection, indicator: str, *, by: tuple[Dimension, ...], reading: Reading
) -> ProtectedTable:
    """A fixed table of a protected indicator: no filter and no period, whose differences would tell small counts."""
    if by not in PROTECTED_TABLES:
        raise Protected("These counts are protected: only their fixed, rounded tables are shown.")
    shown = register(connection, indicator, reading)
    least = settings.least_told(connection, reading=reading)
    rows = [row._replace(count=rounded(row.count, least), cells=None) for row in _sums(connection, shown, by, {})]
    whole = _sums(connection, shown, (), {})
    return ProtectedTable(rows, rounded(whole[0].count, least) if whole else None)


def rounded(count: int, least: int) -> int | None:
    """A protected count as readers get it; one under `least`, zero included, is not told."""
    return None if count < least else (count + 5) // 10 * 10


def _sums(
    connection: Connection,
    shown: Register,
    by: tuple[Dimension, ...],
    filters: dict[str, str],
    first_month: int | None = None,
    last_month: int | None = None,
) -> list[Row]:
    if "month" not in by and (first_month is None or first_month != last_month):
        refuse_sum([(shown.key, shown.nature)])
    inside = _members(connection, shown, by, filters) | _values(connection, filters)
    span = within(shown, first_month, last_month)
    if span is None or not all(inside.values()):
        return []
    kept = tuple(column for name, column in COLUMNS.items() if name in (*by, *filters))
    asked = tally_periods.asked(connection, shown, by, kept, *span)
    shape = Shape(
        by, kept, tuple(inside),
        takes_off=bool(asked.periods.taken_off), is_past=bool(shown.later_batches), corrects=bool(asked.corrected),
    )  # fmt: skip
    rows = connection.execute(tally_statements.sums(shape), inside | shown.parameters | asked.parameters).all()
    return named(connection, rows, by)


def _values(connection: Connection, filters: dict[str, str]) -> dict[str, list[Any]]:
    """Column → the values it may have; a territory stands under its key in more than one division."""
    values: dict[str, list[Any]] = {COLUMNS[name]: [value] for name, value in filters.items()}
    if "territory" in filters:
        same_key = sa.select(Territory.id).where(Territory.key == filters["territory"])
        values["territory_id"] = list(connection.scalars(same_key))
    return values


def _members(
    connection: Connection, shown: Register, by: Collection[Dimension], filters: dict[str, str]
) -> dict[str, list[Any]]:
    """Column → every value it may have, where the key needs it to go straight to what comes after it."""
    members: dict[str, list[Any]] = {}
    if "sex" in by:
        members["sex"] = list(SEXES)
    if "age_group" in by:
        members["age_group"] = list(AGE_GROUPS)
    if "detail" in by:
        members["detail"] = list(connection.scalars(tally_statements.details(), shown.parameters))
    if "territory" in by and "country" in filters:
        members["territory_id"] = list(connection.scalars(sa.select(Territory.id)))
    return members
