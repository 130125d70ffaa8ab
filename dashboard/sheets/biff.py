"""The records of an Excel 97 workbook ([MS-XLS]) and of the older Excel 5: one after the other, texts cut anywhere."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from dashboard.sheets import refusals

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
WORKSHEET, MACRO_SHEET = 0x10, 0x40
VERSION_8 = 0x0600
HEAD = struct.Struct("<HH")
WIDE, PHONETIC, RICH = 1, 4, 8


class Record(NamedTuple):
    kind: int
    content: bytes


def records(stream: bytes, start: int) -> Iterator[Record]:
    """The records of one part of the stream, up to its end; charts that lie inside a sheet are passed over."""
    depth, at = 0, start
    while at + HEAD.size <= len(stream):
        kind, length = HEAD.unpack_from(stream, at)
        content = stream[at + HEAD.size : at + HEAD.size + length]
        if len(content) < length:
            raise refusals.cut()
        depth += (kind == BEGIN) - (kind == END)
        if depth == 0 and kind == END:
            return
        if depth == 1:
            yield Record(kind, content)
        at += HEAD.size + length
    raise refusals.cut()


class Pieces:
    """A text or a list of texts that goes on from record to record."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._at, self._offset = 0, 0

    def take(self, size: int) -> bytes:
        """Bytes that are no letters; they may lie across the border of two records."""
        taken = b""
        while len(taken) < size:
            taken += self._some(size - len(taken))
        return taken

    def _some(self, size: int) -> bytes:
        while self._at < len(self._pieces) and self._offset >= len(self._pieces[self._at]):
            self._at, self._offset = self._at + 1, 0
        if self._at >= len(self._pieces):
            raise refusals.damaged()
        found = self._pieces[self._at][self._offset : self._offset + size]
        self._offset += len(found)
        return found

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "little")

    def text(self, length_size: int = 2) -> str:
        """A text of Excel 97: how it is coloured and pronounced is passed over."""
        length, flags = self.number(length_size), self.number(1)
        runs = self.number(2) if flags & RICH else 0
        phonetic = self.number(4) if flags & PHONETIC else 0
        words = self._letters(length, flags)
        self.take(4 * runs)
        self.take(phonetic)
        return words

    def _letters(self, length: int, flags: int) -> str:
        """Each record that goes on with a text says anew how wide its letters are."""
        words = ""
        while length:
            if self._offset >= len(self._pieces[self._at]):
                flags = self.number(1)
            size = 2 if flags & WIDE else 1
            found = self._some(length * size)
            if not found or len(found) % size:
                raise refusals.damaged()
            words += found.decode("utf-16-le", "surrogatepass") if size == 2 else found.decode("latin-1")
            length -= len(found) // size
        return words
