"""Excel workbooks: each cell as its owner sees it, and what is no value named as what it is."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.sheets import refusals
from dashboard.sheets.book import Area, Book, Flaw, Row, Span
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused

DAY = dt.date(2025, 3, 12)
HALF_PAST_TWO = dt.datetime.combine(DAY, dt.time(14, 30))


def values_of(book: Book, sheet: int = 0) -> list[tuple[object, ...]]:
    return [row.values for row in book.sheets[sheet].rows()]


def cell(written: str, given: str = "") -> str:
    return f'<row r="1"><c r="A1" {given}>{written}</c></row>'


def test_rows_come_with_their_numbers_and_whole_numbers_stay_whole(opened: Opened) -> None:
    rows = list(opened(made.xlsx({"Retours": [*made.RETURNS, (), ("Gao", None, 1.5)]}), "a.xlsx").sheets[0].rows())
    assert isinstance(rows[1].values[2], int)
    assert rows[1] == Row(2, ("Gao", "2025-03", 41))
    assert rows[-1] == (6, ("Gao", None, 1.5))


def test_hidden_sheets_are_there_and_say_so(opened: Opened) -> None:
    book = opened(made.xlsx({"Couverture": [("Titre",)], "Retours": made.RETURNS}, hidden=["Couverture"]), "a.xlsx")
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("Couverture", True), ("Retours", False)]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, True),
        (DAY, DAY),
        (HALF_PAST_TWO, HALF_PAST_TWO),
        (dt.time(14, 30), dt.time(14, 30)),
        (dt.timedelta(hours=36), "36:00:00"),
        (2**31, 2**31),
        (12.000000000000002, 12),
        ("#REF!", Flaw("error", "#REF!")),
        ("  Gao ", "  Gao "),
        ("a\nb", "a\nb"),
    ],
)  # fmt: skip
def test_values_of_every_kind_are_read_back(value: object, read: object, opened: Opened) -> None:
    assert values_of(opened(made.xlsx({"F": [("x",), (value,)]}), "a.xlsx"))[1] == (read,)


@pytest.mark.parametrize(
    ("written", "given", "read"),
    [
        ("<v>#N/A</v>", 't="e"', Flaw("error", "#N/A")),
        ("<f>A2*2</f>", "", Flaw("formula", "=A2*2")),
        ("<f>A2*2</f><v></v>", "", Flaw("formula", "=A2*2")),
        ("<f>A2*2</f><v>0</v>", "", 0),
        ("<f>A2*2</f><v>8</v>", "", 8),
        ("<v>1E3</v>", "", 1000),
        ("<v>0.1</v>", "", 0.1),
        ("<v>9007199254740993</v>", "", 9007199254740990),
        ("<v>NaN</v>", "", Flaw("error", "NaN")),
        ("<v>2025-03-12</v>", 't="d"', DAY),
        ("<v>2025-03-12T10:00:00</v>", 't="d"', dt.datetime.combine(DAY, dt.time(10))),
        ("<is><r><t>Mé</t></r><r><t>naka</t></r><rPh><t>x</t></rPh></is>", 't="inlineStr"', "Ménaka"),
        ("<is><t>a_x000D_\nb</t></is>", 't="inlineStr"', "a\nb"),
        ("<v>1</v>", 't="s"', "Ménaka"),
    ],
)  # fmt: skip
def test_cells_are_read_as_their_owner_sees_them(written: str, given: str, read: object, opened: Opened) -> None:
    texts = ["<t>Gao</t>", "<r><t>Mé</t></r><r><t>naka</t></r><rPh><t>x</t></rPh>"]
    assert values_of(opened(made.xlsx_of_cells(cell(written, given), texts=texts), "a.xlsx")) == [(read,)]


def test_a_computed_empty_text_is_an_empty_cell(opened: Opened) -> None:
    cells = '<row><c t="str"><f>IF(1,"")</f><v></v></c><c><v>5</v></c></row>'
    assert values_of(opened(made.xlsx_of_cells(cells), "a.xlsx")) == [(None, 5)]


def test_a_zero_that_the_making_program_left_to_be_computed_is_no_zero(opened: Opened) -> None:
    content = made.xlsx_of_cells(cell("<f>A2*2</f><v>0</v>"), settings='<calcPr fullCalcOnLoad="1"/>')
    assert values_of(opened(content, "a.xlsx")) == [(Flaw("formula", "=A2*2"),)]


def test_formulas_left_by_a_library_are_named(opened: Opened) -> None:
    assert values_of(opened(made.xlsx_without_results(), "a.xlsx"))[-1][2] == Flaw("formula", "=SUM(C2:C4)")


@pytest.mark.parametrize(
    ("number_format", "number", "read"),
    [
        ("dd/mm/yyyy", 45728, DAY),
        ("[$-40C]d mmmm yyyy;@", 45728, DAY),
        ("mmm-yy", 45717, dt.date(2025, 3, 1)),
        ("dd/mm/yyyy hh:mm", 45728.5, dt.datetime.combine(DAY, dt.time(12))),
        ("hh:mm", 0.75, dt.time(18)),
        ("[h]:mm", 1.5, "36:00:00"),
        ("0%", 0.85, "85%"),
        ("0.0 %", 0.8512, "85.12%"),
        ("#,##0&quot; MDh&quot;", 12, 12),
        ("#,##0\\ \\d", 12, 12),
        ("[Red]-0", 12, 12),
        ("General", 12, 12),
        ("dd/mm/yyyy", 0, Flaw("error", "00/01/1900")),
        ("dd/mm/yyyy", 60, Flaw("error", "29/02/1900")),
        ("dd/mm/yyyy", 59, dt.date(1900, 2, 28)),
        ("dd/mm/yyyy", 61, dt.date(1900, 3, 1)),
        ("dd/mm/yyyy", -1, Flaw("error", "########")),
        ("dd/mm/yyyy", 3000000, Flaw("error", "########")),
    ],
)
def test_a_number_looks_as_its_format_says(number_format: str, number: float, read: object, opened: Opened) -> None:
    content = made.xlsx_of_cells(cell(f"<v>{number}</v>", 's="1"'), styles=[number_format])
    assert values_of(opened(content, "a.xlsx")) == [(read,)]


def test_days_counted_since_1904_are_right(opened: Opened) -> None:
    day = DAY
    assert values_of(opened(made.xlsx_since_1904(day), "a.xlsx"))[1] == (day, 5)


def test_the_inside_of_a_merged_area_is_no_value(opened: Opened) -> None:
    rows = [("Région", "Nombre"), ("Gao", 41), (None, 7)]
    book = opened(made.xlsx_merged(rows, "A2:A3"), "a.xlsx")
    assert book.sheets[0].merged == (Area(2, 1, 3, 1),)
    assert values_of(book) == [("Région", "Nombre"), ("Gao", 41), (Flaw("merged", "Gao"), 7)]


def test_merged_headers_say_what_they_show(opened: Opened) -> None:
    rows = [("Région", "2025", None), (None, "F", "M"), ("Gao", 3, 4)]
    book = opened(made.xlsx_merged(rows, "A1:A2", "B1:C1"), "a.xlsx")
    assert values_of(book)[0] == ("Région", "2025", Flaw("merged", "2025"))
    assert values_of(book)[1] == (Flaw("merged", "Région"), "F", "M")


def test_a_whole_merged_column_reaches_as_far_as_the_sheet_is_filled(opened: Opened) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    content = made.with_part(
        made.xlsx_of_cells(""),
        "xl/worksheets/sheet1.xml",
        f'<worksheet><sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells></worksheet>',
    )
    assert opened(content, "a.xlsx").sheets[0].merged == (Area(1, 1, 3, 1),)


def test_a_value_in_the_last_corner_is_refused_by_its_row(refused: Refused) -> None:
    assert "filled down to row 1048576; at most 20000 rows" in refused(made.xlsx_far_corner(), "a.xlsx")


def test_a_coloured_corner_without_a_value_is_no_value(opened: Opened) -> None:
    assert opened(made.xlsx_with_formatted_corner(), "a.xlsx").sheets[0].line_count == 1


def test_too_many_columns_cells_and_sheets_are_refused_by_name(refused: Refused) -> None:
    wide = made.xlsx({"F": [range(10)]})
    assert "up to column J; at most 5 columns" in refused(wide, "a.xlsx", Limits(columns=5))
    assert "more than 5 cells" in refused(wide, "a.xlsx", Limits(cells=5))
    three = made.xlsx(dict.fromkeys("abc", made.RETURNS))
    assert "has 3 sheets; at most 2" in refused(three, "a.xlsx", Limits(sheets=2))


def test_links_to_other_files_keep_what_was_shown_and_are_said(opened: Opened) -> None:
    book = opened(made.xlsx_with_links(), "a.xlsx")
    assert book.remarks == (refusals.LINKS_NOT_FOLLOWED,)
    assert values_of(book)[1] == made.RETURNS[1]


def test_a_protected_sheet_without_password_to_open_is_read(opened: Opened) -> None:
    assert values_of(opened(made.xlsx_protected_sheet(), "a.xlsx"))[1] == made.RETURNS[1]


def test_elements_may_carry_prefixes(opened: Opened) -> None:
    assert list(opened(made.xlsx_with_prefixes(), "a.xlsx").sheets[0].rows()) == [(2, (None, "Gao"))]


def test_a_control_character_is_refused_by_its_cell(refused: Refused) -> None:
    assert refused(made.xlsx_with_control_character(), "a.xlsx").startswith("Cell B2 of sheet “F”")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>un</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>²</v></c></row>',
        '<row r="1"><c r="A1" t="x"><v>7</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>7</v></c></row>',
        '<row r="0"><c r="A0"><v>7</v></c></row>',
        f'<row r="{"9" * 5000}"><c><v>7</v></c></row>',
        "<row><c></row>",
    ],
)
def test_cells_that_contradict_each_other_make_a_damaged_file(cells: str, refused: Refused) -> None:
    assert refused(made.xlsx_of_cells(cells), "a.xlsx") == str(refusals.damaged())


def test_a_workbook_of_libreoffice_is_read(opened: Opened) -> None:
    book = opened((made.FILES / "libreoffice.xlsx").read_bytes(), "a.xlsx")
    assert values_of(book)[1][4:9] == (Flaw("error", "#DIV/0!"), True, dt.time(13, 5), "36:05:00", 24)


def test_merged_areas_without_end_are_refused(refused: Refused) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merged = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 60))
    sheet = f"<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    content = made.with_part(made.xlsx_of_cells(""), "xl/worksheets/sheet1.xml", sheet)
    assert "has too many merged cells" in refused(content, "a.xlsx", Limits(workbook_rows=50))


def test_hidden_rows_and_columns_are_read_and_named_as_far_as_they_are_filled(opened: Opened) -> None:
    book = made.workbook({"F": [(number, None, "Gao", "x") for number in range(1, 10)]})
    sheet = book["F"]
    for row in (3, 4, 5, 8, 40):
        sheet.row_dimensions[row].hidden = True
    for column in "BDZ":
        sheet.column_dimensions[column].hidden = True
    read = opened(made.saved(book), "a.xlsx").sheets[0]
    assert (read.hidden_rows, read.hidden_columns) == ((Span(3, 5), Span(8, 8)), (Span(4, 4),))
    assert len(list(read.rows())) == 9


def test_a_row_without_height_is_hidden_too(opened: Opened) -> None:
    part = "xl/worksheets/sheet1.xml"
    flat = made.parts_of(made.xlsx())[part].replace(b'<row r="2"', b'<row r="2" ht="0"')
    assert opened(made.with_part(made.xlsx(), part, flat), "a.xlsx").sheets[0].hidden_rows == (Span(2, 2),)
