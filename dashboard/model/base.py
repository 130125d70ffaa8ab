"""What every table is made of: moments in UTC, kinds of column, checks, and the words that several subjects share."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, DateTime, Dialect, Index, MetaData, Numeric, String, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

SIDES = ("ministry", "iom")
DATE_STATUSES = ("printed", "month_printed", "year_printed", "inferred", "outside_articles", "not_printed")
WRITTEN_IN = ("fr", "en")
"""The one language in which words were typed: they then stand in the columns of both."""


class UTCDateTime(TypeDecorator[dt.datetime]):
    """A moment with its time zone: stored as UTC, read back as UTC (SQLite drops the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that `column` holds one of `values`; named after the column."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({quoted})", name=f"{column}_known")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as declared)
        dt.datetime: UTCDateTime,
        Decimal: Numeric(20, 2, asdecimal=False),
        str: Text,
    }


class Appended:
    """Columns of a statement that is corrected by a new row, never changed."""

    recorded_at: Mapped[dt.datetime] = mapped_column(index=True)
    superseded_at: Mapped[dt.datetime | None]
    reason: Mapped[str | None]


def short(length: int = 64) -> String:
    return String(length)


def code(length: int) -> TypeEngine[str]:
    """A short word in a wide key: compared byte by byte, which PostgreSQL otherwise leaves to the server's language."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def one_in_force(name: str, *columns: str) -> Index:
    """One row in force for these columns; those that were withdrawn or corrected stay readable."""
    in_force = text("superseded_at IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=in_force, postgresql_where=in_force)
