"""What a file that is brought may refer to, for the process that reads it and has no database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Final

from sqlalchemy import Connection, select

from dashboard.actors import Side
from dashboard.imports.known import Known, KnownActivity, KnownCountry, KnownIndicator, KnownTerritory
from dashboard.model import (
    Activity,
    ActivityVersion,
    Country,
    Indicator,
    Milestone,
    Organisation,
    Priority,
    TallySum,
    Territory,
)
from dashboard.queries import entry, registers
from dashboard.queries.reintegration import FORMS, LAG, LAGS
from dashboard.texts import text

SCHEMES: Final = ("iso_3166_2", "ocha_pcode_2021", "geonames_admin1", "law_number")
ONLY_DETAIL: Final = 16
"""The bit of `tally_sum.dimensions` under which the details of a register stand."""
SUPPORT: Final = {"economic": "Economic support", "social": "Social support", "psychosocial": "Psychosocial support"}
DELAYS: Final = {
    "0-30": "0 to 30 days",
    "31-90": "31 to 90 days",
    "91-180": "91 to 180 days",
    "181+": "181 days and over",
}
RETURN_FORMS: Final = {"avr": "Assisted voluntary return", "vhr": "Voluntary humanitarian return"}
DETAILS: Final = {
    "returns_assisted": RETURN_FORMS,
    "reintegration_started": {key: SUPPORT[key] for key in FORMS},
    "reintegration_completed": {key: SUPPORT[key] for key in FORMS},
    LAG: {key: DELAYS[key] for key in LAGS},
}


def known(connection: Connection, *, side: Side | None) -> Known:
    """Everything a file may name; activities are those that `side` may declare on, none without a side."""
    return Known(
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        territories=_territories(connection),
        countries=_countries(connection),
        indicators=_indicators(connection),
        organisations=_organisations(connection),
        priorities=_priorities(connection),
        activities=_activities(connection, side) if side else (),
    )


def _territories(connection: Connection) -> tuple[KnownTerritory, ...]:
    found = connection.execute(
        select(Territory.key, Territory.kind, Territory.name_fr, Territory.name_en, Territory.spellings,
               *(getattr(Territory, scheme) for scheme in SCHEMES))
        .where(Territory.division == registers.DIVISION).order_by(Territory.id)
    )  # fmt: skip
    return tuple(
        KnownTerritory(
            row.key, _names(row.name_fr, row.name_en, *(row.spellings or "").split("|")), row.kind,
            {scheme: code for scheme in SCHEMES if (code := getattr(row, scheme))},
        )
        for row in found
    )  # fmt: skip


def _countries(connection: Connection) -> tuple[KnownCountry, ...]:
    found = connection.execute(select(Country.code, Country.alpha3, Country.name_fr, Country.name_en))
    return tuple(KnownCountry(row.code, row.alpha3, _names(row.name_fr, row.name_en)) for row in found)


def _indicators(connection: Connection) -> tuple[KnownIndicator, ...]:
    table, counted = Indicator, _counted_details(connection)
    found = connection.execute(
        select(table.id, table.key, table.name_fr, table.name_en, table.unit, table.nature, table.rhythm_months)
        .order_by(table.id)
    )  # fmt: skip
    return tuple(
        KnownIndicator(
            row.key, _names(row.name_fr, row.name_en), row.unit, row.nature, row.rhythm_months is not None,
            _details(row.key, counted[row.id]),
        )
        for row in found
    )  # fmt: skip


def _details(indicator: str, counted: set[str]) -> dict[str, tuple[str, ...]]:
    """Those that pages have words for, then any other that real cells already have."""
    named = {
        key: _names(text(words, "fr"), text(words, "en")) for key, words in DETAILS.get(indicator, {}).items()
    }  # fmt: skip
    return named | {key: (key,) for key in sorted(counted - set(named))}


def _counted_details(connection: Connection) -> defaultdict[int, set[str]]:
    kept = (TallySum.is_demonstration.is_(False), TallySum.dimensions == ONLY_DETAIL, TallySum.detail != "")
    details: defaultdict[int, set[str]] = defaultdict(set)
    for indicator_id, detail in connection.execute(
        select(TallySum.indicator_id, TallySum.detail).where(*kept, TallySum.cells > 0).distinct()
    ):
        details[indicator_id].add(detail)
    return details


def _organisations(connection: Connection) -> dict[str, tuple[str, ...]]:
    table = Organisation
    found = connection.execute(select(table.key, table.name_fr, table.name_en, table.acronym).order_by(table.id))
    return {row.key: _names(row.name_fr, row.name_en, row.acronym) for row in found}


def _priorities(connection: Connection) -> dict[int, tuple[str, ...]]:
    found = connection.execute(select(Priority.number, Priority.name_fr, Priority.name_en).order_by(Priority.number))
    return {row.number: _names(row.name_fr, row.name_en) for row in found}


def _activities(connection: Connection, side: Side) -> tuple[KnownActivity, ...]:
    steps = _steps(connection)
    found = connection.execute(
        select(Activity.id, Activity.key, ActivityVersion.title_fr, ActivityVersion.title_en, Organisation.kind)
        .join(ActivityVersion, ActivityVersion.activity_id == Activity.id)
        .join(Organisation, Organisation.id == ActivityVersion.owner_id)
        .where(ActivityVersion.superseded_at.is_(None)).order_by(Activity.id)
    )  # fmt: skip
    return tuple(
        KnownActivity(row.key, _names(row.title_fr, row.title_en), tuple(sorted(steps[row.id])))
        for row in found if entry.belongs_to(side, row.kind)
    )  # fmt: skip


def _steps(connection: Connection) -> defaultdict[int, set[int]]:
    steps: defaultdict[int, set[int]] = defaultdict(set)
    in_force = select(Milestone.activity_id, Milestone.number).where(Milestone.superseded_at.is_(None))
    for activity_id, number in connection.execute(in_force):
        steps[activity_id].add(number)
    return steps


def _names(*names: str | None) -> tuple[str, ...]:
    """Each once, in order, blanks left out."""
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip()))
