"""Who signs people in: the OpenID Connect providers of `[auth]` in Streamlit's secrets, else local accounts.

The section is written as for `st.login`. What would let somebody forge a sign-in, or send a person elsewhere with it,
is refused before the server starts, with the setting named. Read once: a server keeps what it started with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from dashboard import secrets_file
from dashboard.errors import DashboardError

CALLBACK: Final = "/oauth2callback"
DISCOVERY: Final = "/.well-known/openid-configuration"
DEFAULT: Final = "default"
NEEDED: Final = ("client_id", "client_secret", "server_metadata_url")
OF_PROVIDER: Final = frozenset({*NEEDED, "client_kwargs", "name"})
SHARED: Final = frozenset({"redirect_uri", "cookie_secret", "expose_tokens"})
ASKED_FOR: Final = frozenset(  # not `verify`, which would trust any server, nor whatever else httpx takes
    {"acr_values", "domain_hint", "login_hint", "max_age", "prompt", "scope", "token_endpoint_auth_method"}
)
KEY: Final = re.compile(r"[a-z0-9-]{1,40}")
HOST: Final = re.compile(r"[a-zA-Z0-9.-]+(:\d+)?|\[::1\](:\d+)?")
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYBODY: Final = frozenset({"common", "organizations", "consumers"})  # of Entra: any directory in the world
SHORTEST_SECRET, FEWEST_LETTERS = 32, 12
PLACEHOLDER: Final = re.compile(r"change.?me|example|password|placeholder|remplace|replace|secret|x{4}|\.{3}", re.I)

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Provider:
    """`key` names its section, `default` for `[auth]` itself; `issuer` is whose word counts."""

    key: str
    name: str
    issuer: str


@cache
def configured() -> tuple[Provider, ...]:
    """Those that people may sign in with; none: accounts are local."""
    return tuple(
        Provider(key, str(table.get("name") or (key.title() if key != DEFAULT else _host(issuer))), issuer)
        for key, table in _tables(secrets_file.section("auth")).items()
        for issuer in [str(table.get("server_metadata_url", "")).removesuffix(DISCOVERY)]
    )


def by_key(key: str) -> Provider | None:
    return next((provider for provider in configured() if provider.key == key), None)


def redirect_uri() -> str:
    """Where a provider sends people back."""
    return str(secrets_file.section("auth").get("redirect_uri", ""))


def is_safe(parts: SplitResult) -> bool:
    """Whether nobody on the way can read or change what goes there."""
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def check(public_hosts: Collection[str]) -> None:
    """Raise, with the setting named, unless `[auth]` is safe or not there."""
    auth = secrets_file.section("auth")
    if not auth:
        return
    _check_redirect(auth, public_hosts)
    _check_cookie_secret(str(auth.get("cookie_secret", "")))
    tables = _tables(auth)
    if not tables:
        raise DashboardError("[auth] names no provider: {setting} is missing.", setting="client_id")
    for key, table in tables.items():
        for fault in _faults(key, table):
            raise fault


def _tables(auth: Table) -> dict[str, Table]:
    """Each provider with its settings; those that stand in `[auth]` itself are one, as for `st.login()`."""
    own = {key: value for key, value in auth.items() if key in OF_PROVIDER}
    named = {key: value for key, value in auth.items() if key not in OF_PROVIDER | SHARED}
    strays = [key for key, value in named.items() if not isinstance(value, Mapping)]
    if strays:
        raise DashboardError("[auth] {setting} is not a setting that is known here.", setting=strays[0])
    return ({DEFAULT: own} if own else {}) | named


def _check_redirect(auth: Table, public_hosts: Collection[str]) -> None:
    parts = urlsplit(address := str(auth.get("redirect_uri", "")))
    exact = address == f"{parts.scheme}://{parts.netloc}{CALLBACK}"
    if not (exact and is_safe(parts) and HOST.fullmatch(parts.netloc)):
        sentence = "[auth] redirect_uri is https://host{path}; plain http is for this machine only."
        raise DashboardError(sentence, path=CALLBACK)
    if parts.hostname not in LOOPBACK and parts.netloc.lower() not in public_hosts:
        raise DashboardError("[auth] redirect_uri: DASHBOARD_HOSTS does not name “{host}”.", host=parts.netloc)


def _check_cookie_secret(secret: str) -> None:
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS or PLACEHOLDER.search(secret):
        sentence = "[auth] cookie_secret can be guessed: it needs {count} characters or more, drawn at random."
        raise DashboardError(sentence, count=SHORTEST_SECRET)


def _faults(key: str, table: Table) -> Iterator[DashboardError]:
    where = "auth" if key == DEFAULT else f"auth.{key}"
    if not KEY.fullmatch(key):
        yield DashboardError("[{where}]: a provider’s section has small letters, digits and hyphens.", where=where)
    for setting in NEEDED:
        if not str(table.get(setting) or "").strip():
            yield DashboardError("[{where}] {setting} is missing.", where=where, setting=setting)
    yield from _faults_of_issuer(where, str(table["server_metadata_url"]))
    kwargs = table.get("client_kwargs", {})
    for setting in [*(set(table) - OF_PROVIDER), *(f"client_kwargs.{name}" for name in set(kwargs) - ASKED_FOR)]:
        yield DashboardError("[{where}] {setting} is not a setting that is known here.", where=where, setting=setting)
    if "openid" not in str(kwargs.get("scope", "openid")).split():
        yield DashboardError("[{where}] {setting} must hold “openid”.", where=where, setting="client_kwargs.scope")


def _faults_of_issuer(where: str, address: str) -> Iterator[DashboardError]:
    """The issuer is the address of its metadata without its end, word for word: so OpenID Connect has it."""
    parts = urlsplit(address)
    named = HOST.fullmatch(parts.netloc) and is_safe(parts)
    if not named or not parts.path.endswith(DISCOVERY) or parts.query or parts.fragment:
        sentence = "[{where}] server_metadata_url is https://issuer{path}."
        yield DashboardError(sentence, where=where, path=DISCOVERY)
    if EVERYBODY & set(parts.path.split("/")):
        sentence = "[{where}] server_metadata_url is open to every organisation: name the identifier of your own."
        yield DashboardError(sentence, where=where)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address
