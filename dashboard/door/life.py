"""What happens once, before the first reader comes, and every half minute after."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import pkgutil
import time
from collections.abc import AsyncIterator
from typing import Final

import streamlit as st

import dashboard
from dashboard import database, private_folders
from dashboard.desk import readings
from dashboard.door.log import LOGGER
from dashboard.errors import DashboardError
from dashboard.exports import makers
from dashboard.updates import drafts

COLLECT_EVERY_SECONDS: Final = 30
NOT_FOR_READERS: Final = tuple(f"dashboard.{name}" for name in ("command", "__main__", "streamlit_app", "frame_script"))
ELSEWHERE: Final = ("dashboard.migrations.", "dashboard.exports.")


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Imports and caches made now, then frozen: the collector never walks through them again.

    Streamlit would collect everything after every click, most of the server's time; that option is off and
    `_collect` does it seldom.
    """
    started = time.perf_counter()
    import_all()
    make_database()
    interrupt_readings()
    sweep_folders()
    warm()
    gc.collect()
    gc.freeze()
    LOGGER.info("ready after %.1f s", time.perf_counter() - started)
    collector = asyncio.create_task(_collect())
    yield
    collector.cancel()
    readings.close()
    makers.FILES.close()
    makers.PACKS.close()


async def _collect() -> None:
    while True:
        await asyncio.sleep(COLLECT_EVERY_SECONDS)
        await asyncio.to_thread(gc.collect)


def import_all() -> None:
    """Every module that pages may import; one that cannot be imported fails again, visibly, where it is used.

    What makes files is left to the processes that make them, but for what pages import themselves.
    """
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard.", onerror=_could_not_import):
        if module.name in NOT_FOR_READERS or module.name.startswith(ELSEWHERE):
            continue
        try:
            importlib.import_module(module.name)
        except Exception:  # noqa: BLE001 the other pages work without it
            _could_not_import(module.name)


def _could_not_import(name: str) -> None:
    LOGGER.exception("could not import %s", name)


def make_database() -> None:
    """The embedded default comes into being at the first start, however the product is started; a configured one
    never does. What fails here is told to readers by the pages, and tried again by them."""
    try:
        from dashboard.exports import frozen
        from dashboard.updates import first_start

        first_start.ensure(frozen.freeze)
    except DashboardError as error:
        LOGGER.warning("%s: %s", type(error).__name__, error)
    except Exception:  # noqa: BLE001 the server starts all the same
        LOGGER.exception("the database could not be made ready")


def interrupt_readings() -> None:
    """What was being read when the server stopped was not recorded: its author reads that, and has it read again."""
    try:
        with database.noting() as connection:
            drafts.interrupt_all(connection)
    except DashboardError as error:
        LOGGER.warning("%s: %s", type(error).__name__, error)


def sweep_folders() -> None:
    """Files of people that a server stopped hard left behind."""
    count = private_folders.sweep()
    if count:
        LOGGER.info("%d private folders of ended processes were deleted", count)


def warm() -> None:
    """Fill the caches of the first pages; without a database this fails, and readers are told by the pages."""
    try:
        from dashboard.views import warm as caches

        caches.warm()
    except Exception as error:  # noqa: BLE001 the server starts all the same
        LOGGER.warning("caches not warmed: %s", type(error).__name__)
