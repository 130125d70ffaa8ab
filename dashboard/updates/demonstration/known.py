"""The published rows that the demonstration set refers to, by their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dashboard.errors import DashboardError
from dashboard.model import Country, FrameworkItem, Indicator, Organisation, Priority, Territory
from dashboard.updates.demonstration import contents
from dashboard.updates.demonstration.people import REINTEGRATION, RETURNS

DIVISION = 2023


@dataclass(frozen=True)
class Known:
    """Key → identifier of each published row."""

    priorities: dict[int, int]
    organisations: dict[str, int]
    territories: dict[str, int]
    indicators: dict[str, int]
    framework_items: dict[str, int]


def find(connection: Connection, partners: dict[str, int]) -> Known:
    """With the fictitious `partners`; refuse when a row is missing: the published files come first."""

    def keyed(statement: Any) -> dict[Any, int]:
        return {row[0]: row[1] for row in connection.execute(statement)}

    known = Known(
        keyed(select(Priority.number, Priority.id)),
        {**keyed(select(Organisation.key, Organisation.id)), **partners},
        keyed(select(Territory.key, Territory.id).where(Territory.division == DIVISION)),
        keyed(select(Indicator.key, Indicator.id)),
        keyed(select(FrameworkItem.key, FrameworkItem.id)),
    )
    _refuse_missing(known, set(connection.scalars(select(Country.code))))
    return known


def _refuse_missing(known: Known, countries: set[str]) -> None:
    plans, weights = contents.plans(), contents.registers()
    complete = (
        {plan.priority for plan in plans} <= known.priorities.keys()
        and {plan.owner for plan in plans} <= known.organisations.keys()
        and {region["key"] for region in weights["region"]} <= known.territories.keys()
        and {key for plan in plans for key in plan.serves} <= known.framework_items.keys()
        and {*RETURNS, *REINTEGRATION} <= known.indicators.keys()
        and {country["code"] for country in weights["country"]} <= countries
    )
    if not complete:
        raise DashboardError("Load the published figures first: the demonstration set refers to their rows.")
