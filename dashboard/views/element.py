"""One browser element that shows server-made HTML and SVG: the host of everything that is not a Streamlit widget.

    from dashboard.views import element
    element.place("<p>…</p>", key="summary.lead")
    block = element.block(html, figures={"returns.monthly": {"wide": …, "narrow": …}}, dark=table)
    element.place(block, key="returns.monthly")

**Trust.** The HTML is set as it is: whoever makes it escapes every piece of data in it (`html.escape`).

**Markup the browser side understands** (`assets/host.js`):

- `<a data-go href="/roadmap?priority=3">`: a plain click changes the page without a reload. The frame reads it by
  `take_go()` at its top, *checks the page against its own list* and calls `st.switch_page(page, query_params=…)`.
  With a modifier key, without JavaScript or without a connection it is an ordinary link, so `href` must be complete.
- `<input data-go-param="as-of">` (a date, or a checkbox with `data-on` and `data-off`) and
  `<button data-go-param value>` put their value into the page's own link, and follow it in the same way; so does
  `<select data-go-param>`.
- `<a data-file href="/files/…">` fetches and saves a file; a refusal is read beside it. When
  `<details class="source files">` opens, its links get the filters of the page's own link.
- `<section data-script="/assets/….js">`: a script of ours, given that section each time its HTML is set; each section
  that names one has its own.
- `<div data-figure="id">…<svg>…</svg></div>`: the picture; where `figures` has that id, a live Plotly chart takes the
  SVG's place once the picture is visible and the browser idle. Only traces `bar`, `scatter`, `pie` are in the bundle.
- `<details class="source">`: a popover; one open at a time, closed by Escape or a click outside. Other `<details>`, and
  those with `data-stays`, keep their state when the HTML is replaced; give them an `id` if their order may change.
- `data-print` prints; `data-copy="text"` copies, then shows `data-done="Copié"` for two seconds if it is given.

`<html data-theme="light|dark">` follows Streamlit's theme: write colours as CSS variables of `product.css`.
Figures carry the light palette as concrete colours; `dark` maps each of them to its dark one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from dashboard.views.assets import ASSETS, fingerprint, url

if TYPE_CHECKING:
    from collections.abc import Callable

HOST_FILE: Final = "host.js"
_PENDING: Final = "element.go"
RESERVED: Final = frozenset({"embed", "embed_options"})
"""Link values that are Streamlit's own: it refuses to write them."""


@dataclass(frozen=True, slots=True)
class Go:
    """A link the reader followed; it comes from the browser, so `page` and `query` may be anything."""

    page: str
    query: dict[str, str]


@dataclass(frozen=True, eq=False)
class Block:
    """HTML and figures, serialised once: keep it in a cache, and a rerun that places it again costs nothing."""

    html: str
    live: dict[str, Any]

    @cached_property
    def payload(self) -> bytes:
        return _serialised({"html": self.html} | self.live)

    @cached_property
    def reference(self) -> bytes:
        """The same for a browser that has the HTML before its eyes: it stands in the first paint of its page."""
        return _serialised({"paint": digest(self.html)} | self.live)


class _Mount(Protocol):
    def __call__(self, *, key: str, data: bytes, on_go_change: Callable[[], None]) -> object: ...


def block(
    html: str,
    *,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: Mapping[str, str] | None = None,
) -> Block:
    """HTML made ready to travel.

    `figures`: for each `data-figure` id a plain Plotly `{"data": …, "layout": …}` (lists, no arrays of numpy), or
    `{"wide": …, "narrow": …}`, narrow being drawn in containers under 440 px. `dark`: light colour → dark colour.
    """
    if not figures:
        return Block(html, {})
    return Block(html, {"figures": figures, "dark": dark or {}, "plotly": url("vendor/plotly-basic.min.js")})


def digest(html: str) -> str:
    """What names a piece of HTML in the first paint: `<div data-paint="…">`."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


def place(content: Block | str, *, key: str, is_painted: bool = False) -> None:
    """Show `content` here; the same `key` updates the same place in the browser instead of building a new one.

    `is_painted`: the first paint of this address holds it, so only its name travels. A browser that has no such paint
    asks for the page once more.
    """
    ready = content if isinstance(content, Block) else block(content)
    data = ready.reference if is_painted else ready.payload
    _mount_for_this_runtime()(key=key, data=data, on_go_change=lambda: _remember(key))
    if _PENDING in st.session_state:  # the frame takes it before any page runs: still here means a fragment ran alone
        st.rerun()


def take_go() -> Go | None:
    """The link followed since the last run, once; the frame asks at its top, before it draws a page."""
    go = st.session_state.pop(_PENDING, None)
    return go if isinstance(go, Go) else None


def read_link(href: object) -> Go | None:
    """The page and query of a link of this site; None for anything else."""
    if not isinstance(href, str) or len(href) > 2000:
        return None
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    query = {name: value for name, value in parse_qsl(parts.query) if name.lower() not in RESERVED}
    return Go(parts.path.strip("/"), query)


def host_name() -> str:
    """The component's name; it carries the script's fingerprint, so its address changes whenever the script does."""
    return f"dashboard.host-{fingerprint(HOST_FILE)}"


def host_url() -> str:
    """Where Streamlit's browser side fetches the host script."""
    return f"/_stcore/bidi-components/{host_name()}/{HOST_FILE}"


def _remember(key: str) -> None:
    go = read_link(getattr(st.session_state.get(key), "go", None))
    if go:
        st.session_state[_PENDING] = go


def _serialised(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _mount_for_this_runtime() -> _Mount:
    """Components v2 turns inline scripts into blob: addresses, which the CSP refuses; a script served as a file
    needs a manifest. Streamlit reads manifests of installed packages only, so ours is handed to its manager."""
    name = host_name()
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(name) is None:
        package, component = name.split(".")
        manifest = ComponentManifest(package, "1", [ComponentConfig(component, ASSETS.name)])
        manager.register_from_manifest(manifest, ASSETS.parent)
    return _mount(name)


@cache
def _mount(name: str) -> _Mount:
    return st.components.v2.component(name, js=HOST_FILE, isolate_styles=False)
