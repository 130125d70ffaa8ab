"""What a file costs that is brought: from the drop to its report, in time and memory, and what readers notice of it.

It is read as the server reads it: one process at low priority, its rows and faults kept in the database.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

import psutil

from benchmarks.rivals import Measured, Site
from benchmarks.server import reruns
from dashboard import database
from dashboard.actors import Actor
from dashboard.desk import readings
from dashboard.queries import accounts, drafts
from dashboard.updates import drafts as entering

HEAD: Final = "Mois;Région;Pays de départ;Sexe;Tranche d’âge;Effectif\n"
ANSWERS: Final = {"indicator": "returns_assisted", "detail": "avr"}
EDITOR: Final = "demo:iom"
MEGABYTE, MILLION = 1_000_000, 1_000_000
READERS, TURNS, THINK_SECONDS = 20, 4, 2.0
LOOK_SECONDS: Final = 0.05
CHILD: Final = "dashboard.imports.child"


def rounds(database_url: str, site: Site, count: int, rows: int = MILLION) -> Measured:
    """A file of one megabyte, again and again; one of a million rows, alone and while people read."""
    found: Measured = defaultdict(list)
    with _over(database_url) as (actor, lines):
        small = _file(lines, until=MEGABYTE)
        _report(actor, small)
        for _ in range(count):
            found["ours/file of 1 MB/ms"].append(1000 * _timed(lambda: _report(actor, small)))
        large = HEAD.encode() + "".join(itertools.islice(lines(), rows)).encode()
        with _watched(found["ours/file of a million rows/MB at the peak"]):
            found["ours/file of a million rows/s"].append(_timed(lambda: _report(actor, large)))
        _beside(site, found, lambda: _report(actor, large))
    return found


def _beside(site: Site, found: Measured, read: Callable[[], object]) -> None:
    """Ms of each rerun of readers, while nothing is read and while a large file is."""
    for name, work in (("nothing read", None), ("a million rows read", read)):
        thread = threading.Thread(target=work) if work else None
        if thread:
            thread.start()
        waited = asyncio.run(reruns(site, READERS, TURNS, THINK_SECONDS))
        if thread:
            thread.join()
        found[f"ours/{name}/rerun ms"] += waited
        found[f"ours/{name}/p95 rerun ms"] = [statistics.quantiles(waited, n=100)[94]]


def _report(actor: Actor, content: bytes) -> None:
    """Dropped, read in its turn, its report there."""
    with database.noting() as connection:
        number = entering.drop(
            connection, actor, file_name="retours.csv", content=content, spoken="fr", answers=ANSWERS,
            request=uuid.uuid4().hex,
        )  # fmt: skip
    readings.begin(number, actor.account_id)
    while _status(number) == "reading":
        time.sleep(LOOK_SECONDS)
    assert _status(number) == "ready", "the file was not understood"


def _status(number: int) -> str:
    with database.reading() as connection:
        draft = drafts.draft(connection, number)
    assert draft
    return draft.status


def _file(lines: Callable[[], Iterator[str]], *, until: int) -> bytes:
    text = HEAD
    for line in itertools.islice(lines(), until // 30):
        text += line
        if len(text) >= until:
            break
    return text.encode()


def _lines(connection: Any) -> Callable[[], Iterator[str]]:
    """Cells of a register, each once, in the words of people."""
    places = connection.exec_driver_sql(
        "SELECT name_fr FROM territory WHERE division = 2023 AND kind IN ('region', 'district')"
    ).scalars().all()  # fmt: skip
    countries = connection.exec_driver_sql("SELECT name_fr FROM country WHERE code <> 'ML'").scalars().all()
    months = [f"{month:02}/{year}" for year in range(2012, 2026) for month in range(1, 13)]
    people = (("Femmes", "Hommes"), ("0-17", "18-34", "35-59", "60+"))

    def lines() -> Iterator[str]:
        cells = itertools.product(months, places, countries, *people)
        return (f"{';'.join(cell)};{turn % 97}\n" for turn, cell in enumerate(cells))

    return lines


@contextmanager
def _watched(peaks: list[float]) -> Iterator[None]:
    """The most memory that the reading process had, in MB."""
    over, sizes = threading.Event(), [0.0]

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            sizes.extend(map(_megabytes, psutil.Process().children()))

    watching = threading.Thread(target=look)
    watching.start()
    yield
    over.set()
    watching.join()
    peaks.append(max(sizes))


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / 1e6) if CHILD in process.cmdline() else 0.0
    except psutil.Error:
        return 0.0


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _over(database_url: str) -> Iterator[tuple[Actor, Callable[[], Iterator[str]]]]:
    """The database of this process, the editor who brings files, and what stands in them."""
    with mock.patch.dict(os.environ, {"DATABASE_URL": database_url}):
        database.forget()
        with database.reading() as connection:
            actor, lines = accounts.by_login(connection, EDITOR), _lines(connection)
        assert actor
        yield actor, lines
        database.forget()
