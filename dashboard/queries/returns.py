"""Returns by month, country, region, sex and age: three registers of different people, never added together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import registers
from dashboard.queries.registers import Part
from dashboard.queries.tally_dimensions import Dimension
from dashboard.texts import month_of

CATEGORIES = ("returns_assisted", "returns_repatriated", "returns_expelled")
STARTED = "reintegration_started"
SHOWN_MONTHS = 12
NOBODY: frozenset[str] = frozenset()
PAIR = ("returns_assisted", STARTED)
AGAINST_COLUMNS = ("month", "returns", "returns_missing", "reintegrations", "reintegrations_missing")
ROUTE_COLUMNS = (
    "country_code", "country_fr", "country_en", "from_latitude", "from_longitude", "region_key", "region_fr",
    "region_en", "capital", "to_latitude", "to_longitude", "returns",
)  # fmt: skip


def against_reintegration(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per month of the last twelve that end with the last month reported, complete months only.

    `returns` (IOM-assisted) and `reintegrations` (assistance started) are None when nobody reported the month;
    `…_missing` counts the regions that report the register but not that month.
    """
    until = registers.month_before(month_of(reading.day))
    known = [month for month in registers.calendar(connection, reading=reading, indicators=PAIR) if month <= until]
    shown = known[-SHOWN_MONTHS:]
    if not shown:
        return Sourced(frame((), AGAINST_COLUMNS), (), reading)
    part = Part(shown[0], shown[-1])
    returned, started = (registers.by_month(connection, key, part, reading=reading) for key in PAIR)
    rows = ((a.month, a.people, a.missing, b.people, b.missing) for a, b in zip(returned, started, strict=True))
    return registers.sourced(connection, rows, AGAINST_COLUMNS, PAIR, reading)


def by_month(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row per month of the part: `month`, `returns`, `missing`.

    `returns` is None when nobody reported the month, zero when those who reported it counted nobody; `missing` is how
    many regions that report this register did not report the month.
    """
    rows = registers.by_month(connection, category, part, reading=reading)
    return registers.sourced(connection, rows, ("month", "returns", "missing"), (category,), reading)


def against_year_before(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row: people over the regions and months reported both in the part and a year before it.

    `returns`, `returns_before`; `pairs` is how many regions × months were reported both times, `wanted` how many there
    are in the part: equal when both periods were completely reported.
    """
    before = part.a_year_before()
    found, found_before = (registers.reports(connection, category, each, reading=reading) for each in (part, before))
    by: tuple[Dimension, ...] = ("territory", "month")
    counts, counts_before = (
        registers.counted(connection, category, by, each, reading=reading) for each in (part, before)
    )
    pairs = {
        (region, month) for month in part.months
        for region in found.by_month.get(month, NOBODY) & found_before.by_month.get(month - 100, NOBODY)
    }  # fmt: skip
    row = (
        sum(counts.get(pair, 0) for pair in pairs),
        sum(counts_before.get((region, month - 100), 0) for region, month in pairs),
        sum(region in found.expected for region, _ in pairs),
        len(found.expected) * len(part.months),
    )
    return registers.sourced(connection, [row], ("returns", "returns_before", "pairs", "wanted"), (category,), reading)


def by_country(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row per country of departure, most people first, the unspecified one last.

    `country_code`, `name_fr`, `name_en`, `returns`; a country without a row sent nobody that was reported.
    """
    counts = registers.counted(connection, category, ("country",), part, reading=reading)
    names = registers.countries(connection)
    rows = [(code, names[code].name_fr, names[code].name_en, people) for (code,), people in counts.items() if people]
    rows.sort(key=lambda row: (row[0] == registers.NO_COUNTRY, -row[3], row[0]))
    return registers.sourced(connection, rows, ("country_code", "name_fr", "name_en", "returns"), (category,), reading)


def by_region(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row per region that reports the register, most people first, the unspecified one last.

    `region_key`, names, `returns` (None: reported in no month), `months_reported` of `months`. The unspecified region
    has no `months_reported`: no one is expected to report it.
    """
    counts = registers.counted(connection, category, ("territory",), part, reading=reading)
    found = registers.reports(connection, category, part, reading=reading)
    names, months = registers.regions(connection), len(part.months)
    rows: list[tuple[Any, ...]] = [
        (key, names[key].name_fr, names[key].name_en,
         counts.get((key,), 0) if found.months_of(key) else None, found.months_of(key), months)
        for key in found.expected
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[3] is None, -(row[3] or 0), row[0]))
    unknown = counts.get((registers.NO_REGION,), 0)
    if unknown:
        name = names[registers.NO_REGION]
        rows.append((registers.NO_REGION, name.name_fr, name.name_en, unknown, None, months))
    columns = ("region_key", "name_fr", "name_en", "returns", "months_reported", "months")
    return registers.sourced(connection, rows, columns, (category,), reading)


def by_age_and_sex(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row per age group and sex with people in it, `unknown` included: `age_group`, `sex`, `returns`."""
    counts = registers.counted(connection, category, ("age_group", "sex"), part, reading=reading)
    rows = ((age_group, sex, people) for (age_group, sex), people in sorted(counts.items()) if people)
    return registers.sourced(connection, rows, ("age_group", "sex", "returns"), (category,), reading)


def routes(connection: Connection, *, reading: Reading, category: str, part: Part) -> Sourced:
    """One row per country of departure and region of return, most people first; unspecified ends have no coordinates.

    A route starts at the country’s main town of departure and ends at the region’s capital: neither is the person’s
    real way.
    """
    counts = registers.counted(connection, category, ("country", "territory"), part, reading=reading)
    countries, regions = registers.countries(connection), registers.regions(connection)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = (
        (*_start(countries[country]), *_end(regions[region]), people) for (country, region), people in ordered if people
    )
    return registers.sourced(connection, rows, ROUTE_COLUMNS, (category,), reading)


def _start(country: Any) -> tuple[Any, ...]:
    point = (None, None) if country.code == registers.NO_COUNTRY else (country.latitude, country.longitude)
    return (country.code, country.name_fr, country.name_en, *point)


def _end(region: Any) -> tuple[Any, ...]:
    return (region.key, region.name_fr, region.name_en, region.capital, region.latitude, region.longitude)
