"""Text tables of any making come row by row, each with the line on which it stands."""

from __future__ import annotations

import csv
import tracemalloc

import pytest

from dashboard.sheets.book import Book, Flaw, Row
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused

AS_TEXT = [tuple(map(str, row)) for row in made.RETURNS]


def rows_of(book: Book) -> list[Row]:
    return list(book.sheets[0].rows())


def values_of(book: Book) -> list[tuple[object, ...]]:
    return [row.values for row in rows_of(book)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_known_by_the_rows_it_makes(
    separator: str, line_end: str, opened: Opened
) -> None:
    book = opened(made.text(separator=separator, line_end=line_end))
    assert book.separator == separator
    assert values_of(book) == AS_TEXT
    assert book.sheets[0].line_count == len(made.RETURNS)


def test_line_ends_may_be_mixed(opened: Opened) -> None:
    assert [row.number for row in rows_of(opened(b"a;b\r\n1;2\n3;4\r5;6"))] == [1, 2, 3, 4]


def test_decimal_commas_do_not_cut_a_file_of_semicolons(opened: Opened) -> None:
    book = opened("Région;Taux;Part\nGao;12,5;3,4\nKayes;1,25;2,0\n".encode())
    assert book.separator == ";"
    assert values_of(book)[1] == ("Gao", "12,5", "3,4")


def test_hours_do_not_cut_a_file_of_commas(opened: Opened) -> None:
    assert opened(b"when,count\n2024-01-01 12:30:00,5\n2024-01-02 12:30:00,6\n").separator == ","


def test_titles_and_notes_full_of_commas_do_not_hide_the_separator(opened: Opened) -> None:
    titles = "Retours, par région, par mois\nSource : OIM, DTM, MMEIA\nVersion du 3 mars, provisoire, corrigée\n\n"
    book = opened((titles + "Région;Mois;Nombre\nGao;2025-03;41\nNote : hors Kidal, Gao, Ménaka\n").encode())
    assert book.separator == ";"
    assert rows_of(book)[3] == (5, ("Région", "Mois", "Nombre"))


def test_the_first_line_may_name_the_separator_and_is_no_row(opened: Opened) -> None:
    book = opened(b"sep=|\na;b,c|d\n1;2,3|4\n")
    assert book.separator == "|"
    assert rows_of(book) == [(2, ("a;b,c", "d")), (3, ("1;2,3", "4"))]


def test_two_separators_in_one_file_are_named(refused: Refused) -> None:
    assert refused(made.text_with_two_separators()).startswith("Line 1 separates its columns by “;”, the others by “,”")


def test_a_single_column_is_a_table_without_separator(opened: Opened) -> None:
    book = opened("Région\nGao\nKayes\n".encode())
    assert book.separator is None
    assert values_of(book) == [("Région",), ("Gao",), ("Kayes",)]


def test_empty_cells_are_nothing_and_empty_lines_keep_the_numbers(opened: Opened) -> None:
    assert rows_of(opened(b"a;b;c\n\n1;;3\n;;\n4;;\n")) == [(1, ("a", "b", "c")), (3, ("1", None, "3")), (5, ("4",))]


def test_ragged_rows_come_as_they_are(opened: Opened) -> None:
    assert values_of(opened(b"a;b;c\n1;2;3\n1;2\n1;2;3;4\n"))[2:] == [("1", "2"), ("1", "2", "3", "4")]


def test_glued_files_come_row_after_row(opened: Opened) -> None:
    assert [row.number for row in rows_of(opened(made.glued_texts()))] == [1, 2, 3, 4, 5, 6]


def test_a_line_break_within_quotes_stays_in_its_cell_and_counts_as_a_line(opened: Opened) -> None:
    assert rows_of(opened(b'a;b\n"x\ny";1\nz;2\n')) == [(1, ("a", "b")), (2, ("x\ny", "1")), (4, ("z", "2"))]


def test_a_quotation_mark_never_closed_is_named_with_its_line(refused: Refused) -> None:
    assert "opened on line 3 is not closed" in refused(made.unclosed(made.text(), line=3))


def test_a_quotation_mark_that_swallows_rows_is_named_with_its_line(refused: Refused) -> None:
    assert "opened on line 2 is not closed" in refused(made.text_with_swallowed_rows())


def test_a_quotation_mark_inside_a_quoted_cell_is_named(refused: Refused) -> None:
    assert refused(b'a;b\n"x" y;1\n').startswith("From line 2 on")


def test_a_cell_longer_than_any_table_needs_is_refused(refused: Refused) -> None:
    assert "A cell on line 2 has more than 131072 characters" in refused(b"a;b\n" + b"x" * 200_000 + b";1\n")


def test_errors_of_spreadsheets_are_no_words(opened: Opened) -> None:
    content = "#adm1+name;n\nGao;#REF!\nKayes;#N/A\nMopti;Err:502\nSégou;#NOM ?\n"
    assert [values[1] for values in values_of(opened(content.encode()))[1:]] == [
        Flaw("error", "#REF!"), Flaw("error", "#N/A"), Flaw("error", "Err:502"), Flaw("error", "#NOM ?"),
    ]  # fmt: skip


def test_rows_can_be_read_again_and_left_in_the_middle(opened: Opened) -> None:
    sheet = opened(made.text()).sheets[0]
    next(iter(sheet.rows()))
    assert list(sheet.rows()) == list(sheet.rows())


def test_the_sheet_is_called_like_the_file(opened: Opened) -> None:
    assert opened(made.text(), "Retours mars.csv").sheets[0].name == "Retours mars"


def test_too_many_lines_columns_and_cells_are_refused_by_name(refused: Refused) -> None:
    few = Limits(text_rows=100, columns=5, cells=2_000)
    assert "has 1000 lines; at most 100" in refused(b"a;b\n" * 1000, limits=few)
    assert "up to column H; at most 5 columns" in refused(b"a;b\n1;2;3;4;5;6;7;8\n", limits=few)
    assert "more than 2000 cells" in refused(b"a;b;c\n" * 700, limits=Limits(cells=2_000))


def test_empty_cells_beyond_the_last_column_do_no_harm(opened: Opened) -> None:
    assert values_of(opened(b"a;b" + b";" * 300 + b"\n1;2\n"))[0] == ("a", "b")


def test_titles_and_headers_are_not_counted_as_rows(opened: Opened) -> None:
    assert opened(b"title\n\na;b\n" + b"1;2\n" * 100, limits=Limits(text_rows=100)).sheets[0].line_count == 103


def test_a_long_file_takes_no_more_memory_than_a_short_one(opened: Opened) -> None:
    def peak(count: int) -> int:
        sheet = opened(made.text([made.RETURNS[0], *[made.RETURNS[1]] * count])).sheets[0]
        tracemalloc.start()
        for _ in sheet.rows():
            pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(50_000) < 2 * peak(5_000)


def test_quoting_everything_changes_nothing(opened: Opened) -> None:
    assert values_of(opened(made.text(quoting=csv.QUOTE_ALL))) == AS_TEXT
