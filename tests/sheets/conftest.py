"""Files are opened from disk, as they are dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from dashboard.errors import ImportRefused
from dashboard.sheets import open_book
from dashboard.sheets.book import Book
from dashboard.sheets.limits import Limits


class Opened(Protocol):
    def __call__(self, content: bytes, name: str = "retours.csv", limits: Limits = ...) -> Book: ...


class Refused(Protocol):
    def __call__(self, content: bytes, name: str = "retours.csv", limits: Limits = ...) -> str: ...


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens bytes as a file of that name."""

    def open_bytes(content: bytes, name: str = "retours.csv", limits: Limits = Limits()) -> Book:  # noqa: B008 frozen
        path = tmp_path / "dropped"
        path.write_bytes(content)
        return open_book(path, name, limits)

    return open_bytes


def _walk_through(book: Book) -> None:
    for sheet in book.sheets:
        list(sheet.rows())


@pytest.fixture
def refused(opened: Opened) -> Refused:
    """The sentence by which a file is refused, when it is opened or while its rows are read."""

    def refuse(content: bytes, name: str = "retours.csv", limits: Limits = Limits()) -> str:  # noqa: B008 frozen
        with pytest.raises(ImportRefused) as refusal:
            _walk_through(opened(content, name, limits))
        for language in ("fr", "en"):
            assert len(refusal.value.message(language).split()) <= 25
        return str(refusal.value)

    return refuse
