"""What readers cost the server: processor time of a view, views a minute, memory of a session, answers under reading.

A view is what a next visit asks for: the page's HTML, a session, one run of its script (of Dash: HTML, layout,
dependencies, the callback that fills the page). No browser: the clients of `reader.py` leave the processor to servers.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

from benchmarks.reader import Reader, fetch, opened, view
from benchmarks.rivals import Measured, Name, Site, in_turn

CLIENTS: Final = 10
LOAD_SECONDS: Final = 5
VIEWS_IN_A_ROW: Final = 30
SESSIONS: Final = 20
READERS: Final = 60
THINK_SECONDS: Final = 10
TURNS: Final = 4
READ: Final = ("returns", "roadmap", "", "assistance", "frameworks")

View = Callable[[], Awaitable[object]]


def rounds(sites: Sequence[Site], count: int, *, seconds: float = LOAD_SECONDS) -> Measured:
    """The sites in turn: processor ms of a view, then views a minute and ms waited with ten clients at once."""
    found: Measured = defaultdict(list)
    for number in range(count):
        for site in in_turn(sites, number):
            one = _view_of(site)
            asyncio.run(_in_a_row(one, VIEWS_IN_A_ROW // 3))
            before = site.cpu_seconds()
            asyncio.run(_in_a_row(one, VIEWS_IN_A_ROW))
            found[f"{site.name}/view/processor ms"].append(1000 * (site.cpu_seconds() - before) / VIEWS_IN_A_ROW)
            waited = asyncio.run(_again_and_again(one, seconds))
            found[f"{site.name}/{CLIENTS} clients/views a minute"].append(60 * len(waited) / seconds)
            found[f"{site.name}/{CLIENTS} clients/ms a view"].extend(waited)
    return found


def memory(site: Site, sessions: int = SESSIONS) -> Measured:
    """MB (PSS) of a server just started: nobody, one session, all; each looked at the first page and stays."""
    at = asyncio.run(_memory(site, sessions))
    found = {f"{site.name}/{number} sessions/MB": [value] for number, value in at.items()}
    return found | {f"{site.name}/a further session/MB": [(at[sessions] - at[1]) / (sessions - 1)]}


def reading(site: Site, *, readers: int = READERS, turns: int = TURNS, think: float = THINK_SECONDS) -> Measured:
    """Ms of each rerun while people read: they open one page after another and think about `think` seconds between."""
    waited = asyncio.run(reruns(site, readers, turns, think))
    p95 = statistics.quantiles(waited, n=100)[94]
    where = f"{site.name}/{readers} readers"
    return {f"{where}/rerun ms": waited, f"{where}/p95 rerun ms": [p95]}


def _view_of(site: Site) -> View:
    views: dict[Name, View] = {
        "ours": lambda: view(site.url), "bare": lambda: view(site.url), "dash": lambda: _dash_view(site.url),
    }  # fmt: skip
    return views[site.name]


async def _dash_view(url: str) -> None:
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        await fetch(url, path)
    await fetch(url, "/_dash-update-component", json.dumps({
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "pathname", "value": "/"}],
        "changedPropIds": ["address.pathname"],
    }).encode())  # fmt: skip


async def _in_a_row(one: View, count: int) -> None:
    for _ in range(count):
        await one()


async def _again_and_again(one: View, seconds: float) -> list[float]:
    end, waited = time.monotonic() + seconds, list[float]()

    async def client() -> None:
        while time.monotonic() < end:
            started = time.monotonic()
            await one()
            waited.append(1000 * (time.monotonic() - started))

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return waited


async def _memory(site: Site, sessions: int) -> dict[int, float]:
    found, readers = {0: site.megabytes()}, list[Reader]()
    for number in range(1, sessions + 1):
        readers.append(await opened(site.url))
        await readers[-1].run()
        if number in {1, sessions}:
            found[number] = site.megabytes()
    await asyncio.gather(*(reader.socket.close() for reader in readers))
    return found


async def reruns(site: Site, readers: int, turns: int, think: float) -> list[float]:
    """Ms of every rerun of people who read side by side."""
    people = (_one_reads(site, random.Random(number), turns, think) for number in range(readers))
    return [waited for one in await asyncio.gather(*people) for waited in one]


async def _one_reads(site: Site, chance: random.Random, turns: int, think: float) -> list[float]:
    """Starts somewhere within the first think time; the pages in an order of its own."""
    await asyncio.sleep(chance.uniform(0, think))
    reader, waited = await opened(site.url), list[float]()
    await reader.run()
    for _ in range(turns):
        await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
        started = time.monotonic()
        await reader.run(chance.choice(READ))
        waited.append(1000 * (time.monotonic() - started))
    with suppress(OSError):
        await reader.socket.close()
    return waited
