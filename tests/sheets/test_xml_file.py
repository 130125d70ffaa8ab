"""XML files are recognised, and parsed so that they harm nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.sheets import refusals, xml_file
from tests.sheets import made
from tests.sheets.conftest import Opened


def root_of(content: bytes, folder: Path) -> str:
    path = folder / "results.xml"
    path.write_bytes(content)
    return xml_file.root_of(path).tag


def test_a_book_of_xml_has_no_sheets(opened: Opened) -> None:
    book = opened(made.IATI, "results.xml")
    assert (book.kind, book.sheets) == ("xml", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_root_is_found_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    content = made.IATI.decode().replace("UTF-8", encoding).encode(encoding)
    assert root_of(content, tmp_path) == "iati-activities"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_declaration_is_refused_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=str(refusals.instructions())):
        root_of(made.XML_WITH_DECLARATION.decode().encode(encoding), tmp_path)


@pytest.mark.parametrize("content", [b"<a><b></a>", b"<a", b'<?xml version="1.0" encoding="none-such"?><a/>'])
def test_what_is_not_well_formed_is_a_damaged_file(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=str(refusals.damaged())):
        root_of(content, tmp_path)
