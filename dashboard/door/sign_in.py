"""`/sign-in`, `/sign-out` and `/password`: plain pages with plain forms, which work without a script.

The guard refuses what another site's page sends; a form without an `Origin` is refused here, and the cookie does not
travel with foreign forms. The demonstration accounts are entered by a click, without a password: only on the embedded
database, only from this machine, and only until there is a real account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database, providers
from dashboard.actors import Actor
from dashboard.door import entering, sign_in_provider
from dashboard.door import sign_in_page as page
from dashboard.door.readers import cookies_of
from dashboard.door.security import LOOPBACK, NOT_KEPT, is_loopback
from dashboard.door.sign_in_desk import Attempt, Desk
from dashboard.errors import BadAccount, DashboardError, DatabaseAway
from dashboard.queries import accounts
from dashboard.texts import Language, as_language
from dashboard.updates import accounts as changes
from dashboard.updates import sign_in
from dashboard.views import identity
from dashboard.views.identity import NEXT, PASSWORD, SIGN_IN, SIGN_OUT
from dashboard.views.link_values import LANGUAGE

FORM_BYTES: Final = 8000
FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

Fields = Mapping[str, str]
Handler = Callable[[Request, Fields], Awaitable[Response]]


def routes() -> list[Route]:
    """With a provider nobody signs in with a password or a click: those addresses are not there."""
    if providers.configured():
        return [
            Route(SIGN_IN, show_providers, methods=["GET"]),
            _form(SIGN_OUT, leave, _sign_in_again),
            *sign_in_provider.routes(),
        ]
    desk = Desk()
    return [
        Route(SIGN_IN, show_sign_in, methods=["GET"]),
        _form(SIGN_IN, partial(enter, desk), _sign_in_again),
        _form(SIGN_OUT, leave, _sign_in_again),
        Route(PASSWORD, show_password, methods=["GET"]),
        _form(PASSWORD, partial(change_password, desk), _password_again),
    ]


async def show_sign_in(request: Request) -> Response:
    return await _sign_in_again(request, request.query_params, None)


async def show_providers(request: Request) -> Response:
    fields, error = request.query_params, None
    told = sign_in_provider.told(request)
    try:
        reader = await run_in_threadpool(identity.known, cookies_of(request.headers))
    except DatabaseAway as away:
        reader, error = None, away
    html = page.through_providers(_language(fields), back=fields.get(NEXT, ""), told=told, error=error, reader=reader)
    return _html(html, error)


async def show_password(request: Request) -> Response:
    return await _password_again(request, request.query_params, None)


async def enter(desk: Desk, request: Request, fields: Fields) -> Response:
    if "demonstration" in fields:
        token = await run_in_threadpool(_enter_fictitious, request, fields["demonstration"])
    else:
        login = sign_in.known_login(fields.get("login", ""))
        attempt = Attempt(login, fields.get("password", ""), _address(request))
        secret = await desk.secret_of(attempt)
        token = await run_in_threadpool(_begin, request, attempt, secret) if secret else None
    if token is None:
        raise BadAccount("Login or password is wrong, or the account is closed.")
    address = entering.own_page(fields.get(NEXT, ""), _language(fields))
    if await run_in_threadpool(_must_choose, token):
        address = f"{PASSWORD}?{LANGUAGE}={_language(fields)}"
    return entering.with_cookie(address, token)


async def leave(request: Request, fields: Fields) -> Response:
    token = identity.token_in(cookies_of(request.headers))
    if token:
        await run_in_threadpool(_end, token)
    return entering.without_cookies(await sign_in_provider.farewell(request, _language(fields)))


async def change_password(desk: Desk, request: Request, fields: Fields) -> Response:
    reader = await run_in_threadpool(identity.known, cookies_of(request.headers))
    if reader is None:
        return _to_sign_in(fields)
    if fields.get("new", "") != fields.get("again", ""):
        raise BadAccount("The two passwords differ: nothing was changed.")
    attempt = Attempt(reader.login, fields.get("password", ""), _address(request))
    secret = await desk.secret_of(attempt)
    if secret is None:
        raise BadAccount("The present password is wrong: nothing was changed.")
    token = await desk.compute(partial(_change, request, reader, attempt, secret, fields.get("new", "")))
    return entering.with_cookie(entering.own_page("/", _language(fields)), token)


def is_local(request: Request) -> bool:
    """From this machine, by its own name, through no proxy."""
    name = request.headers.get("host", "").lower().rpartition(":")[0] or request.headers.get("host", "")
    return (
        name in LOOPBACK and is_loopback(_address(request)) and not any(each in request.headers for each in FORWARDED)
    )


def _form(
    path: str, handle: Handler, again: Callable[[Request, Fields, DashboardError | None], Awaitable[Response]]
) -> Route:
    """A form of ours: what cannot be done is said over the form, with what was typed but for passwords."""

    async def answer(request: Request) -> Response:
        if not request.headers.get("origin"):
            return PlainTextResponse("Forbidden", 403)
        fields = _fields(await request.body())
        try:
            return await handle(request, fields)
        except DashboardError as error:
            return await again(request, fields, error)

    return Route(path, answer, methods=["POST"], max_body_size=FORM_BYTES)


def _fields(body: bytes) -> Fields:
    try:
        found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in found.items()}


async def _sign_in_again(request: Request, fields: Fields, error: DashboardError | None) -> Response:
    try:
        reader, fictitious = await run_in_threadpool(_around_sign_in, request)
    except DatabaseAway as away:
        reader, fictitious, error = None, [], error or away
    html = page.sign_in(
        _language(fields), back=fields.get(NEXT, ""), login=fields.get("login", ""), error=error, reader=reader,
        fictitious=fictitious,
    )  # fmt: skip
    return _html(html, error)


async def _password_again(request: Request, fields: Fields, error: DashboardError | None) -> Response:
    try:
        reader = await run_in_threadpool(identity.known, cookies_of(request.headers))
    except DatabaseAway:
        reader = None
    if reader is None or not reader.has_password:
        return _to_sign_in(fields)
    return _html(page.password(_language(fields), reader, error), error)


def _around_sign_in(request: Request) -> tuple[Actor | None, list[Actor]]:
    return identity.known(cookies_of(request.headers)), _fictitious(request)


def _fictitious(request: Request) -> list[Actor]:
    """The demonstration accounts that may be entered from here, now."""
    if database.is_configured() or not is_local(request):
        return []
    with database.reading() as connection:
        return [] if accounts.real_ones_exist(connection) else accounts.of_demonstration(connection)


def _enter_fictitious(request: Request, login: str) -> str | None:
    actor = next((actor for actor in _fictitious(request) if actor.login == login), None)
    if actor is None:
        return None
    with database.noting() as connection:
        return sign_in.enter(connection, actor, **entering.browser(request))


def _begin(request: Request, attempt: Attempt, secret: str) -> str | None:
    with database.noting() as connection:
        token = sign_in.succeed(connection, attempt.login, secret, address=attempt.address, **entering.browser(request))
        sign_in.renew_hash(connection, attempt.login, attempt.password, secret)
    return token


def _change(request: Request, reader: Actor, attempt: Attempt, secret: str, password: str) -> str:
    with database.noting() as connection:
        changes.change_password(connection, reader, secret, password)
        sign_in.forgive(connection, attempt.login, attempt.address)
        return sign_in.enter(connection, reader, **entering.browser(request))


def _must_choose(token: str) -> bool:
    """Whoever came in with a password that somebody else has seen chooses another before anything else."""
    with database.reading() as connection:
        actor = accounts.account_of(connection, token, now=dt.datetime.now(dt.UTC))
    return actor is not None and actor.must_change_password


def _end(token: str) -> None:
    with database.noting() as connection:
        sign_in.leave(connection, token, now=dt.datetime.now(dt.UTC))


def _html(html: str, error: DashboardError | None) -> Response:
    """What was typed wrong is said by a page that is in order: for 403 a browser would log a fault of the site."""
    return HTMLResponse(html, 503 if isinstance(error, DatabaseAway) else 200, headers=NOT_KEPT)


def _to_sign_in(fields: Fields) -> Response:
    return entering.go_on(identity.sign_in_address("/", _language(fields)))


def _language(fields: Fields) -> Language:
    return as_language(fields.get(LANGUAGE))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
