"""Streamlit's bundle and our own browser files, compressed beforehand; kept by browsers for a year."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.door import assets
from dashboard.door.compression import SUFFIX, Encoding, accepted, compress
from dashboard.views import element
from dashboard.views.assets import ASSETS, PREFIX, PUBLIC, fingerprint, url

FOREVER: Final = "public, max-age=31536000, immutable"
A_DAY: Final = "public, max-age=86400, stale-while-revalidate=31536000"
TOO_BIG_TO_SQUEEZE: Final = 200_000  # on the event loop, before the prepared file is there
FAVICONS: Final = {"/favicon.png": "favicon.png", "/favicon.ico": "favicon.png", "/favicon.svg": "favicon.svg"}
TYPES: Final = {  # not `mimetypes`: it answers what the machine it runs on happens to think
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


class Files:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            response = answer(scope["path"], Headers(scope=scope))
            if response:
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


def answer(path: str, headers: Headers) -> Response | None:
    """The file at `path`; None where Streamlit or a page answers."""
    encoding = accepted(headers.get("accept-encoding", ""))
    if path.startswith("/static/"):
        return _of_streamlit(path[1:], encoding, headers)
    if path.startswith(PREFIX):
        name = next((name for name in PUBLIC if url(name) == path), None)
        return _ours(name, encoding) if name else PlainTextResponse("Not found", 404)
    if path == element.host_url():
        return _ours(element.HOST_FILE, encoding)
    name = FAVICONS.get(path)
    return _reply(_read(ASSETS / name), name, cache=A_DAY) if name else None


def _of_streamlit(name: str, encoding: Encoding, headers: Headers) -> Response | None:
    """Only names listed beforehand are looked up: a path that climbs out of a folder is none of them."""
    fonts, squeezed = assets.fonts(), assets.compressed()
    if name in _names_in(fonts):  # its name is Streamlit's and may come to mean another cut
        etag = f'"{fonts.name[-8:]}"'
        if headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag, "cache-control": A_DAY})
        return _reply(_read(fonts / name), name, cache=A_DAY, etag=etag)
    if encoding and name + SUFFIX[encoding] in _names_in(squeezed):
        return _reply(_read(squeezed / (name + SUFFIX[encoding])), name, encoding)
    return None if name in _names_in(assets.BUNDLE) else PlainTextResponse("Not found", 404)


def _names_in(folder: Path) -> frozenset[str]:
    return _listed(folder) if folder.is_dir() else frozenset()


@lru_cache(maxsize=8)
def _listed(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _ours(name: str, encoding: Encoding) -> Response:
    if encoding and name + SUFFIX[encoding] in _names_in(assets.compressed()):
        return _reply(_read(assets.compressed() / (name + SUFFIX[encoding])), name, encoding)
    return _reply(_squeezed(name, fingerprint(name), encoding), name, encoding)


@lru_cache(maxsize=32)
def _squeezed(name: str, _fingerprint: str, encoding: Encoding) -> bytes:
    body = (ASSETS / name).read_bytes()
    return compress(body, encoding, quality=4 if len(body) > TOO_BIG_TO_SQUEEZE else 11)


@lru_cache(maxsize=256)
def _read(path: Path) -> bytes:
    return path.read_bytes()


def _reply(body: bytes, name: str, encoding: Encoding = "", *, cache: str = FOREVER, etag: str = "") -> Response:
    media = TYPES.get(Path(name).suffix, "application/octet-stream")
    headers = {"cache-control": cache, "vary": "accept-encoding"}
    if encoding:
        headers["content-encoding"] = encoding
    if etag:
        headers["etag"] = etag
    return Response(body, media_type=media, headers=headers)
