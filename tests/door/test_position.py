"""Where the projector stands, over HTTP, and turning it: who may ask, what is cheap, who is followed."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database
from dashboard.actors import Actor
from dashboard.door import desk, position
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.errors import DatabaseUnreachable
from dashboard.model import AccountRole, AccountSession, Event, Review
from dashboard.queries import review_room
from dashboard.updates import sessions
from dashboard.views import fetch
from tests.updates import editors, review_rows

HOST = "http://localhost"


@dataclass(frozen=True)
class Room:
    """A review that is being held, and the cookies of those who sit in it."""

    number: int
    ministry: str
    iom: str
    reader: str


def asked(method: str, path: str, *, cookie: str = "", body: Any = None, **headers: str) -> httpx.Response:
    guarded = [Middleware(Guard, public={"localhost"}), Middleware(Index)]
    app = Starlette(routes=[*desk.routes(), *position.routes()], middleware=guarded)
    sent = {"cookie": cookie, "origin": HOST if body else "", "content-type": "application/json"} | headers

    async def answered() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOST) as client:
            content = json.dumps(body) if body else None
            known = {name.replace("_", "-"): value for name, value in sent.items() if value}
            return await client.request(method, path, content=content, headers=known)

    return asyncio.run(answered())


def stands(room: Room, cookie: str, **headers: str) -> httpx.Response:
    return asked("GET", f"/desk/review/{room.number}/position", cookie=cookie, **headers)


def turn(room: Room, cookie: str, screen: str, version: int, language: str = "en") -> httpx.Response:
    fields = {"review": str(room.number), "screen": screen, "version": str(version)}
    return asked(
        "POST", "/desk/review.show", cookie=cookie, body={"language": language, "request": "", "fields": fields}
    )


def session(connection: sa.Connection, actor: Actor) -> str:
    now = dt.datetime.now(dt.UTC)
    return f"session={sessions.begin(connection, actor.account_id, secure=False, now=now)}"


@pytest.fixture
def room(configured: sa.URL) -> Iterator[Room]:
    fetch.forget()
    with database.writing() as connection:
        two = review_rows.dialogue(connection)
        reader = editors.account(connection, "lecture", None, "reader", "administrator")
        number = review_rows.held(connection, two.iom)
        found = Room(number, *(session(connection, who) for who in (two.ministry, two.iom, reader)))
    yield found
    fetch.forget()


def test_both_sides_hear_where_the_projector_stands(room: Room) -> None:
    with database.reading() as connection:
        data = database.data_version(connection)
    for cookie in (room.ministry, room.iom):
        answer = stands(room, cookie)
        assert answer.json() == {"screen": "opening", "version": 1, "data": data}
        assert answer.headers["cache-control"] == "no-store"


def test_nothing_travels_while_nothing_moves(room: Room) -> None:
    etag = stands(room, room.iom).headers["etag"]
    again = stands(room, room.iom, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_turn_is_heard_by_the_other_side_and_leaves_the_data_as_they_were(room: Room) -> None:
    before = stands(room, room.iom)
    answer = turn(room, room.ministry, "priority-2", 1)
    assert (answer.status_code, answer.json()["said"]) == (200, "The screen was turned.")
    after = stands(room, room.iom, if_none_match=before.headers["etag"])
    assert after.json() == {"screen": "priority-2", "version": 2, "data": before.json()["data"]}


def test_whatever_is_written_is_heard_as_newer_data(room: Room) -> None:
    before = stands(room, room.iom)
    with database.writing():
        pass
    after = stands(room, room.iom, if_none_match=before.headers["etag"])
    assert after.json()["data"] == before.json()["data"] + 1


def test_whoever_turned_first_is_followed(room: Room) -> None:
    assert turn(room, room.ministry, "priority-2", 1).status_code == 200
    late = turn(room, room.iom, "decisions", 1, "fr")
    assert late.status_code == 409
    assert late.json()["fault"].startswith("L’autre écran a changé en premier")
    assert stands(room, room.iom).json()["screen"] == "priority-2"


@pytest.mark.parametrize("cookie", ["", "session=p.nobody", "session=" + "x" * 3000])
def test_a_stranger_hears_nothing_and_turns_nothing(room: Room, cookie: str) -> None:
    answer = stands(room, cookie)
    assert (answer.status_code, answer.content) == (401, b"")
    assert turn(room, cookie, "decisions", 1).status_code == 401


def test_for_an_account_of_no_side_the_review_is_as_absent_as_one_that_is_not_there(room: Room) -> None:
    refused, absent = stands(room, room.reader), asked("GET", "/desk/review/77/position", cookie=room.iom)
    assert (refused.status_code, refused.content) == (absent.status_code, absent.content) == (404, b"")
    assert turn(room, room.reader, "decisions", 1).status_code == 403


def test_a_withdrawn_role_is_noticed_at_the_next_question(room: Room) -> None:
    with database.writing() as connection:
        connection.execute(sa.delete(AccountRole))
    assert stands(room, room.iom).status_code == 404


@pytest.mark.parametrize("number", ["abc", "-1", "٣", "1234567", "1%00", "9 OR 1=1"])
def test_what_is_no_number_is_no_review(room: Room, number: str) -> None:
    assert asked("GET", f"/desk/review/{number}/position", cookie=room.iom).status_code == 404


@pytest.mark.parametrize(
    ("screen", "version", "status"), [("priority-99", 1, 422), ("", 1, 422), ("<b>", 1, 422), ("decisions", -5, 409)]
)
def test_a_turn_that_means_nothing_is_refused(room: Room, screen: str, version: int, status: int) -> None:
    assert turn(room, room.iom, screen, version).status_code == status
    assert stands(room, room.iom).json()["screen"] == "opening"


def test_a_planned_review_is_watched_but_not_turned(room: Room) -> None:
    with database.writing() as connection:
        connection.execute(sa.update(Review).values(status="planned"))
    assert stands(room, room.iom).status_code == 200
    assert turn(room, room.iom, "decisions", 1).status_code == 422


def test_asking_is_no_use_of_a_session_and_no_event(room: Room) -> None:
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=30)
    seen, told = sa.select(AccountSession.seen_at), sa.select(sa.func.count()).select_from(Event)
    with database.writing() as connection:
        connection.execute(sa.update(AccountSession).values(seen_at=long_ago))
        before = connection.scalar(told)
    assert stands(room, room.iom).status_code == 200
    with database.reading() as connection:
        assert set(connection.scalars(seen)) == {long_ago}
        assert connection.scalar(told) == before


def test_while_the_database_is_away_it_says_so_and_nothing_else(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise DatabaseUnreachable("The database does not answer.")

    monkeypatch.setattr(review_room, "watched", away)
    answer = stands(room, room.iom)
    assert (answer.status_code, answer.content) == (503, b"")


def test_a_foreign_page_asks_in_vain(room: Room) -> None:
    assert stands(room, room.iom, origin="https://elsewhere.example").status_code == 403
