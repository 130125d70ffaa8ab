"""Templates: what is open and what is not, lists that hold what they offer, and back without one question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.exports import import_templates
from dashboard.imports import understanding
from dashboard.imports.order import ROWS, Order
from dashboard.imports.templates import KEYS, TEMPLATES, Choice, Key
from dashboard.imports.understood import Outcome
from dashboard.queries import template_choices
from dashboard.queries.known import known
from dashboard.texts import LANGUAGES, Language, text
from tests.imports import filled_templates

EITHER = pytest.mark.parametrize("language", LANGUAGES)
EACH = pytest.mark.parametrize("key", KEYS)


@pytest.fixture(scope="module")
def full(full_database: sa.URL) -> Iterator[sa.Connection]:
    engine = database.connect(full_database)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def opened(connection: sa.Connection, key: Key, language: Language) -> Any:
    return openpyxl.load_workbook(io.BytesIO(filled_templates.made(connection, key, language)))


def brought(connection: sa.Connection, content: bytes, folder: Path) -> tuple[Outcome, list[dict[str, str]]]:
    """The file read as the server reads it, and the rows that it would load."""
    path, into = folder / "brought.xlsx", folder / "read"
    path.write_bytes(content)
    into.mkdir()
    order = Order(path, "brought.xlsx", into, known(connection, side="ministry"))
    outcome = understanding.read(order, lambda done, of: None)
    with (into / ROWS).open(encoding="utf-8", newline="") as file:
        return outcome, list(csv.DictReader(file))


@EITHER
@EACH
def test_a_filled_template_loads_back_without_a_question(
    full: sa.Connection, tmp_path: Path, key: Key, language: Language
) -> None:
    rows = filled_templates.rows(full, key, language)
    content = filled_templates.filled(filled_templates.made(full, key, language), key, rows)
    outcome, loaded = brought(full, content, tmp_path)
    assert (outcome.shape, outcome.loads) == ("template", TEMPLATES[key].loads)
    assert not outcome.questions
    assert not outcome.issues
    assert len(loaded) == len(rows)


@EACH
def test_the_example_of_a_template_is_never_loaded(full: sa.Connection, tmp_path: Path, key: Key) -> None:
    rows = filled_templates.rows(full, key, "fr")[:1]
    _, loaded = brought(full, filled_templates.filled(filled_templates.made(full, key, "fr"), key, rows), tmp_path)
    assert [row["row"] for row in loaded] == [str(import_templates.FIRST_ROW + 1)]


def test_what_is_loaded_from_a_template_is_what_was_written(full: sa.Connection, tmp_path: Path) -> None:
    rows = filled_templates.rows(full, "returns", "en")
    _, loaded = brought(
        full, filled_templates.filled(filled_templates.made(full, "returns", "en"), "returns", rows), tmp_path
    )
    assert [(row["indicator"], row["month"], row["detail"], row["count"]) for row in loaded] == [
        ("returns_assisted", "202603", "avr", "41"),
        ("returns_repatriated", "202603", "all", "0"),
    ]


@EITHER
@EACH
def test_headers_are_protected_and_cells_to_fill_in_are_open(full: sa.Connection, key: Key, language: Language) -> None:
    sheet = opened(full, key, language).worksheets[1]
    last = len(TEMPLATES[key].columns) + 1
    above = sheet.iter_rows(min_row=import_templates.HEADER_ROW + 1, max_row=import_templates.FIRST_ROW, max_col=last)
    assert sheet.protection.sheet
    assert all(cell.protection.locked for row in above for cell in row if cell.value is not None)
    widths = sheet.column_dimensions.values()
    open_ones = {place for each in widths if not each.protection.locked for place in range(each.min, each.max + 1)}
    assert set(range(1, last + 1)) <= open_ones


@EITHER
@EACH
def test_every_header_has_a_note_and_says_its_tag(full: sa.Connection, key: Key, language: Language) -> None:
    sheet = opened(full, key, language).worksheets[1]
    heads, tags = (sheet[row + 1] for row in (import_templates.HEADER_ROW, import_templates.TAG_ROW))
    assert [cell.value for cell in heads][1:] == [text(column.title, language) for column in TEMPLATES[key].columns]
    assert [cell.value for cell in tags] == [TEMPLATES[key].mark, *(column.tag for column in TEMPLATES[key].columns)]
    assert all(cell.comment and cell.comment.text for cell in heads)


@EACH
def test_every_list_offers_what_its_column_may_hold(full: sa.Connection, key: Key) -> None:
    book = opened(full, key, "fr")
    choices = template_choices.choices(full, key, "fr")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book.worksheets[1].data_validations.dataValidation}
    for place, column in enumerate(TEMPLATES[key].columns, start=2):
        first = f"{openpyxl.utils.get_column_letter(place)}{import_templates.FIRST_ROW + 1}"
        if column.choice:
            area = book.defined_names[rules[first].formula1.removeprefix("=")].attr_text
            name, cells = area.rsplit("!", 1)
            offered = [cell.value for (cell,) in book[name.strip("'")][cells]]
            assert offered == list(choices[column.choice])
        else:
            assert (first in rules) == (column.kind != "text")


def test_a_title_that_begins_like_a_formula_stays_text() -> None:
    choices: dict[Choice, list[str]] = {choice: ["=1+1", "@SUM(A1)"] for choice in get_args(Choice)}
    content = import_templates.written("returns", "fr", choices, filled_templates.DAY)
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert "f" not in {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row}


@EITHER
def test_a_template_says_what_it_is_to_machines_too(full: sa.Connection, language: Language) -> None:
    book = opened(full, "figures", language)
    assert book.custom_doc_props["dashboard-template"].value == "figures/1"


def test_the_same_day_gives_the_same_bytes(full: sa.Connection) -> None:
    assert filled_templates.made(full, "progress", "en") == filled_templates.made(full, "progress", "en")


def test_names_of_template_files_are_plain_and_all_different() -> None:
    names = [import_templates.name(key, language) for key in KEYS for language in LANGUAGES]
    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)
