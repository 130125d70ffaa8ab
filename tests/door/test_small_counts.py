"""Small counts over HTTP: for whoever has the right, at this moment, and never kept; for anybody else a refusal."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, get_args

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database
from dashboard.actors import MACHINE, Role
from dashboard.door import desk, sign_in, small_counts
from dashboard.door.security import Guard
from dashboard.model import Account, AccountSession, Event
from dashboard.updates import accounts
from tests.databases import TODAY
from tests.door.test_sign_in import HOST, Browser
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]
COUNT = re.compile(r'<td class="num">')
OTHER_ROLES = [role for role in get_args(Role) if role != "protection"]
LATEST = {"language": "en", "as-of": TODAY.isoformat()}


class Room(Browser):
    """A browser at the section."""

    def __init__(self) -> None:
        routes = [*small_counts.routes(), *desk.routes(), *sign_in.routes()]
        app = Starlette(routes=routes, middleware=[Middleware(Guard, public={HOST})])
        self.base, self.cookies = f"http://{HOST}", httpx.Cookies()
        self.transport = httpx.ASGITransport(app, client=("127.0.0.1", 4000))

    def look(self, page: str = "returns", **query: str) -> httpx.Response:
        asked = {"page": page, "query": LATEST | query}
        return self.request("POST", "/desk/small-counts", json=asked, headers={"origin": self.base})


pytestmark = pytest.mark.usefixtures("filled")


def entered(role: Role) -> Room:
    sides: Any = {"ministry_editor": "ministry", "iom_editor": "iom"}
    with database.writing() as connection:
        made(connection, "awa", role, side=sides.get(role))
    room = Room()
    room.enter("awa")
    return room


def events() -> list[tuple[str, str | None]]:
    asked = sa.select(Event.action, Event.object_key).where(Event.action.startswith("small_counts"))
    with database.reading() as connection:
        return [(action, key) for action, key in connection.execute(asked)]


def test_protection_reads_true_counts_that_nobody_keeps_and_the_look_is_an_event() -> None:
    reply = entered("protection").look(region="kayes")
    assert reply.status_code == 200
    assert "no-store" in reply.headers["cache-control"]
    assert "Unaccompanied children" in reply.json()["html"]
    assert "• " in reply.json()["html"]
    assert events() == [("small_counts_seen", "returns")]


def test_the_filters_of_the_page_are_those_of_the_counts() -> None:
    room = entered("protection")
    whole, part = (room.look(**query).json()["html"] for query in ({}, {"region": "kayes", "sex": "f"}))
    assert len(COUNT.findall(whole)) > len(COUNT.findall(part)) == 2
    assert "Kayes · Women" in part
    assert ">Men<" not in part  # they were not asked for, which is no zero


def test_the_published_scope_has_no_fictitious_count() -> None:
    reply = entered("protection").look(scope="published")
    assert not COUNT.search(reply.json()["html"])


@pytest.mark.parametrize("role", OTHER_ROLES)
@pytest.mark.parametrize("page", ["returns", "reintegration"])
def test_another_role_gets_a_refusal_and_nothing_else(role: Role, page: str) -> None:
    reply = entered(role).look(page)
    assert reply.status_code == 403
    assert list(reply.json()) == ["fault"]
    assert not re.search(r"\d", reply.text)
    assert events() == [("small_counts_refused", page)]


def test_a_stranger_is_told_to_sign_in_and_leaves_no_trace() -> None:
    reply = Room().look()
    assert (reply.status_code, list(reply.json())) == (401, ["fault"])
    assert events() == []


def test_a_request_sent_again_after_signing_out_or_a_forced_end_shows_nothing() -> None:
    room = entered("protection")
    assert room.look().status_code == 200
    with database.writing() as connection:
        accounts.sign_out(connection, MACHINE, "awa")
    assert room.look().status_code == 401


def test_a_session_that_expired_shows_nothing() -> None:
    room = entered("protection")
    with database.writing() as connection:
        long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
        connection.execute(sa.update(AccountSession).values(seen_at=long_ago))
    assert room.look().status_code == 401


def test_a_right_taken_back_is_refused_at_the_next_look() -> None:
    room = entered("protection")
    with database.writing() as connection:
        accounts.set_roles(connection, MACHINE, "awa", ["reader"])
    assert room.look().status_code in {401, 403}


def test_a_password_given_by_somebody_else_opens_nothing() -> None:
    room = entered("protection")
    with database.writing() as connection:
        connection.execute(sa.update(Account).where(Account.login == "awa").values(is_password_temporary=True))
    assert room.look().status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"page": "returns"},
        {"page": "summary", "query": {}},
        {"page": "returns", "query": {"a": 1}},
        {"page": ["returns"], "query": {}},
    ],
)
def test_what_the_page_never_sends_is_no_request(body: Any) -> None:
    room = entered("protection")
    reply = room.request("POST", "/desk/small-counts", json=body, headers={"origin": room.base})
    assert reply.status_code == 400
    assert events() == []


def test_a_foreign_page_and_a_plain_form_are_refused() -> None:
    room = entered("protection")
    asked = {"page": "returns", "query": {}}
    foreign = room.request("POST", "/desk/small-counts", json=asked, headers={"origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    assert room.request("POST", "/desk/small-counts", json=asked).status_code == 403
    assert room.request("GET", "/desk/small-counts").status_code == 405
