"""Excel 97 to 2003 workbooks (.xls)."""

from __future__ import annotations

from pathlib import Path

from dashboard.sheets import refusals
from dashboard.sheets.book import Book
from dashboard.sheets.limits import Limits


def read(path: Path, file_name: str, limits: Limits) -> Book:
    raise refusals.damaged()
