"""Who may read: when the setting asks for an account, pages and files send everybody else to the sign-in page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.door.exports import refusal
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError
from dashboard.texts import as_language, text
from dashboard.views import identity
from dashboard.views.link_values import LANGUAGE


def may_read(headers: Headers) -> bool:
    """Raises `DatabaseAway` where that cannot be known."""
    return identity.may_read(cookies_of(headers))


def cookies_of(headers: Headers) -> Mapping[str, str]:
    """What a browser sends; whatever else comes is no cookie."""
    found: dict[str, str] = {}
    for part in headers.get("cookie", "")[:8000].split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    return found


def to_sign_in(path: str, query: Mapping[str, str]) -> Response:
    back = f"{path}?{urlencode(query)}" if query else path
    address = identity.sign_in_address(back, as_language(query.get(LANGUAGE)))
    return RedirectResponse(address, 303, headers=NOT_KEPT)


def only(route: Route) -> Route:
    """The same route, for those who may read."""

    async def answer(request: Request) -> Response:
        language = as_language(request.query_params.get(LANGUAGE))
        try:
            if await run_in_threadpool(may_read, request.headers):
                return await route.endpoint(request)
        except DashboardError as error:
            return refusal(error, language)
        if "text/html" in request.headers.get("accept", ""):
            return to_sign_in("/", {LANGUAGE: language})
        return PlainTextResponse(text("This page needs an account.", language), 401, headers=NOT_KEPT)

    return Route(route.path, answer, methods=list(route.methods or ()))
