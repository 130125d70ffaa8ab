"""Streamlit's browser files, compressed once and with their fonts cut: 7.5 MB of first view become 0.6 MB.

Streamlit never compresses them. They are made from the installed package into a cache folder named after everything
they depend on; nothing of them is committed, and without them all works, only heavier.

    python -m dashboard.door.assets
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit import file_util

from dashboard.door.options import ROOT
from dashboard.views.assets import ASSETS, fingerprint
from dashboard.views.site_map import PAGES

BUNDLE: Final = Path(file_util.get_static_dir())
HEAVY: Final = "vendor/plotly-basic.min.js"
SUFFIXES: Final = (".js", ".css", ".json", ".svg", ".wasm")
RECIPE: Final = "1"  # raise it when the making changes

SPELLING: Final = "abcdefghijklmnopqrstuvwxyz0123456789_ "
ICON_FONT: Final = "static/media/MaterialSymbols-Rounded.*.woff2"
TEXT_FONT: Final = "static/media/SourceSansVF-Upright.*.woff2"
LETTERS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin with every French letter, ŋ
    *(0x186, 0x18E, 0x190, 0x19D, 0x1DD, 0x254, 0x25B, 0x272),  # ɔ ɛ ɲ of Bambara and its neighbours
    *(0x2B3, 0x2E2, 0x1D48, 0x1D49),  # ʳ ˢ ᵈ ᵉ
    *range(0x300, 0x30D),
    *range(0x2010, 0x2040),  # dashes, quotes, narrow no-break space, bullet, …
    *(0x2070, 0x2074, 0x2080, 0x20AC, 0x2113, 0x2116, 0x2122),
    *range(0x2190, 0x219A),
    *(0x2206, 0x2211, 0x2212, 0x2215, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265),
    *(0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25B6, 0x25BC, 0x25BD, 0x25C6, 0x25CB, 0x25CF, 0x2605, 0x2713, 0x2717),
)


def prepare() -> None:
    """Make what is not there; two processes at once do the work twice, the first to end wins."""
    for folder, fill in ((compressed(), _compress_all), (fonts(), _cut_fonts)):
        if not folder.is_dir():
            _make(folder, fill)


def is_prepared() -> bool:
    return compressed().is_dir() and fonts().is_dir()


@cache
def compressed() -> Path:
    """Where the compressed files are or will be; another Streamlit or plotly.js is another folder."""
    return _home() / f"streamlit-{st.__version__}-{_digest(fingerprint(HEAVY))}"


@cache
def fonts() -> Path:
    """Where the cut fonts are or will be; apart, because a new icon on a page needs only them anew."""
    return _home() / f"fonts-{st.__version__}-{_digest(*sorted(product_icons()), *map(str, LETTERS))}"


def product_icons() -> set[str]:
    """The Material icons that our own pages name."""
    folders = (ROOT / "dashboard", ROOT / "pages")
    sources = (path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))
    named = {name for source in sources for name in re.findall(r":material/([a-z0-9_]+):", source)}
    return named | {page.icon for page in PAGES}


def _home() -> Path:
    here = ROOT / ".cache"
    if os.access(here if here.exists() else ROOT, os.W_OK):
        return here
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mmeia-iom-dashboard"


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join((RECIPE, *parts)).encode()).hexdigest()[:8]


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
    making.chmod(0o755)
    try:
        fill(making)
        with contextlib.suppress(OSError):  # somebody else was faster
            making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _compress_all(folder: Path) -> None:
    work = [(path, folder / path.relative_to(BUNDLE)) for path in BUNDLE.rglob("*") if path.suffix in SUFFIXES]
    work.append((ASSETS / HEAVY, folder / HEAVY))
    work.sort(key=lambda pair: pair[0].stat().st_size, reverse=True)
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:  # both compressors let go of the interpreter
        list(pool.map(_compress, *zip(*work, strict=True)))


def _compress(source: Path, target: Path) -> None:
    import brotli  # needed here only

    body = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.with_name(target.name + ".br").write_bytes(brotli.compress(body, quality=11))
    target.with_name(target.name + ".gz").write_bytes(gzip.compress(body, 9, mtime=0))


def _cut_fonts(folder: Path) -> None:
    with contextlib.suppress(StopIteration):  # another Streamlit may name its fonts otherwise: then they stay whole
        _cut(next(BUNDLE.glob(TEXT_FONT)), folder, letters=LETTERS)
    with contextlib.suppress(StopIteration):
        _cut(next(BUNDLE.glob(ICON_FONT)), folder, icons=product_icons() | set(_icons_of_streamlit()))


def _icons_of_streamlit() -> Iterator[str]:
    for script in (BUNDLE / "static" / "js").glob("*.js"):
        if script.stat().st_size < 600_000:
            source = script.read_text(encoding="utf-8", errors="ignore")
            yield from re.findall(r":material/([a-z0-9_]+)", source)
            yield from re.findall(r"[`\"']([a-z0-9]+_[a-z0-9_]{2,40})[`\"']", source)


def _cut(source: Path, folder: Path, *, letters: tuple[int, ...] = (), icons: set[str] | None = None) -> None:
    from fontTools.subset import Options, Subsetter  # slow to import, needed once
    from fontTools.ttLib import TTFont

    options = Options()
    options.flavor = "woff2"
    font = TTFont(source)
    if icons is None:
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "liga"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
    else:
        options.layout_closure = False  # an icon is a ligature of its name: without this, every icon comes back
        options.layout_features = ["*"]
        names = set(font.getGlyphOrder())
        spelling = {glyph for code, glyph in font.getBestCmap().items() if chr(code) in SPELLING}
        subsetter = Subsetter(options)
        subsetter.populate(glyphs=sorted((icons & names) | spelling))
    subsetter.subset(font)
    font.flavor = "woff2"
    target = folder / source.relative_to(BUNDLE)
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


if __name__ == "__main__":
    os.nice(10)  # beside a running server
    prepare()
