"""How much one address may ask for: a flood from one place leaves the server to everybody else.

An address is an IPv4 or the /64 of an IPv6, as the proxy hands it on: a whole office may be one. What comes faster than
its pace waits its turn, in the order in which it came; what would wait too long is told when to come back. Clicks only
wait: a socket has one at a time, so that a tab that sends thousands delays the others of its office by one click.

This machine itself is left alone: it floods nobody but itself, and where a proxy does not say who its readers are, all
of them would be one address.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.door.index import BEHIND, PAGE
from dashboard.door.security import NOT_KEPT, address_of
from dashboard.texts import Language, as_language, text
from dashboard.views.link_values import LANGUAGE

Kind = Literal["socket", "page", "order"]
PATIENCE_S: Final = 10.0
"""A browser gives a socket up after 15 seconds and a form after 20."""
ADDRESSES: Final = 4096
SOCKETS: Final = 300
"""Open at the same time from one address: sixty people with five pages each."""
FREE: Final = frozenset({"/readyz"})


@dataclass
class Pace:
    """`at_once`, then `a_second` in the long run, for each of the addresses that asked last."""

    at_once: int
    a_second: float
    patience: float = PATIENCE_S
    due: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def wait(self, address: str) -> float:
        """The seconds until its turn. Beyond the patience it has none, and was not counted."""
        now = time.monotonic()
        due = max(self.due.get(address, -math.inf), now - (self.at_once - 1) / self.a_second)
        wait = max(0.0, due - now)
        if wait <= self.patience:
            self.due[address] = due + 1 / self.a_second
            self.due.move_to_end(address)
            if len(self.due) > ADDRESSES:
                self.due.popitem(last=False)
        return wait


class Floods:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.paces: dict[Kind, Pace] = {"socket": Pace(240, 4), "page": Pace(480, 20), "order": Pace(240, 8)}
        self.clicks = Pace(120, 30, patience=math.inf)
        self.open = Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope)
        kind = kind_of(scope) if scope["type"] != "lifespan" else None
        if address is None or kind is None:
            await self.app(scope, receive, send)
            return
        is_full = kind == "socket" and self.open[address] >= SOCKETS
        seconds = PATIENCE_S if is_full else self.paces[kind].wait(address)
        if is_full or seconds > PATIENCE_S:
            await refusal(scope, kind, math.ceil(seconds))(scope, receive, send)
        elif kind == "socket":
            await self._connected(address, seconds, scope, receive, send)
        else:
            await asyncio.sleep(seconds)
            await self.app(scope, receive, send)

    async def _connected(self, address: str, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        async def at_its_pace() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                await asyncio.sleep(self.clicks.wait(address))
            return message

        self.open[address] += 1
        try:
            await asyncio.sleep(seconds)
            await self.app(scope, at_its_pace, send)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]


def kind_of(scope: Scope) -> Kind | None:
    """What is asked for; nothing for what costs little or has a queue of its own: files, the health of the server."""
    if scope["type"] == "websocket":
        return "socket"
    if scope["method"] not in {"GET", "HEAD"}:
        return "order"
    path = scope["path"]
    is_page = PAGE.fullmatch(path) and path not in FREE and not path.startswith(BEHIND)
    return "page" if is_page else None


def refusal(scope: Scope, kind: Kind, seconds: int) -> Response:
    """A form sends itself again and a page loads again; a socket is tried again by the page."""
    words = "Many requests come from your network at the same time: try again in {seconds} s."
    sentence = text(words, _language(scope), seconds=seconds)
    headers = {"retry-after": str(seconds)} | NOT_KEPT
    if scope["path"].startswith("/desk/"):
        return JSONResponse({"fault": sentence}, 429, headers=headers)
    return PlainTextResponse(sentence, 429, headers=headers | ({"refresh": str(seconds)} if kind == "page" else {}))


def _language(scope: Scope) -> Language:
    """Of the address asked for, else of the page that asks."""
    asked = scope["query_string"].decode("latin-1") or Headers(scope=scope).get("referer", "").partition("?")[2]
    return as_language(parse_qs(asked[:2000]).get(LANGUAGE, [None])[0])
