"""Whatever a table holds, and however it is written, it is read back unchanged."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import ImportRefused
from dashboard.sheets import open_book
from dashboard.sheets.errors_shown import ERRORS
from dashboard.sheets.limits import Limits
from tests.sheets import made

Table = list[tuple[str | None, ...]]
GARBLED = ("Ã", "Â", "â", "√", "‚", "├", "\ufffd")  # such signs side by side are accents read in the wrong encoding
HEADER = ("région", "mois de l’année", "nombre d’élèves")
WORDS = (
    "Ménaka", "déjà là", "près de l’été", "forêt", "île", "reçu", "cœur", "Côte d’Ivoire", "où", "Noël", "goût", "-",
    "naïf", "État", "École", "RÉGION", "À Gao", "« oui »", "41 000", "1,5", "a;b", "x|y", "12:30", 'le "bon"',
)  # fmt: skip


def printable(sign: str) -> bool:
    return sign.isprintable() and sign not in GARBLED


ANY_WORDS = st.text(st.characters(codec="utf-8").filter(printable), max_size=12)
FRENCH_WORDS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


def tables(words: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """Three columns under a plain header; a word that is an error of a spreadsheet is no word."""
    cells = words.filter(lambda word: word not in ERRORS).map(lambda word: word or None)
    rows = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8)
    return rows.map(lambda drawn: [HEADER, *drawn])


def trimmed(rows: Table) -> list[tuple[int, tuple[str | None, ...]]]:
    """As a book gives rows: numbered, empty cells at the end left out, empty rows too."""
    kept = []
    for number, row in enumerate(rows, start=1):
        width = max((place for place, cell in enumerate(row, start=1) if cell), default=0)
        if width:
            kept.append((number, row[:width]))
    return kept


def read(content: bytes, name: str) -> list[tuple[int, tuple[object, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return [(row.number, row.values) for row in open_book(path, name, Limits()).sheets[0].rows()]


@given(
    rows=tables(ANY_WORDS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t|:"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(deadline=None, max_examples=120)
def test_any_words_are_read_back_from_unicode(rows: Table, encoding: str, separator: str, line_end: str) -> None:
    content = made.text(rows, encoding=encoding, separator=separator, line_end=line_end, quoting=csv.QUOTE_ALL)
    assert read(content, "table.csv") == trimmed(rows)


@given(
    rows=tables(FRENCH_WORDS),
    encoding=st.sampled_from(["utf-16-le", "utf-16-be", "cp1252", "mac_roman"]),
    separator=st.sampled_from(",;\t|:"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(deadline=None, max_examples=120)
def test_french_words_are_read_back_from_every_encoding(
    rows: Table, encoding: str, separator: str, line_end: str
) -> None:
    content = made.text(rows, encoding=encoding, separator=separator, line_end=line_end, quoting=csv.QUOTE_ALL)
    assert read(content, "table.csv") == trimmed(rows)


@given(
    rows=tables(st.text(st.sampled_from("abcéèà 0123456789.-"), max_size=12)),
    separator=st.sampled_from(",;\t|:"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(deadline=None, max_examples=100)
def test_words_without_quotes_are_read_back(rows: Table, separator: str, line_end: str) -> None:
    assert read(made.text(rows, separator=separator, line_end=line_end), "table.csv") == trimmed(rows)


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda number: float(f"{number:.6g}")),
    st.dates(dt.date(1900, 3, 1), dt.date(2999, 12, 31)),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2999, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001
    ANY_WORDS.filter(lambda word: word not in ERRORS and not word.startswith("=")),
)


@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=8))
@settings(deadline=None, max_examples=80)
def test_any_values_are_read_back_from_a_workbook(rows: list[tuple[object, ...]]) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    for (_, found), expected in zip(read(written.getvalue(), "table.xlsx")[1:], rows, strict=False):
        assert [same(value) for value in found] == [same(value) for value in expected][: len(found)]


def same(value: object) -> object:
    """A day at midnight is a day, a whole number is whole, an empty text is nothing."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value or None if isinstance(value, str) else value


WHOLE = {"e.xlsx": made.xlsx(), "e.ods": made.ods()}


@given(name=st.sampled_from(sorted(WHOLE)), at=st.floats(0, 0.999), bit=st.integers(0, 7), is_cut=st.booleans())
@settings(deadline=None, max_examples=150)
def test_a_workbook_that_was_altered_is_refused_or_says_the_same(name: str, at: float, bit: int, is_cut: bool) -> None:
    content = bytearray(WHOLE[name])
    place = int(at * len(content))
    if is_cut:
        del content[place:]
    else:
        content[place] ^= 1 << bit
    with contextlib.suppress(ImportRefused):
        assert read(bytes(content), name) == read(WHOLE[name], name)
