"""`/files/reviews/<number>/…`: minutes, what changed since another review, and the frozen pack itself, byte for byte.

A review that is planned or being held has its drafts, for the editors of both sides; for anybody else it is as unknown
as a number that no review has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import database
from dashboard.door.exports import ADDRESS, FRESH, INERT, etag_of, failure, moment_now, one_of, refusal, reply
from dashboard.door.readers import cookies_of
from dashboard.errors import DashboardError, EntryRefused, UnknownPicture
from dashboard.exports import limits, makers, papers
from dashboard.exports.papers import Paper, What
from dashboard.queries import packs, review_room
from dashboard.texts import as_language
from dashboard.views import identity, review_seen

REVIEWS: Final = f"{ADDRESS}reviews/"
PACK: Final = "pack.json"


def routes() -> list[Route]:
    return [
        Route(f"{REVIEWS}{{number}}/{PACK}", pack, methods=["GET"]),
        Route(f"{REVIEWS}{{number}}/{{name}}", paper, methods=["GET"]),
    ]


async def paper(request: Request) -> Response:
    language = as_language(request.query_params.get("language"))
    try:
        order = _order(request)
        await run_in_threadpool(_refuse_unseen, request, [order.review, *([order.since] if order.since else [])])
        moment = await run_in_threadpool(moment_now)
        etag = etag_of(order, moment, "")
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"etag": etag, "cache-control": FRESH})
        answer = makers.FILES.file(order, moment, seconds=limits.FILE_SECONDS)
        made = await asyncio.shield(asyncio.wrap_future(answer))
        return await run_in_threadpool(reply, made, etag, request, False)
    except DashboardError as error:
        return refusal(error, language)
    except makers.MakingFailed as error:
        return failure(error, language)


async def pack(request: Request) -> Response:
    """What the digest was computed over: `sha256sum` of the saved file says the same."""
    language = as_language(request.query_params.get("language"))
    try:
        number = _number(request.path_params["number"])
        await run_in_threadpool(_refuse_unseen, request, [number])
        content = await run_in_threadpool(_content, number)
    except DashboardError as error:
        return refusal(error, language)
    headers = {
        "cache-control": FRESH, "content-security-policy": INERT,
        "content-disposition": f'attachment; filename="{review_seen.pack_name(number)}"',
    }  # fmt: skip
    return Response(content, media_type="application/json", headers=headers)


def _order(request: Request) -> Paper:
    name, _, form = request.path_params["name"].rpartition(".")
    what = cast(What, one_of(name, tuple(papers.FORMS)))
    since = request.query_params.get("since")
    return Paper(
        what, _number(request.path_params["number"]), one_of(form, papers.FORMS[what]),
        as_language(request.query_params.get("language")), _number(since) if what == "changes" and since else None,
    )  # fmt: skip


def _number(words: str) -> int:
    if not words.isdecimal() or len(words) > review_seen.LONGEST_NUMBER:
        raise _unknown(words[:20])
    return int(words)


def _refuse_unseen(request: Request, numbers: Sequence[int]) -> None:
    reader = identity.known(cookies_of(request.headers))
    with database.reading() as connection:
        for number in numbers:
            status = review_room.status(connection, number=number)
            if not review_seen.may_open(status, reader):
                raise _unknown(str(number))


def _content(number: int) -> bytes:
    with database.reading() as connection:
        found = packs.pack(connection, number=number)
    if found is None:
        raise UnknownPicture("Nothing was frozen for this review.")
    return found.content.encode()


def _unknown(number: str) -> DashboardError:
    return EntryRefused("There is no joint review no. {review}.", field="review", review=number)
