"""The database as CSV files with HXL tags that another dashboard loads back without a question.

They are the tables of the templates, with keys and codes in place of names: one file of register cells and one of
stated figures for each source, one of activities and one of progress for each side; `sources.csv` says whose words
each file holds, and `README.txt` what stayed.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from dashboard.actors import Side
from dashboard.exports.words import safe_cell
from dashboard.imports import personal
from dashboard.imports.templates import TEMPLATES, Column, Key, language_tag
from dashboard.queries.exchange import Cell, Holdings, Origin
from dashboard.texts import LANGUAGES, Language, text

SIDES: Final[tuple[Side, ...]] = ("ministry", "iom")
TWICE: Final = frozenset({"title", "deliverable", "note", "comment"})
"""Fields that stand in both languages, each in a column of its own."""
SOURCES: Final = ("file", "title_fr", "title_en", "publisher", "published_on", "kind")
LONGEST_NAME, DIGITS = 48, 6
LEFT: Final = {
    "demonstration": "Demonstration rows are not in these files.",
    "protected": "The counts of these protected indicators never leave, not even rounded: {names}.",
    "load": "To load them elsewhere: bring each file, and name its source as sources.csv has it.",
}
Line = Sequence[object]


class File(NamedTuple):
    """`lines` are read once, so that a register of a million cells is never held as a whole."""

    name: str
    lines: Iterator[Line]


def files(holdings: Holdings, language: Language) -> Iterator[File]:
    """Every file with rows, then the list of sources and what is to be known."""
    listed: list[Line] = [SOURCES]
    for origin in holdings.origins():
        for file in _of_source(holdings, origin, language):
            listed.append((file.name, *origin[1:]))
            yield file
    for side in SIDES:
        yield from _of_side(holdings, side, language)
    yield File("sources.csv", iter(listed))
    yield File("README.txt", iter([(line,) for line in _read_me(holdings)]))


def encoded(file: File) -> Iterator[bytes]:
    """The bytes of a file, some lines at a time; UTF-8 with the mark by which Excel knows it."""
    if file.name.endswith(".txt"):
        yield "\r\n".join(str(line[0]) for line in file.lines).encode() + b"\r\n"
        return
    yield "\ufeff".encode()
    for part in _parts(file.lines):
        told = io.StringIO()
        csv.writer(told, lineterminator="\r\n").writerows([_safe(cell) for cell in line] for line in part)
        yield told.getvalue().encode()


def _parts(lines: Iterable[Line], size: int = 5_000) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        part.append(line)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _safe(cell: object) -> str:
    return safe_cell(cell) if isinstance(cell, str) else _plain(cell)


def _plain(cell: object) -> str:
    """A number as no reader mistakes it: after a point, never three or four digits alone."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        whole, _, parts = f"{cell:.10f}".rstrip("0").partition(".")
        return f"{whole}.{parts.ljust(5, '0') if len(parts) in {3, 4} else parts}" if parts else whole
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _of_source(holdings: Holdings, origin: Origin, language: Language) -> Iterator[File]:
    words = slug(origin)
    cells = holdings.cells(origin)
    first = next(cells, None)
    if first is not None:
        yield File(f"cells_{words}.csv", _cells(first, cells, language))
    figures = holdings.figures(origin)
    if figures:
        yield File(f"figures_{words}.csv", _table("figures", figures, language))


def _of_side(holdings: Holdings, side: Side, language: Language) -> Iterator[File]:
    activities, reports = holdings.activities(side), holdings.reports(side)
    if activities:
        yield File(f"activities_{side}.csv", _table("activities", activities, language))
    if reports:
        yield File(f"progress_{side}.csv", _table("progress", reports, language))


def slug(origin: Origin) -> str:
    """Words of the source that make a file name, with some digits so that no two sources share one."""
    said = " ".join(map(str, origin[1:]))
    plain = unicodedata.normalize("NFKD", f"{origin.publisher} {origin.title_fr}").encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_NAME].strip("-")
    return f"{words}-{hashlib.sha256(said.encode()).hexdigest()[:DIGITS]}"


def _cells(first: Cell, others: Iterable[Cell], language: Language) -> Iterator[Line]:
    """The table of returns holds any register: its first column of data names the indicator."""
    columns = _columns("returns")
    yield from _heads("returns", columns, language)
    yield _cell(first)
    yield from (_cell(cell) for cell in others)


def _cell(cell: Cell) -> Line:
    month = f"{cell.month // 100}-{cell.month % 100:02}"
    return (
        "",
        cell.indicator,
        month,
        cell.territory,
        cell.country,
        cell.sex,
        cell.age_group,
        cell.detail,
        cell.counted,
    )


def _table(key: Key, rows: Sequence[Any], language: Language) -> Iterator[Line]:
    columns = _columns(key)
    yield from _heads(key, columns, language)
    for row in rows:
        yield ("", *(_value(row, column, spoken) for column, spoken in columns))


def _columns(key: Key) -> list[tuple[Column, Language | None]]:
    return [
        (column, spoken)
        for column in TEMPLATES[key].columns
        for spoken in (LANGUAGES if column.field in TWICE else (None,))
    ]


def _heads(key: Key, columns: Sequence[tuple[Column, Language | None]], language: Language) -> Iterator[Line]:
    titles = (f"{text(column.title, language)}{f' ({spoken})' if spoken else ''}" for column, spoken in columns)
    yield (text("Mark", language), *titles)
    yield (TEMPLATES[key].mark, *(language_tag(column.tag, spoken) for column, spoken in columns))


def _value(row: Any, column: Column, spoken: Language | None) -> object:
    """The column of the database behind a column of a template; a comment that may describe one person stays here."""
    held = row if isinstance(row, dict) else row._mapping
    names = {"date": "declared_on", "milestone": "milestone_number", "country": "country_code"}
    found = held[f"{column.field}_{spoken}" if spoken else names.get(column.field, column.field)]
    if column.field == "comment" and personal.found(found or ""):
        return None
    return "; ".join(found) if isinstance(found, list) else found


def _read_me(holdings: Holdings) -> Iterator[str]:
    withheld = holdings.withheld()
    for language in LANGUAGES:
        yield text(LEFT["demonstration"], language)
        if withheld:
            names = ", ".join(row.name_fr if language == "fr" else row.name_en for row in withheld)
            yield text(LEFT["protected"], language, names=names)
        yield text(LEFT["load"], language)
        yield ""
