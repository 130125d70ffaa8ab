"""`/files/…`: a picture in a form, the bulletin, the slides, a finished pack.

`/files/<picture>.<form>` takes the link values of the picture's page (language, day, scope, filters) with `size`,
`theme` and `hxl`; those of the page that do not change the picture are left aside. `view` shows it in the page:
`whole`, or `small` for a gallery, where a picture without rows is its sentence.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import html
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from urllib.parse import parse_qs, parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import pictures
from dashboard.door.compression import accepted, compress
from dashboard.door.log import LOGGER
from dashboard.door.panel import new_code
from dashboard.door.security import NOT_KEPT, address_of
from dashboard.errors import DashboardError, FileRefused, UnknownPicture
from dashboard.exports import limits, makers, packs
from dashboard.exports.makers import Made, NotMade
from dashboard.exports.orders import FORMS, SIZES, THEMES, WHOLE, Form, Order, Size, Theme, orders_of
from dashboard.exports.papers import Paper
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language, as_language, text
from dashboard.views import fetch, link_values

ADDRESS: Final = "/files/"
FORM_BYTES: Final = 20_000
GONE: Final = "This pack is no longer there: make it again."
FRESH: Final = "private, no-cache"  # kept by the browser, asked about each time
STATUS: Final = {
    "UnknownPicture": 404, "NothingToDraw": 404, "EntryRefused": 404, "UnknownFilter": 400, "FileRefused": 400,
}  # fmt: skip
SQUEEZED: Final = ("image/svg+xml", "text/csv", "application/json")
INERT: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A picture opened alone runs nothing, whatever is in it."""
FRAMED: Final = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}
"""A PDF that a page of ours shows; browsers whose reader a sandbox would stop are many."""


def routes() -> list[Route]:
    return [
        Route(f"{ADDRESS}packs", start_pack, methods=["POST"]),
        Route(f"{ADDRESS}packs/{{token}}.zip", pack, methods=["GET"]),
        Route(f"{ADDRESS}packs/{{token}}", pack_state, methods=["GET"]),
        Route(f"{ADDRESS}packs/{{token}}", stop_pack, methods=["DELETE"]),
        Route(f"{ADDRESS}{{name}}", file, methods=["GET"]),
    ]


async def file(request: Request) -> Response:
    query = dict(parse_qsl(request.url.query[:2000], max_num_fields=50))
    language = as_language(query.get("language"))
    try:
        order = order_of(request.path_params["name"], query)
        moment = await run_in_threadpool(moment_now)
        etag = etag_of(order, moment, query.get("view", ""))
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"etag": etag, "cache-control": FRESH})
        answer = makers.FILES.file(order, moment, seconds=limits.FILE_SECONDS)
        made = await asyncio.shield(asyncio.wrap_future(answer))
        return await run_in_threadpool(reply, made, etag, request, bool(query.get("view")))
    except DashboardError as error:
        return refusal(error, language, as_picture=query.get("view") == "small")
    except makers.MakingFailed as error:
        return failure(error, language)


async def start_pack(request: Request) -> Response:
    """From the studio's form: `picture`, `format`, `size` and `in`, each as often as chosen, beside the link values."""
    fields = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=200)
    query = {name: values[-1] for name, values in fields.items()}
    language = as_language(query.get("language"))
    try:
        orders = await run_in_threadpool(_pack_orders, fields, query)
        packing = packs.start(orders, language, address_of(request.scope))
    except DashboardError as error:
        return refusal(error, language)
    return JSONResponse({"token": packing.token, "of": packing.of}, 202, headers=NOT_KEPT)


async def pack_state(request: Request) -> Response:
    packing = packs.known(request.path_params["token"])
    language = as_language(request.query_params.get("language"))
    error = packing.error if packing else DashboardError(GONE)
    state: dict[str, Any] = {"error": error.message(language)} if error else {}
    if packing and not error:
        state = {"done": packing.done, "of": packing.of, "ready": packing.is_ready, "waiting": packing.is_waiting}
    return JSONResponse(state, headers=NOT_KEPT)


async def stop_pack(request: Request) -> Response:
    packing = packs.known(request.path_params["token"])
    if packing:
        packing.cancel()
    return Response(status_code=204)


async def pack(request: Request) -> Response:
    packing = packs.known(request.path_params["token"])
    if not packing or not packing.is_ready:
        return refusal(UnknownPicture(GONE), as_language(request.query_params.get("language")))
    today = dt.datetime.now(dt.UTC).date()
    name = f"dialogue-oim-mmeia_{today.isoformat()}.zip"
    return FileResponse(packing.path, media_type="application/zip", filename=name, headers=NOT_KEPT)


