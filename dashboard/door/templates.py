"""`/files/templates/<key>.xlsx?language=`: a template to fill in, with the lists of today."""

from __future__ import annotations

import datetime as dt
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.door.exports import ADDRESS, FRESH, refusal
from dashboard.errors import DashboardError
from dashboard.exports import import_templates
from dashboard.imports.templates import KEYS, Key
from dashboard.queries import template_choices
from dashboard.texts import as_language
from dashboard.views.link_values import LANGUAGE


def routes() -> list[Route]:
    return [Route(f"{ADDRESS}templates/{{key}}.xlsx", template, methods=["GET"])]


async def template(request: Request) -> Response:
    return await run_in_threadpool(_template, request)


def _template(request: Request) -> Response:
    key, language = request.path_params["key"], as_language(request.query_params.get(LANGUAGE))
    if key not in KEYS:
        return PlainTextResponse("Not found", 404)
    known = cast(Key, key)
    try:
        with database.reading() as connection:
            choices = template_choices.choices(connection, known, language)
    except DashboardError as error:
        return refusal(error, language)
    content = import_templates.written(known, language, choices, dt.datetime.now(dt.UTC).date())
    name = import_templates.name(known, language)
    headers = {"cache-control": FRESH, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=import_templates.MEDIA, headers=headers)
