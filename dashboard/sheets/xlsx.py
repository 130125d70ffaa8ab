"""Excel workbooks (.xlsx, .xlsm): each cell as its owner sees it, never recomputed, never guessed.

Read part by part rather than through a library: what libraries leave out is what must be named here (errors, formulas
that nobody computed), and a lone value in the last corner of a sheet has made one of them fill all the memory.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dashboard.sheets import archives, markup, refusals, serials
from dashboard.sheets.archives import Archive
from dashboard.sheets.book import Book, Remark, Sheet
from dashboard.sheets.grid import Room
from dashboard.sheets.limits import Limits
from dashboard.sheets.serials import Look
from dashboard.sheets.xlsx_cells import Cells, Texts, Workings

LINKED = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")


class Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


def read(path: Path, file_name: str, limits: Limits) -> Book:
    with archives.opened(path, limits) as archive:
        workbook = _workbook_part(archive)
        tree = markup.tree_of(archive.read(workbook))
        targets = _targets(archive, workbook)
        listed = list(_listed(tree, targets))
        refusals.check_sheets(len(listed), limits)
        workings = _workings(archive, tree, targets)
        room = Room(limits)
        sheets = tuple(_sheet(archive, one, workings, room) for one in listed)
        remarks = tuple(_remarks(archive))
    if not any(sheet.line_count for sheet in sheets):
        raise refusals.nothing_in_it()
    return Book(file_name, "xlsx", sheets, remarks=remarks)


def _sheet(archive: Archive, listed: Listed, workings: Workings, room: Room) -> Sheet:
    cells = Cells(listed.name, workings, room)
    markup.walk(archive, listed.part, cells)
    return cells.grid.sheet(is_hidden=listed.is_hidden)


def _remarks(archive: Archive) -> Iterator[Remark]:
    if any(map(archive.has_under, MACROS)):
        yield refusals.MACROS_LEFT_OUT
    if any(map(archive.has_under, LINKED)):
        yield refusals.LINKS_NOT_FOLLOWED


class Target(NamedTuple):
    kind: str
    part: str


def _workbook_part(archive: Archive) -> str:
    found = (target.part for target in _targets(archive, "").values() if target.kind == "officeDocument")
    return next(found, "xl/workbook.xml")


def _targets(archive: Archive, part: str) -> dict[str, Target]:
    """What a part points to inside the file, by the name it uses; what lies outside is left alone."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return {}
    found = {}
    for element in markup.tree_of(archive.read(relations)):
        given = markup.attributes_of(element)
        if given.get("TargetMode") != "External" and "Target" in given:
            inside = posixpath.normpath(posixpath.join("/", folder, given["Target"])).lstrip("/")
            found[given.get("Id", "")] = Target(given.get("Type", "").rpartition("/")[2], inside)
    return found


def _listed(tree: Element, targets: dict[str, Target]) -> Iterator[Listed]:
    """Sheets of cells, in their order; sheets of charts and of old macros have none."""
    for element in tree.iter():
        if markup.local(element.tag) != "sheet":
            continue
        given = markup.attributes_of(element)
        target = targets.get(given.get("id", ""))
        if target is None:
            raise refusals.damaged()
        if target.kind == "worksheet":
            yield Listed(given.get("name", ""), target.part, given.get("state", "visible") != "visible")


def _workings(archive: Archive, tree: Element, targets: dict[str, Target]) -> Workings:
    settings = {markup.local(element.tag): markup.attributes_of(element) for element in tree}
    parts = {target.kind: target.part for target in targets.values()}
    texts = Texts()
    if parts.get("sharedStrings", "") in archive:
        markup.walk(archive, parts["sharedStrings"], texts)
    looks = _looks(markup.tree_of(archive.read(parts["styles"]))) if parts.get("styles", "") in archive else []
    return Workings(
        texts=texts.found,
        looks={str(place): look for place, look in enumerate(looks)},
        since_1904=markup.is_true(settings.get("workbookPr", {}).get("date1904")),
        is_uncomputed=markup.is_true(settings.get("calcPr", {}).get("fullCalcOnLoad")),
    )


def _looks(styles: Element) -> Iterable[Look]:
    """How numbers look in each of the styles that cells name by their place."""
    formats: dict[str, str] = {}
    for group in styles:
        if markup.local(group.tag) == "numFmts":
            formats = {one.get("numFmtId", ""): one.get("formatCode", "") for one in group}
        elif markup.local(group.tag) == "cellXfs":
            yield from (_look(one.get("numFmtId", "0"), formats) for one in group)


def _look(number: str, formats: dict[str, str]) -> Look:
    if number in formats:
        return serials.look_of(formats[number])
    return serials.BUILT_IN.get(int(number), "number") if re.fullmatch("[0-9]{1,4}", number) else "number"
