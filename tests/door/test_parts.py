"""The door's parts, one by one."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path

import plotly
import pytest
import streamlit as st
from fontTools.ttLib import TTFont
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard.door import assets, files, index, options
from dashboard.door.compression import accepted
from dashboard.door.log import JsonLines
from dashboard.door.panel import literal, new_code
from dashboard.door.security import Guard, public_hosts
from dashboard.views import element
from dashboard.views.assets import ASSETS, url

ROOT = Path(__file__).resolve().parents[2]


async def nobody(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """What stands behind a part that is asked alone."""


# ------------------------------------------------------------------------------------------------ hosts
def refusal(host: str, origin: str | None = None, *, public: str = "") -> int:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    scope = {"type": "http", "path": "/", "server": ("127.0.0.1", 8501)}
    return Guard(nobody, public.split(",")).refusal(scope, Headers(headers))


def test_a_public_name_is_let_in_once_it_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOSTS", " Dashboard.example.org , other.example:8443,")
    assert public_hosts() == {"dashboard.example.org", "other.example:8443"}
    assert refusal("dashboard.example.org") == 400
    assert refusal("dashboard.example.org", "https://dashboard.example.org", public="dashboard.example.org") == 0
    assert (
        refusal("dashboard.example.org", "https://other.example", public="dashboard.example.org,other.example") == 403
    )
    assert refusal("dashboard.example.org:81", public="dashboard.example.org") == 400


def test_this_machine_is_known_by_its_three_names_on_our_port_only() -> None:
    assert [refusal(f"{name}:8501") for name in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST")] == [0, 0, 0, 0]
    assert [refusal(name) for name in ("localhost", "localhost:80", "localhost:8502")] == [400, 400, 400]


# ------------------------------------------------------------------------------------------------ options
def test_options_are_the_same_with_and_without_streamlit_run() -> None:
    options.apply()
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"
    assert config.get_option("server.enableStaticServing") is False
    assert config.get_option("runner.postScriptGC") is False
    assert config.get_option("theme.light.sidebar.primaryColor") == "#FFB81C"
    assert len(config.get_option("theme.chartCategoricalColors")) == 10
    assert len(config.get_option("theme.dark.chartCategoricalColors")) == 10


@pytest.mark.parametrize("section", ["theme", *(f"theme.{part}" for part in (
    "sidebar", "light", "light.sidebar", "dark", "dark.sidebar"))])  # fmt: skip
def test_a_session_gets_the_theme_that_streamlit_itself_would_make(section: str) -> None:
    options.apply()
    own, ours = CustomThemeConfig(), CustomThemeConfig()
    options.STREAMLITS_OWN(own, section)
    app_session._populate_theme_msg(ours, section)
    assert app_session._populate_theme_msg is not options.STREAMLITS_OWN
    assert ours == own


def test_streamlits_automatic_menu_finds_no_pages_beside_the_app() -> None:
    assert not (ROOT / "dashboard" / "pages").exists()
    assert (ROOT / "dashboard" / "streamlit_app.py").is_file()


# ------------------------------------------------------------------------------------------------ log and panel
def test_a_log_entry_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "a\r\nb\x1b[31m\u202e", None, None)
    record.incident = "ABC"
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == "a\r\nb\x1b[31m\u202e"
    assert json.loads(line)["incident"] == "ABC"


def test_a_sentence_in_a_box_is_never_read_as_markdown() -> None:
    assert literal("5 $ :red[x] #1 <b>") == r"5 \$ \:red\[x\] \#1 \<b\>"


def test_an_incident_code_can_be_read_out() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("IO01")


# ------------------------------------------------------------------------------------------------ compression
@pytest.mark.parametrize(
    ("header", "chosen"),
    [("gzip, deflate, br, zstd", "br"), ("gzip;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("br; q=0", ""), ("", "")],
)
def test_the_browser_chooses_the_compression(header: str, chosen: str) -> None:
    assert accepted(header) == chosen


def test_preparing_twice_changes_nothing() -> None:
    assets.prepare()
    before = assets.compressed().stat().st_mtime_ns, assets.fonts().stat().st_mtime_ns
    assets.prepare()
    assert (assets.compressed().stat().st_mtime_ns, assets.fonts().stat().st_mtime_ns) == before


def test_two_that_prepare_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "made"

    def slow(making: Path) -> None:
        assets._make(folder, lambda other: (other / "first").touch())
        (making / "second").touch()

    assets._make(folder, slow)
    assert [path.name for path in tmp_path.rglob("*")] == ["made", "first"]


def test_files_are_served_whole_while_nothing_is_prepared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "compressed", lambda: tmp_path / "none")
    monkeypatch.setattr(assets, "fonts", lambda: tmp_path / "none")
    headers = Headers({"accept-encoding": "br"})
    assert (
        files.answer(f"/{next(assets.BUNDLE.glob('static/js/index.*.js')).relative_to(assets.BUNDLE)}", headers) is None
    )
    ours = files.answer(url("vendor/plotly-basic.min.js"), headers)
    assert ours is not None
    assert ours.headers["content-encoding"] == "br"


@pytest.mark.parametrize(
    "text", ["àâçéèêëîïôœùûü «»’ – …", "ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ", "\u202f\u00a0 ≥ ≤ ≈ − ± × → ▲ ▼ ● ², n° m³"]
)
def test_the_cut_text_font_keeps_every_letter_we_print(text: str) -> None:
    assets.prepare()
    font = TTFont(next(assets.fonts().glob(assets.TEXT_FONT)))
    whole = TTFont(next(assets.BUNDLE.glob(assets.TEXT_FONT))).getBestCmap()
    assert not [letter for letter in text if ord(letter) in whole and ord(letter) not in font.getBestCmap()]


def test_the_cut_icon_font_keeps_the_icons_that_pages_name() -> None:
    assets.prepare()
    kept = icons_in(next(assets.fonts().glob(assets.ICON_FONT)))
    assert {"close", "expand_more", "check", "error", "keyboard_double_arrow_left"} <= kept
    assert assets.product_icons() <= kept


def icons_in(path: Path) -> set[str]:
    """The names that the font turns into pictures: an icon is the ligature of its name's letters."""
    font = TTFont(path)
    spelled = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = set()
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                found |= {"".join(spelled.get(g, "?") for g in (first, *one.Component)) for one in ligatures}
    return found


