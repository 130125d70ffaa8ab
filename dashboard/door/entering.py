"""What every way of signing in shares: the browser that enters, its cookie, and where it goes on to."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.texts import Language
from dashboard.updates import sign_in
from dashboard.views import identity
from dashboard.views.link_values import LANGUAGE
from dashboard.views.markup import link
from dashboard.views.site_map import BY_KEY, HOME

HINT: Final = "provider"  # which provider signed in, and its token to end that with; sent to the sign-out alone


def own_page(words: str, language: Language) -> str:
    """Where to go on: one of our pages with its link values, else the first one."""
    parts = urlsplit(words) if words.startswith("/") and words.isprintable() and len(words) <= 2000 else urlsplit("/")
    key = parts.path.strip("/") or HOME
    if parts.netloc or key not in BY_KEY or parts.path.count("/") != 1:
        return link(HOME, {LANGUAGE: language})
    return link(key, dict(parse_qsl(parts.query, max_num_fields=50)) | {LANGUAGE: language})


def go_on(address: str) -> Response:
    return RedirectResponse(address, 303, headers=NOT_KEPT)


def with_cookie(address: str, token: str) -> Response:
    response = go_on(address)
    name = next(name for name, start in identity.COOKIES.items() if token.startswith(start))
    response.set_cookie(name, token, httponly=True, samesite="lax", secure=name == identity.SECURE_COOKIE)
    return response


def without_cookies(response: Response) -> Response:
    response.delete_cookie(HINT, path=identity.SIGN_OUT, httponly=True, samesite="lax")
    for name in identity.COOKIES:
        response.delete_cookie(name, secure=name == identity.SECURE_COOKIE, httponly=True, samesite="lax")
    return response


def browser(request: Request) -> sign_in.Browser:
    return {
        "secure": is_secure(request),
        "replaced": identity.token_in(cookies_of(request.headers)),
        "now": dt.datetime.now(dt.UTC),
    }


def is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
