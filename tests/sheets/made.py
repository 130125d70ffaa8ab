"""Files as people bring them, and worse, made from a few rows: each function gives the bytes of one.

What only real programs write (a workbook of LibreOffice) lies in `files/`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.styles import Protection

Cell = object
Table = Sequence[Sequence[Cell]]

RETURNS: Table = (
    ("Région", "Mois", "Nombre"),
    ("Gao", "2025-03", 41),
    ("Ménaka", "2025-03", 7),
    ("Kayes", "2025-04", 1250),
)
SINCE_1904 = openpyxl.utils.datetime.CALENDAR_MAC_1904
DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE_ENTITY = '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FILES = Path(__file__).parent / "files"


# texts


def text(
    rows: Table = RETURNS,
    *,
    separator: str = ";",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """A CSV file; `utf-8-sig` and `utf-16` bring their byte order mark, `utf-16-le` has none."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return written.getvalue().encode(encoding)


def garbled_text(rows: Table = RETURNS, *, taken_for: str = "cp1252") -> bytes:
    """UTF-8 that somebody opened as something else, and saved: `MÃ©naka`."""
    return text(rows).decode(taken_for, "replace").encode()


def text_with_lost_accents(rows: Table = RETURNS) -> bytes:
    """Windows-1252 that a program took for UTF-8: each accent has become the sign for what cannot be read."""
    return text(rows, encoding="cp1252").decode("utf-8", "replace").encode()


def text_of_two_encodings(rows: Table = RETURNS) -> bytes:
    return text(rows, encoding="utf-8") + text(rows, encoding="cp1252")


def text_cut_within_a_letter() -> bytes:
    return text([*RETURNS, ("Sévaré", "2025-05", "é")]).rstrip()[:-1]


def unclosed(content: bytes, *, line: int = 3) -> bytes:
    """A text whose line begins with a quotation mark that nothing closes."""
    lines = content.decode().splitlines()
    lines[line - 1] = '"' + lines[line - 1]
    return "\r\n".join(lines).encode()


def text_with_swallowed_rows() -> bytes:
    """Two stray quotation marks, in the last cell of one row and of a later one: every row between is one cell."""
    return b'region,month,count,note\nGao,2025-03,41,"a\nKayes,2025-03,12,b\nMopti,2025-04,8,c"\nSikasso,2025-04,3,d\n'


def text_with_two_separators(rows: Table = RETURNS) -> bytes:
    return text(rows[:1], separator=";") + text(rows[1:], separator=",")


def glued_texts() -> bytes:
    return text() + text([("Pays", "Année", "Sexe", "Total"), ("Niger", 2024, "F", 12)])


# Excel workbooks


