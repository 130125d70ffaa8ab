"""How large a file may be; what exceeds it is refused before it is read. The bytes are settings."""

from __future__ import annotations

from dataclasses import dataclass

HEADINGS = 100  # rows that a limit of rows does not count: titles, notes, headers


@dataclass(frozen=True)
class Limits:
    """Bytes unless the name says otherwise."""

    text_file: int = 50_000_000
    workbook: int = 10_000_000
    inflated: int = 60_000_000
    parts: int = 2_000
    sheets: int = 250
    text_rows: int = 1_000_000
    workbook_rows: int = 20_000
    columns: int = 200
    cells: int = 20_000_000
    text_seconds: int = 60
    workbook_seconds: int = 10
    text_memory: int = 1_000_000_000
    workbook_memory: int = 400_000_000