# ------------------------------------------------------------------------------------------------ first paint
def opened(paint: index.Paint, path: str, query: dict[str, str]) -> str:
    door = index.Index(nobody, paint=paint, may_read=anybody)
    return bytes(door.answer(path, query, Headers({})).body).decode()


def anybody(_headers: Headers) -> bool:
    return True


def test_the_first_paint_stands_in_the_page() -> None:
    body = opened(lambda path, query, _known: f"<main>{path} {query['priority']}</main>", "/roadmap", {"priority": "3"})
    assert '<div id="first-paint"><main>/roadmap 3</main></div>' in body
    assert body.index("first-paint") < body.index('id="root"')


def test_a_page_comes_without_its_first_paint_when_there_is_none() -> None:
    def broken(_path: str, _query: Mapping[str, str], _known: bool) -> str:
        raise ValueError("no database")

    assert 'id="first-paint"' not in opened(broken, "/", {})
    assert 'id="first-paint"' not in opened(lambda *_asked: None, "/", {})


def test_a_slow_first_paint_does_not_hold_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_path: str, _query: Mapping[str, str], _known: bool) -> str:
        time.sleep(1)
        return "late"

    monkeypatch.setattr(index, "PATIENCE_SECONDS", 0.05)
    door = index.Index(nobody, paint=slow, may_read=anybody)
    body, seconds = asyncio.run(timed(door))
    assert b"late" not in body
    assert b'id="root"' in body
    assert seconds < 0.5


async def timed(door: index.Index) -> tuple[bytes, float]:
    started = time.monotonic()
    response = await door.in_time("/", {}, Headers({}))
    return bytes(response.body), time.monotonic() - started


# ------------------------------------------------------------------------------------------------ element
def test_the_parts_of_streamlit_that_the_element_leans_on_are_there() -> None:
    """They are not public: a new Streamlit may move them, and every page would go blank."""
    assert st.__version__.startswith("1.67.")
    manager = BidiComponentManager()
    manager.register_from_manifest(ComponentManifest("a", "1", [ComponentConfig("b", ASSETS.name)]), ASSETS.parent)
    assert manager.get_component_asset_root("a.b") == ASSETS
    built = manager.build_definition_with_validation(component_key="a.b", html=None, css=None, js=element.HOST_FILE)
    assert built.js_url == element.HOST_FILE


def test_the_vendored_plotly_is_the_one_python_draws_with() -> None:
    vendored = (ASSETS / "vendor/plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    with (Path(plotly.__file__).parent / "package_data/plotly.min.js").open(encoding="utf-8") as file:
        inside = file.read(200)
    version = inside.split("plotly.js v")[1].split()[0]
    assert f"v{version}" in vendored


def test_a_block_names_plotly_only_when_it_has_figures() -> None:
    assert json.loads(element.block("<p>é</p>").payload) == {"html": "<p>é</p>"}
    content = json.loads(element.block("x", figures={"a": {"data": []}}, dark={"#000": "#fff"}).payload)
    assert content["plotly"].startswith("/assets/vendor/plotly-basic.min.")
    assert content["dark"] == {"#000": "#fff"}


@pytest.mark.parametrize(
    "href", ["https://evil.example/x", "//evil.example/x", "javascript:alert(1)", "", None, 3, "/" + "x" * 3000]
)
def test_a_link_to_anywhere_else_is_not_followed(href: object) -> None:
    assert element.read_link(href) is None


def test_a_link_is_read_as_a_page_and_its_query() -> None:
    assert element.read_link("/roadmap?priority=3&language=fr") == element.Go(
        "roadmap", {"priority": "3", "language": "fr"}
    )
