"""Signing in over HTTP: cookies, waits, hostile input, closed reading, and the click on a demonstration account."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database
from dashboard.actors import MACHINE
from dashboard.door import exports, readers, sign_in, sign_in_desk
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.model import AccountSession, Event, SignInFailure
from dashboard.updates import accounts, passwords, settings
from dashboard.views import fetch
from scripts import local_server
from tests import databases
from tests.databases import Fresh
from tests.updates.people import SECRET, cheap_hashes, made

__all__ = ["cheap_hashes"]
HOST = "localhost"
PUBLIC = "dialogue.example.org"


class Browser:
    """Keeps its cookies, and sends the Origin that browsers send with forms."""

    def __init__(self, base: str = f"http://{HOST}", address: str = "127.0.0.1") -> None:
        routes = [*map(readers.only, exports.routes()), *sign_in.routes()]
        guarded = [
            Middleware(Guard, public={HOST, PUBLIC}),
            Middleware(Index, routes=frozenset(r.path for r in routes)),
        ]
        app = Starlette(routes=routes, middleware=guarded)
        self.base, self.cookies = base, httpx.Cookies()
        self.transport = httpx.ASGITransport(app, client=(address, 4000))

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def answered() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url=self.base, cookies=self.cookies) as client:
                response = await client.request(method, path, **more)
                self.cookies = client.cookies
                return response

        return asyncio.run(answered())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, headers=headers)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.request("POST", path, data=fields, headers={"origin": self.base})

    def enter(self, login: str = "awa", password: str = SECRET, **more: str) -> httpx.Response:
        return self.post("/sign-in", login=login, password=password, **more)

    @property
    def token(self) -> str:
        return self.cookies.get("session") or ""


@pytest.fixture
def awa(configured: sa.URL) -> Iterator[None]:
    """A database with one account."""
    fetch.forget()
    with database.writing() as connection:
        made(connection, "awa", "administrator")
    yield
    fetch.forget()


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that attempts would have slept."""
    slept: list[float] = []

    async def nap(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("dashboard.door.sign_in_desk.asyncio.sleep", nap)
    return slept


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each hash that was computed was right."""
    results: list[bool] = []
    real = passwords.is_right

    def noted(password: str, known: str | None) -> bool:
        results.append(real(password, known))
        return results[-1]

    monkeypatch.setattr(passwords, "is_right", noted)
    return results


def refused(answer: httpx.Response) -> bool:
    """Said on the page, over the form, which is in order for a browser: and nobody is signed in."""
    return answer.status_code == 200 and 'role="alert"' in answer.text and "set-cookie" not in answer.headers


def count(table: Any) -> int:
    with database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.usefixtures("awa")
def test_the_right_password_enters_and_goes_on_to_the_page_asked_for() -> None:
    browser = Browser()
    entered = browser.enter(next="/returns?region=gao&language=en")
    assert (entered.status_code, entered.headers["location"]) == (303, "/returns?region=gao&language=fr")
    assert "awa" in browser.get("/sign-in").text.lower()


@pytest.mark.usefixtures("awa")
def test_the_cookie_is_for_the_server_only() -> None:
    cookie = Browser().enter().headers["set-cookie"].lower()
    assert cookie.startswith("session=p.")
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.split("; "))
    assert "secure" not in cookie


@pytest.mark.usefixtures("awa")
def test_over_an_encrypted_line_the_cookie_is_bound_to_it() -> None:
    cookie = Browser(f"https://{PUBLIC}", "203.0.113.7").enter().headers["set-cookie"].lower()
    assert cookie.startswith("__host-session=s.")
    assert {"httponly", "samesite=lax", "path=/", "secure"} <= set(cookie.split("; "))
    assert "domain" not in cookie


@pytest.mark.usefixtures("awa")
def test_a_token_planted_under_the_other_name_is_nobodys() -> None:
    secure = Browser(f"https://{PUBLIC}", "203.0.113.7")
    token = secure.enter().cookies["__Host-session"]
    victim = Browser()
    victim.cookies.set("session", token)
    assert "awa" not in victim.get("/sign-in").text.lower()


@pytest.mark.usefixtures("awa")
def test_signing_in_changes_the_token_and_ends_the_one_presented() -> None:
    browser = Browser()
    browser.enter()
    first = browser.token
    browser.enter()
    assert browser.token not in {"", first}
    stale = Browser()
    stale.cookies.set("session", first)
    assert "awa" not in stale.get("/sign-in").text.lower()


@pytest.mark.usefixtures("awa", "naps")
def test_a_wrong_password_an_unknown_login_and_a_closed_account_look_the_same(verified: list[bool]) -> None:
    with database.writing() as connection:
        made(connection, "gone")
        accounts.disable(connection, MACHINE, "gone")
    answers = [Browser().enter(login, "une phrase fausse") for login in ("awa", "gone", "nobody", "a b", "")]
    assert all(refused(answer) for answer in answers)
    assert len({re.sub(r' value="[^"]*"', "", answer.text) for answer in answers}) == 1
    assert verified == [False] * 5


@pytest.mark.usefixtures("awa")
def test_the_wait_grows_with_what_is_stored(naps: list[float]) -> None:
    for _ in range(8):
        Browser().enter(password="une phrase fausse")
    assert naps == [0, 0, 0, 0, 0, 1, 2, 4]
    with database.reading() as connection:
        assert set(connection.scalars(sa.select(SignInFailure.count))) == {8}


@pytest.mark.usefixtures("awa", "naps")
def test_after_many_wrong_guesses_of_others_the_right_password_still_enters() -> None:
    for _ in range(12):
        Browser(address="203.0.113.7").enter(password="une phrase fausse")
    assert Browser().enter().status_code == 303


@pytest.mark.usefixtures("awa", "naps")
def test_attempts_for_one_login_stand_one_behind_the_other(verified: list[bool]) -> None:
    desk, attempt = sign_in_desk.Desk(), sign_in_desk.Attempt("awa", "une phrase fausse", "203.0.113.7")

    async def flood() -> list[Any]:
        return await asyncio.gather(*(desk.secret_of(attempt) for _ in range(20)), return_exceptions=True)

    refused = [answer for answer in asyncio.run(flood()) if isinstance(answer, Exception)]
    assert (len(refused), len(verified)) == (15, sign_in_desk.STANDING)


@pytest.mark.usefixtures("awa")
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/password"])
def test_a_form_of_another_site_is_refused(path: str, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    answer = Browser().request("POST", path, data={"login": "awa", "password": SECRET}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("awa")
@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/nowhere",
        "/returns\r\nX: y",
        "/returns/../x",
        "/sign-out",
        "/" + "x" * 3000,
        "\x00/returns",
    ],
)
def test_what_is_asked_for_next_is_one_of_our_pages(back: str) -> None:
    entered = Browser().enter(next=back)
    assert entered.headers["location"] == "/?language=fr"
    assert "x" not in entered.headers


@pytest.mark.usefixtures("awa", "naps")
@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "a\x00b\r\nc", "x" * 500, "\udcff"],
)
def test_hostile_words_are_nobodys_login_and_only_words_on_the_page(typed: str) -> None:
    answer = Browser().request(
        "POST",
        "/sign-in",
        content=form(typed),
        headers={"origin": f"http://{HOST}", "content-type": "application/x-www-form-urlencoded"},
    )
    assert refused(answer)
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert count(AccountSession) == 0


def form(typed: str) -> bytes:
    words = quote_from_bytes(typed.encode("utf-8", "surrogateescape"))
    return f"login={words}&password={words}&next={words}".encode()


@pytest.mark.usefixtures("awa")
def test_a_form_too_long_or_with_too_many_fields_is_refused() -> None:
    browser = Browser()
    assert browser.enter(password="x" * 9000).status_code == 413
    assert refused(browser.enter(**{f"f{n}": "" for n in range(30)}))


@pytest.mark.usefixtures("awa")
def test_signing_out_ends_the_session_in_the_database() -> None:
    browser = Browser()
    browser.enter()
    kept = browser.token
    assert browser.post("/sign-out").status_code == 303
    assert not browser.token
    thief = Browser()
    thief.cookies.set("session", kept)
    assert "awa" not in thief.get("/sign-in").text.lower()


@pytest.mark.usefixtures("awa", "naps")
def test_changing_the_password_needs_the_old_one_and_ends_the_other_sessions() -> None:
    browser, elsewhere = Browser(), Browser()
    browser.enter()
    elsewhere.enter()
    new = "une autre phrase longue"
    assert refused(browser.post("/password", password="une phrase fausse", new=new, again=new))
    assert refused(browser.post("/password", password=SECRET, new=new, again=new + "!"))
    assert refused(browser.post("/password", password=SECRET, new="court", again="court"))
    assert browser.post("/password", password=SECRET, new=new, again=new).status_code == 303
    assert "awa" in browser.get("/sign-in").text.lower()
    assert elsewhere.get("/password").status_code == 303
    assert Browser().enter(password=new).status_code == 303


@pytest.mark.usefixtures("awa")
def test_no_password_stands_on_a_page_or_in_the_journal() -> None:
    browser = Browser()
    page = browser.enter(password=SECRET + "?").text
    browser.enter()
    with database.reading() as connection:
        told = str(connection.execute(sa.select(Event.__table__)).all())
    assert SECRET not in page + told
    assert browser.token not in told


@pytest.mark.usefixtures("awa")
@pytest.mark.parametrize(("language", "word"), [("fr", "Se connecter"), ("en", "Sign in")])
def test_the_page_speaks_both_languages_and_is_never_kept(language: str, word: str) -> None:
    answer = Browser().get(f"/sign-in?language={language}")
    assert f"<h1>{word}</h1>" in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def close_reading() -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "reading", "account")


@pytest.mark.usefixtures("awa")
def test_closed_reading_sends_strangers_to_the_sign_in_page_at_once() -> None:
    browser = Browser()
    assert browser.get("/returns").status_code == 200
    close_reading()
    away = browser.get("/returns?region=gao")
    assert (away.status_code, away.headers["location"]) == (303, "/sign-in?next=%2Freturns%3Fregion%3Dgao&language=fr")
    assert browser.get("/").headers["location"] == "/sign-in?language=fr"
    assert browser.get("/files/returns.by_month.svg").status_code == 401
    assert browser.get("/files/bulletin.pdf", accept="text/html").headers["location"].startswith("/sign-in")
    assert browser.post("/files/packs", picture="returns.by_month", format="svg").status_code == 401


@pytest.mark.usefixtures("awa")
def test_closed_reading_opens_to_an_account_and_shuts_with_it() -> None:
    close_reading()
    browser = Browser()
    browser.enter()
    assert browser.get("/returns").status_code == 200
    assert browser.get("/files/nothing.svg").status_code == 404
    with database.writing() as connection:
        made(connection, "other", "administrator")
        accounts.disable(connection, MACHINE, "awa")
    assert browser.get("/returns").status_code == 303


def fill(engine: sa.Engine) -> None:
    shutil.copy(databases.file_of("demonstration"), str(engine.url.database))


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The embedded database at its first start."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    database.forget()
    fetch.forget()
    database.ensure_embedded(fill)
    yield
    database.forget()
    fetch.forget()


@pytest.mark.usefixtures("embedded")
def test_one_click_enters_a_demonstration_account_on_this_machine_only() -> None:
    here = Browser()
    offered = re.findall(r'name="demonstration" value="([^"]+)"', here.get("/sign-in").text)
    assert offered == ["demo:ministry", "demo:iom", "demo:communications", "demo:administrator"]
    assert here.post("/sign-in", demonstration="demo:iom").status_code == 303
    assert "OIM" in here.get("/sign-in").text
    for stranger in (Browser(address="192.0.2.1"), Browser(f"http://{PUBLIC}")):
        assert "demo:" not in stranger.get("/sign-in").text
        assert refused(stranger.post("/sign-in", demonstration="demo:iom"))
    assert "demo:" not in here.get("/sign-in", **{"x-forwarded-for": "127.0.0.1"}).text
    assert refused(here.enter("demo:iom", ""))


@pytest.mark.usefixtures("embedded")
def test_the_first_real_account_shuts_the_demonstration_accounts() -> None:
    browser = Browser()
    browser.post("/sign-in", demonstration="demo:administrator")
    with database.writing() as connection:
        made(connection, "awa", "administrator")
    assert browser.get("/password").status_code == 303
    assert refused(browser.post("/sign-in", demonstration="demo:administrator"))


@pytest.mark.usefixtures("awa")
def test_a_configured_database_never_offers_a_demonstration_account() -> None:
    assert "demonstration" not in Browser().get("/sign-in").text
    assert refused(Browser().post("/sign-in", demonstration="awa"))


def test_the_very_first_request_of_a_server_is_refused_when_reading_is_closed(
    fresh_sqlite: Fresh, tmp_path: Path
) -> None:
    url = fresh_sqlite()
    with databases.writing(url) as connection:
        settings.change(connection, MACHINE, "reading", "account")
    with local_server.serving(url.render_as_string(hide_password=False), tmp_path / "server.log") as server:
        for path in ("/", "/returns", "/files/bulletin.pdf"):
            answer = httpx.get(server.url + path, headers={"accept": "text/html"})
            assert answer.headers["location"].startswith("/sign-in"), path
        assert httpx.get(server.url + "/sign-in").status_code == 200
