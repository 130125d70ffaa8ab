"""The inside of a zipped workbook: judged by its table of contents before anything is unpacked, then read in parts."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipInfo

from dashboard.errors import ImportRefused
from dashboard.sheets import refusals
from dashboard.sheets.limits import Limits

READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ODD = re.compile(r"^/|\\|^[A-Za-z]:|(^|/)\.\.?(/|$)|[\x00-\x1f\x7f]")
END = struct.Struct("<4s4H2LH")
LONGEST_COMMENT = 65_535
LARGEST_ENTRY = 1_000  # bytes of one line of the table of contents
HIGHEST_RATIO = 500  # sheets of repeated zeros reach a hundred
WORTH_A_RATIO = 1_000_000
BLOCK = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)

BY_PART = (
    ("xl/workbook.bin", "Excel (.xlsb)"),
    ("xl/", "Excel (.xlsx)"),
    ("word/", "Word (.docx)"),
    ("ppt/", "PowerPoint (.pptx)"),
    ("visio/", "Visio (.vsdx)"),
    ("Index/Document.iwa", "Apple (iWork)"),
    ("Index.zip", "Apple (iWork)"),
    ("doc.kml", "KMZ"),
    ("AndroidManifest.xml", "Android (.apk)"),
    ("META-INF/MANIFEST.MF", "Java (.jar)"),
)
BY_MIMETYPE = (
    (b"opendocument.spreadsheet-template", "OpenDocument (.ots)"),
    (b"opendocument.spreadsheet", "OpenDocument (.ods)"),
    (b"opendocument.text", "OpenDocument (.odt)"),
    (b"opendocument.presentation", "OpenDocument (.odp)"),
    (b"opendocument.graphics", "OpenDocument (.odg)"),
    (b"epub", "EPUB"),
)


class Archive:
    """Parts by name, whatever their case, as the formats want; never more of one than its entry announced."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._opened = opened
        self._parts = {part.filename.lower(): part for part in opened.infolist()}
        self.names = tuple(part.filename for part in opened.infolist())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def has_under(self, folder: str) -> bool:
        return any(name.startswith(folder.lower()) for name in self._parts)

    def read(self, name: str) -> bytes:
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Generator[bytes]:
        part = self._parts.get(name.lower())
        if part is None:
            raise refusals.damaged()
        try:
            with self._opened.open(part) as file:
                while block := file.read(BLOCK):
                    yield block
        except BROKEN as error:
            raise refusals.damaged() from error


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Archive]:
    """The checked archive at `path`."""
    _check_end(path, limits)
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise refusals.damaged() from error
    with archive:
        _check(archive.infolist(), limits)
        yield Archive(archive)


def _check_end(path: Path, limits: Limits) -> None:
    """What closes a zip file tells how many parts it has, so that a list of too many is never made."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - END.size - LONGEST_COMMENT))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise refusals.cut()
    _, _, _, _, parts, listed, _, _ = END.unpack_from(tail, at)
    if parts > limits.parts or listed > limits.parts * LARGEST_ENTRY:
        raise refusals.too_many_parts(parts, limits.parts)


def _check(parts: list[ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise refusals.too_many_parts(len(parts), limits.parts)
    if any(part.flag_bits & 1 for part in parts):
        raise refusals.protected()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.inflated:
        raise refusals.too_heavy_unpacked(unpacked, limits.inflated)
    _check_ratio(max((_ratio(part) for part in parts if part.file_size > WORTH_A_RATIO), default=0))
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names) or any(map(_is_odd, parts)):
        raise refusals.odd()


def _ratio(part: ZipInfo) -> int:
    return part.file_size // max(part.compress_size, 1)


def _check_ratio(found: int) -> None:
    if found > HIGHEST_RATIO:
        raise ImportRefused(
            "Part of the file unpacks to {found} times its size; at most {limit} is usual. Copy the table elsewhere.",
            found=found,
            limit=HIGHEST_RATIO,
        )


def _is_odd(part: ZipInfo) -> bool:
    return bool(ODD.search(part.orig_filename)) or part.compress_type not in READABLE


def type_of(path: Path, limits: Limits) -> str:
    """The real type of a zip file, by what lies in it."""
    with opened(path, limits) as archive:
        if "encrypted-package" in archive:
            raise refusals.protected()
        if "mimetype" in archive:
            return _by_mimetype(archive.read("mimetype"))
        return next((name for part, name in BY_PART if _lies_in(part, archive)), "ZIP")


def _by_mimetype(written: bytes) -> str:
    return next((name for kind, name in BY_MIMETYPE if kind in written), "ZIP")


def _lies_in(part: str, archive: Archive) -> bool:
    return archive.has_under(part) and (not part.endswith("/") or "[Content_Types].xml" in archive)
