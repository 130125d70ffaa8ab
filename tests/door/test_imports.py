"""A file comes in through the door: who may send it, how much of it, how it is followed, cancelled and read again."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import openpyxl
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database, model
from dashboard.actors import Actor
from dashboard.desk import readings
from dashboard.door import desk, import_files, imports, life, templates
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.errors import DatabaseUnreachable, ImportRefused
from dashboard.imports import reading
from dashboard.imports.templates import KEYS
from dashboard.queries import drafts
from dashboard.queries.drafts import Draft
from dashboard.texts import LANGUAGES, Language
from dashboard.updates import sessions, settings
from dashboard.views import fetch
from tests.conftest import ENGINES
from tests.updates import editors

HOST = "localhost"
BYTES = "application/octet-stream"
FILE = "Mois;Région;Pays de provenance;Indicateur;Effectif\n2026-03;Gao;Niger;Expulsions vers le Mali;12\n"
SENT = FILE.encode()
HOSTILE = '"><img src=x onerror=alert(1)>.csv'


class Person:
    """Somebody signed in, who asks as the browser does."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        with database.noting() as connection:
            now = dt.datetime.now(dt.UTC)
            self.cookie = f"session={sessions.begin(connection, actor.account_id, secure=False, now=now)}"

    def send(self, content: Any = SENT, name: str = "retours.csv", **headers: str) -> httpx.Response:
        sent = {"content-type": BYTES, "x-file-name": quote(name), "x-request": "file-key-0001", **headers}
        return asked("POST", "/entry/files?language=en", self.cookie, content=content, headers=sent)

    def ask(self, path: str, method: str = "GET") -> httpx.Response:
        return asked(method, f"/entry/files/{path}?language=en", self.cookie)

    def act(self, name: str, **fields: str) -> httpx.Response:
        body = {"language": "en", "request": "act-key-0001", "page": "/entry", "fields": fields, "rows": []}
        headers = {"content-type": "application/json"}
        return asked("POST", f"/desk/{name}", self.cookie, content=json.dumps(body), headers=headers)


def asked(method: str, path: str, cookie: str = "", headers: dict[str, str] | None = None, **more: Any) -> Any:
    routes = [*imports.routes(), *import_files.routes(), *desk.routes(), *templates.routes()]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, public={HOST}), Middleware(Index)])
    sent = {"origin": f"http://{HOST}", "cookie": cookie, **(headers or {})}

    async def answered() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        known = {name: value for name, value in sent.items() if value}
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.request(method, path, headers=known, **more)

    return asyncio.run(answered())


