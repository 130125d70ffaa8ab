"""Excel 97 to 2003 workbooks (.xls), and those of Excel 5 and 95: each cell as its owner sees it.

Read record by record rather than through a library: those at hand drop errors and formulas that nobody computed.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.sheets import biff, compound, refusals, serials
from dashboard.sheets.biff import Pieces, Record
from dashboard.sheets.book import Book, Remark, Sheet
from dashboard.sheets.grid import Room
from dashboard.sheets.limits import Limits
from dashboard.sheets.serials import Look
from dashboard.sheets.xls_cells import Cells, Workings

PROTECTED, CODE_PAGE, SINCE_1904, FORMAT, STYLE, LISTED, TEXTS, LINKED = (
    0x002F, 0x0042, 0x0022, 0x041E, 0x00E0, 0x0085, 0x00FC, 0x01AE,
)  # fmt: skip
SHEET, MACROS = 0, 1
OWN_BOOK, ADD_INS = 0x0401, 0x3A01
UTF_16, MACINTOSH = 1200, 10000


@dataclass
class Globals:
    """What the head of a workbook says to all its sheets."""

    is_wide: bool = True
    codec: str = "cp1252"
    since_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sheets: list[tuple[str, int, int, bool]] = field(default_factory=list)  # name, start, kind, is hidden
    has_links: bool = False

    def name(self, content: bytes, length_size: int) -> str:
        if self.is_wide:
            return Pieces([content]).text(length_size)
        length = int.from_bytes(content[:length_size], "little")
        return content[length_size : length_size + length].decode(self.codec, "replace")


def read(path: Path, file_name: str, limits: Limits) -> Book:
    container = compound.Compound(path.read_bytes())
    stream = container.stream(next(name for name in compound.WORKBOOKS if name in container.names))
    try:
        given = _globals(stream)
        sheets = tuple(_sheets(stream, given, limits))
    except (struct.error, IndexError, UnicodeError) as error:
        raise refusals.damaged() from error
    if not any(sheet.line_count for sheet in sheets):
        raise refusals.nothing_in_it()
    return Book(file_name, "xls", sheets, remarks=tuple(_remarks(container, given)))


def _remarks(container: compound.Compound, given: Globals) -> Iterator[Remark]:
    if container.names & compound.MACROS or any(kind == MACROS for _, _, kind, _ in given.sheets):
        yield refusals.MACROS_LEFT_OUT
    if given.has_links:
        yield refusals.LINKS_NOT_FOLLOWED


def _sheets(stream: bytes, given: Globals, limits: Limits) -> Iterator[Sheet]:
    listed = [sheet for sheet in given.sheets if sheet[2] == SHEET]
    refusals.check_sheets(len(listed), limits)
    workings = Workings(given.texts, _looks(given), given.since_1904, given.codec, given.is_wide)
    room = Room(limits)
    for name, start, _, is_hidden in listed:
        cells = Cells(name, workings, room)
        for record in biff.records(stream, start):
            cells.hear(record)
        yield cells.sheet(is_hidden=is_hidden)


def _looks(given: Globals) -> list[Look]:
    return [
        serials.look_of(given.formats[style]) if style in given.formats else serials.BUILT_IN.get(style, "number")
        for style in given.styles
    ]


def _globals(stream: bytes) -> Globals:
    given = Globals()
    pieces: list[bytes] = []
    previous = 0
    for record in biff.records(stream, 0):
        if record.kind == biff.CONTINUE and previous == TEXTS:
            pieces.append(record.content)
            continue
        previous = record.kind
        if record.kind == TEXTS:
            pieces.append(record.content)
        else:
            _note(given, record)
    given.texts = list(_texts(pieces))
    return given


def _texts(pieces: list[bytes]) -> Iterator[str]:
    if pieces:
        texts = Pieces(pieces)
        texts.take(4)
        for _ in range(texts.number(4)):
            yield texts.text()


def _note(given: Globals, record: Record) -> None:
    kind, content = record
    if kind == biff.BEGIN:
        given.is_wide = struct.unpack_from("<H", content)[0] >= biff.VERSION_8
    elif kind == PROTECTED:
        raise refusals.protected()
    elif kind == SINCE_1904:
        given.since_1904 = content[0] == 1
    elif kind == CODE_PAGE:
        given.codec = _codec(struct.unpack_from("<H", content)[0])
    elif kind == STYLE:
        given.styles.append(struct.unpack_from("<H", content, 2)[0])
    else:
        _note_name(given, kind, content)


def _note_name(given: Globals, kind: int, content: bytes) -> None:
    if kind == FORMAT:
        given.formats[struct.unpack_from("<H", content)[0]] = given.name(content[2:], 2 if given.is_wide else 1)
    elif kind == LISTED:
        start, state, sort = struct.unpack_from("<IBB", content)
        given.sheets.append((given.name(content[6:], 1), start, sort, bool(state & 3)))
    elif kind == LINKED:
        given.has_links |= struct.unpack_from("<HH", content)[1] not in {OWN_BOOK, ADD_INS}


def _codec(number: int) -> str:
    name = "mac_roman" if number == MACINTOSH else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