async def _body(request: Request) -> bytes:
    """What a form sends, cut where no form of ours ends."""
    received = b""
    async for part in request.stream():
        received += part
        if len(received) > FORM_BYTES:
            break
    return received[:FORM_BYTES]


def _pack_orders(fields: Mapping[str, Sequence[str]], query: Mapping[str, str]) -> list[Order]:
    keys = fields.get("picture", [])
    forms = [cast(Form, one_of(form, FORMS)) for form in fields.get("format", [])]
    sizes = [cast(Size, one_of(size, SIZES)) for size in fields.get("size", SIZES[:1])]
    languages = [cast(Language, one_of(language, LANGUAGES)) for language in fields.get("in", LANGUAGES[:1])]
    like = Order("", "png", "fr", _reading(query), theme=cast(Theme, one_of(query.get("theme", THEMES[0]), THEMES)))
    orders = orders_of(keys, like=like, forms=forms, sizes=sizes, languages=languages)
    if not orders:
        raise FileRefused("Nothing is chosen: choose at least one picture and one format.")
    return orders


def order_of(name: str, query: Mapping[str, str]) -> Order:
    """The file an address asks for; a value that does not exist is refused, never replaced by another."""
    key, _, form = name.rpartition(".")
    order = Order(
        key,
        cast(Form, one_of(form, (WHOLE[key],) if key in WHOLE else FORMS)),
        as_language(query.get("language")),
        _reading(query),
        cast(Size, one_of(query.get("size", SIZES[0]), SIZES)),
        cast(Theme, one_of(query.get("theme", THEMES[0]), THEMES)),
        () if key in WHOLE else tuple(pictures.filters_of(key, query).items()),
        hxl=query.get("hxl") == "1",
        is_thumbnail=query.get("view") == "small",
    )
    return order.told()


def _reading(query: Mapping[str, str]) -> Reading:
    carried = link_values.read(query, today=dt.datetime.now(dt.UTC).date())
    for wrong in carried.dropped:
        raise FileRefused("The value of “{name}” does not exist.", name=wrong)
    return carried.reading


def etag_of(order: Order | Paper, moment: tuple[int, dt.date], view: str) -> str:
    words = repr((order, moment, view))
    return f'W/"{hashlib.sha256(words.encode()).hexdigest()[:20]}"'


def refusal(error: DashboardError, language: Language, *, as_picture: bool = False) -> Response:
    """Said in words, with the status that machines read."""
    kind = error.kind if isinstance(error, NotMade) else type(error).__name__
    sentence = error.message(language)
    if as_picture and kind == "NothingToDraw":
        return Response(picture_of(sentence), media_type="image/svg+xml", headers=NOT_KEPT)
    status = STATUS.get(kind, 503)
    headers = NOT_KEPT | ({"retry-after": str(makers.RETRY_SECONDS)} if status == 503 else {})
    return PlainTextResponse(sentence, status, headers=headers)


def picture_of(sentence: str) -> str:
    """A sentence where a gallery shows a picture."""
    lines = textwrap.wrap(sentence, 44)[:5]
    rows = "".join(
        f'<text x="240" y="{140 + 26 * (number - (len(lines) - 1) / 2):.0f}">{html.escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 270" text-anchor="middle" '
        f'font-family="sans-serif" font-size="17" fill="#545F75">{rows}</svg>'
    )


def one_of(asked: str, known: tuple[str, ...]) -> str:
    if asked not in known:
        raise FileRefused("“{asked}” does not exist; there are: {known}.", asked=asked, known=", ".join(known))
    return asked


def moment_now() -> tuple[int, dt.date]:
    """What the data are now: their version, and the day that counts what is late."""
    fetch.refresh()
    return fetch.version(), dt.datetime.now(dt.UTC).date()


def reply(made: Made, etag: str, request: Request, is_shown: bool) -> Response:
    headers = {
        "cache-control": FRESH,
        "etag": etag,
        "vary": "accept-encoding",
        "content-disposition": f'{"inline" if is_shown else "attachment"}; filename="{made.name}"',
        "content-security-policy": INERT,
    }
    if is_shown and made.media_type == "application/pdf":
        headers |= FRAMED
    content, encoding = made.content, accepted(request.headers.get("accept-encoding", ""))
    if encoding and made.media_type.startswith(SQUEEZED):
        headers["content-encoding"] = encoding
        content = compress(content, encoding, quality=4)
    return Response(content, media_type=made.media_type, headers=headers)


def failure(error: makers.MakingFailed, language: Language) -> Response:
    incident = new_code()
    LOGGER.error("file failed", exc_info=error, extra={"incident": incident})
    sentence = "This file could not be made. Try again; if it fails again, give the code {code}."
    return PlainTextResponse(text(sentence, language, code=incident), 500, headers=NOT_KEPT)
