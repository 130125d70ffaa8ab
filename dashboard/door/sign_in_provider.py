"""Signing in through an OpenID Connect provider, when `[auth]` stands in Streamlit's secrets.

The client is that of `st.login` (Streamlit's settings, Authlib's checks of state, nonce, PKCE, signature, issuer,
audience and dates), and so is the callback address. Its cookie is not: it would count for 30 days wherever it was
copied to, and no server could end it. The person becomes the account bound to the provider's issuer and subject, with
a session in the database like everybody else's. An e-mail address decides nothing: at many providers people choose it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import database, providers
from dashboard.door import entering
from dashboard.door import sign_in_page as page
from dashboard.door.entering import HINT
from dashboard.door.log import LOGGER
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError
from dashboard.providers import CALLBACK, Provider
from dashboard.texts import Language, as_language
from dashboard.updates import sign_in
from dashboard.views import identity
from dashboard.views.identity import NEXT, SIGN_IN, SIGN_OUT, sign_in_address
from dashboard.views.link_values import LANGUAGE

WITH: Final = f"{SIGN_IN}/with"
TRIP, TOLD = "trip", "told"  # in Streamlit's signed cookie, which also holds Authlib's state until the person is back
LONGEST_HINT, LONGEST_BACK, LONGEST_SUBJECT = 3600, 1000, 255
PATIENCE_S: Final = 15
PATIENCE_LEAVING_S: Final = 3


def routes() -> list[Route]:
    with warnings.catch_warnings(record=True):  # Authlib's notes about its own future, which are no line of our log
        import authlib.integrations.starlette_client  # noqa: F401  missing, the server does not start; here, no click waits
    return [Route(WITH, start, methods=["GET"]), Route(CALLBACK, come_back, methods=["GET"])]


async def start(request: Request) -> Response:
    """Send the person to the provider; one sign-in at a time in a browser, so that its cookie stays small."""
    query = request.query_params
    language, provider = as_language(query.get(LANGUAGE)), providers.by_key(query.get("provider", ""))
    request.session.clear()
    if provider is None:
        return _to_sign_in(language)
    back = entering.own_page(query.get(NEXT, ""), language)
    trip = {"provider": provider.key, NEXT: back if len(back) <= LONGEST_BACK else "/", LANGUAGE: language}
    request.session[TRIP] = trip
    try:
        with anyio.fail_after(PATIENCE_S):
            return await client_of(provider).authorize_redirect(request, providers.redirect_uri(), ui_locales=language)
    except Exception as error:  # noqa: BLE001 whatever a foreign server does, the person is told where they came from
        return _not_signed_in(request, provider.key, trip, _reason(error))


async def come_back(request: Request) -> Response:
    """Back from the provider: signed in there, refused there, or signed out there."""
    query, trip = request.query_params, request.session.get(TRIP) or {}
    if not {"code", "error"} & set(query):
        return entering.go_on(entering.own_page("/", as_language(query.get("state"))))
    provider = providers.by_key(trip.get("provider", ""))
    if provider is None and identity.token_in(cookies_of(request.headers)):  # somebody went back, or reloaded
        return _to_sign_in(as_language(None))
    if provider is None:
        return _not_signed_in(request, "", trip, "no sign-in began in this browser")
    try:
        with anyio.fail_after(PATIENCE_S):
            token = await _token(request, provider)
        subject = _subject(token["userinfo"])
    except Exception as error:  # noqa: BLE001 whatever a foreign server sends, it signs nobody in
        return _not_signed_in(request, provider.key, trip, _reason(error))
    return await _enter(request, provider, trip, subject, token.get("id_token", ""))


async def end_address(request: Request, language: Language) -> str | None:
    """Where the provider that signed this browser in ends its own session, if it offers that and answers."""
    key, _, hint = cookies_of(request.headers).get(HINT, "").partition(".")
    provider = providers.by_key(key)
    if provider is None:
        return None
    try:
        with anyio.fail_after(PATIENCE_LEAVING_S):
            client = client_of(provider)
            made = await client.create_logout_url(
                post_logout_redirect_uri=providers.redirect_uri(), id_token_hint=hint or None, state=language,
                client_id=client.client_id, ui_locales=language,
            )  # fmt: skip
    except Exception as error:  # noqa: BLE001 the session here has ended: that is what was asked for
        LOGGER.info("%s cannot end its session: %s", provider.key, type(error).__name__)
        return None
    return made["url"] if providers.is_safe(urlsplit(made["url"])) else None


async def farewell(request: Request, language: Language) -> Response:
    """The session has ended here. To end it at the provider too, a page goes on by itself: browsers do not let a form
    of ours lead to another site."""
    address = await end_address(request, language)
    if address is None:
        return entering.go_on(entering.own_page("/", language))
    return HTMLResponse(page.farewell(address, language), headers=NOT_KEPT)


def client_of(provider: Provider) -> Any:
    """Streamlit's own client for the section; a private part of it, held by a test."""
    from streamlit.web.server.starlette.starlette_auth_routes import _create_oauth_client

    return _create_oauth_client(provider.key)[0]


def told(request: Request) -> Mapping[str, str]:
    """What became of the last attempt in this browser, said once."""
    return request.session.pop(TOLD, {}) if "session" in request.scope else {}


async def _token(request: Request, provider: Provider) -> dict[str, Any]:
    """Of the issuer that is configured, for this client, and nobody else."""
    client = client_of(provider)
    claims = {"iss": provider.issuer, "aud": client.client_id}
    options = {name: {"essential": True, "value": value} for name, value in claims.items()}
    return await client.authorize_access_token(request, claims_options=options)


def _subject(claims: Mapping[str, Any]) -> str:
    """Issuer and subject, a space between: who a person is for good, whatever else changes."""
    subject = str(claims["sub"])
    if not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise ValueError("a subject that is none")
    return f"{claims['iss']} {subject}"


async def _enter(request: Request, provider: Provider, trip: Mapping[str, str], subject: str, hint: str) -> Response:
    language = as_language(trip.get(LANGUAGE))
    request.session.clear()
    try:
        token = await run_in_threadpool(_begin, request, subject)
    except DashboardError:  # the sign-in page says what the database has
        return _to_sign_in(language, trip.get(NEXT, ""))
    if token is None:
        request.session[TOLD] = {"provider": provider.key, "subject": subject}
        return _to_sign_in(language, trip.get(NEXT, ""))
    response = entering.with_cookie(trip.get(NEXT, "/"), token)
    kept = f"{provider.key}.{hint}" if len(hint) <= LONGEST_HINT else provider.key
    response.set_cookie(HINT, kept, path=SIGN_OUT, httponly=True, samesite="lax", secure=entering.is_secure(request))
    return response


def _begin(request: Request, subject: str) -> str | None:
    with database.noting() as connection:
        return sign_in.recognise(connection, subject, **entering.browser(request))


def _reason(error: Exception) -> str:
    return f"{type(error).__name__} {error}"[:200]


def _not_signed_in(request: Request, key: str, trip: Mapping[str, str], reason: str) -> Response:
    LOGGER.warning("no sign-in through “%s”: %s", key, reason)
    request.session.clear()
    request.session[TOLD] = {"provider": key}
    return _to_sign_in(as_language(trip.get(LANGUAGE)), trip.get(NEXT, ""))


def _to_sign_in(language: Language, back: str = "") -> Response:
    return entering.go_on(sign_in_address(back or "/", language))
