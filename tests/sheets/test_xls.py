"""Excel 97 workbooks: the same cells as from newer ones."""

from __future__ import annotations

import datetime as dt
import struct

import pytest

from dashboard.sheets import refusals
from dashboard.sheets.book import Area, Book, Flaw, Row, Span
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused

NOTHING = struct.pack("<HHH", 0, 0, 0)
RESULT = struct.Struct("<BBBBBBHHI")


def values_of(book: Book, sheet: int = 0) -> list[tuple[object, ...]]:
    return [row.values for row in book.sheets[sheet].rows()]


def formula(sort: int, value: int = 0, state: int = 0) -> bytes:
    return made.record(0x0006, NOTHING + RESULT.pack(sort, 0, value, 0, 0, 0, 0xFFFF, state, 0) + b"\0\0")


def test_rows_come_with_their_numbers_and_whole_numbers_stay_whole(opened: Opened) -> None:
    rows = list(opened(made.xls(), "a.xls").sheets[0].rows())
    assert isinstance(rows[1].values[2], int)
    assert rows[1] == Row(2, ("Gao", "2025-03", 41))


@pytest.mark.parametrize("value", [True, 1.5, 2**31, dt.date(2025, 3, 12), "Ménaka — « 1 »"])
def test_values_of_every_kind_are_read_back(value: object, opened: Opened) -> None:
    assert values_of(opened(made.xls({"F": made.xls_rows([(value,)])}), "a.xls")) == [(value,)]


@pytest.mark.parametrize(
    ("records", "read"),
    [
        (made.record(0x0205, NOTHING + bytes([0x17, 1])), Flaw("error", "#REF!")),
        (formula(2, 0x2A), Flaw("error", "#N/A")),
        (formula(1, 1), True),
        (formula(0) + made.record(0x0207, made.wide("Gao")), "Gao"),
        (made.record(0x0006, NOTHING + struct.pack("<dHI2x", 24.0, 0, 0)), 24),
        (made.record(0x0006, NOTHING + struct.pack("<dHI2x", 0.0, 3, 0)), Flaw("formula", "=")),
        (made.record(0x027E, NOTHING + struct.pack("<i", (41 << 2) | 2)), 41),
        (made.record(0x027E, NOTHING + struct.pack("<i", (-4150 << 2) | 3)), -41.5),
        (made.record(0x027E, NOTHING + struct.pack("<d", 1.5)[4:]), 1.5),
        (made.record(0x0203, NOTHING + struct.pack("<d", float("nan"))), Flaw("error", "nan")),
    ],
)  # fmt: skip
def test_cells_are_read_as_their_owner_sees_them(records: bytes, read: object, opened: Opened) -> None:
    assert values_of(opened(made.xls({"F": records}), "a.xls")) == [(read,)]


def test_several_short_numbers_in_one_record_are_as_many_cells(opened: Opened) -> None:
    numbers = b"".join(struct.pack("<Hi", 0, (number << 2) | 2) for number in (1, 2, 3))
    content = made.xls({"F": made.record(0x00BD, struct.pack("<HH", 0, 1) + numbers + struct.pack("<H", 3))})
    assert values_of(opened(content, "a.xls")) == [(None, 1, 2, 3)]


def test_rows_may_come_in_any_order(opened: Opened) -> None:
    cells = made.xls_cell(2, 0, "c") + made.xls_cell(0, 1, "b") + made.xls_cell(0, 0, "a")
    assert list(opened(made.xls({"F": cells}), "a.xls").sheets[0].rows()) == [(1, ("a", "b")), (3, ("c",))]


def test_days_counted_since_1904_are_right(opened: Opened) -> None:
    stored = made.record(0x0203, struct.pack("<HHHd", 0, 0, 1, (dt.date(2025, 3, 12) - dt.date(1904, 1, 1)).days))
    assert values_of(opened(made.xls({"F": stored}, since_1904=True), "a.xls")) == [(dt.date(2025, 3, 12),)]


def test_the_inside_of_a_merged_area_is_no_value(opened: Opened) -> None:
    cells = made.xls_rows([("Gao", 41), (None, 7)]) + made.record(0x00E5, struct.pack("<5H", 1, 0, 1, 0, 0))
    book = opened(made.xls({"F": cells}), "a.xls")
    assert values_of(book) == [("Gao", 41), (Flaw("merged", "Gao"), 7)]
    assert book.sheets[0].merged == (Area(1, 1, 2, 1),)


def test_hidden_sheets_are_there_and_say_so(opened: Opened) -> None:
    rows = made.xls_rows(made.RETURNS)
    book = opened(made.xls({"Listes": rows, "Retours": rows}, hidden=["Listes"]), "a.xls")
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("Listes", True), ("Retours", False)]


def test_workbooks_of_excel_95_are_read_too(opened: Opened) -> None:
    assert values_of(opened(made.xls_of_excel_95(), "a.xls")) == list(made.RETURNS)


def test_a_value_in_the_last_corner_is_refused_by_its_row(refused: Refused) -> None:
    assert "filled down to row 65536" in refused(made.xls({"F": made.xls_cell(65535, 255, 1)}), "a.xls")


def test_a_list_of_sheets_that_leads_nowhere_is_a_damaged_file(refused: Refused) -> None:
    stream = made.xls_stream()
    at = stream.find(struct.pack("<H", 0x0085)) + 4
    content = made.compound({"Workbook": stream[:at] + b"\xff\xff\xff\x7f" + stream[at + 4 :]})
    assert refused(content, "a.xls") == str(refusals.cut())


def test_a_chain_that_runs_in_circles_is_a_damaged_file(refused: Refused) -> None:
    content = bytearray(made.xls())
    table = content.rfind(struct.pack("<I", made.TABLE)) // 512 * 512
    content[table : table + 4] = struct.pack("<I", 0)
    assert refused(bytes(content), "a.xls") == str(refusals.damaged())


def test_a_workbook_of_libreoffice_is_read_like_its_newer_copy(opened: Opened) -> None:
    ours = opened((made.FILES / "libreoffice.xls").read_bytes(), "a.xls")
    theirs = opened((made.FILES / "libreoffice.xlsx").read_bytes(), "a.xlsx")
    for number in range(3):
        assert values_of(ours, number) == values_of(theirs, number)
    assert [sheet.merged for sheet in ours.sheets] == [sheet.merged for sheet in theirs.sheets]


def test_hidden_rows_and_columns_are_read_and_named_as_far_as_they_are_filled(opened: Opened) -> None:
    hidden = [struct.pack("<6HHH", row, 0, 2, 255, 0, 0, 0x20, 0) for row in (1, 2, 90)]
    shown = struct.pack("<6HHH", 0, 0, 2, 255, 0, 0, 0, 0)
    columns = made.record(0x007D, struct.pack("<6H", 1, 250, 2000, 15, 1, 0))
    rows = b"".join(made.record(0x0208, content) for content in (shown, *hidden))
    table = made.xls_rows([(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)])
    sheet = opened(made.xls({"F": columns + rows + table}), "a.xls").sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((Span(2, 3),), (Span(2, 3),))
    assert len(list(sheet.rows())) == 4
