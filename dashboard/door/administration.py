"""`/desk/copies…` and `/desk/journal…`: what an administrator takes away; for anybody else there is nothing there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.actors import Actor
from dashboard.database import copies
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError, NotAllowed
from dashboard.exports import journal
from dashboard.exports.journal import Form
from dashboard.queries import events
from dashboard.texts import as_language, text
from dashboard.updates import backups
from dashboard.views import administration_copies, administration_journal, identity
from dashboard.views.link_values import LANGUAGE

Answer = Callable[[Request, Actor], Response]


def routes() -> list[Route]:
    copies_at, journal_at = administration_copies.ADDRESS, administration_journal.ADDRESS
    return [
        _only_administrators(copies_at, copying),
        _only_administrators(f"{copies_at}/{{name}}", copy),
        _only_administrators(f"{journal_at}.{{form}}", log),
    ]


def copying(request: Request, reader: Actor) -> Response:
    """How far the copy under way is; it is asked every second, so that the right is read from the cookie alone."""
    reader.require("administrator")
    found = backups.latest()
    if found is None or found.is_over:
        return JSONResponse({"over": True}, headers=NOT_KEPT)
    percent = round(100 * found.done / found.of) if found.of else None
    unfinished = copies.folder() / f"{found.name}{copies.UNFINISHED}"
    octets = unfinished.stat().st_size if unfinished.exists() else 0
    size = administration_copies.size(octets, as_language(request.query_params.get(LANGUAGE))) if octets else ""
    return JSONResponse({"over": False, "percent": percent, "size": size}, headers=NOT_KEPT)


def copy(request: Request, reader: Actor) -> Response:
    path = backups.handed_over(reader, request.path_params["name"])
    if path is None:
        return _nothing()
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=NOT_KEPT)


def log(request: Request, reader: Actor) -> Response:
    form, language = request.path_params["form"], as_language(request.query_params.get(LANGUAGE))
    if form not in journal.FORMS:
        return _nothing()
    wanted, _ = administration_journal.wanted_of(dict(parse_qsl(request.url.query[:2000], max_num_fields=20)))
    with database.reading() as connection:
        found = events.journal(connection, reader, wanted, most=events.WHOLE)
    kind = cast(Form, form)
    name = journal.name(kind, dt.datetime.now(dt.UTC).date(), language)
    headers = NOT_KEPT | {"content-disposition": f'attachment; filename="{name}"'}
    return Response(journal.written(found, kind, language), media_type=journal.MEDIA[kind], headers=headers)


def _only_administrators(path: str, answer: Answer) -> Route:
    def answered(request: Request) -> Response:
        language = as_language(request.query_params.get(LANGUAGE))
        try:
            reader = identity.known(cookies_of(request.headers))
            if reader is None:
                return PlainTextResponse(text("This page needs an account.", language), 401, headers=NOT_KEPT)
            return answer(request, reader)
        except NotAllowed:
            return _nothing()
        except DashboardError as error:
            return PlainTextResponse(error.message(language), 503, headers=NOT_KEPT)

    async def beside(request: Request) -> Response:
        return await run_in_threadpool(answered, request)

    return Route(path, beside, methods=["GET"])


def _nothing() -> Response:
    return PlainTextResponse("Not found", 404, headers=NOT_KEPT)
