"""A SOCKS door between the browser and the servers that counts every byte, WebSockets as they are compressed included.

It leads to this machine only: what a page asks of another host is refused.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

NO_LOGIN, CONNECTED = b"\x05\x00", b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
IPV4, NAME = 1, 3
HERE = ("127.0.0.1", "localhost")


class Wire:
    """`received` counts what servers sent to the browser; `port` is where the browser connects."""

    def __init__(self) -> None:
        self.port = self.received = 0
        self.loop = asyncio.new_event_loop()
        self.ended = asyncio.Event()

    async def serve(self, started: threading.Event) -> None:
        listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        started.set()
        await self.ended.wait()
        listening.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = await _asked(reader, writer)
        if host not in HERE:
            writer.close()
            return
        from_server, to_server = await asyncio.open_connection(host, port)
        writer.write(CONNECTED)
        await asyncio.gather(_copy(reader, to_server), self._count(from_server, writer), return_exceptions=True)

    async def _count(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while block := await reader.read(65536):
                self.received += len(block)
                writer.write(block)
                await writer.drain()
        finally:
            writer.close()


@contextmanager
def counted() -> Iterator[Wire]:
    """A wire that carries while the body runs."""
    wire, started = Wire(), threading.Event()
    thread = threading.Thread(target=_run, args=(wire, started), daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield wire
    finally:
        wire.loop.call_soon_threadsafe(wire.ended.set)
        thread.join(10)


def _run(wire: Wire, started: threading.Event) -> None:
    with asyncio.Runner(loop_factory=lambda: wire.loop) as runner:
        runner.run(wire.serve(started))


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """Host and port of the browser's request (RFC 1928)."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(NO_LOGIN)
    _, _, _, kind = await reader.readexactly(4)
    if kind not in {IPV4, NAME}:
        raise ValueError(f"SOCKS address of kind {kind}")
    if kind == IPV4:
        host = ".".join(map(str, await reader.readexactly(4)))
    else:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    return host, int.from_bytes(await reader.readexactly(2))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while block := await reader.read(65536):
            writer.write(block)
            await writer.drain()
    finally:
        writer.close()
