"""A real OpenID Connect provider on this machine, and our server that sends people to it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import parse_qs, parse_qsl, urljoin, urlsplit

import httpx

from dashboard import command, database
from scripts import local_server
from scripts.local_server import LocalServer

METADATA: Final = "/.well-known/openid-configuration"
PROOF: Final = {"code_challenge_methods_supported": ["S256"]}
SECTION = """
[auth.{key}]
name = "{name}"
client_id = "dashboard"
client_secret = "any"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class House:
    """Our server, its database, and the issuer it trusts."""

    server: LocalServer
    database_url: str
    issuer: str
    cookie_secret: str

    def command(self, *words: str) -> None:
        """`python -m dashboard …` beside the running server."""
        with patch.dict(os.environ, DATABASE_URL=self.database_url):
            database.forget()
            assert command.main(words) == 0
            database.forget()

    def account(self, login: str, *words: str) -> None:
        """An account bound to the person whom the provider knows by the same word."""
        self.command("account", "add", login, "--no-password", "--name", login.title(), *words)
        self.command("account", "bind", login, self.issuer, login)


@contextmanager
def house(database_url: str, folder: Path, *, also: str = "") -> Iterator[House]:
    """`also` is the issuer of a second provider."""
    port, secret, path = local_server.free_port(), secrets.token_urlsafe(48), folder / "secrets.toml"
    with provider(folder / "provider.log") as issuer:
        shared = f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{secret}"\n'
        sections = [("essai", "Essai", issuer), *([("autre", "Autre", also)] if also else [])]
        tables = (SECTION.format(key=key, name=name, issuer=address) for key, name, address in sections)
        path.write_text(shared + "".join(tables), encoding="utf-8")
        log = folder / "server.log"
        with local_server.serving(database_url, log, port=port, DASHBOARD_SECRETS=str(path)) as server:
            yield House(server, database_url, issuer, secret)


@contextmanager
def provider(log: Path) -> Iterator[str]:
    """The issuer, named otherwise than our server so that browsers keep their cookies apart."""
    port = local_server.free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://localhost:{port}{METADATA}", log)
        with demanding(port) as issuer:
            yield issuer
    finally:
        process.terminate()
        process.wait(10)


class Demanding(BaseHTTPRequestHandler):
    """In front of a provider: a code is worth a token only with the proof of who asked for it (RFC 7636, S256)."""

    behind: str
    challenges: dict[str, str]

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers.get("content-length", 0))))

    def do_PUT(self) -> None:
        self.do_POST()

    def _pass_on(self, body: bytes) -> None:
        if self.path == "/oauth2/token" and not self._is_proven(dict(parse_qsl(body.decode()))):
            self._answer(400, {"content-type": "application/json"}, b'{"error": "invalid_grant"}')
            return
        kept = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        answer = httpx.request(self.command, f"{self.behind}{self.path}", headers=kept, content=body)
        self._remember(answer.headers.get("location", ""))
        content = answer.content if self.path != METADATA else json.dumps(answer.json() | PROOF).encode()
        self._answer(answer.status_code, answer.headers, content)

    def _remember(self, location: str) -> None:
        codes = parse_qs(urlsplit(location).query).get("code", [])
        asked = parse_qs(urlsplit(self.path).query)
        if asked.get("code_challenge_method") == ["S256"]:
            self.challenges |= dict(zip(codes, asked["code_challenge"], strict=False))

    def _is_proven(self, order: dict[str, str]) -> bool:
        proof = hashlib.sha256(order.get("code_verifier", "").encode()).digest()
        return self.challenges.get(order["code"]) == base64.urlsafe_b64encode(proof).rstrip(b"=").decode()

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() in {"content-type", "location", "set-cookie"}:
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        return


@contextmanager
def demanding(port: int) -> Iterator[str]:
    """The address of a provider that demands proof; behind it, the one on that port."""
    behind = type("Front", (Demanding,), {"behind": f"http://localhost:{port}", "challenges": {}})
    with answered_by(behind) as front:
        yield f"http://localhost:{front}"


@contextmanager
def answered_by(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port of a small server of this process."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def _wait_for(address: str, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the provider did not start: {log.read_text()[-2000:]}")


class Person:
    """A browser without a screen, and the name its owner gives to the provider."""

    def __init__(self, house: House, subject: str) -> None:
        self.house, self.subject, self.cookies = house, subject, httpx.Cookies()

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.request("GET", address, **more)

    def post(self, address: str, **fields: str) -> httpx.Response:
        return self.request("POST", address, data=fields, headers={"origin": self.house.server.url})

    def request(self, method: str, address: str, **more: Any) -> httpx.Response:
        with httpx.Client(cookies=self.cookies, timeout=30) as client:
            answer = client.request(method, urljoin(self.house.server.url, address), **more)
            self.cookies = client.cookies
        return answer

    def sign_in(self, *, back: str = "", key: str = "essai", action: str = "authorize") -> httpx.Response:
        """Our page, the provider's, ours again: the first answer of ours that sends nowhere else."""
        return self.follow(self.get(self.callback(back=back, key=key, action=action)))

    def callback(self, *, back: str = "", key: str = "essai", action: str = "authorize") -> str:
        """The address to which the provider sends the person back."""
        away = self.get(f"/sign-in/with?provider={key}&next={back}&language=fr").headers["location"]
        answer = self.request("POST", away, data={"sub": self.subject, "action": action})
        return answer.headers["location"]

    def follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = self.get(urljoin(str(answer.url), answer.headers["location"]))
        return answer

    def sign_out(self) -> httpx.Response:
        return self.post("/sign-out", language="en")

    @property
    def name(self) -> str:
        """Who our server takes this browser for."""
        found = re.search(r"Session ouverte\s*:\s*([^.<]+)", self.get("/sign-in?language=fr").text)
        return found[1].strip() if found else ""
