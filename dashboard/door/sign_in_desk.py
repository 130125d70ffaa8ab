"""Where attempts wait and are looked at.

An attempt that waits sleeps, so that the others are served. Attempts for one login from one address stand one behind
the other: many at once guess no faster than one. Hashes are computed by two threads, whatever the flood.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar
from weakref import WeakValueDictionary

import anyio
import anyio.to_thread
from starlette.concurrency import run_in_threadpool

from dashboard import database
from dashboard.errors import BadAccount
from dashboard.updates import accounts, passwords, sign_in

COMPUTING: Final = 2  # each takes 64 MiB for a tenth of a second
STANDING: Final = 5  # for one login from one address
Made = TypeVar("Made")


@dataclass(frozen=True)
class Attempt:
    """`login` is empty where what was typed cannot be one."""

    login: str
    password: str = field(repr=False)
    address: str


@dataclass(eq=False)
class Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    standing: int = 0


class Desk:
    def __init__(self) -> None:
        self.turns = WeakValueDictionary[tuple[str, str], Turn]()
        self.computing = anyio.CapacityLimiter(COMPUTING)

    async def secret_of(self, attempt: Attempt) -> str | None:
        """The hash that the password is right for, after the wait that its login and its address have earned."""
        async with self._turn(attempt):
            await asyncio.sleep(await run_in_threadpool(_count, attempt))
            return await self.compute(partial(_verified, attempt))

    async def compute(self, work: Callable[[], Made]) -> Made:
        return await anyio.to_thread.run_sync(work, limiter=self.computing)

    @asynccontextmanager
    async def _turn(self, attempt: Attempt) -> AsyncIterator[None]:
        turn = self.turns.setdefault((attempt.login, sign_in.network_of(attempt.address)), Turn())
        if turn.standing >= STANDING:
            raise BadAccount("Several attempts are still being looked at: try again in a moment.")
        turn.standing += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.standing -= 1


def _count(attempt: Attempt) -> float:
    with database.noting() as connection:
        return sign_in.count_attempt(connection, attempt.login, attempt.address, now=dt.datetime.now(dt.UTC))


def _verified(attempt: Attempt) -> str | None:
    """One hash is computed whether the account is there or not."""
    with database.reading() as connection:
        secret = accounts.hash_of(connection, attempt.login)
    if passwords.is_right(attempt.password, secret):
        return secret
    with database.noting() as connection:
        sign_in.refuse(connection, attempt.login)
    return None
