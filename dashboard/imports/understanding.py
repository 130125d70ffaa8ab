"""From a file on disk to what it means: the outcome, the rows that can be loaded, and what is wrong with the others."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from dashboard.imports import doubts, iati, lexicon, recognise, second_thoughts, statements
from dashboard.imports.candidates import Candidate
from dashboard.imports.coding import unpacked
from dashboard.imports.issues import Issues, Place
from dashboard.imports.order import ISSUES, OUTCOME, ROWS, Order
from dashboard.imports.plans import Plans
from dashboard.imports.possible import possible
from dashboard.imports.readers import Readers
from dashboard.imports.recognise import Understanding
from dashboard.imports.registers import Register
from dashboard.imports.statements import Statements
from dashboard.imports.tallied import Tallied
from dashboard.imports.understood import (
    ACTIVITY_COLUMNS,
    CELL_COLUMNS,
    FIGURE_COLUMNS,
    PROGRESS_COLUMNS,
    Column,
    Counts,
    Outcome,
    Question,
)
from dashboard.imports.written import as_json
from dashboard.sheets import open_book
from dashboard.sheets.book import Book
from dashboard.sheets.xml_file import root_of

Step = Callable[[int, int], None]
EXAMPLES = 3


def read(order: Order, step: Step) -> Outcome:
    """Understand, check, and write `outcome.json`, `rows.csv` and `issues.csv` into the folder of the order."""
    book = open_book(order.path, order.file_name, order.limits)
    if book.kind == "xml":
        book = iati.as_tables(book, root_of(order.path))
    words = lexicon.made_for(order.known)
    lines = max((sheet.line_count for sheet in book.sheets), default=0)
    answers = possible(order.answers, order.known)
    understood = recognise.understand(book, order.known, words, answers, lambda done: step(done, 2 * lines))
    with Issues(order.folder / ISSUES, _place(understood)) as issues:
        counts, asked = _checked(order, book, understood, Readers(order.known, words, understood.settled), issues,
                          lambda done: step(lines + done, 2 * lines))  # fmt: skip
        outcome = replace(_outcome(book, understood, issues, order), counts=counts)
        outcome = replace(outcome, questions=(*outcome.questions, *asked))
    (order.folder / OUTCOME).write_text(as_json(outcome), encoding="utf-8")
    step(2 * lines, 2 * lines)
    return outcome


def _place(understood: Understanding) -> Place:
    return understood.candidate.place if understood.candidate else lambda row: ("", row)


def _checked(
    order: Order, book: Book, understood: Understanding, readers: Readers, issues: Issues, step: Callable[[int], None]
) -> tuple[Counts, tuple[Question, ...]]:
    """Rows are read once no question is open: until then an answer may change what each of them means."""
    path = order.folder / ROWS
    columns = COLUMNS[understood.loads or "cells"]
    if understood.questions or understood.candidate is None:
        _write(path, columns, ())
        return Counts(), ()
    tallied, rows = READ[understood.loads or "cells"](book, understood, readers, issues, step)
    loaded = _write(path, columns, _as_numbered(understood.candidate, rows))
    counts = Counts(loaded=loaded, **{name: count for name, count in tallied.counts.items() if count})
    return counts, tuple(tallied.questions)


Rows = Iterable[tuple[object, ...]]
Told = Callable[[int], None]


def _as_numbered(chosen: Candidate, rows: Rows) -> Rows:
    """Rows of sheets that are read together by their numbers in their own sheet."""
    if not chosen.parts:
        return rows
    return ((chosen.place(int(str(row[0])))[1], *row[1:]) for row in rows)


def _register(
    book: Book, understood: Understanding, readers: Readers, issues: Issues, step: Told
) -> tuple[Tallied, Rows]:
    register = Register(understood, readers, issues, is_text=book.kind == "csv")
    tallied = register.read(step)
    doubts.tell(register, issues)
    tallied.questions += second_thoughts.asked(register, issues, understood.finer)
    return tallied, _cells(register)


def _statements(
    book: Book, understood: Understanding, readers: Readers, issues: Issues, step: Told
) -> tuple[Tallied, Rows]:
    reading = Statements(understood, readers, issues)
    figures = reading.read(step)
    statements.doubts(figures, readers, issues)
    return reading.tallied, figures


def _plans(book: Book, understood: Understanding, readers: Readers, issues: Issues, step: Told) -> tuple[Tallied, Rows]:
    reading = Plans(understood, readers, issues)
    return reading.tallied, reading.read(step)


READ: Final = {"cells": _register, "figures": _statements, "progress": _plans, "activities": _plans}
COLUMNS: Final = {
    "cells": CELL_COLUMNS, "figures": FIGURE_COLUMNS, "progress": PROGRESS_COLUMNS, "activities": ACTIVITY_COLUMNS,
}  # fmt: skip


def _cells(register: Register) -> Iterable[tuple[object, ...]]:
    codes, bad = register.codes, register.tallied.bad
    for number, held in register.cells.found.items():
        row, count = unpacked(held)
        if row not in bad:
            cell = codes.cell(number)
            yield (
                row,
                cell.indicator,
                cell.month,
                cell.territory,
                cell.country,
                cell.sex,
                cell.age_group,
                cell.detail,
                count,
            )


def _write(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _outcome(book: Book, understood: Understanding, issues: Issues, order: Order) -> Outcome:
    chosen = understood.candidate
    name = chosen.sheet.name if chosen else ""
    read = chosen.sheets if chosen else []
    heading = chosen.heading if chosen else None
    tag_row = (heading.tag_row,) if heading and heading.tag_row else ()
    return Outcome(
        kind=book.kind,
        shape=understood.shape,
        loads=understood.loads,
        sheet=name,
        hidden_sheets=tuple(sheet.name for sheet in book.sheets if sheet.is_hidden and sheet not in read),
        other_sheets=tuple(sheet.name for sheet in book.sheets if not sheet.is_hidden and sheet not in read),
        header_rows=(*heading.rows, *tag_row) if heading else (),
        columns=_columns(understood),
        questions=understood.questions,
        issues=issues.groups(),
        counts=Counts(),
        remarks=understood.remarks,
        signature=understood.signature,
        encoding=book.encoding,
        separator=book.separator,
        answers=order.answers,
        constants=understood.constants,
        lines=max((sheet.line_count for sheet in book.sheets), default=0),
    )


def _columns(understood: Understanding) -> tuple[Column, ...]:
    examples = understood.examples
    return tuple(
        Column(spec.letter, spec.header, spec.field, spec.how, examples.get(spec.number, ())[:EXAMPLES])
        for spec in understood.specs
    )
