"""Conditions that keep what was known at the moment a page is read as of, and what its scope admits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from dashboard import model
from dashboard.provenance import Reading


def live(table: type[model.Appended], reading: Reading) -> ColumnElement[bool]:
    """Rows in force at the moment: recorded by then, not yet superseded."""
    moment = reading.moment
    if moment is None:
        return table.superseded_at.is_(None)
    return and_(known(table.recorded_at, reading), or_(table.superseded_at.is_(None), table.superseded_at > moment))


def known(recorded_at: Any, reading: Reading) -> ColumnElement[bool]:
    """What had been recorded at the moment; everything when the page speaks of now."""
    return true() if reading.moment is None else recorded_at <= reading.moment


def in_scope(kind: Any, reading: Reading) -> ColumnElement[bool]:
    """Real sources only, or demonstration ones too; `kind` is `source.kind` of the rows."""
    return kind != "demonstration" if reading.scope == "published" else true()
