"""Packs in the making: each has a secret name, a file only its owner may ask for, and an end."""

from __future__ import annotations

import atexit
import contextlib
import secrets
import shutil
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from dashboard import private_folders
from dashboard.errors import DashboardError, FilesBusy
from dashboard.exports import limits, makers
from dashboard.exports.makers import Job
from dashboard.exports.orders import Order, written
from dashboard.texts import Language

LIFE_SECONDS: Final = 1200
MOST_OF_ONE: Final = 3
"""Unfinished at the same time for one address: the queue is short."""
PREFIX: Final = "dashboard-packs-"


@dataclass(eq=False)
class Packing:
    """A pack being made; `token` is all that its address holds, `address` is where it was asked from."""

    path: Path
    of: int
    token: str
    address: str | None
    job: Job = field(init=False)
    done: int = 0

    def step(self, done: int, _of: int, _name: str) -> None:
        self.done = done

    @property
    def is_waiting(self) -> bool:
        """Other packs go before."""
        return not self.job.answer.running() and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.job.answer.done()

    @property
    def is_ready(self) -> bool:
        return self.is_over and self.error is None

    @property
    def error(self) -> DashboardError | None:
        """Why there is no pack; nothing while it grows and when it is there."""
        if not self.is_over:
            return None
        try:
            error = self.job.answer.exception()
        except CancelledError as stopped:
            error = stopped
        if error is None or isinstance(error, DashboardError):
            return error
        if self.job.is_stopped:
            return DashboardError("The pack was cancelled: nothing of it is kept.")
        return DashboardError("The pack could not be made. Choose fewer files, or try again.")

    def cancel(self) -> None:
        self.job.stop()
        self.forget()

    def forget(self) -> None:
        """The file goes; who holds its address finds nothing."""
        _known.pop(self.token, None)
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()


_known: dict[str, Packing] = {}


def start(orders: Sequence[Order], language: Language, address: str | None = None) -> Packing:
    """Begin a pack; refused when it would hold too much, or when too many are waiting."""
    limits.refuse_too_many(len(orders))
    if (
        address
        and sum(not known.is_over for known in tuple(_known.values()) if known.address == address) >= MOST_OF_ONE
    ):
        raise FilesBusy("Several packs are being made for your network: try again when one of them is ready.")
    token = secrets.token_urlsafe(18)
    packing = Packing(_folder() / f"{token}.zip", len(orders), token, address)
    words = {"pack": [written(order) for order in orders], "target": str(packing.path), "language": language}
    packing.job = makers.PACKS.work(words, seconds=limits.PACK_SECONDS, step=packing.step)
    packing.job.answer.add_done_callback(lambda _: _later(packing))
    _known[token] = packing
    return packing


def known(token: str) -> Packing | None:
    return _known.get(token)


def _later(packing: Packing) -> None:
    """What a stopped worker left half-written goes at once, a finished pack when its time is over."""
    if not packing.is_ready:
        with contextlib.suppress(FileNotFoundError):
            packing.path.unlink()
        return
    clock = threading.Timer(LIFE_SECONDS, packing.forget)
    clock.daemon = True
    clock.start()


@cache
def _folder() -> Path:
    """A folder of this process, as long as it lives."""
    folder, _ = private_folders.made(PREFIX)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
