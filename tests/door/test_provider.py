"""Signing in through a real OpenID Connect provider: who gets in, who is told what, and what no trick obtains."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import sqlalchemy as sa
from streamlit.web.server.starlette import starlette_auth_routes, starlette_server_config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard import database
from dashboard.model import AccountSession, Event
from tests.conftest import ENGINES
from tests.door.oidc import House, Person, answered_by, house

REFUSED = "La connexion avec Essai n’a pas abouti"
UNKNOWN = "aucun compte ouvert ne vous est rattaché"


class Elsewhere(BaseHTTPRequestHandler):
    """The metadata of a provider that sends people to `borrowed`, and would pass its tokens off as its own."""

    borrowed = ""

    def do_GET(self) -> None:
        real = httpx.get(f"{self.borrowed}/.well-known/openid-configuration").json()
        body = json.dumps(real | {"issuer": f"http://{self.headers['host']}"}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        return


@contextmanager
def impostor() -> Iterator[str]:
    with answered_by(Elsewhere) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module", params=ENGINES)
def our(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with an account a side, and one of a person whose e-mail address anybody may write."""
    address = request.getfixturevalue(f"fresh_{request.param}")().render_as_string(hide_password=False)
    with impostor() as elsewhere, house(address, tmp_path_factory.mktemp("house"), also=elsewhere) as opened:
        Elsewhere.borrowed = opened.issuer
        opened.account("ministre", "--side", "ministry", "--role", "ministry_editor")
        opened.account("mission", "--side", "iom", "--role", "iom_editor")
        opened.command(
            "account", "add", "vrai@example.org", "--no-password", "--name", "Vrai", "--role", "administrator"
        )
        yield opened


@contextmanager
def asked(our: House) -> Iterator[sa.Connection]:
    engine = database.connect(sa.make_url(our.database_url))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_both_sides_sign_in_and_go_on_to_the_page_they_came_for(our: House) -> None:
    for subject in ("ministre", "mission"):
        person = Person(our, subject)
        page = person.sign_in(back="/returns?region=gao")
        assert str(page.url) == f"{our.server.url}/returns?region=gao&language=fr"
        assert person.name == subject.title()


def test_a_code_is_worth_nothing_to_who_did_not_begin_the_sign_in(our: House) -> None:
    """Ours proves that it did, in every sign-in here: the provider refuses the code else."""
    back = urlsplit(Person(our, "ministre").callback())
    stolen = {"grant_type": "authorization_code", "code": parse_qs(back.query)["code"][0], "client_id": "dashboard"}
    answer = httpx.post(f"{our.issuer}/oauth2/token", data=stolen | {"code_verifier": "guessed"})
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_the_session_is_ours_and_nothing_of_the_provider_travels_with_pages(our: House) -> None:
    person = Person(our, "ministre")
    person.sign_in()
    sent = person.get("/returns").request.headers["cookie"]
    assert re.fullmatch(r"session=p\.[\w-]{43}", sent)


def test_the_sign_in_page_offers_the_provider_and_no_password(our: House) -> None:
    page = Person(our, "ministre").get("/sign-in?language=fr").text
    assert ">Se connecter avec Essai</a>" in page
    assert "<input" not in page
    assert "Sign in with Essai" in Person(our, "ministre").get("/sign-in?language=en").text


def test_a_person_whom_no_account_is_bound_to_is_given_a_reference_and_nothing_else(our: House) -> None:
    person = Person(our, "nouvelle")
    page = person.sign_in(back="/returns")
    assert UNKNOWN in page.text
    assert f'<code class="reference">{our.issuer} nouvelle</code>' in page.text
    assert not person.cookies.get("session")
    assert UNKNOWN not in person.get("/sign-in?language=fr").text
    with asked(our) as connection:
        told = sa.select(Event.after).where(Event.action == "sign_in_refused").order_by(Event.id.desc())
        assert connection.scalars(told).first() == json.dumps({"subject": f"{our.issuer} nouvelle"})


def test_the_reference_bound_by_the_administrator_opens_the_account(our: House) -> None:
    person = Person(our, "attendue")
    reference = re.search(r'class="reference">([^<]+)<', person.sign_in().text)
    assert reference
    our.command("account", "add", "attendue", "--no-password", "--name", "Attendue", "--role", "reader")
    our.command("account", "bind", "attendue", unescape(reference[1]))
    person.sign_in()
    assert person.name == "Attendue"
    our.command("account", "unbind", "attendue")
    assert person.name == ""
    assert UNKNOWN in person.sign_in().text


@pytest.mark.parametrize("verified", [True, False])
def test_an_email_address_binds_nobody_verified_or_not(our: House, verified: bool) -> None:
    claims = {"email": "vrai@example.org", "email_verified": verified, "preferred_username": "vrai@example.org"}
    httpx.put(f"{our.issuer}/users/voleur", json=claims).raise_for_status()
    person = Person(our, "voleur")
    assert UNKNOWN in person.sign_in().text
    assert person.name == ""


def test_a_closed_account_is_entered_by_nobody(our: House) -> None:
    our.account("partie", "--role", "reader")
    person = Person(our, "partie")
    person.sign_in()
    our.command("account", "disable", "partie")
    assert person.name == ""
    assert UNKNOWN in person.sign_in().text


