"""What one address may ask for at once, and that the others do not notice."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from dashboard.door import floods
from dashboard.door.floods import Floods, Kind, Pace

OFFICE, OTHER = "203.0.113.7", "198.51.100.4"
SLOW = 0.05  # the next turn is further away than anybody waits


async def fine(_request: Request) -> Response:
    return PlainTextResponse("fine")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """A server that lets each address have two things of a kind."""
    real = Floods.__init__

    def small(self: Floods, inner: Starlette) -> None:
        real(self, inner)
        kinds: tuple[Kind, ...] = ("socket", "page", "order")
        self.paces = {kind: Pace(2, SLOW) for kind in kinds}

    monkeypatch.setattr(Floods, "__init__", small)
    routes = [Route(f"/{path}", fine, methods=["GET", "POST"]) for path in ("returns", "desk/x", "readyz", "files/a")]
    return Starlette(routes=routes, middleware=[Middleware(Floods)])


def ask(app: Starlette, path: str, address: str, *, times: int, method: str = "GET", **headers: str) -> httpx.Response:
    """The last of several answers."""

    async def answered() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(address, 4000))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
            return [await client.request(method, path) for _ in range(times)][-1]

    return asyncio.run(answered())


def test_an_address_has_so_many_at_once_then_so_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    pace = Pace(3, 2, patience=1)
    assert [pace.wait(OFFICE) for _ in range(6)] == [0, 0, 0, 0.5, 1, 1.5]
    assert pace.wait(OTHER) == 0
    now += 1
    assert pace.wait(OFFICE) == 0.5
    now += 60
    assert [pace.wait(OFFICE) for _ in range(4)] == [0, 0, 0, 0.5]


def test_what_is_remembered_of_addresses_has_an_end() -> None:
    pace = Pace(1, 1)
    for number in range(floods.ADDRESSES + 500):
        pace.wait(str(number))
    assert len(pace.due) == floods.ADDRESSES


def test_a_page_asked_for_too_often_says_so_and_loads_again_by_itself(app: Starlette) -> None:
    assert ask(app, "/returns", OFFICE, times=2).text == "fine"
    answer = ask(app, "/returns?language=en", OFFICE, times=1)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, answer.headers["refresh"])
    assert answer.text.startswith("Many requests come from your network")
    assert "réessayez" in ask(app, "/returns", OFFICE, times=1).text
    assert ask(app, "/returns", OTHER, times=1).text == "fine"


def test_a_form_is_refused_as_forms_are_told_in_the_language_of_its_page(app: Starlette) -> None:
    page = {"referer": "http://localhost/entry?language=en"}
    answer = ask(app, "/desk/x", OFFICE, times=3, method="POST", **page)
    assert (answer.status_code, "refresh" in answer.headers) == (429, False)
    assert answer.json()["fault"].startswith("Many requests")


@pytest.mark.parametrize("path", ["/readyz", "/files/a", "/desk/x"])
def test_health_files_and_the_projectors_place_are_not_counted(app: Starlette, path: str) -> None:
    assert ask(app, path, OFFICE, times=20).text == "fine"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_itself_is_not_counted(app: Starlette, address: str) -> None:
    assert ask(app, "/returns", address, times=20).text == "fine"


def test_the_start_of_the_server_passes(app: Starlette) -> None:
    """Without it nothing is warmed, frozen or marked as interrupted, and nobody is told."""
    said: list[str] = []

    async def started() -> None:
        asked = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

        async def receive() -> Message:
            return next(asked)

        async def send(message: Message) -> None:
            said.append(message["type"])

        await app({"type": "lifespan", "app": app, "state": {}}, receive, send)

    asyncio.run(started())
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_a_household_of_ipv6_is_one_address(app: Starlette) -> None:
    ask(app, "/returns", "2001:db8:1:1::1", times=2)
    assert ask(app, "/returns", "2001:db8:1:1::2", times=1).status_code == 429
    assert ask(app, "/returns", "2001:db8:1:2::1", times=1).status_code == 200


def test_an_office_is_the_same_over_either_kind_of_line_and_no_other_office(app: Starlette) -> None:
    ask(app, "/returns", OFFICE, times=2)
    assert ask(app, "/returns", f"::ffff:{OFFICE}", times=1).status_code == 429
    assert ask(app, "/returns", f"::ffff:{OTHER}", times=1).status_code == 200


class Sockets:
    """Sockets of one address that stay open until they are told to close."""

    def __init__(self) -> None:
        self.floods = Floods(self.listen)
        self.heard: list[str] = []

    async def listen(self, _scope: Scope, receive: object, _send: object) -> None:
        assert callable(receive)
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message["text"])

    def open(self, waiting: asyncio.Queue[Message], sent: list[Message]) -> asyncio.Task[None]:
        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "websocket",
            "path": "/_stcore/stream",
            "query_string": b"",
            "headers": [],
            "client": (OFFICE, 1),
        }
        return asyncio.create_task(self.floods(scope, waiting.get, send))


def test_an_address_has_so_many_sockets_open_and_a_closed_one_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "SOCKETS", 1)
    sockets = Sockets()

    async def run() -> None:
        first: asyncio.Queue[Message] = asyncio.Queue()
        opened = sockets.open(first, [])
        await asyncio.sleep(0)
        refused: list[Message] = []
        await sockets.open(asyncio.Queue(), refused)
        assert (refused[0]["type"], refused[0]["status"]) == ("websocket.http.response.start", 429)
        first.put_nowait({"type": "websocket.disconnect"})
        await opened

    asyncio.run(run())
    assert not sockets.floods.open


def test_clicks_beyond_the_pace_wait_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets = Sockets()
    sockets.floods.clicks = Pace(2, 100, patience=60)

    async def run() -> float:
        waiting: asyncio.Queue[Message] = asyncio.Queue()
        for number in range(12):
            waiting.put_nowait({"type": "websocket.receive", "text": str(number)})
        waiting.put_nowait({"type": "websocket.disconnect"})
        began = time.monotonic()
        await sockets.open(waiting, [])
        return time.monotonic() - began

    assert asyncio.run(run()) > 0.09
    assert sockets.heard == [str(number) for number in range(12)]


async def knock(server: str, address: str) -> int:
    """The status of a handshake that a proxy hands on from an address."""
    headers = {"x-forwarded-for": address}
    stream = server.replace("http", "ws") + "/_stcore/stream"
    try:
        async with connect(stream, origin=Origin(server), additional_headers=headers):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def first_refusal(flood: list[asyncio.Task[int]]) -> bool:
    """Whether there is one; it is not waited for what waits."""
    for each in asyncio.as_completed(flood):
        if await each == 429:
            return True
    return False


def test_a_flood_of_handshakes_from_one_address_leaves_the_server_to_the_others(server: str) -> None:
    async def run() -> None:
        flood = [asyncio.create_task(knock(server, OFFICE)) for _ in range(320)]
        assert await first_refusal(flood)
        async with httpx.AsyncClient(base_url=server) as client:
            began = time.monotonic()
            assert (await client.get("/_stcore/health")).status_code == 200
            assert time.monotonic() - began < 2
        assert await knock(server, OTHER) == 101
        for each in flood:
            each.cancel()
        await asyncio.gather(*flood, return_exceptions=True)

    asyncio.run(run())
