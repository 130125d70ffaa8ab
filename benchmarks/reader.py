"""A reader without a browser: asks for the page, then speaks Streamlit's protocol as its browser side does."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

HEADERS: Final = "Accept-Encoding: br, gzip\r\nConnection: close\r\n"
DONE: Final = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Reader:
    """One session; `pages` (address → hash) is known after the first run."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.pages: dict[str, str] = {}

    async def run(self, page: str = "", query: str = "") -> int:
        """Run the page's script to its end; how many bytes it sent."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.pages.get(page, "")
        if not self.pages:
            message.rerun_script.page_name = page
        await self.socket.send(message.SerializeToString())
        return await self._until_done()

    async def _until_done(self) -> int:
        size = 0
        while True:
            received = await self.socket.recv(decode=False)
            size += len(received)
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "script_finished":
                if message.script_finished not in DONE:
                    raise RuntimeError(f"the script ended with {message.script_finished}")
                return size
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(message.delta.new_element.exception.message)


async def opened(url: str) -> Reader:
    """A session that has asked for nothing yet."""
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    socket = await connect(
        address, origin=Origin(url), subprotocols=[Subprotocol("streamlit")], max_size=None, ping_interval=None
    )
    return Reader(socket)


async def view(url: str, page: str = "") -> None:
    """What a next visit asks of the server: the page's HTML, a session, one run of the script."""
    await fetch(url, f"/{page}")
    reader = await opened(url)
    try:
        await reader.run(page)
    finally:
        await reader.socket.close()


async def fetch(url: str, path: str, body: bytes = b"") -> bytes:
    """One HTTP request over a connection of its own; the answer's head and body as they came."""
    place = urlsplit(url)
    receive, send = await asyncio.open_connection(place.hostname, place.port)
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: {place.netloc}\r\n{HEADERS}{kind}\r\n"
    send.write(head.encode() + body)
    answer = await receive.read()
    send.close()
    if b" 200 " not in answer[:20]:
        raise RuntimeError(f"{path}: {answer[:80]!r}")
    return answer