def test_signing_out_ends_the_session_here_and_leads_to_the_providers(our: House) -> None:
    person = Person(our, "mission")
    person.sign_in()
    kept = person.cookies.get("session") or ""
    page = person.sign_out()
    on = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert on
    assert unescape(on[1]).startswith(f"{our.issuer}/oauth2/end_session?id_token_hint=ey")
    form = re.search(r'name="redirect_uri" value="([^"]+)"', person.get(unescape(on[1])).text)
    assert form
    confirmed = person.request(
        "POST", f"{our.issuer}/oauth2/end_session/confirm", data={"redirect_uri": unescape(form[1])}
    )
    home = person.follow(confirmed)
    assert str(home.url) == f"{our.server.url}/?language=en"
    assert not person.cookies.get("provider")
    person.cookies.set("session", kept, domain="127.0.0.1")
    assert person.name == ""


def test_a_forced_sign_out_ends_the_session_that_a_provider_began(our: House) -> None:
    person = Person(our, "ministre")
    person.sign_in()
    our.command("account", "sign-out", "ministre")
    assert person.name == ""


def test_a_callback_counts_once(our: House) -> None:
    person = Person(our, "ministre")
    callback = person.callback()
    before = dict(person.cookies.items())
    person.follow(person.get(callback))
    again = person.follow(person.get(callback))
    assert "Session ouverte" in again.text
    assert 'role="alert"' not in again.text
    thief = Person(our, "")
    thief.cookies.update(before)
    assert REFUSED in thief.follow(thief.get(callback)).text
    assert thief.name == ""


def test_a_callback_of_another_browser_or_with_another_state_signs_nobody_in(our: House) -> None:
    callback = Person(our, "ministre").callback()
    victim = Person(our, "")
    victim.follow(victim.get(callback))
    assert victim.name == ""
    tampered = Person(our, "ministre")
    assert REFUSED in tampered.follow(tampered.get(re.sub(r"state=\w", "state=", tampered.callback()))).text
    assert tampered.name == ""


def test_who_refuses_at_the_provider_is_not_signed_in(our: House) -> None:
    person = Person(our, "ministre")
    assert REFUSED in person.sign_in(action="deny").text
    assert person.name == ""


def test_a_token_of_another_issuer_than_the_one_asked_signs_nobody_in(our: House) -> None:
    person = Person(our, "ministre")
    assert "La connexion avec Autre n’a pas abouti" in person.sign_in(key="autre").text
    assert person.name == ""


def test_a_provider_that_does_not_answer_is_told(our: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Elsewhere, "borrowed", "http://127.0.0.1:9")
    person = Person(our, "ministre")
    page = person.follow(person.get("/sign-in/with?provider=autre&language=en"))
    assert "The sign-in with Autre did not succeed" in page.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/nowhere", "/oauth2callback"])
def test_nobody_is_sent_elsewhere_after_signing_in(our: House, back: str) -> None:
    assert str(Person(our, "ministre").sign_in(back=back).url) == f"{our.server.url}/?language=fr"


def test_streamlits_own_cookie_is_nobody_even_when_its_signature_is_right(our: House) -> None:
    person = Person(our, "")
    claims = {"iss": our.issuer, "sub": "ministre", "is_logged_in": True, "origin": our.server.url, "provider": "essai"}
    for secret in (our.cookie_secret, "changeme"):
        signed = create_signed_value(secret, starlette_server_config.USER_COOKIE_NAME, json.dumps(claims)).decode()
        person.cookies.set(starlette_server_config.USER_COOKIE_NAME, signed, domain="127.0.0.1")
        assert person.name == ""


def test_a_header_that_names_somebody_names_nobody(our: House) -> None:
    named = dict.fromkeys(("x-forwarded-user", "x-auth-request-user", "x-streamlit-user", "remote-user"), "ministre")
    assert "Session ouverte" not in Person(our, "").get("/sign-in?language=fr", headers=named).text


def test_only_the_callback_is_open_of_streamlits_addresses_and_nothing_of_the_local_ones(our: House) -> None:
    person = Person(our, "")
    assert person.get("/auth/login?provider=essai").status_code == 404
    assert person.get("/auth/logout").status_code == 404
    assert person.get("/oauth2callback", headers={"origin": "null"}).status_code == 303
    assert person.post("/sign-in", login="vrai@example.org").status_code == 405
    assert 'name="new"' not in person.get("/password").text


def test_a_session_that_a_provider_began_never_offers_a_password(our: House) -> None:
    with asked(our) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(AccountSession))
    person = Person(our, "ministre")
    person.sign_in()
    assert "/password" not in person.get("/sign-in").text


def test_the_log_says_what_failed_and_no_secret(our: House) -> None:
    person = Person(our, "ministre")
    code = re.search(r"code=([^&]+)", callback := person.callback())
    person.get(callback.replace("state=", "state=x"))
    logged = our.server.log.read_text()
    assert "no sign-in through" in logged
    assert code
    assert code[1] not in logged
    assert our.cookie_secret not in logged


def test_the_part_of_streamlit_that_the_sign_in_leans_on_is_there() -> None:
    """It is not public: a new Streamlit may move it, and nobody could sign in."""
    assert list(inspect.signature(starlette_auth_routes._create_oauth_client).parameters) == ["provider"]
