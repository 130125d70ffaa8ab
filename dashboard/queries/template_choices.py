"""What the lists of a template offer, in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, select

from dashboard.imports.cells import folded
from dashboard.imports.templates import Choice, Key
from dashboard.model import Activity, ActivityVersion, Country, Indicator, Organisation, Priority, Territory
from dashboard.queries import registers
from dashboard.queries.known import DETAILS
from dashboard.texts import Language, said, text
from dashboard.texts.quantity import QUALIFIERS

FAMILIES: Final[Mapping[str, str]] = {"returns": "returns_", "reintegration": "reintegration_"}
UNKNOWN_COUNTRY: Final = "ZZ"
SEXES: Final = ("Women", "Men", "Sex not specified")
AGES: Final = ("0–17 years", "18–34 years", "35–59 years", "60 years and over", "Age not specified")
Choices = Mapping[Choice, Sequence[str]]


def choices(connection: Connection, key: Key, language: Language) -> Choices:
    """Every list that a template may use. The activities are all those in force: whose they are is checked later."""
    return {
        "indicator": [said(row, "name", language) for row in _indicators(connection, key)],
        "detail": [text(words, language) for words in _details(connection, key)],
        "sex": [text(words, language) for words in SEXES],
        "age_group": [text(words, language) for words in AGES],
        "qualifier": [text(words, language) for words in QUALIFIERS.values()],
        "activity": _activities(connection, language),
        "territory": _regions(connection, key, language),
        "country": _countries(connection, key, language),
        "organisation": _names(connection, select(*_named(Organisation)).order_by(Organisation.id), language),
        "priority": _names(connection, select(*_named(Priority)).order_by(Priority.number), language),
    }


def _named(table: Any) -> tuple[Any, Any]:
    return table.name_fr, table.name_en


def _names(connection: Connection, statement: sa.Select[Any], language: Language) -> list[str]:
    return [said(row, "name", language) for row in connection.execute(statement)]


def _regions(connection: Connection, key: Key, language: Language) -> Sequence[str]:
    """A register counts by region: Mali as a whole is no line of it. The region that is not specified comes last."""
    last = Territory.kind == "unknown"
    regions = select(*_named(Territory)).where(Territory.division == registers.DIVISION).order_by(last, Territory.id)
    return _names(connection, regions.where(Territory.kind != "country") if key in FAMILIES else regions, language)


def _countries(connection: Connection, key: Key, language: Language) -> Sequence[str]:
    """In alphabetical order, the one that is not specified last; nobody returns to Mali from Mali."""
    known = select(*_named(Country)).where(Country.code != UNKNOWN_COUNTRY)
    names = _names(connection, known.where(Country.code != "ML") if key in FAMILIES else known, language)
    unknown = _names(connection, select(*_named(Country)).where(Country.code == UNKNOWN_COUNTRY), language)
    return [*sorted(names, key=folded), *unknown]


def _indicators(connection: Connection, key: Key) -> Sequence[Any]:
    """Those of a register by its family; for stated figures every other one."""
    family = FAMILIES.get(key)
    is_register = Indicator.rhythm_months.is_not(None)
    which = is_register & Indicator.key.startswith(family) if family else ~is_register
    columns = (Indicator.key, Indicator.name_fr, Indicator.name_en)
    return connection.execute(select(*columns).where(which).order_by(Indicator.id)).all()


def _details(connection: Connection, key: Key) -> Sequence[str]:
    """The English names of the details that these registers know, each once."""
    if key not in FAMILIES:
        return ()
    named = (words for row in _indicators(connection, key) for words in DETAILS.get(row.key, {}).values())
    return list(dict.fromkeys(named))


def _activities(connection: Connection, language: Language) -> Sequence[str]:
    """By title; an activity whose title is not its own, by its code."""
    found = connection.execute(
        select(Activity.key, ActivityVersion.title_fr, ActivityVersion.title_en)
        .join(ActivityVersion, ActivityVersion.activity_id == Activity.id)
        .where(ActivityVersion.superseded_at.is_(None))
        .order_by(Activity.id)
    ).all()
    titles = [said(row, "title", language) for row in found]
    return [title if titles.count(title) == 1 else row.key for row, title in zip(found, titles, strict=True)]
