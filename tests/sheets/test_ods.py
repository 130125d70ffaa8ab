"""OpenDocument spreadsheets: the same cells as from Excel."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.sheets import refusals
from dashboard.sheets.book import Area, Book, Flaw, Span
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused

DAY = dt.date(2025, 3, 12)
HALF_PAST_TWO = dt.datetime.combine(DAY, dt.time(14, 30))


def values_of(book: Book, sheet: int = 0) -> list[tuple[object, ...]]:
    return [row.values for row in book.sheets[sheet].rows()]


def one_row(cells: str) -> bytes:
    return made.ods({"F": f"<table:table-row>{cells}</table:table-row>"})


def test_rows_come_with_their_numbers(opened: Opened) -> None:
    rows = made.ods_rows(made.RETURNS[:1]) + '<table:table-row table:number-rows-repeated="3"><table:table-cell/>'
    rows += "</table:table-row>" + made.ods_rows(made.RETURNS[1:])
    assert [row.number for row in opened(made.ods({"F": rows}), "a.ods").sheets[0].rows()] == [1, 5, 6, 7]


@pytest.mark.parametrize("value", [True, 41, 1.5, DAY, HALF_PAST_TWO, "Ménaka"])
def test_values_of_every_kind_are_read_back(value: object, opened: Opened) -> None:
    assert values_of(opened(one_row(made.ods_cell(value)), "a.ods")) == [(value,)]


@pytest.mark.parametrize(
    ("given", "shown", "read"),
    [
        ('office:value-type="percentage" office:value="0.85"', "85%", "85%"),
        ('office:value-type="currency" office:value="12"', "12 F", 12),
        ('office:value-type="time" office:time-value="PT13H05M00S"', "13:05", dt.time(13, 5)),
        ('office:value-type="time" office:time-value="PT36H05M00S"', "36:05", "36:05:00"),
        ('office:value-type="string" calcext:value-type="error"', "#REF !", Flaw("error", "#REF !")),
        ('table:formula="of:=TRUE()" office:value-type="float" office:value="1"', "VRAI", True),
        ('table:formula="of:=[.C2]*2" office:value-type="float" office:value="24"', "24", 24),
        ('office:value-type="date" office:date-value="2025-02-31"', "31/02/2025", None),
    ],
)
def test_cells_are_read_as_their_owner_sees_them(given: str, shown: str, read: object, opened: Opened) -> None:
    content = one_row(f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>" + made.ods_cell("x"))
    if read is None:
        with pytest.raises(Exception, match=str(refusals.damaged())):
            opened(content, "a.ods")
    else:
        assert values_of(opened(content, "a.ods")) == [(read, "x")]


def test_a_formula_without_result_is_named_and_one_with_an_empty_result_is_empty(opened: Opened) -> None:
    never = '<table:table-cell table:formula="of:=A1*2"/>'
    empty = '<table:table-cell table:formula="of:=IF(1;&quot;&quot;)"><text:p/></table:table-cell>'
    assert values_of(opened(one_row(never + empty + made.ods_cell(1)), "a.ods")) == [
        (Flaw("formula", "=A1*2"), None, 1)
    ]


def test_comments_are_no_part_of_a_cell_and_paragraphs_are_lines(opened: Opened) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>vu</text:p></office:annotation>'
        '<text:p>a<text:s text:c="2"/>b</text:p><text:p>c<text:line-break/><text:span>d</text:span></text:p>'
        "</table:table-cell>"
    )
    assert values_of(opened(one_row(cell), "a.ods")) == [("a  b\nc\nd",)]


def test_repeated_cells_and_rows_are_each_a_value(opened: Opened) -> None:
    cell = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>'
    rows = f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
    assert values_of(opened(made.ods({"F": rows}), "a.ods")) == [(7, 7)] * 3


def test_the_inside_of_a_merged_area_is_no_value(opened: Opened) -> None:
    merged = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>2025</text:p>'
    book = opened(one_row(merged + "</table:table-cell><table:covered-table-cell/>" + made.ods_cell(1)), "a.ods")
    assert values_of(book) == [("2025", Flaw("merged", "2025"), 1)]
    assert book.sheets[0].merged == (Area(1, 1, 1, 2),)


def test_hidden_sheets_are_there_and_say_so(opened: Opened) -> None:
    rows = made.ods_rows(made.RETURNS)
    book = opened(made.ods({"Listes": rows, "Retours": rows}, hidden=["Listes"]), "a.ods")
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("Listes", True), ("Retours", False)]


def test_a_copy_of_another_file_is_no_sheet_and_is_said(opened: Opened) -> None:
    linked = '<table:table-source xlink:href="file:///autre.ods"/>' + made.ods_rows(made.RETURNS)
    book = opened(made.ods({"Retours": made.ods_rows(made.RETURNS), "autre": linked}), "a.ods")
    assert [sheet.name for sheet in book.sheets] == ["Retours"]
    assert book.remarks == (refusals.LINKS_NOT_FOLLOWED,)


def test_a_sheet_filled_to_its_last_corner_is_refused(refused: Refused) -> None:
    down = f'<table:table-row table:number-rows-repeated="1048576">{made.ods_cell(1)}</table:table-row>'
    assert "filled down to row 1048576" in refused(made.ods({"F": down}), "a.ods")
    right = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    assert "up to column XFD" in refused(one_row(right), "a.ods")


def test_too_many_sheets_are_refused_by_name(refused: Refused) -> None:
    content = made.ods(dict.fromkeys("abc", made.ods_rows(made.RETURNS)))
    assert "has 3 sheets; at most 2" in refused(content, "a.ods", Limits(sheets=2))


def test_a_spreadsheet_of_libreoffice_is_read_like_its_excel_copy(opened: Opened) -> None:
    ours = opened((made.FILES / "libreoffice.ods").read_bytes(), "a.ods")
    theirs = opened((made.FILES / "libreoffice.xlsx").read_bytes(), "a.xlsx")
    assert values_of(ours)[:5] == values_of(theirs)[:5]
    assert ours.sheets[0].merged == theirs.sheets[0].merged
    assert [sheet.is_hidden for sheet in ours.sheets] == [sheet.is_hidden for sheet in theirs.sheets]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_and_columns_are_read_and_named_as_far_as_they_are_filled(visibility: str, opened: Opened) -> None:
    hidden = f'table:visibility="{visibility}"'
    columns = f'<table:table-column/><table:table-column {hidden} table:number-columns-repeated="1000"/>'
    row = f"{made.ods_cell(1)}{made.ods_cell(2)}{made.ods_cell(3)}</table:table-row>"
    rows = f'<table:table-row>{row}<table:table-row {hidden} table:number-rows-repeated="3">{row}<table:table-row>{row}'
    sheet = opened(made.ods({"F": columns + rows}), "a.ods").sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((Span(2, 4),), (Span(2, 3),))
    assert len(list(sheet.rows())) == 5
