"""A document of words for office programs: real headings, lists and tables, the language set, dates that stay.

The same document gives the same bytes: a file that people compare or archive does not change by being made again.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line

from dashboard.charts.theme import colour
from dashboard.exports import words
from dashboard.exports.document import Bullets, Document, Heading, Look, Paragraph, Table
from dashboard.texts import Language, text

FONT = "Arial"
LOCALES: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
SIDE, WIDTH = Mm(20), Mm(170)
SIZES = {"Normal": 10.5, "Title": 22.0, "Subtitle": 12.0, "Heading 1": 14.0, "Heading 2": 11.5, "List Bullet": 10.5}
BRANDED = ("Title", "Heading 2")
BADGE, BADGE_GROUND = "6B4300", "FFF0CF"
SMALL = 9.0
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""What a ZIP can say at the earliest."""


def office(document: Document) -> bytes:
    """The DOCX, its parts written with dates of their own so that it is the same each time."""
    made = docx.Document()
    _describe(made, document)
    _styles(made, document.language)
    _page(made, document)
    made.add_paragraph(words.clean(document.title), style="Title")
    made.add_paragraph(words.clean(document.subtitle), style="Subtitle")
    for badge in document.badges:
        _badge(made.add_paragraph(), badge)
    for block in document.blocks:
        _block(made, block)
    written = io.BytesIO()
    made.save(written)
    return _dated(written.getvalue())


def _describe(made: Made, document: Document) -> None:
    about = made.core_properties
    day = dt.datetime.combine(document.day, dt.time())
    about.title, about.subject = words.clean(document.title), words.clean(document.subtitle)
    about.author = about.last_modified_by = words.co_branding(document.language)
    about.created = about.modified = day
    about.comments, about.keywords, about.language = "", "", LOCALES[document.language]


def _styles(made: Made, language: Language) -> None:
    for name, size in SIZES.items():
        style: Any = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = _rgb("brand" if name in BRANDED else "muted" if name == "Subtitle" else "ink")
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), FONT)
    made.styles["Normal"].paragraph_format.space_after = Pt(5)
    _speak(made, language)
    small: Any = made.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = made.styles["Normal"], Pt(SMALL)
    small.paragraph_format.space_after = Pt(2)


def _speak(made: Made, language: Language) -> None:
    """The language of every word, for spelling and for screen readers."""
    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LOCALES[language])


def _page(made: Made, document: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = SIDE
    page.top_margin, page.bottom_margin = Mm(20), Mm(18)
    head = page.header.paragraphs[0]
    _run(head, " · ".join([words.co_branding(document.language), *document.badges]), SMALL, "muted")
    foot = page.footer.paragraphs[0]
    _run(foot, f"{document.title} · {text('Page', document.language)} ", SMALL, "muted")
    _field(foot, "PAGE")
    _run(foot, " / ", SMALL, "muted")
    _field(foot, "NUMPAGES")


def _field(line: Line, name: str) -> None:
    """A number that the program that opens the file counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)
    _run(line, "1", SMALL, "muted")
    field.append(line.runs[-1]._r)


def _badge(line: Line, said: str) -> None:
    run = line.add_run(f" {words.clean(said)} ")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(SMALL), RGBColor.from_string(BADGE)
    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:fill"), BADGE_GROUND)
    run._r.get_or_add_rPr().append(ground)


def _block(made: Made, block: Any) -> None:
    if isinstance(block, Heading):
        made.add_heading(words.clean(block.words), block.level)
    elif isinstance(block, Paragraph):
        _paragraph(made, block.words, block.look)
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(words.clean(item), style="List Bullet").paragraph_format.space_after = Pt(2)
    elif isinstance(block, Table):
        _table(made, block)


def _paragraph(made: Made, said: str, look: Look) -> None:
    line = made.add_paragraph(style="Small" if look == "muted" else "Normal")
    run = line.add_run(words.clean(said))
    run.bold = line.paragraph_format.keep_with_next = look == "strong"
    if look == "lead":
        run.font.size = Pt(11.5)
    if look == "muted":
        run.font.color.rgb = _rgb("muted")


def _table(made: Made, block: Table) -> None:
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _ruled(table)
    shares = [Mm(WIDTH.mm * width / sum(block.widths)) for width in block.widths]
    _cells(table.rows[0], block.head, shares, is_head=True)
    _repeated(table.rows[0])
    for row in block.rows:
        _cells(table.add_row(), row, shares)
    for column, width in zip(table.columns, shares, strict=True):
        column.width = width
    _paragraph(made, "", "muted")


def _ruled(table: Any) -> None:
    """Thin lines between rows, none between columns, as in the PDF."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), str(_rgb("slate")))
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _cells(row: _Row, said: tuple[str, ...], widths: list[Any], *, is_head: bool = False) -> None:
    for cell, one, width in zip(row.cells, said, widths, strict=True):
        cell.width = width
        _fill(cell, one, is_head)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: _Cell, said: str, is_head: bool) -> None:
    line = cell.paragraphs[0]
    line.style = "Small"
    run = line.add_run(words.clean(said))
    run.bold = is_head


def _repeated(row: _Row) -> None:
    """The head stands on each page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _run(line: Line, said: str, size: float, paint: str) -> None:
    run = line.add_run(words.clean(said))
    run.font.size, run.font.color.rgb = Pt(size), _rgb(paint)


def _rgb(name: str) -> RGBColor:
    return RGBColor.from_string(colour(name).lstrip("#").upper())


def _dated(content: bytes) -> bytes:
    """The same parts, each as old as a ZIP can say."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, FIRST_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(part, parts.read(name))
    return written.getvalue()
