"""The container of Office files before 2007 and of encrypted ones since: streams by name, as [MS-CFB] lays them out."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dashboard.sheets import refusals

FIRST_BYTES = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = struct.Struct("<30xHH14xI4xII4xI4x")
HEADER_SIZE, ENTRY_SIZE, LISTED_IN_HEADER = 512, 128, 109
LAST_SECTOR = 0xFFFFFFFA  # higher numbers mark the end of a chain, or no sector
STREAM, ROOT = 2, 5
WORKBOOKS = ("Workbook", "Book")
BY_ENTRY = (
    ("WordDocument", "Word (.doc)"),
    ("PowerPoint Document", "PowerPoint (.ppt)"),
    ("VisioDocument", "Visio (.vsd)"),
    ("__properties_version1.0", "Outlook (.msg)"),
    ("Workbook", "Excel 97 (.xls)"),
    ("Book", "Excel 97 (.xls)"),
)
ENCRYPTED = {"EncryptedPackage", "EncryptionInfo"}
MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT"}


class Header(NamedTuple):
    """Sizes as powers of two, then where things begin; `small_limit`: shorter streams lie in smaller sectors."""

    sector: int
    small_sector: int
    entries: int
    small_limit: int
    small_table: int
    more_tables: int


@dataclass(frozen=True)
class Entry:
    name: str
    kind: int
    first: int
    size: int


class Compound:
    """A whole container in memory; a chain that leaves the file or runs in circles makes it damaged."""

    def __init__(self, content: bytes) -> None:
        if len(content) < HEADER_SIZE:
            raise refusals.cut()
        header = Header(*HEADER.unpack_from(content))
        if header.sector not in {9, 12} or header.small_sector != 6:
            raise refusals.damaged()
        self._content, self._small_limit = content, header.small_limit
        self._sector, self._small_sector = 1 << header.sector, 1 << header.small_sector
        self._chains = self._table(self._listed(header.more_tables))
        self.entries = tuple(self._read_entries(header.entries))
        self._small_chains = self._table(self._sectors(header.small_table))
        self._small = self._joined(next((entry.first for entry in self.entries if entry.kind == ROOT), LAST_SECTOR))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.entries)

    def stream(self, name: str) -> bytes:
        entry = next((one for one in self.entries if one.name == name and one.kind == STREAM), None)
        if entry is None:
            raise refusals.damaged()
        is_small = entry.size < self._small_limit
        content = self._small_joined(entry.first) if is_small else self._joined(entry.first)
        if len(content) < entry.size:
            raise refusals.cut()
        return content[: entry.size]

    def _listed(self, more: int) -> list[int]:
        """The sectors that hold the table of chains: those the header names, then those of a list of its own."""
        listed = list(struct.unpack_from(f"<{LISTED_IN_HEADER}I", self._content, 76))
        seen = set[int]()
        while more < LAST_SECTOR and more not in seen:
            seen.add(more)
            *numbers, more = self._numbers(more)
            listed.extend(numbers)
        return [number for number in listed if number < LAST_SECTOR]

    def _table(self, sectors: Iterator[int] | list[int]) -> list[int]:
        return [number for sector in sectors for number in self._numbers(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        found = self._at(sector)
        if len(found) < self._sector:
            raise refusals.cut()
        return struct.unpack(f"<{self._sector // 4}I", found)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        found = self._content[start : start + self._sector]
        if not found:
            raise refusals.cut()
        return found

    def _sectors(self, first: int) -> Iterator[int]:
        return _chain(first, self._chains)

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._at, self._sectors(first)))

    def _small_joined(self, first: int) -> bytes:
        size = self._small_sector
        return b"".join(self._small[at * size : (at + 1) * size] for at in _chain(first, self._small_chains))

    def _read_entries(self, first: int) -> Iterator[Entry]:
        listed = self._joined(first)
        for at in range(0, len(listed) - ENTRY_SIZE + 1, ENTRY_SIZE):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            start, size = struct.unpack_from("<IQ", listed, at + 116)
            if kind:
                name = listed[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
                yield Entry(name, kind, start, size if self._sector > 512 else size & 0xFFFFFFFF)


def _chain(first: int, following: list[int]) -> Iterator[int]:
    sector, steps = first, 0
    while sector < LAST_SECTOR:
        steps += 1
        if sector >= len(following) or steps > len(following):
            raise refusals.damaged()
        yield sector
        sector = following[sector]


def type_of(path: Path) -> str:
    """The real type of such a file, by the streams in it."""
    names = Compound(path.read_bytes()).names
    if names & ENCRYPTED:
        raise refusals.protected()
    return next((name for entry, name in BY_ENTRY if entry in names), "Microsoft Office")
