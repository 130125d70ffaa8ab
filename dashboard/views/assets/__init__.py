"""The files the browser gets from us, each at an address that carries its content, so that it may be kept a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent
PUBLIC: Final = (
    "product.css",
    "boot.js",
    "studio.js",
    "forms.js",
    "imports.js",
    "administration.js",
    "presenter.js",
    "small_counts.js",
    "favicon.svg",
    "favicon.png",
    "vendor/plotly-basic.min.js",
)
PREFIX: Final = "/assets/"


def fingerprint(name: str) -> str:
    """Eight digits that change with the file; read again when the file on disk changes."""
    state = (ASSETS / name).stat()
    return _digest(name, state.st_mtime_ns, state.st_size)


def url(name: str) -> str:
    """The address at which the door serves one of the `PUBLIC` files."""
    stem, _, suffix = name.rpartition(".")
    return f"{PREFIX}{stem}.{fingerprint(name)}.{suffix}"


@lru_cache(maxsize=64)
def _digest(name: str, _modified: int, _size: int) -> str:
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:8]
