"""`POST /desk/<act>`: every answer a form can get, on both engines, and what it leaves behind."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database, model
from dashboard import desk as acts
from dashboard.actors import Actor, Side
from dashboard.door import desk
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.errors import DatabaseUnreachable
from dashboard.queries import entry
from dashboard.updates import sessions
from dashboard.views import fetch
from tests.queries import roadmap_rows
from tests.updates import editors, progress_rows

HOST = "localhost"
ORIGIN = {"origin": f"http://{HOST}"}
KEY = "form-key-0001"


class Editor:
    """One signed-in editor of a side, who sends forms as the browser does."""

    def __init__(self, side: Side) -> None:
        with database.writing() as connection:
            self.actor: Actor = editors.editor(connection, side)
            now = dt.datetime.now(dt.UTC)
            self.token = sessions.begin(connection, self.actor.account_id, secure=False, now=now)

    def send(self, act: str, *, rows: Any = (), request: str = KEY, **fields: str) -> httpx.Response:
        body = {"language": "en", "request": request, "page": "/entry", "fields": fields, "rows": list(rows)}
        return post(act, json.dumps(body), cookie=f"session={self.token}")


def post(act: str, body: str | bytes, *, cookie: str = "", **headers: str) -> httpx.Response:
    return post_together(act, [body], cookie=cookie, **headers)[0]


def post_together(act: str, bodies: list[Any], *, cookie: str = "", **headers: str) -> list[httpx.Response]:
    """All sent before the first is answered."""
    app = Starlette(routes=desk.routes(), middleware=[Middleware(Guard, public={HOST}), Middleware(Index)])
    sent = {"content-type": "application/json", "cookie": cookie} | ORIGIN | headers

    async def answered() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        known = {name: value for name, value in sent.items() if value}
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=known) as client:
            return await asyncio.gather(*(client.post(f"/desk/{act}", content=body) for body in bodies))

    return asyncio.run(answered())


@pytest.fixture
def activity(configured: sa.URL) -> Iterator[int]:
    """An activity of the ministry, "a", from day 0."""
    fetch.forget()
    with database.writing() as connection:
        made = roadmap_rows.activity(connection, "a")
        roadmap_rows.organisation(connection, "iom", "iom")
    yield made
    fetch.forget()


@pytest.fixture
def ministry(activity: int) -> Editor:
    return Editor("ministry")


def fields(**more: str) -> dict[str, str]:
    with database.reading() as connection:
        version = entry.versions(connection)["a"]
    typed = {"activity": "a", "version": version, "percent": "42,5", "declared_on": "2026-01-31", "spoken": "fr"}
    return typed | more


def reports() -> int:
    with database.reading() as connection:
        return progress_rows.reports(connection)


def refusals() -> list[tuple[str | None, str, str | None]]:
    with database.reading() as connection:
        told = sa.select(model.Event.login, model.Event.action, model.Event.object_key)
        found = connection.execute(told.where(model.Event.object_kind == "request"))
        return [(row.login, row.action, row.object_key) for row in found]


def test_a_form_is_recorded_and_said_in_its_language(ministry: Editor) -> None:
    answer = ministry.send("progress.declare", **fields(comment="atelier tenu"))
    assert (answer.status_code, answer.json()["then"]) == (200, "")
    assert answer.json()["said"].startswith("Declared.")
    assert answer.headers["cache-control"] == "no-store"
    with database.reading() as connection:
        assert connection.execute(sa.select(model.ProgressReport.percent)).scalar_one() == 42.5


def test_the_same_form_sent_twice_is_one_row(ministry: Editor) -> None:
    typed = fields()
    assert [ministry.send("progress.declare", **typed).status_code for _ in range(2)] == [200, 200]
    assert reports() == 1


def test_twenty_people_who_save_at_once_are_all_recorded(ministry: Editor) -> None:
    with database.writing() as connection:
        for number in range(20):
            roadmap_rows.activity(connection, f"together-{number}")
    bodies = [
        json.dumps({"request": f"together-{number:04}", "fields": fields() | {"activity": f"together-{number}"}})
        for number in range(20)
    ]
    answers = post_together("progress.declare", bodies, cookie=f"session={ministry.token}")
    assert [answer.status_code for answer in answers] == [200] * 20
    assert reports() == 20


def test_eight_copies_of_one_form_sent_at_once_are_one_row(ministry: Editor) -> None:
    body = json.dumps({"request": KEY, "fields": fields()})
    answers = post_together("progress.declare", [body] * 8, cookie=f"session={ministry.token}")
    assert ([answer.status_code for answer in answers], reports()) == ([200] * 8, 1)


def test_an_ended_session_is_told_where_to_sign_in(ministry: Editor) -> None:
    with database.noting() as connection:
        sessions.end(connection, ministry.token)
    answer = ministry.send("progress.declare", **fields())
    assert answer.status_code == 401
    assert answer.json()["sign_in"] == "/sign-in?next=%2Fentry&language=en"
    assert reports() == 0


def test_a_withdrawn_role_is_refused_and_the_refusal_is_an_event(ministry: Editor) -> None:
    with database.writing() as connection:
        editors.withdraw_roles(connection, ministry.actor)
    answer = ministry.send("progress.declare", **fields())
    assert (answer.status_code, reports()) == (403, 0)
    assert refusals() == [("ministry.editor", "progress_declare_refused", "a")]


def test_the_other_sides_activity_is_refused(activity: int) -> None:
    answer = Editor("iom").send("progress.declare", **fields())
    assert answer.status_code in {403, 422}
    assert "other side" in json.dumps(answer.json())
    assert refusals() == [("iom.editor", "progress_declare_refused", "a")]


def test_nobody_accepts_for_their_own_side(ministry: Editor) -> None:
    ministry.send("progress.declare", **fields())
    assert ministry.send("progress.accept", report="1", request="another-key").status_code == 403


def test_who_comes_second_gets_both_versions(ministry: Editor) -> None:
    opened = fields(percent="50", comment="le mien")
    ministry.send("progress.declare", **fields(percent="40", comment="le premier"), request="first-key-1")
    answer = ministry.send("progress.declare", **opened)
    told = answer.json()["conflict"]
    assert (answer.status_code, reports()) == (409, 1)
    standing = {each["name"]: each["theirs"] for each in told["fields"]}
    assert standing == {"percent": "40", "declared_on": "2026-01-31", "comment": "le premier"}
    assert told["by"] == "The ministry, ministry.editor (function)"
    assert ministry.send("progress.declare", **opened | {"version": told["version"]}).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"), [("percent", "beaucoup"), ("percent", "0.5"), ("declared_on", "31/01/2026"),
                         ("declared_on", "2999-01-01"), ("evidence", "javascript:alert(1)"),
                         ("milestone_number", "7"), ("comment", "x" * 2001)],
)  # fmt: skip
def test_what_cannot_be_recorded_is_told_at_its_field(ministry: Editor, field: str, typed: str) -> None:
    answer = ministry.send("progress.declare", **fields(**{field: typed}))
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert reports() == 0


def test_a_doubt_is_asked_about_once(ministry: Editor) -> None:
    typed = fields(comment="joindre le 76 12 34 56")
    answer = ministry.send("progress.declare", **typed)
    assert (answer.status_code, answer.json()["field"], reports()) == (428, "comment", 0)
    assert ministry.send("progress.declare", **typed, sure="yes").status_code == 200


def test_rows_are_recorded_together_or_not_at_all(ministry: Editor) -> None:
    shared = {"declared_on": "2026-01-31", "spoken": "fr"}
    row = {name: fields()[name] for name in ("activity", "version", "percent")}
    answer = ministry.send("progress.declare_many", rows=[row, row | {"percent": "?"}], **shared)
    assert (answer.status_code, list(answer.json()["rows"]), reports()) == (422, ["1"], 0)
    assert ministry.send("progress.declare_many", rows=[row], **shared).status_code == 200


def test_a_conflict_of_a_row_carries_what_stands(ministry: Editor) -> None:
    row = {name: fields()[name] for name in ("activity", "version", "percent")}
    ministry.send("progress.declare", **fields(percent="10"), request="first-key-1")
    answer = ministry.send("progress.declare_many", rows=[row], declared_on="2026-01-31", spoken="fr")
    assert answer.json()["rows"]["0"]["conflict"]["fields"] == [{"name": "percent", "theirs": "10"}]


def test_a_database_that_is_away_asks_for_the_same_form_later(
    ministry: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = fields()

    def lost(*_: object) -> None:
        raise DatabaseUnreachable("The database does not answer. A new attempt follows within 10 seconds.")

    with monkeypatch.context() as patch:
        patch.setattr(database, "writing", lost)
        answer = ministry.send("progress.declare", **typed)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "does not answer" in answer.json()["fault"]
    assert ministry.send("progress.declare", **typed).status_code == 200


def test_an_act_that_does_not_exist_is_not_found(ministry: Editor) -> None:
    assert ministry.send("progress.forge").status_code == 404
    assert post("progress.forge", "{}").status_code == 401


def test_what_nobody_expected_has_a_code_and_tells_nothing_else(
    ministry: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(acts, "ACTS", {"progress.declare": fail})
    answer = ministry.send("progress.declare")
    assert answer.status_code == 500
    assert "code" in answer.json()["fault"]
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "[" * 50_000, '{"fields": []}', '{"fields": {"a": 1}}', '{"rows": {}}', '{"rows": [[]]}',
     json.dumps({"rows": [{}] * 301}), json.dumps({"fields": {str(n): "" for n in range(61)}})],
)  # fmt: skip
def test_what_no_form_of_ours_sends_is_refused(body: str) -> None:
    assert post("progress.declare", body).status_code == 400


def test_only_json_of_our_own_pages_is_taken() -> None:
    assert post("progress.declare", "{}", origin="http://evil.example").status_code == 403
    assert post("progress.declare", "{}", origin="").status_code == 403
    assert post("progress.declare", "a=b", **{"content-type": "text/plain"}).status_code == 403
    assert post("progress.declare", b" " * 400_001).status_code == 413


def test_half_letters_and_nulls_are_kept_out_of_the_database(ministry: Editor) -> None:
    assert ministry.send("progress.declare", **fields(comment="a\x00b\ud800c")).status_code == 200
    assert ministry.send("progress.declare", **fields(activity="\ud800\x00"), request="second-key").status_code == 409
