"""`/entry/files/<draft>/…`: how far a reading is, its end by choice, the list of faults, the annotated copy.

For editors of the side that brought it, and of the other one while it is asked; for anybody else there is nothing.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.actors import Actor
from dashboard.desk import readings
from dashboard.door.exports import INERT
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError, NotAllowed
from dashboard.exports import annotating, import_issues
from dashboard.exports.import_templates import MEDIA
from dashboard.imports.written import issues_in
from dashboard.queries import drafts as found
from dashboard.queries import settings
from dashboard.queries.drafts import Draft
from dashboard.texts import as_language, text
from dashboard.updates import drafts
from dashboard.views import identity, imports_draft
from dashboard.views.imports_words import ADDRESS
from dashboard.views.link_values import LANGUAGE

LONGEST_NUMBER: Final = 9
Answer = Callable[[Request, Actor, Draft], Response]


def routes() -> list[Route]:
    return [
        _for_editors("state", state, "GET"),
        _for_editors("cancel", cancel, "POST"),
        _for_editors("issues.csv", issues, "GET"),
        _for_editors("annotated.xlsx", annotated, "GET"),
    ]


def state(request: Request, _reader: Actor, draft: Draft) -> Response:
    """Asked often while a reading lasts; over as soon as nothing is read."""
    under_way = readings.under_way(draft)
    if under_way is None:
        return JSONResponse({"over": True}, headers=NOT_KEPT)
    said = under_way.said(as_language(request.query_params.get(LANGUAGE)))
    return JSONResponse({"over": False, "percent": under_way.percent, "said": said}, headers=NOT_KEPT)


def cancel(request: Request, reader: Actor, draft: Draft) -> Response:
    """The reading ends, and the file leaves with it."""
    if not request.headers.get("origin"):
        return _nothing()
    language = as_language(request.query_params.get(LANGUAGE))
    with database.noting() as connection:
        drafts.abandon(connection, reader, draft.number, version=draft.version, request=secrets.token_hex(16))
    readings.cancel(draft.number)
    return JSONResponse({"then": f"/entry?form=file&{LANGUAGE}={language}"}, headers=NOT_KEPT)


def issues(request: Request, _reader: Actor, draft: Draft) -> Response:
    language = as_language(request.query_params.get(LANGUAGE))
    with database.reading() as connection:
        words = found.issues(connection, draft.number)
    name = import_issues.name(draft.number, language, "csv")
    every = issues_in(io.StringIO(words, newline=""))
    headers = NOT_KEPT | {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": INERT}
    return Response(import_issues.written(every, language), media_type=import_issues.MEDIA, headers=headers)


def annotated(request: Request, _reader: Actor, draft: Draft) -> Response:
    language = as_language(request.query_params.get(LANGUAGE))
    with database.reading() as connection:
        content, words = found.content(connection, draft.number), found.issues(connection, draft.number)
        limits = settings.file_limits(connection)
    if content is None:
        return _nothing()
    copy = annotating.made(content, draft.file_name, words, language, limits)
    name = import_issues.name(draft.number, language, "xlsx")
    headers = NOT_KEPT | {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": INERT}
    return Response(copy, media_type=MEDIA, headers=headers)


def _for_editors(name: str, answer: Answer, method: str) -> Route:
    def answered(request: Request) -> Response:
        language = as_language(request.query_params.get(LANGUAGE))
        try:
            reader = identity.known(cookies_of(request.headers))
            if reader is None:
                return PlainTextResponse(text("This page needs an account.", language), 401, headers=NOT_KEPT)
            draft = _draft(reader, request.path_params["draft"])
            return answer(request, reader, draft) if draft else _nothing()
        except NotAllowed:
            return _nothing()
        except DashboardError as error:
            return PlainTextResponse(error.message(language), 503, headers=NOT_KEPT)

    async def beside(request: Request) -> Response:
        return await run_in_threadpool(answered, request)

    return Route(f"{ADDRESS}/{{draft}}/{name}", beside, methods=[method])


def _draft(reader: Actor, words: str) -> Draft | None:
    if not (words.isascii() and words.isdecimal() and len(words) <= LONGEST_NUMBER):
        return None
    with database.reading() as connection:
        _, side = drafts.editor(connection, reader)
        draft = found.draft(connection, int(words))
    return draft if draft and imports_draft.may_see(draft, side) else None


def _nothing() -> Response:
    return PlainTextResponse("Not found", 404, headers=NOT_KEPT)
