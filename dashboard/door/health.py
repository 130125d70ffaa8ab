"""`/readyz`: may readers be sent here? `/_stcore/health` only says that the process lives."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.door.log import LOGGER


def routes() -> list[Route]:
    return [Route("/readyz", ready, methods=["GET"])]


async def ready(_request: Request) -> JSONResponse:
    """200 and "ok", or 503 and one word saying why; nothing about hosts, paths or versions."""
    reason = await run_in_threadpool(_database)
    return JSONResponse({"status": reason}, 200 if reason == "ok" else 503, headers={"cache-control": "no-store"})


def _database() -> str:
    try:
        from dashboard import database  # what is being asked about may itself be broken

        return database.health()
    except Exception:  # noqa: BLE001 whatever it is, readers cannot be served
        LOGGER.exception("database not ready")
        return "unreachable"
