"""What a file really is, by its first bytes and its table of contents, before anything in it is read."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal, NamedTuple

from dashboard.errors import ImportRefused
from dashboard.sheets import archives, compound, refusals
from dashboard.sheets.limits import Limits

Form = Literal["text", "xlsx", "xls", "ods", "xml"]
ENDINGS: dict[str, Form] = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".xml": "xml",
}  # fmt: skip
HEAD = 4096
FIRST_BYTES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"MZ\x90", "Windows (.exe)"),
    (b"\x7fELF", "Linux"),
    (b"\x09\x00\x04\x00", "Excel 2 (.xls)"),
    (b"\x09\x02\x06\x00", "Excel 3 (.xls)"),
    (b"\x09\x04\x06\x00", "Excel 4 (.xls)"),
    (b"ID;PWXL", "SYLK (.slk)"),
    (b"ID;PSCALC", "SYLK (.slk)"),
    (b"TABLE\r\n0,1", "DIF (.dif)"),
    (b"BEGIN:VCARD", "vCard (.vcf)"),
    (b"BEGIN:VCALENDAR", "iCalendar (.ics)"),
    (b"MIME-Version:", "MHTML"),
)
IS_MARKUP = re.compile(r"\s*<[?!A-Za-z]")
FIRST_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)([^>]*)")
HTML = {"html", "head", "body", "table", "meta", "div", "style", "script", "link", "title", "p", "center", "font"}
IS_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*["\[{\]])')
NAMES: dict[Form, str] = {
    "text": "CSV (.csv)", "xlsx": "Excel (.xlsx)", "xls": "Excel 97 (.xls)", "ods": "OpenDocument (.ods)",
    "xml": "XML (.xml)",
}  # fmt: skip


class Found(NamedTuple):
    """`form` is nothing for what cannot be read; `name` says what it is, alike in both languages."""

    form: Form | None
    name: str


def form_of(path: Path, file_name: str, limits: Limits) -> Form:
    """What the file is read as; refused when it is not what its name says, or too large for what it is."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise ImportRefused("The file is empty: open the original, save it again, then drop it.")
    found = _found(path, head, limits)
    if found.form is None:
        raise ImportRefused(
            "This is a file of type {real}: save its table as .xlsx or .csv, then drop that.", real=found.name
        )
    _check_ending(Path(file_name).suffix.lower(), found)
    return found.form


def _check_ending(ending: str, found: Found) -> None:
    if not ending:
        raise ImportRefused("The name of the file has no ending: add .xlsx, .xls, .ods, .csv, .tsv, .txt or .xml.")
    if ending not in ENDINGS:
        raise ImportRefused(
            "Files named “{ending}” are not read: bring .xlsx, .xls, .ods, .csv, .tsv, .txt or .xml.", ending=ending
        )
    if ENDINGS[ending] != found.form:
        raise ImportRefused(
            "The file is named {ending} but is of type {real}: give it that ending, then drop it again.",
            ending=ending,
            real=found.name,
        )


def _found(path: Path, head: bytes, limits: Limits) -> Found:
    size = path.stat().st_size
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        _check_size(size, limits.workbook)
        return _zipped(path, limits)
    if head.startswith(compound.FIRST_BYTES):
        _check_size(size, limits.workbook)
        return _compound(path)
    for first, name in FIRST_BYTES:
        if head.startswith(first):
            return Found(None, name)
    found = _written(head)
    _check_size(size, limits.workbook if found.form == "xml" else limits.text_file)
    return found


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise refusals.too_heavy(size, limit)


def _zipped(path: Path, limits: Limits) -> Found:
    name = archives.type_of(path, limits)
    form: dict[str, Form] = {"Excel (.xlsx)": "xlsx", "OpenDocument (.ods)": "ods"}
    return Found(form.get(name), name)


def _compound(path: Path) -> Found:
    name = compound.type_of(path)
    return Found("xls" if name == NAMES["xls"] else None, name)


def _written(head: bytes) -> Found:
    words = _as_words(head)
    if IS_JSON.match(words):
        return Found(None, "JSON")
    return _marked_up(words) if IS_MARKUP.match(words) else Found("text", NAMES["text"])


def _marked_up(words: str) -> Found:
    first = FIRST_ELEMENT.search(words)
    element, attributes = (first[1], first[2]) if first else ("", "")
    if element.lower() in HTML or "<!doctype html" in words.lower():
        return Found(None, "HTML")
    if element.endswith("Workbook") and "schemas-microsoft-com" in attributes:
        return Found(None, "Excel 2003 (XML)")
    if element == "office:document":
        return Found(None, "OpenDocument (.fods)")
    return Found(None, "SVG") if element == "svg" else Found("xml", NAMES["xml"])


def _as_words(head: bytes) -> str:
    """Enough of a text to know markup by; whether its letters are right is judged later."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")
