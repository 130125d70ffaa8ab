"""`GET /desk/review/<number>/position`: where the projector of a review stands, and whether anything was written.

Every screen of a session asks each second: one transaction of two small questions, and 304 when nothing moved. Asking
is no use of a session: a projector that nobody touches does not keep one alive.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DatabaseAway
from dashboard.queries import accounts, review_room
from dashboard.queries.review_room import Watched
from dashboard.views import identity
from dashboard.views.review_seen import LONGEST_NUMBER, is_editor

ADDRESS: Final = "/desk/review/{number}/position"


def routes() -> list[Route]:
    return [Route(ADDRESS, answer, methods=["GET"])]


async def answer(request: Request) -> Response:
    """401 where nobody is signed in; a review that is not there is one that is not for this account."""
    number = request.path_params["number"]
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return _refused(404)
    return await run_in_threadpool(_answered, int(number), request.headers)


def _answered(number: int, headers: Headers) -> Response:
    try:
        found = _watched(number, identity.token_in(cookies_of(headers)))
    except DatabaseAway:
        return _refused(503)
    return _refused(found) if isinstance(found, int) else _told(found, headers)


def _watched(number: int, token: str) -> Watched | int:
    """What stands, or the status to refuse with."""
    if not token:
        return 401
    with database.reading() as connection:
        session = accounts.session_of(connection, token, now=dt.datetime.now(dt.UTC))
        if session is None:
            return 401
        found = review_room.watched(connection, number=number) if is_editor(session.actor) else None
    return found or 404


def _told(found: Watched, headers: Headers) -> Response:
    etag = f'"{found.version}.{found.data}"'
    known = NOT_KEPT | {"etag": etag}
    if etag == headers.get("if-none-match"):
        return Response(status_code=304, headers=known)
    return JSONResponse(found._asdict(), headers=known)


def _refused(status: int) -> Response:
    return Response(status_code=status, headers=NOT_KEPT)
