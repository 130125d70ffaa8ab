"""Who may come in, by which address, and what every answer forbids the browser to do.

A wrong Host (DNS rebinding) or Origin (a foreign page using a reader's browser) is refused here in microseconds:
Streamlit would look up the machine's public address on the event loop for each, and freeze everybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.updates.sign_in import network_of, parsed
from dashboard.views import element

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
SOCKET: Final = "/_stcore/stream"
OPEN_CORE: Final = frozenset({"/_stcore/health", "/_stcore/host-config", SOCKET})
CLOSED: Final = ("/_stcore", "/component", "/app", "/oauth2callback", "/auth")
ALWAYS: Final = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}
NOT_KEPT: Final = {"cache-control": "no-store"}
FOR_DOCUMENTS: Final = {
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
INERT: Final = ("text/javascript", "text/css", "font/", "image/png")  # never a page: 75 of them would repeat 700 bytes


def public_hosts() -> frozenset[str]:
    """Names from `DASHBOARD_HOSTS` (comma list, `dashboard.example.org` or with a port); a proxy must pass Host on."""
    names = os.environ.get("DASHBOARD_HOSTS", "").lower().split(",")
    return frozenset(name.strip() for name in names if name.strip())


class Guard:
    """`returns` are the addresses to which other sites send people: a browser may name where they come from."""

    def __init__(self, app: ASGIApp, public: Iterable[str] = (), returns: Iterable[str] = ()) -> None:
        self.app = app
        self.public = frozenset(public)
        self.returns = frozenset(returns)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        status = self.refusal(scope, headers)
        if scope["type"] == "websocket":
            await (_close(send) if status else self.app(scope, receive, send))
            return
        guarded = _with_headers(send, scope["scheme"], headers.get("host", "") if status != 400 else "")
        if status:
            await PlainTextResponse({400: "Bad request", 403: "Forbidden", 404: "Not found"}[status], status)(
                scope, receive, guarded
            )
            return
        await self.app(scope, receive, guarded)

    def refusal(self, scope: Scope, headers: Headers) -> int:
        """The status to refuse with; 0 lets it in."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self.knows(hosts[0].lower(), scope.get("server")):
            return 400
        if scope["path"] in self.returns and scope.get("method") == "GET":
            return 0
        if len(origins) > 1 or any(not _same(origin, hosts[0]) for origin in origins):
            return 403
        if scope["type"] == "websocket":
            return 0 if origins and scope["path"] == SOCKET else 403
        return 0 if is_open(scope["path"]) else 404

    def knows(self, host: str, server: tuple[str, int | None] | None) -> bool:
        """Public names as they are configured; this machine's own names only with the port it serves on."""
        if host in self.public:
            return True
        port = server[1] if server else None
        return host in {f"{name}:{port}" for name in LOOPBACK} or (port in {80, 443} and host in LOOPBACK)


def is_loopback(address: str) -> bool:
    found = parsed(address)
    return found is not None and found.is_loopback


def address_of(scope: Scope) -> str | None:
    """Who asks, for what is counted by address; nothing for this machine itself, and for what has no address."""
    host = scope["client"][0] if scope.get("client") else ""
    return None if not host or is_loopback(host) else network_of(host)


def is_open(path: str) -> bool:
    """Streamlit's own addresses that readers need; its metrics, agent API, uploads and older components stay shut."""
    if path in OPEN_CORE or path == element.host_url():
        return True
    return not any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED)


@lru_cache(maxsize=32)
def content_policy(host: str) -> str:
    """Scripts from files of this server only. Styles may stand inline because Streamlit's are made in the browser.
    Frames are for PDFs of ours: nothing else of this server lets itself be framed. Older Safari does not count its own
    WebSocket as 'self', so it is named."""
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self'; frame-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _same(origin: str, host: str) -> bool:
    return origin.lower() in {f"http://{host.lower()}", f"https://{host.lower()}"}


def _with_headers(send: Send, scheme: str, host: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(ALWAYS)
            if not headers.get("content-type", "").startswith(INERT):
                for name, value in (FOR_DOCUMENTS | {"content-security-policy": content_policy(host)}).items():
                    headers.setdefault(name, value)
                if scheme == "https":
                    headers["strict-transport-security"] = "max-age=31536000"
            for name in ("access-control-allow-origin", "server"):
                del headers[name]
        await send(message)

    return guarded


async def _close(send: Send) -> None:
    await send({"type": "websocket.close", "code": 1008})
