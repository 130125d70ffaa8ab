"""A real OpenID Connect provider on this machine, and our server that sends people to it."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin

import httpx

from dashboard import command, database
from scripts import local_server
from scripts.local_server import LocalServer

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
    issuer = f"http://localhost:{port}"
    try:
        _wait_for(f"{issuer}/.well-known/openid-configuration", log)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


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
