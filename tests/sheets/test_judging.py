"""What a file really is decides, whatever its name says."""

from __future__ import annotations

import pytest

from dashboard.sheets import refusals
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused


@pytest.mark.parametrize(
    ("content", "name", "real"),
    [
        (made.PDF, "retours.pdf", "PDF"),
        (made.PDF, "retours.xlsx", "PDF"),
        (made.PNG, "retours.csv", "PNG"),
        (made.JPEG, "photo.jpg", "JPEG"),
        (made.HTML, "retours.xls", "HTML"),
        (made.HTML.decode().encode("utf-16"), "retours.xls", "HTML"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Gao", "retours.csv", "HTML"),
        (made.JSON, "retours.csv", "JSON"),
        (made.GZIP, "retours.csv.gz", "GZIP"),
        (made.RTF, "retours.txt", "RTF"),
        (made.VCARD, "retours.csv", "vCard (.vcf)"),
        (made.EXCEL_2003, "retours.xls", "Excel 2003 (XML)"),
        (made.EXCEL_4, "retours.xls", "Excel 4 (.xls)"),
        (made.doc(), "retours.xls", "Word (.doc)"),
        (made.docx(), "retours.xlsx", "Word (.docx)"),
        (made.pptx(), "retours.xlsx", "PowerPoint (.pptx)"),
        (made.xlsb(), "retours.xlsb", "Excel (.xlsb)"),
        (made.odt(), "retours.ods", "OpenDocument (.odt)"),
        (made.plain_zip(), "retours.zip", "ZIP"),
        (made.plain_zip(), "retours.xlsx", "ZIP"),
    ],
)
def test_another_kind_of_file_is_named(content: bytes, name: str, real: str, refused: Refused) -> None:
    assert f"of type {real}:" in refused(content, name)


@pytest.mark.parametrize(
    ("content", "name", "real"),
    [
        (made.xlsx(), "retours.csv", "Excel (.xlsx)"),
        (made.xlsx(), "retours.xls", "Excel (.xlsx)"),
        (made.xls(), "retours.xlsx", "Excel 97 (.xls)"),
        (made.ods(), "retours.xlsx", "OpenDocument (.ods)"),
        (made.text(), "retours.xlsx", "CSV (.csv)"),
        (made.IATI, "retours.csv", "XML (.xml)"),
    ],
)
def test_a_file_with_the_ending_of_another_says_which_it_needs(
    content: bytes, name: str, real: str, refused: Refused
) -> None:
    sentence = refused(content, name)
    assert f"is of type {real}: give it that ending" in sentence


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.text(), "RETOURS.CSV", "csv"),
        (made.text(separator="\t"), "retours.tsv", "csv"),
        (made.text(), "retours.txt", "csv"),
        (made.xlsx(), "retours.xlsx", "xlsx"),
        (made.xls(), "retours.xls", "xls"),
        (made.ods(), "retours.ods", "ods"),
        (made.IATI, "results.xml", "xml"),
    ],
)
def test_every_kind_that_can_be_read_is_known_by_its_content(
    content: bytes, name: str, kind: str, opened: Opened
) -> None:
    assert opened(content, name).kind == kind


def test_a_header_called_id_is_no_old_spreadsheet(opened: Opened) -> None:
    assert opened(b"ID;Pays;Total\n1;Niger;5\n").kind == "csv"


def test_an_unknown_ending_or_none_says_what_may_be_brought(refused: Refused) -> None:
    assert "“.dat”" in refused(made.text(), "retours.dat")
    assert "has no ending" in refused(made.text(), "retours")


@pytest.mark.parametrize("name", ["vide.csv", "vide.xlsx", "vide.ods"])
def test_an_empty_file_is_called_empty(name: str, refused: Refused) -> None:
    assert "The file is empty" in refused(b"", name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.xlsx_empty(), "retours.xlsx"),
        (made.ods({"Feuille1": ""}), "retours.ods"),
        (made.xls({"Feuil1": b""}), "retours.xls"),
        (b"\r\n \r\n;;;\r\n".replace(b" ", b""), "retours.csv"),
        (b"\xef\xbb\xbf", "retours.csv"),
    ],
)
def test_a_file_without_a_filled_cell_is_refused(content: bytes, name: str, refused: Refused) -> None:
    assert refused(content, name) == str(refusals.nothing_in_it())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.xlsx_with_password(), "retours.xlsx"),
        (made.xls_with_password(), "retours.xls"),
        (made.ods_with_password(), "retours.ods"),
        (made.ods_with_password_as_of_2024(), "retours.ods"),
        (made.encrypted_zip(), "retours.xlsx"),
    ],
)
def test_a_password_is_called_a_password(content: bytes, name: str, refused: Refused) -> None:
    assert refused(content, name) == str(refusals.protected())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
@pytest.mark.parametrize(("content", "name"), [(made.xlsx(), "a.xlsx"), (made.ods(), "a.ods"), (made.xls(), "a.xls")])
def test_half_a_workbook_is_called_incomplete(content: bytes, name: str, share: float, refused: Refused) -> None:
    assert refused(made.cut(content, share), name) == str(refusals.cut())


@pytest.mark.parametrize(
    ("content", "name"),
    [(made.xlsx_with_macros(), "retours.xlsm"), (made.xlsx_with_macros(), "retours.xlsx"),
     (made.xls_with_macros(), "retours.xls"), (made.ods_with_macros(), "retours.ods")],
)  # fmt: skip
def test_macros_are_left_out_and_said(content: bytes, name: str, opened: Opened) -> None:
    book = opened(content, name)
    assert refusals.MACROS_LEFT_OUT in book.remarks
    assert len(list(book.sheets[0].rows())) == len(made.RETURNS)


def test_a_file_over_its_limit_is_refused_with_both_sizes(refused: Refused) -> None:
    few = Limits(text_file=1_000_000, workbook=2_000_000)
    assert "has 2 MB; at most 1 MB" in refused(b"a;b\n" * 300_000, limits=few)
    assert "has 3 MB; at most 2 MB" in refused(made.xlsx() + bytes(2_500_000), "a.xlsx", few)