@pytest.fixture(params=ENGINES)
def published(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program's own database, with territories, countries and indicators, of this test alone."""
    url = request.getfixturevalue(f"fresh_{request.param}")("published")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    fetch.forget()
    yield
    until(lambda: not readings._queue)
    database.forget()
    fetch.forget()


@pytest.fixture
def ministry(published: None) -> Person:
    with database.writing() as connection:
        actor = editors.editor(connection, "ministry")
    return Person(actor)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A reading that lasts until it is let go, or cancelled."""
    free, read = threading.Event(), reading.read

    def slow(order: reading.Order, *, step: Any, cancelled: Callable[[], bool]) -> Any:
        step(1, 4)
        until(lambda: free.is_set() or cancelled())
        if cancelled():
            raise ImportRefused("This file was not read: the reading was stopped.")
        return read(order, step=step, cancelled=cancelled)

    monkeypatch.setattr(reading, "read", slow)
    yield free
    free.set()


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def found(number: int = 1) -> Draft:
    with database.reading() as connection:
        draft = drafts.draft(connection, number)
    assert draft
    return draft


def read(number: int = 1) -> Draft:
    until(lambda: found(number).status != "reading")
    return found(number)


def counted() -> int:
    with database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(model.ImportDraft)) or 0


def left_behind() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("dashboard-import-*"))


def test_a_file_is_received_read_and_nothing_private_is_left(ministry: Person) -> None:
    before = set(left_behind())
    answer = ministry.send()
    assert (answer.status_code, answer.json()["then"]) == (201, "/entry?draft=1&language=en")
    draft = read()
    assert (draft.status, draft.file_name, draft.side) == ("ready", "retours.csv", "ministry")
    assert draft.outcome
    assert draft.outcome.counts.loaded == 1
    until(lambda: set(left_behind()) <= before)


def test_a_file_sent_again_after_a_lost_answer_is_one_file(ministry: Person, held: threading.Event) -> None:
    """While it is read, and afterwards."""
    assert [ministry.send().json()["draft"] for _ in range(2)] == [1, 1]
    held.set()
    assert [read().number, ministry.send().json()["draft"], counted()] == [1, 1, 1]


@pytest.mark.parametrize(("name", "limit"), [("a.csv", 2), ("a.xlsx", 1), ("a.bin", 2)])
def test_a_file_over_its_limit_is_cut_and_the_limit_is_named(ministry: Person, name: str, limit: int) -> None:
    with database.writing() as connection:
        settings.change(connection, editors.account(connection, "chief", None, "administrator"),
                        "import-text-megabytes", "2")  # fmt: skip
        settings.change(connection, editors.account(connection, "second", None, "administrator"),
                        "import-workbook-megabytes", "1")  # fmt: skip
    sent = 0

    async def streamed() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += 100_000
            yield b"x" * 100_000

    answer = ministry.send(streamed(), name)
    assert (answer.status_code, counted()) == (413, 0)
    assert f"limit of {limit} MB" in answer.json()["fault"]
    assert ministry.send(b"x" * 2_100_000, name).status_code == 413


def test_an_empty_file_is_told(ministry: Person) -> None:
    assert (ministry.send(b"").json()["fault"], counted()) == ("This file is empty.", 0)


def test_nobody_else_sends_a_file(published: None) -> None:
    assert asked("POST", "/entry/files?language=en", headers={"content-type": BYTES}).status_code == 401
    with database.writing() as connection:
        people = [
            editors.account(connection, "press", None, "communications"),
            editors.account(connection, "reader", "iom", "reader"),
            editors.account(connection, "chief", None, "administrator"),
        ]
    assert [Person(one).send().status_code for one in people] == [403, 403, 403]
    with database.reading() as connection:
        told = sa.select(model.Event.action).where(model.Event.object_kind == "request")
        assert set(connection.scalars(told)) == {"import_drop_refused"}
    assert counted() == 0


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": ""}, {"content-type": "text/plain"}])
def test_a_file_comes_from_our_own_pages_only(ministry: Person, headers: dict[str, str]) -> None:
    assert (ministry.send(**headers).status_code, counted()) == (403, 0)


def test_one_file_at_a_time(ministry: Person, held: threading.Event) -> None:
    ministry.send()
    answer = ministry.send(**{"x-request": "file-key-0002"})
    assert (answer.status_code, counted()) == (409, 1)
    held.set()
    read()
    until(lambda: not readings.has_of(ministry.actor.account_id))
    assert ministry.send(**{"x-request": "file-key-0003"}).status_code == 201
    read(2)


def test_a_reading_is_followed_and_cancelled(ministry: Person, held: threading.Event) -> None:
    ministry.send()
    until(lambda: ministry.ask("1/state").json().get("percent") == 25)
    assert ministry.ask("1/state").json()["said"] == "25% of the file is read"
    assert ministry.ask("1/cancel", "POST").json()["then"] == "/entry?form=file&language=en"
    until(lambda: not readings.has_of(ministry.actor.account_id))
    assert (found().status, found().has_content) == ("abandoned", False)
    assert ministry.ask("1/state").json() == {"over": True}


def test_a_server_that_stopped_leaves_a_file_to_read_again(ministry: Person, held: threading.Event) -> None:
    ministry.send()
    until(lambda: ministry.ask("1/state").json().get("percent"))
    readings.close()
    assert (read().status, found().has_content) == ("interrupted", True)
    held.set()
    answer = ministry.act("import.check_again", draft="1", version=str(found().version))
    assert answer.json()["said"] == "The file is read again."
    assert read().status == "ready"


def test_what_was_read_when_the_server_was_killed_is_interrupted_at_its_next_start(ministry: Person) -> None:
    ministry.send()
    number = read().number
    with database.noting() as connection:
        connection.execute(sa.update(model.ImportDraft).values(status="reading"))
    life.interrupt_readings()
    assert found(number).status == "interrupted"


def test_a_database_that_is_away_asks_for_the_same_file_later(
    ministry: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise DatabaseUnreachable("The database does not answer. A new attempt follows within 10 seconds.")

    with monkeypatch.context() as patch:
        patch.setattr(database, "noting", lost)
        answer = ministry.send()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert ministry.send().status_code == 201
    read()


def test_the_other_side_finds_nothing_of_a_file(ministry: Person) -> None:
    ministry.send()
    read()
    with database.writing() as connection:
        others = editors.editor(connection, "iom"), editors.account(connection, "reader", "ministry", "reader")
    for somebody in map(Person, others):
        assert [somebody.ask(path).status_code for path in ("1/state", "1/issues.csv", "1/annotated.xlsx")] == [404] * 3
        assert somebody.ask("1/cancel", "POST").status_code == 404
        for act in ("import.answer", "import.abandon", "import.check_again", "import.accept"):
            fields = {"draft": "1", "version": str(found().version), "basis": "", "source_title_fr": "Registre",
                      "source_publisher": "DGME"}  # fmt: skip
            assert somebody.act(act, **fields).status_code == 403
    assert found().status == "ready"


def test_a_file_of_persons_is_refused_and_nothing_of_it_kept(ministry: Person) -> None:
    ministry.send("Mois;Région;Nom;Téléphone\n2026-03;Gao;Awa Traoré;76 12 34 56\n".encode())
    draft = read()
    assert (draft.status, draft.has_content, draft.outcome) == ("refused", False, None)
    with database.reading() as connection:
        events = connection.scalars(sa.select(model.Event.after)).all()
    assert "Traoré" not in json.dumps(events, ensure_ascii=False)


def test_faults_are_taken_away_as_a_list_and_as_an_annotated_copy_that_run_nothing(ministry: Person) -> None:
    ministry.send(FILE.replace("12\n", "=1+1|cmd\n").encode(), HOSTILE)
    assert read().status == "faulty"
    listed = ministry.ask("1/issues.csv")
    assert listed.headers["content-type"].startswith("text/csv")
    assert ",'=1+1|cmd," in listed.content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(ministry.ask("1/annotated.xlsx").content))
    assert [sheet.title[:1] for sheet in book] == ["E", "1"]
    cell = book.worksheets[1]["E2"]
    assert (cell.value, cell.data_type, cell.fill.fgColor.rgb) == ("=1+1|cmd", "s", "FFF9D5DC")
    assert "onerror" not in ministry.ask("1/annotated.xlsx").headers["content-disposition"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_there_in_both_languages(published: None, language: Language) -> None:
    for key in KEYS:
        answer = asked("GET", f"/files/templates/{key}.xlsx?language={language}")
        assert answer.status_code == 200
        assert len(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets) == 3
    assert asked("GET", "/files/templates/nothing.xlsx").status_code == 404
