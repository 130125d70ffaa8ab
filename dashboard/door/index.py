"""The HTML of a page: Streamlit's own, in the reader's language, with a first paint made here.

The paint stands beside React's root, not in it, and looks like the page; `boot.js` removes it once the live page
stands under it. It comes from `dashboard.views.first_paint.page_html`, which knows what an anonymous
reader may see and answers None where that is nothing.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Final
from urllib.parse import parse_qsl

import anyio
import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.door import readers
from dashboard.door.assets import BUNDLE
from dashboard.door.compression import Encoding, accepted, compress
from dashboard.door.log import LOGGER
from dashboard.errors import DatabaseAway
from dashboard.texts import Language, as_language, text
from dashboard.views import element
from dashboard.views.assets import url
from dashboard.views.identity import token_in
from dashboard.views.site_map import HOME

SCRIPTS: Final = BUNDLE / "static" / "js"
PATIENCE_SECONDS: Final = 1.5
PAINTERS: Final = 8  # first paints made at the same time
BEHIND: Final = ("/static/", "/_stcore/", "/media/", "/files/", "/desk/", "/entry/files")
PAGE: Final = re.compile(r"/[A-Za-z0-9_-]{0,64}")
SOON_NEEDED: Final = "BidiComponent.*.js"  # the part of Streamlit's bundle that the first element asks for


Paint = Callable[[str, Mapping[str, str], bool], str | None]
"""Of a path and its query, for a browser that has a session of ours or not."""
MayRead = Callable[[Headers], bool]


def product_paint(path: str, query: Mapping[str, str], is_known: bool) -> str | None:
    from dashboard.views.first_paint import page_html  # it imports what pages do, and may fail as they may

    return page_html(path, query, is_known=is_known)


class Index:
    """`routes` are the addresses that look like a page's but are answered elsewhere.

    What is neither is not found: Streamlit would answer it with its own index.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: frozenset[str] = frozenset(),
        paint: Paint = product_paint,
        may_read: MayRead = readers.may_read,
    ) -> None:
        self.app = app
        self.routes = routes
        self.paint = paint
        self.may_read = may_read
        self.painters = anyio.CapacityLimiter(PAINTERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path in self.routes or path.startswith(BEHIND):
            await self.app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"} or not PAGE.fullmatch(path):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        if path == f"/{HOME}":  # Streamlit knows its first page as / alone
            asked = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/?{asked}" if asked else "/", 308)(scope, receive, send)
            return
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")[:2000], max_num_fields=50))
        response = await self.in_time(path, query, Headers(scope=scope))
        await response(scope, receive, send)

    async def in_time(self, path: str, query: Mapping[str, str], headers: Headers) -> Response:
        """A slow database costs the page its first paint, not its readers the page; few threads ever wait for it."""
        with anyio.move_on_after(PATIENCE_SECONDS):
            work = partial(self.answer, path, query, headers)
            return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self.painters)
        _say_once("too slow")
        return reply(page_of(as_language(query.get("language")), "", _linked_files()), headers)

    def answer(self, path: str, query: Mapping[str, str], headers: Headers) -> Response:
        try:
            if not self.may_read(headers):
                return readers.to_sign_in(path, query)
            paint = first_paint(self.paint, path, query, is_known=bool(token_in(readers.cookies_of(headers))))
        except DatabaseAway:  # nothing is read, so nothing is shown: the live page says it, and tries again
            paint = ""
        return reply(page_of(as_language(query.get("language")), paint, _linked_files()), headers)


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    etag: str


def reply(page: Page, headers: Headers) -> Response:
    encoding = accepted(headers.get("accept-encoding", ""))
    common = {"cache-control": "no-cache", "vary": "accept-encoding", "etag": page.etag}
    if page.etag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=common)
    if encoding:
        common["content-encoding"] = encoding
    return Response(compressed(page.body, encoding), media_type="text/html; charset=utf-8", headers=common)


def first_paint(paint: Paint, path: str, query: Mapping[str, str], *, is_known: bool) -> str:
    """Empty when there is none: the page then comes as Streamlit makes it, a second later."""
    try:
        return paint(path, query, is_known) or ""
    except Exception as error:  # noqa: BLE001 a page without its first paint is still a page
        _say_once(type(error).__name__)
        return ""


@lru_cache(maxsize=64)
def page_of(language: Language, paint: str, files: tuple[str, ...]) -> Page:
    style, boot = files
    head = "".join(
        (
            '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
            '<link rel="icon" href="/favicon.png" sizes="64x64">',
            f'<link rel="stylesheet" href="{style}"><script src="{boot}"></script>',
        )
    )
    title = html.escape(text("IOM–MMEIA dashboard", language))
    body = f'<div id="first-paint">{paint}</div>' if paint else ""
    page = (
        _template()
        .replace("{language}", language)
        .replace("{title}", title)
        .replace("{head}", head)
        .replace("{body}", f"<noscript>{_without_script(language)}</noscript>{body}")
    ).encode()
    return Page(page, f'W/"{hashlib.sha256(page).hexdigest()[:16]}"')


@lru_cache(maxsize=128)
def compressed(body: bytes, encoding: Encoding) -> bytes:
    return compress(body, encoding)


@cache
def _template() -> str:
    """Streamlit's index without its advertisement of an agent API, its inline script and its English.

    Its scripts, font and stylesheet wait behind ours, so that a slow line shows the first paint first.
    """
    page = (BUNDLE / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    page = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    page = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    page = re.sub(r'<link[^>]*rel="(?:service-desc|shortcut icon)"[^>]*>', "", page)
    page = re.sub(r"<title>.*?</title>", "<title>{title}</title>{head}", page)
    page = page.replace('<html lang="en">', '<html lang="{language}">').replace('"./', '"/')
    page = page.replace('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"')
    page = page.replace('rel="preload"', 'rel="preload" fetchpriority="low"')
    styles = re.findall(r'<link rel="stylesheet"[^>]*>', page)
    for style in styles:
        page = page.replace(style, "")
    page = page.replace("</head>", f"{_preloads()}</head>").replace("<body>", "<body>{body}" + "".join(styles))
    return re.sub(r"\s+", " ", page).replace("> <", "><")


def _preloads() -> str:
    scripts = {name for path in SCRIPTS.glob(SOON_NEEDED) for name in _needs(path.name)}
    known = (BUNDLE / "index.html").read_text(encoding="utf-8")
    addresses = [*(f"/static/js/{name}" for name in sorted(scripts) if name not in known), element.host_url()]
    link = '<link rel="modulepreload" crossorigin fetchpriority="low" href="{}">'
    return "".join(link.format(address) for address in addresses)


def _needs(name: str) -> set[str]:
    """A script and all that it imports at once."""
    found, waiting = set[str](), {name}
    while waiting:
        found |= waiting
        sources = [(SCRIPTS / each).read_text(encoding="utf-8") for each in waiting]
        waiting = {other for source in sources for other in re.findall(r'(?:from|import)"\./([^"]+)"', source)} - found
    return found


def _linked_files() -> tuple[str, ...]:
    return url("product.css"), url("boot.js")


def _without_script(language: Language) -> str:
    key = "This dashboard needs JavaScript: allow it for this site, then reload the page."
    other: Language = "en" if language == "fr" else "fr"
    return "".join(f'<p lang="{each}">{html.escape(text(key, each))}</p>' for each in (language, other))


@cache
def _say_once(reason: str) -> None:
    LOGGER.warning("no first paint: %s", reason)
