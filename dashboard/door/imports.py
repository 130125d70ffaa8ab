"""`POST /entry/files`: a file comes in, from editors only, as its bytes; `x-file-name` and `x-request` name it.

A file is written to a private place as it comes and cut where it exceeds its limit; one at a time for each account. 201
`draft` and `then`; 401 the session ended; 403 no editor; 409 another file of theirs is under way; 411 and 413 by size;
503 the database is away or too many files wait: the browser still holds the file and sends it again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database
from dashboard.actors import Actor
from dashboard.desk import readings
from dashboard.door.log import LOGGER
from dashboard.door.panel import new_code
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import DashboardError, DatabaseAway, FilesBusy, ImportRefused, NotAllowed
from dashboard.queries import settings
from dashboard.sheets.limits import Limits
from dashboard.texts import Language, as_language, text
from dashboard.updates import drafts, refusals
from dashboard.updates.once import done_before
from dashboard.views import identity
from dashboard.views.imports_drop import TEXT_ENDINGS, WORKBOOK_ENDINGS
from dashboard.views.imports_words import ADDRESS
from dashboard.views.link_values import LANGUAGE

RETRY: Final = {"retry-after": "10"}
RESERVED_BYTES: Final = 200_000_000
"""Disk space that files of people leave to the database."""
SILENCE_S: Final = 60
LONGEST_NAME: Final = 255


class TooLarge(ImportRefused):
    """More bytes than a file of its kind may have."""


class UnderWay(DashboardError):
    """Somebody who has a file under way brings another one."""


STATUS: Final[tuple[tuple[type[DashboardError], int], ...]] = (
    (DatabaseAway, 503), (FilesBusy, 503), (NotAllowed, 403), (UnderWay, 409), (TooLarge, 413),
    (DashboardError, 422),
)  # fmt: skip
_receiving: set[int] = set()


def routes() -> list[Route]:
    return [Route(ADDRESS, receive, methods=["POST"])]


async def receive(request: Request) -> Response:
    """The guard refused foreign pages already; a form of another kind of client has no `Origin`, or is no bytes."""
    is_ours = request.headers.get("content-type", "") == "application/octet-stream"
    if not request.headers.get("origin") or not is_ours:
        return PlainTextResponse("Forbidden", 403)
    language = as_language(request.query_params.get(LANGUAGE))
    try:
        return await _received(request, language)
    except DashboardError as error:
        return _told(error, language)
    except ClientDisconnect:
        return Response(status_code=499)
    except Exception as error:  # noqa: BLE001 whatever it is, its author has a code to give
        return _failure(error, language)


async def _received(request: Request, language: Language) -> Response:
    name = _name(request)
    actor = await run_in_threadpool(_editor, request, name)
    if actor is None:
        return _ended(language)
    key = request.headers.get("x-request", "")
    number = await run_in_threadpool(_known, actor, key)
    if number is None:
        with _one_at_a_time(actor), _private_file() as path:
            await _write(request, path, name)
            number = await run_in_threadpool(_kept, actor, path, name, language, key)
    then = f"/entry?draft={number}&{LANGUAGE}={language}"
    return JSONResponse({"draft": number, "then": then}, 201, headers=NOT_KEPT)


def _name(request: Request) -> str:
    """What the file is called, without the folders that it lay in."""
    words = unquote(request.headers.get("x-file-name", "")[: 9 * LONGEST_NAME])
    return words.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]


def _editor(request: Request, name: str) -> Actor | None:
    """Who brings it, as the database says now; asked before a byte is taken."""
    actor = identity.known(cookies_of(request.headers))
    if actor is None:
        return None
    with refusals.noted(actor, "import_drop", name), database.reading() as connection:
        drafts.editor(connection, actor)
    if readings.is_full():
        raise FilesBusy("Several files are waiting to be read: try again in a moment.")
    return actor


def _known(actor: Actor, key: str) -> int | None:
    """The file that came under this key already, whose answer was lost."""
    with database.reading() as connection:
        found: int | None = done_before(connection, key, actor, "import_dropped")
    return found


@contextlib.contextmanager
def _one_at_a_time(actor: Actor) -> Iterator[None]:
    if actor.account_id in _receiving or readings.has_of(actor.account_id):
        raise UnderWay("Another file of yours is still being read: wait until it is, or cancel it.")
    _receiving.add(actor.account_id)
    try:
        yield
    finally:
        _receiving.discard(actor.account_id)


@contextlib.contextmanager
def _private_file() -> Iterator[Path]:
    """For the eyes of this process alone, and gone whatever happens."""
    handle, name = tempfile.mkstemp(prefix="dashboard-import-")
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


async def _write(request: Request, path: Path, name: str) -> None:
    limit, octets = await run_in_threadpool(_limit, name), 0
    _refuse_beyond(limit, int(request.headers.get("content-length") or 0))
    if shutil.disk_usage(path.parent).free < RESERVED_BYTES + limit:
        raise FilesBusy("The server has no room left for files: tell the administrator.")
    with path.open("wb") as file:
        async for part in _in_time(request):
            octets += len(part)
            _refuse_beyond(limit, octets)
            await run_in_threadpool(file.write, part)
    if not octets:
        raise ImportRefused("This file is empty.")


def _limit(name: str) -> int:
    """By its ending; what it really is is looked at once it is here."""
    ending = Path(name.lower()).suffix
    limits = _limits()
    if ending in TEXT_ENDINGS:
        return limits.text_file
    return limits.workbook if ending in WORKBOOK_ENDINGS else max(limits.text_file, limits.workbook)


def _limits() -> Limits:
    with database.reading() as connection:
        return settings.file_limits(connection)


def _refuse_beyond(limit: int, octets: int) -> None:
    if octets > limit:
        sentence = "This file is larger than the limit of {count} MB for its kind."
        raise TooLarge(sentence, count=round(limit / 1_000_000))


async def _in_time(request: Request) -> AsyncIterator[bytes]:
    """A line that says nothing for a minute is let go."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(SILENCE_S):
                yield await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise ClientDisconnect from None


def _kept(actor: Actor, path: Path, name: str, language: Language, request: str) -> int:
    with refusals.noted(actor, "import_drop", name), database.noting() as connection:
        number = drafts.drop(
            connection, actor, file_name=name, content=path.read_bytes(), spoken=language, request=request
        )  # fmt: skip
    readings.begin(number, actor.account_id)
    return number


def _ended(language: Language) -> Response:
    sentence = "Your session has ended: nothing was sent. Sign in, then choose the file again."
    address = identity.sign_in_address("/entry?form=file", language)
    return JSONResponse({"fault": text(sentence, language), "sign_in": address}, 401, headers=NOT_KEPT)


def _told(error: DashboardError, language: Language) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    headers = NOT_KEPT | (RETRY if status == 503 else {})
    return JSONResponse({"fault": error.message(language)}, status, headers=headers)


def _failure(error: Exception, language: Language) -> Response:
    incident = new_code()
    LOGGER.error("a file could not be received", exc_info=error, extra={"incident": incident})
    sentence = "This file could not be received, and the reason is ours: nothing was kept. Give the code {code}."
    return JSONResponse({"fault": text(sentence, language, code=incident)}, 500, headers=NOT_KEPT)
