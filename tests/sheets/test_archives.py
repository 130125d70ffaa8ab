"""A workbook that would harm whoever opens it is refused by its table of contents, before anything is unpacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.sheets import archives, refusals
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.conftest import Opened, Refused


def test_a_zip_bomb_is_refused_by_what_it_would_become(refused: Refused) -> None:
    assert "Unpacked, the file has 201 MB; at most 60 MB" in refused(made.zip_bomb(), "retours.xlsx")


def test_a_part_packed_as_no_sheet_can_be_is_refused(refused: Refused) -> None:
    assert "unpacks to 10" in refused(made.swollen_part(), "retours.xlsx")


def test_twenty_thousand_parts_are_refused(refused: Refused) -> None:
    assert "made of 20003 parts; at most 2000" in refused(made.many_parts(), "retours.xlsx")


@pytest.mark.parametrize("content", [made.twice_the_same_part(), made.part_outside()])
def test_doubled_and_odd_names_of_parts_are_refused(content: bytes, refused: Refused) -> None:
    assert refused(content, "retours.xlsx") == str(refusals.odd())


def test_a_part_that_unpacks_to_more_than_it_says_is_never_read_beyond(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(made.lying_size("xl/a.xml", b"a" * 5000, said=10))
    with archives.opened(path, Limits()) as archive, pytest.raises(ImportRefused):
        archive.read("xl/a.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declaration", [made.DOCTYPE, made.OUTSIDE_ENTITY])
def test_a_document_type_declaration_is_refused_in_any_encoding(
    declaration: str, encoding: str, refused: Refused
) -> None:
    content = made.xlsx_with_declaration(declaration, encoding=encoding)
    assert refused(content, "retours.xlsx") == str(refusals.instructions())


@pytest.mark.parametrize(
    ("part", "tree"),
    [("xl/workbook.xml", "workbook"), ("xl/styles.xml", "styleSheet"), ("xl/sharedStrings.xml", "sst")],
)
def test_a_declaration_is_refused_in_every_part_that_is_read(part: str, tree: str, refused: Refused) -> None:
    content = made.with_part(made.xlsx_of_cells(""), part, f"{made.DOCTYPE}<{tree}/>")
    assert refused(content, "retours.xlsx") == str(refusals.instructions())


def test_a_declaration_in_an_opendocument_file_is_refused(refused: Refused) -> None:
    assert refused(made.ods(declaration=made.OUTSIDE_ENTITY), "retours.ods") == str(refusals.instructions())


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_missing_part_is_a_damaged_file(part: str, refused: Refused) -> None:
    assert refused(made.without_part(made.xlsx_of_cells(""), part), "a.xlsx") == str(refusals.damaged())


def test_parts_are_found_whatever_their_case(opened: Opened) -> None:
    parts = made.parts_of(made.xlsx())
    content = made.zipped({name.replace("sheet1", "Sheet1"): part for name, part in parts.items()})
    assert opened(content, "retours.xlsx").sheets[0].line_count == len(made.RETURNS)
