"""OpenDocument spreadsheets (.ods), whose sheets are all one part."""

from __future__ import annotations

from pathlib import Path

from dashboard.sheets import archives, markup, refusals
from dashboard.sheets.archives import Archive
from dashboard.sheets.book import Book, Remark
from dashboard.sheets.grid import Room
from dashboard.sheets.limits import Limits
from dashboard.sheets.ods_cells import Tables

MACROS = ("Basic/", "Scripts/")
MANIFEST = "META-INF/manifest.xml"


def read(path: Path, file_name: str, limits: Limits) -> Book:
    with archives.opened(path, limits) as archive:
        _check_open(archive)
        tables = Tables(Room(limits))
        markup.walk(archive, "content.xml", tables)
        has_macros = any(map(archive.has_under, MACROS))
    sheets = tuple(tables.sheets())
    if not any(sheet.line_count for sheet in sheets):
        raise refusals.nothing_in_it()
    remarks: list[Remark] = [refusals.MACROS_LEFT_OUT] if has_macros else []
    if tables.has_links:
        remarks.append(refusals.LINKS_NOT_FOLLOWED)
    return Book(file_name, "ods", sheets, remarks=tuple(remarks))


def _check_open(archive: Archive) -> None:
    """The list of parts says which of them are encrypted."""
    if MANIFEST not in archive:
        return
    listed = markup.tree_of(archive.read(MANIFEST))
    if any(markup.local(element.tag) == "encryption-data" for element in listed.iter()):
        raise refusals.protected()
