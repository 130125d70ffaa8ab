"""A file is looked into before anyone is offered it: its type, its end, its parts, its size."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from dashboard.errors import FileBroken, FileRefused
from dashboard.exports.limits import FILE_BYTES

PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
HEART: Final = {"pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
FOREIGN: Final = re.compile(rb"""(?:href|src)\s*=\s*["'](?!#|data:)|url\(\s*["']?(?!#|data:)|<script|<foreignObject""")


def refuse_broken(content: bytes, form: str) -> None:
    """Raise when `content` is not a whole, readable file of its form that fetches nothing from elsewhere."""
    if len(content) > FILE_BYTES:
        raise FileRefused(
            "This file would weigh {found} kB (at most {most} kB): choose a smaller size.",
            found=len(content) // 1000, most=FILE_BYTES // 1000,
        )  # fmt: skip
    try:
        sound = bool(content) and READERS[form](content)
    except (ValueError, KeyError, expat.ExpatError, zipfile.BadZipFile):
        sound = False
    if not sound:
        raise FileBroken("The {form} file came out damaged and is not offered. Try again.", form=form.upper())


def _png(content: bytes) -> bool:
    width, height = struct.unpack(">II", content[16:24]) if len(content) > 24 else (0, 0)
    return content.startswith(PNG_START) and content.endswith(PNG_END) and width > 0 and height > 0


def _svg(content: bytes) -> bool:
    """Well-formed, an SVG at its root, and no address of elsewhere."""
    names: list[str] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda name, _attributes: names.append(name)
    reader.Parse(content, True)
    return names[0] == "svg" and not FOREIGN.search(content)


def _pdf(content: bytes) -> bool:
    """A head, and a tail that says where its table of objects starts."""
    return content.startswith(b"%PDF-") and b"startxref" in content[-200:] and b"%%EOF" in content[-64:]


def _office(form: str) -> Callable[[bytes], bool]:
    def whole(content: bytes) -> bool:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return parts.testzip() is None and {"[Content_Types].xml", HEART[form]} <= set(parts.namelist())

    return whole


def _csv(content: bytes) -> bool:
    return content.decode("utf-8-sig").count("\n") >= 1 and b"\0" not in content


def _json(content: bytes) -> bool:
    return bool(json.loads(content))


READERS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
    "pptx": _office("pptx"),
    "xlsx": _office("xlsx"),
    "csv": _csv,
    "json": _json,
}
