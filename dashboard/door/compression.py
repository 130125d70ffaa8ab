"""Which compression a browser takes, and bodies kept compressed."""

from __future__ import annotations

import gzip
from typing import Final, Literal

import brotli

Encoding = Literal["br", "gzip", ""]
SUFFIX: Final[dict[Encoding, str]] = {"br": ".br", "gzip": ".gz"}


def accepted(header: str) -> Encoding:
    """The best one the browser names without refusing it (`;q=0`)."""
    parts = (part.replace(" ", "").lower() for part in header.split(","))
    offered = {part.partition(";")[0] for part in parts if not part.endswith(";q=0")}
    if "br" in offered:
        return "br"
    return "gzip" if "gzip" in offered else ""


def compress(body: bytes, encoding: Encoding, *, quality: int = 9) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=quality)
    return gzip.compress(body, min(quality, 9), mtime=0) if encoding == "gzip" else body
