"""`POST /desk/<act>`: a form of a page, as JSON; who asks is read anew from the cookie, and answers are words.

200 `said` and `then`; 401 the session ended; 403 the right is missing; 404 no such act; 409 somebody wrote first;
422 something typed cannot be recorded; 428 a doubt, asked about once; 503 the database is away: the same form with the
same `request` may be sent again, and is done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import desk
from dashboard.desk import faults
from dashboard.desk.asked import Asked
from dashboard.door.log import LOGGER
from dashboard.door.panel import new_code
from dashboard.door.readers import cookies_of
from dashboard.door.security import NOT_KEPT
from dashboard.errors import Conflict, DashboardError, DatabaseAway, Doubtful, NotAllowed
from dashboard.texts import Language, as_language, text
from dashboard.views import identity

ADDRESS: Final = "/desk/"
BODY_BYTES: Final = 400_000
MOST_ROWS, MOST_FIELDS = 300, 60
RETRY: Final = {"retry-after": "10"}
STATUS: Final[tuple[tuple[type[DashboardError], int], ...]] = (
    (DatabaseAway, 503), (NotAllowed, 403), (Conflict, 409), (Doubtful, 428), (DashboardError, 422),
)  # fmt: skip


class BadForm(ValueError):
    """Not what `forms.js` sends."""


@dataclass(frozen=True)
class Form:
    """`page` is where the form stands, to come back to after signing in."""

    language: Language
    request: str
    page: str
    fields: dict[str, str]
    rows: tuple[dict[str, str], ...]


def routes() -> list[Route]:
    return [Route(f"{ADDRESS}{{act}}", answer, methods=["POST"], max_body_size=BODY_BYTES)]


async def answer(request: Request) -> Response:
    """The guard refused foreign pages already; a form of another kind of client has no `Origin`, or is no JSON."""
    if not request.headers.get("origin") or not request.headers.get("content-type", "").startswith("application/json"):
        return PlainTextResponse("Forbidden", 403)
    try:
        form = form_in(await request.json())
    except (ValueError, RecursionError):
        return PlainTextResponse("Bad request", 400)
    return await run_in_threadpool(_answered, request.path_params["act"], form, request.headers)


def form_in(body: Any) -> Form:
    if (
        not isinstance(body, dict)
        or not isinstance(body.get("rows", []), list)
        or len(body.get("rows", [])) > MOST_ROWS
    ):
        raise BadForm
    rows = tuple(_strings(row) for row in body.get("rows", []))
    own = _strings({name: body.get(name, "") for name in ("language", "request", "page")})
    return Form(as_language(own["language"]), own["request"], own["page"], _strings(body.get("fields", {})), rows)


def _strings(found: Any) -> dict[str, str]:
    """No database keeps half a letter, and PostgreSQL no NUL."""
    if not isinstance(found, dict) or len(found) > MOST_FIELDS:
        raise BadForm
    if not all(isinstance(value, str) for value in found.values()):
        raise BadForm
    return {name: value.replace("\0", "").encode("utf-8", "replace").decode() for name, value in found.items()}


def _answered(act: str, form: Form, headers: Headers) -> Response:
    try:
        return _performed(act, form, headers)
    except DashboardError as error:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        told = faults.told(error, form.fields, form.rows, form.language)
        return JSONResponse(told, status, headers=NOT_KEPT | (RETRY if status == 503 else {}))
    except Exception as error:  # noqa: BLE001 whatever it is, the form keeps what was typed and has a code to give
        return _failure(error, form.language)


def _performed(act: str, form: Form, headers: Headers) -> Response:
    actor = identity.known(cookies_of(headers))
    if actor is None:
        return _ended(form)
    if act not in desk.ACTS:
        return _fault("There is no such form any more: load the page again.", 404, form.language)
    done = desk.perform(act, Asked(actor, form.language, form.request, form.fields, form.rows))
    return JSONResponse({"said": done.sentence, "then": done.then}, headers=NOT_KEPT)


def _ended(form: Form) -> Response:
    sentence = "Your session has ended: nothing was recorded. What you typed stays in this browser."
    address = identity.sign_in_address(form.page if form.page.startswith("/") else "/", form.language)
    return JSONResponse({"fault": text(sentence, form.language), "sign_in": address}, 401, headers=NOT_KEPT)


def _fault(sentence: str, status: int, language: Language, **holes: object) -> Response:
    return JSONResponse({"fault": text(sentence, language, **holes)}, status, headers=NOT_KEPT)


def _failure(error: Exception, language: Language) -> Response:
    incident = new_code()
    LOGGER.error("desk failed", exc_info=error, extra={"incident": incident})
    sentence = "This could not be recorded, and the reason is ours. What you typed stays here; give the code {code}."
    return JSONResponse({"fault": text(sentence, language, code=incident)}, 500, headers=NOT_KEPT)