def workbook(sheets: Mapping[str, Table] | None = None, *, hidden: Iterable[str] = ()) -> openpyxl.Workbook:
    """To be changed, then given to `saved`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in ({"Retours": RETURNS} if sheets is None else sheets).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in set(hidden) else "visible"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def xlsx(sheets: Mapping[str, Table] | None = None, *, hidden: Iterable[str] = ()) -> bytes:
    return saved(workbook(sheets, hidden=hidden))


def xlsx_merged(rows: Table, *areas: str) -> bytes:
    book = workbook({"Retours": rows})
    for area in areas:
        book["Retours"].merge_cells(area)
    return saved(book)


def xlsx_protected_sheet() -> bytes:
    """Its cells cannot be changed without a password, but anybody reads them."""
    book = workbook()
    sheet = book["Retours"]
    sheet.protection.set_password("motdepasse")
    sheet["A2"].protection = Protection(locked=True)
    return saved(book)


def xlsx_since_1904(day: dt.date) -> bytes:
    book = workbook({"Retours": [("Jour", "Nombre"), (day, 5)]})
    book.epoch = SINCE_1904
    return saved(book)


def xlsx_of_cells(cells: str, *, styles: Sequence[str] = (), texts: Sequence[str] = (), settings: str = "") -> bytes:
    """A workbook whose only sheet holds `cells`, XML as it stands within `sheetData`.

    `styles` are number formats, the first one that of `s="1"`.
    """
    formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(styles))
    looks = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(styles)))
    shared = "".join(f"<si>{words}</si>" for words in texts)
    return zipped({
        **PARTS,
        "xl/workbook.xml": f'<workbook xmlns:r="r">{settings}<sheets><sheet name="F" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/styles.xml": f"<styleSheet><numFmts>{formats}</numFmts><cellXfs>{looks}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    })  # fmt: skip


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    "</Relationships>",
}


def xlsx_with_prefixes() -> bytes:
    """As some libraries write: every element in a namespace with a name."""
    return with_part(
        xlsx_of_cells(""),
        "xl/worksheets/sheet1.xml",
        '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>Gao</x:t></x:is></x:c>'
        "</x:row></x:sheetData></x:worksheet>",
    )


def xlsx_far_corner() -> bytes:
    return xlsx_of_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def xlsx_with_formatted_corner() -> bytes:
    """The last cell of the sheet has a colour and nothing in it."""
    return xlsx_of_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')


def xlsx_without_results() -> bytes:
    """Formulas that no spreadsheet has computed, as openpyxl leaves them."""
    return xlsx({"Retours": [*RETURNS, ("Total", "", "=SUM(C2:C4)")]})


def xlsx_with_links() -> bytes:
    return with_part(xlsx(), "xl/externalLinks/externalLink1.xml", "<externalLink/>")


def xlsx_with_macros() -> bytes:
    return with_part(xlsx(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")


def xlsx_with_declaration(declaration: str = DOCTYPE, *, encoding: str = "utf-8") -> bytes:
    """A document type declaration in a sheet: entities, or a file of the reader's machine."""
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<worksheet><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    return with_part(xlsx_of_cells(""), "xl/worksheets/sheet1.xml", sheet.encode(encoding))


def xlsx_with_control_character() -> bytes:
    return xlsx_of_cells('<row r="2"><c r="B2" t="inlineStr"><is><t>Gao_x0000_</t></is></c></row>')


def xlsx_empty() -> bytes:
    return xlsx({"Feuil1": [], "Feuil2": []})


# OpenDocument


def ods_cell(value: Cell) -> str:
    """One cell as LibreOffice writes it."""
    if value is None:
        return "<table:table-cell/>"
    given, shown = _ods_value(value)
    return f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>"


