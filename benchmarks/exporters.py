"""People who ask a running server for files: packs and the memory they take, pages read while ten people export."""

from __future__ import annotations

import asyncio
import io
import random
import statistics
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, cycle
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from benchmarks.exports import NOW, TEN
from benchmarks.rivals import Measured, Site
from benchmarks.server import reruns
from dashboard import pictures
from dashboard.errors import DashboardError
from dashboard.exports import soundness
from dashboard.exports.orders import FORMS, SIZES, THEMES, Order, orders_of
from dashboard.texts import LANGUAGES

ADDRESS: Final = "/files/"
PEOPLE: Final = 10
READERS, TURNS, THINK_SECONDS = 20, 4, 2.0
PACK: Final = {"picture": TEN, "format": ("png", "pdf", "pptx", "xlsx")}
FILES_IN_PACK: Final = 40
FEW: Final = {"picture": TEN[:1], "format": PACK["format"]}
BESIDE_FILES: Final = 2
"""A pack also holds its page and its list of sources."""
LOOK_SECONDS: Final = 0.1

Found = Callable[[bool], None]
"""Told of each answer whether it is sound, or a plain request to wait."""


def packs(site: Site, count: int) -> Measured:
    """Packs of 40 files one after the other: ms, and MB of the process that makes them, warm before the first."""
    return asyncio.run(_packs(site, count))


def beside_readers(site: Site, count: int, *, readers: int = READERS, think: float = THINK_SECONDS) -> Measured:
    """Ms of each rerun while nobody exports and while ten people do, in turn; the files they got, and how many were
    neither sound nor put off."""
    found: Measured = defaultdict(list)
    wanted = [wishes(number) for number in range(PEOPLE - 1)]
    asyncio.run(_warmed(site, wanted))
    for number in range(count):
        for is_exporting in (False, True)[:: -1 if number % 2 else 1]:
            if is_exporting:
                waited = asyncio.run(_with_exporters(site, wanted, found, readers, think))
            else:
                waited = asyncio.run(reruns(site, readers, TURNS, think))
            found[f"ours/{'ten' if is_exporting else 'nobody'} exporting/rerun ms"] += waited
    for where in ("ours/nobody exporting", "ours/ten exporting"):
        found[f"{where}/p95 rerun ms"] = [statistics.quantiles(found[f"{where}/rerun ms"], n=100)[94]]
    return found


async def _packs(site: Site, count: int) -> Measured:
    found: Measured = defaultdict(list)
    async with _client(site) as client:
        await _packed(client, FEW, lambda: None)
        found["ours/pack of 40 files/MB before"] = [_makers_megabytes(site)]
        for _ in range(count):
            milliseconds, sizes = await _watched(client, site)
            found["ours/pack of 40 files/ms"].append(milliseconds)
            found["ours/pack of 40 files/MB at the peak"].append(max(sizes))
            found["ours/pack of 40 files/MB after"].append(_makers_megabytes(site))
    after = found["ours/pack of 40 files/MB after"]
    found["ours/a further pack/MB"] = [(after[-1] - after[0]) / (count - 1)]
    return found


async def _watched(client: httpx.AsyncClient, site: Site) -> tuple[float, list[float]]:
    """What a pack took, and the memory while it grew."""
    sizes, started = list[float](), time.monotonic()
    await _packed(client, PACK, lambda: sizes.append(_makers_megabytes(site)))
    return 1000 * (time.monotonic() - started), sizes


def _makers_megabytes(site: Site) -> float:
    """Of the processes that the server started."""
    return sum(one.memory_full_info().pss for one in site.processes()[1:]) / 1e6


async def _warmed(site: Site, wanted: Sequence[Iterator[Order]]) -> None:
    """The processes run, and each has made some files."""
    async with _client(site) as client:
        await asyncio.gather(*(_asked(client, next(orders)) for orders in wanted for _ in range(2)))
        await _packed(client, FEW, lambda: None)


async def _with_exporters(
    site: Site, wanted: Sequence[Iterator[Order]], found: Measured, readers: int, think: float
) -> list[float]:
    """What readers waited while others exported; how many answers those got, and how they were."""
    over, answers, started = asyncio.Event(), list[bool](), time.monotonic()
    async with _client(site) as client:
        people = [_one_exports(client, orders, over, answers.append) for orders in wanted]
        exporting = asyncio.gather(*people, _one_packs(client, over, answers.append))
        waited = await reruns(site, readers, TURNS, think)
        over.set()
        await exporting
    found["ours/ten exporting/files a minute"].append(60 * len(answers) / (time.monotonic() - started))
    found["ours/ten exporting/files neither sound nor put off"].append(answers.count(False))
    return waited


async def _one_exports(client: httpx.AsyncClient, orders: Iterator[Order], over: asyncio.Event, found: Found) -> None:
    """One file after the other, without a pause; who is told to wait waits."""
    while not over.is_set():
        order = next(orders)
        answer = await _asked(client, order)
        found(is_sound(answer, order.form))
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), float(answer.headers["retry-after"]))


async def _asked(client: httpx.AsyncClient, order: Order) -> httpx.Response:
    link = {"language": order.language, "size": order.size, "theme": order.theme}
    return await client.get(f"{ADDRESS}{order.key}.{order.form}", params=link)


async def _one_packs(client: httpx.AsyncClient, over: asyncio.Event, found: Found) -> None:
    """One pack after the other; the last is stopped when the readers are done."""
    while not over.is_set():
        content = await _packed(client, PACK, lambda: None, over)
        if content:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found(archive.testzip() is None and len(archive.namelist()) == FILES_IN_PACK + BESIDE_FILES)


async def _packed(
    client: httpx.AsyncClient, wanted: dict[str, Any], look: Callable[[], object], over: asyncio.Event | None = None
) -> bytes:
    """Start a pack and look at it until it is there; nothing when all was over before."""
    body = urlencode(wanted | {"size": SIZES[0], "in": "fr"}, doseq=True)
    started = (await client.post(f"{ADDRESS}packs", content=body)).raise_for_status().json()
    address, state = f"{ADDRESS}packs/{started['token']}", dict[str, Any]()
    while not state.get("ready"):
        if over and over.is_set():
            await client.delete(address)
            return b""
        await asyncio.sleep(LOOK_SECONDS)
        look()
        state = (await client.get(address)).raise_for_status().json()
        if "error" in state:
            raise RuntimeError(state["error"])
    return (await client.get(f"{address}.zip")).raise_for_status().content


def wishes(person: int) -> Iterator[Order]:
    """Orders of everything, in an order of its own; no two people ask for the same."""
    keys = [entry.key for entry in pictures.entries()]
    lists = (
        orders_of(keys, like=Order("", "png", "fr", NOW, theme=theme), forms=FORMS, sizes=SIZES, languages=LANGUAGES)
        for theme in THEMES
    )
    every = list(dict.fromkeys(chain.from_iterable(lists)))
    random.Random(1).shuffle(every)
    return cycle(every[person :: PEOPLE - 1])


def is_sound(answer: httpx.Response, form: str) -> bool:
    """A whole file of its form, or a request to come back."""
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return "retry-after" in answer.headers
    try:
        soundness.refuse_broken(answer.content, form)
    except DashboardError:
        return False
    return answer.status_code == httpx.codes.OK


def _client(site: Site) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=site.url, timeout=60, headers={"accept-encoding": "br, gzip"})
