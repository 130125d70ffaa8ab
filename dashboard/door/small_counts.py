"""`POST /desk/small-counts`: the true counts behind the rounded tables of a page, for the role that may see them.

Every answer is read anew for who asks, kept by nobody, and an event; a refusal says nothing but that it is one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.actors import Actor
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError, NotAllowed
from dashboard.queries.registers import Part
from dashboard.queries.tally_periods import FIRST_MONTH, LAST_MONTH
from dashboard.texts import as_language, text
from dashboard.updates import refusals
from dashboard.updates import small_counts as looking
from dashboard.views import fetch, identity, link_values, small_counts
from dashboard.views.link_values import LANGUAGE, Carried
from dashboard.views.shown import Query

BODY_BYTES: Final = 8_000
MOST_VALUES: Final = 50
REFUSED: Final = "small_counts"


def routes() -> list[Route]:
    return [Route(small_counts.ADDRESS, answer, methods=["POST"], max_body_size=BODY_BYTES)]


async def answer(request: Request) -> Response:
    """As `door.desk`: a foreign page is refused by the guard, another kind of client has no `Origin`."""
    if not request.headers.get("origin") or not request.headers.get("content-type", "").startswith("application/json"):
        return PlainTextResponse("Forbidden", 403)
    try:
        page, query = _asked(await request.json())
    except (ValueError, RecursionError):
        return PlainTextResponse("Bad request", 400)
    return await run_in_threadpool(_answered, page, query, request.headers)


def _asked(body: Any) -> tuple[str, Query]:
    found: tuple[Any, Any] = (body.get("page"), body.get("query")) if isinstance(body, dict) else (None, None)
    page, query = found
    if page not in tuple(small_counts.SUBJECTS) or not isinstance(query, dict) or len(query) > MOST_VALUES:
        raise ValueError
    if not all(isinstance(value, str) for value in query.values()):
        raise ValueError
    return page, query


def _answered(page: str, query: Query, headers: Headers) -> Response:
    language = as_language(query.get(LANGUAGE))
    try:
        reader = identity.known(cookies_of(headers))
        if reader is None:
            return _fault(text("This page needs an account.", language), 401)
        return JSONResponse({"html": _looked(reader, page, query)}, headers=NOT_KEPT)
    except NotAllowed as error:
        return _fault(error.message(language), 403)
    except DashboardError as error:
        return _fault(error.message(language), 503)


def _looked(reader: Actor, page: str, query: Query) -> str:
    """The right is asked before anything else is looked at; what is told leaves once its event is kept."""
    with refusals.noted(reader, REFUSED, page):
        reader.require("protection")
        fetch.refresh()
        carried = link_values.read(query, today=dt.datetime.now(dt.UTC).date())
        part, told = _part(page, carried, query)
        with database.noting() as connection:
            found = looking.look(
                connection, reader, page=page, part=part, told=told, reading=carried.reading,
                language=carried.language,
            )  # fmt: skip
    return small_counts.counted(found, told, carried.language)


def _part(page: str, carried: Carried, query: Query) -> tuple[Part, str]:
    found = small_counts.choice(page, carried, query)
    if found is None:
        return Part(FIRST_MONTH, LAST_MONTH), text("Everyone", carried.language)
    return found.part, found.told(carried.language)


def _fault(sentence: str, status: int) -> Response:
    return JSONResponse({"fault": sentence}, status, headers=NOT_KEPT)