def _ods_value(value: Cell) -> tuple[str, str]:
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', str(value).upper()
    if isinstance(value, (int, float)):
        return f'office:value-type="float" office:value="{value}"', str(value)
    if isinstance(value, dt.date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"', value.isoformat()
    return 'office:value-type="string"', str(value)


def ods_rows(rows: Table) -> str:
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods(sheets: Mapping[str, str] | None = None, *, hidden: Iterable[str] = (), declaration: str = "") -> bytes:
    """Sheets by their rows, XML as it stands within `table:table`; without any, the returns."""
    given = {"Retours": ods_rows(RETURNS)} if sheets is None else sheets
    styles = {name: "off" if name in set(hidden) else "on" for name in given}
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{styles[name]}">{rows}</table:table>'
        for name, rows in given.items()
    )
    content = (
        f'{declaration}<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" '
        'xmlns:calcext="c" xmlns:xlink="l"><office:automatic-styles>'
        '<style:style style:name="on"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_with_macros() -> bytes:
    return with_part(ods(), "Basic/Standard/Module1.xml", "<module/>")


def ods_with_password() -> bytes:
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    return with_part(with_part(ods(), "content.xml", b"\x01\x02\x03"), "META-INF/manifest.xml", manifest)


def ods_with_password_as_of_2024() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": b"\x01\x02"})


# Excel 97


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def wide(words: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(words)) + b"\x01" + words.encode("utf-16-le")


def xls_cell(row: int, column: int, value: Cell) -> bytes:
    """One record of [MS-XLS]; rows and columns from 0."""
    place = struct.pack("<HHH", row, column, 1 if isinstance(value, dt.date) else 0)
    if isinstance(value, bool):
        return record(0x0205, place + bytes([value, 0]))
    if isinstance(value, dt.date):
        return record(0x0203, place + struct.pack("<d", (value - dt.date(1899, 12, 30)).days))
    if isinstance(value, (int, float)):
        return record(0x0203, place + struct.pack("<d", value))
    return record(0x0204, place + wide(str(value))) if value is not None else b""


def xls_rows(rows: Table) -> bytes:
    return b"".join(
        xls_cell(row, column, value) for row, cells in enumerate(rows) for column, value in enumerate(cells)
    )


def xls_stream(
    sheets: Mapping[str, bytes] | None = None,
    *,
    hidden: Iterable[str] = (),
    since_1904: bool = False,
    first: bytes = b"",
) -> bytes:
    """The records of a workbook: its sheets by the records of their cells, `first` before the list of them."""
    given = {"Retours": xls_rows(RETURNS)} if sheets is None else sheets
    looks = record(0x00E0, struct.pack("<HH16x", 0, 0)) + record(0x00E0, struct.pack("<HH16x", 0, 14))
    head = record(0x0809, struct.pack("<HH12x", 0x0600, 5)) + record(0x0022, bytes([since_1904, 0])) + first + looks
    begin, end = record(0x0809, struct.pack("<HH12x", 0x0600, 0x10)), record(0x000A)
    names = {name: bytes([name in set(hidden), 0]) + wide(name, "<B") for name in given}
    start = len(head) + sum(len(name) + 8 for name in names.values()) + len(end)
    listed = b""
    for name, cells in given.items():
        listed += record(0x0085, struct.pack("<I", start) + names[name])
        start += len(begin) + len(cells) + len(end)
    return head + listed + end + b"".join(begin + cells + end for cells in given.values())


def xls(sheets: Mapping[str, bytes] | None = None, *, hidden: Iterable[str] = (), since_1904: bool = False) -> bytes:
    return compound({"Workbook": xls_stream(sheets, hidden=hidden, since_1904=since_1904)})


def xls_of_excel_95(rows: Table = RETURNS) -> bytes:
    """The format before Excel 97: another name for the stream, letters of one byte."""
    begin = struct.Struct("<HHHH")
    head = record(0x0809, begin.pack(0x0500, 5, 0, 0)) + record(0x0042, struct.pack("<H", 1252))
    head += record(0x00E0, bytes(16))
    name = bytes([1]) + b"F"
    listed = record(0x0085, struct.pack("<IH", len(head) + 4 + 6 + len(name) + 4, 0) + name)
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            words = str(value).encode("cp1252")
            place = struct.pack("<HHH", row, column, 0)
            is_number = isinstance(value, int)
            cells += (
                xls_cell(row, column, value)
                if is_number
                else record(0x0204, place + struct.pack("<H", len(words)) + words)
            )
    sheet = record(0x0809, begin.pack(0x0500, 0x10, 0, 0)) + cells + record(0x000A)
    return compound({"Book": head + listed + record(0x000A) + sheet})


def xls_with_password() -> bytes:
    return compound({"Workbook": xls_stream(first=record(0x002F, b"\x01\x00\x01\x00"))})


def xls_with_macros() -> bytes:
    return compound({"Workbook": xls_stream(), "_VBA_PROJECT": b"macros"})


def xlsx_with_password() -> bytes:
    """Excel wraps a workbook with a password into a container of the old kind."""
    return compound({"EncryptionInfo": b"\x04\x00\x04\x00" * 20, "EncryptedPackage": b"\x07" * 5000})


def doc() -> bytes:
    return compound({"WordDocument": b"\xec\xa5" * 300})


SECTOR = 512
FREE, CHAIN_END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A container of [MS-CFB] in its simplest form: every stream padded to whole sectors of its own."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, CHAIN_END, 0, child=1 if padded else FREE)]
    sectors = b""
    for place, (name, content) in enumerate(padded.items(), start=1):
        count = -(-len(content) // SECTOR)
        following = place + 1 if place < len(padded) else FREE
        entries.append(_entry(name, 2, len(chains), len(content), right=following))
        chains.extend([*range(len(chains) + 1, len(chains) + count), CHAIN_END])
        sectors += content.ljust(count * SECTOR, b"\0")
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first_entry, count = len(chains), len(directory) // SECTOR
    chains.extend([*range(first_entry + 1, first_entry + count), CHAIN_END])
    tables = -(-(len(chains) + 1) // 127)
    first_table = len(chains)
    chains.extend([TABLE] * tables)
    listed = struct.pack(f"<{tables * 128}I", *chains, *[FREE] * (tables * 128 - len(chains)))
    head = struct.pack("<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, tables, first_entry, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)  # fmt: skip
    places = [*range(first_table, first_table + tables), *[FREE] * (109 - tables)]
    return head + struct.pack("<109I", *places) + sectors + directory + listed


def _entry(name: str, kind: int, first: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", written, len(written), kind, 1, FREE, right, child, first, size)


# zip files


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """The same archive with one part more, or another one."""
    return zipped({**parts_of(content), name: part})


def without_part(content: bytes, name: str) -> bytes:
    return zipped({other: part for other, part in parts_of(content).items() if other != name})


@cache
def zip_bomb() -> bytes:
    """A workbook of a few hundred kilobytes whose sheet unpacks to 200 million bytes."""
    written = io.BytesIO(without_part(xlsx_of_cells(""), "xl/worksheets/sheet1.xml"))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b" " * 1_000_000)
    return written.getvalue()


def swollen_part() -> bytes:
    """Within the limit of what is unpacked, but packed as no sheet can be."""
    return with_part(xlsx_of_cells(""), "xl/worksheets/sheet1.xml", b" " * 5_000_000)


@cache
def many_parts(count: int = 20_000) -> bytes:
    return zipped({**PARTS, **{f"xl/media/{number}.png": b"" for number in range(count)}})


def twice_the_same_part() -> bytes:
    return _renamed(with_part(xlsx(), "xl/worksheets/sheet9.xml", "<worksheet/>"), b"sheet9.xml", b"sheet1.xml")


def part_outside() -> bytes:
    return _renamed(with_part(xlsx(), "xl/abcdefgh.xml", "<a/>"), b"xl/abcdefgh.xml", b"../../efgh.xml0"[:15])


def lying_size(name: str, part: bytes, *, said: int) -> bytes:
    """A part whose table of contents tells another size than it has."""
    content = bytearray(with_part(xlsx(), name, part))
    for sign, at, end in ((b"PK\x01\x02", 24, content.rfind(name.encode())),
                          (b"PK\x03\x04", 22, content.find(name.encode()))):  # fmt: skip
        where = content.rfind(sign, 0, end)
        content[where + at : where + at + 4] = said.to_bytes(4, "little")
    return bytes(content)


def encrypted_zip() -> bytes:
    """Every part says that it is encrypted."""
    content = bytearray(xlsx())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def _renamed(content: bytes, name: bytes, other: bytes) -> bytes:
    """Names of parts changed behind the library's back: the lengths are the same."""
    return content.replace(name, other)


def docx() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


def pptx() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<presentation/>"})


def xlsb() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


def odt() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


def plain_zip() -> bytes:
    return zipped({"retours.csv": text()})


def cut(content: bytes, share: float = 0.6) -> bytes:
    return content[: int(len(content) * share)]


# files of other kinds

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0"
HTML = b"<html><body><table><tr><td>Gao</td><td>41</td></tr></table></body></html>"
JSON = b'[{"region": "Gao", "count": 41}]'
GZIP = b"\x1f\x8b\x08\0\0\0\0\0"
RTF = b"{\\rtf1\\ansi Gao}"
VCARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
EXCEL_2003 = (
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)
EXCEL_4 = b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40)
IATI = b'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03"><iati-activity/></iati-activities>'
XML_WITH_DECLARATION = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
