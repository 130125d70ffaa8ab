"""Which table of a file is meant, and what it loads; what is not certain becomes a question."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dashboard.imports import candidates, columns, persons, said_once, settling, shapes, together, wide
from dashboard.imports.candidates import Candidate
from dashboard.imports.columns import Seen, Spec
from dashboard.imports.headers import Heading
from dashboard.imports.issues import shortened
from dashboard.imports.known import Known
from dashboard.imports.lexicon import Lexicon, plain
from dashboard.imports.looking import look
from dashboard.imports.readers import Settled
from dashboard.imports.said_once import Around, words_around
from dashboard.imports.table_remarks import remarks
from dashboard.imports.understood import Answers, Loads, Question, Shape
from dashboard.sheets.book import Book, Remark


@dataclass(frozen=True)
class Understanding:
    """One table as understood. `constants`: what holds for every row, said by its sheet, its file name or an answer."""

    candidate: Candidate | None
    shape: Shape
    loads: Loads | None
    specs: tuple[Spec, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    settled: Settled = field(default_factory=Settled)
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    signature: str = ""
    examples: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    finer: tuple[Spec, ...] = ()  # columns that are not loaded and whose words differ: the cercle, the operation


def understand(
    book: Book, known: Known, words: Lexicon, answers: Answers, step: Callable[[int], None]
) -> Understanding:
    """The table of a book, read once from end to end for what stands in its columns."""
    lines = candidates.beginnings(book)
    found = candidates.among(book, lines, words, answers)
    signature = signature_of([each.heading for each in found], words)
    chosen, asked = candidates.chosen(book, found, lines, answers, words)
    if chosen is None:
        persons.refuse_sheets(book.sheets, is_alone=not found, is_named=len(book.sheets) > 1)
        return Understanding(None, "unknown", None, questions=tuple(asked), signature=signature)
    seen = look(chosen, words, step)
    others = [sheet for sheet in book.sheets if not any(sheet is each for each in chosen.sheets)]
    persons.refuse_sheets(others, is_alone=False, is_named=True)
    around = Around(words_around(book, chosen), known, words, answers)
    return dataclasses.replace(_read_as(book, chosen, seen, around), signature=signature)


def _read_as(book: Book, chosen: Candidate, seen: Seen, around: Around) -> Understanding:
    known, words, answers = around.known, around.lexicon, around.answers
    shape = "iati" if book.kind == "xml" else shapes.shape_of(chosen.heading)
    loads = shapes.loads_of(shape, chosen.heading) or columns.loads_of(chosen.heading, words)
    fixed = shapes.specs(shape, chosen.heading, known)
    specs = fixed or columns.specs(chosen.heading, seen, words, loads, answers)
    if chosen.parts:
        specs = together.named(specs, chosen.named_by, chosen.names_are)
    constants: dict[str, str] = {}
    asked: list[Question] = []
    if not fixed:
        asked = columns.questions(_of_file(specs, chosen), seen, loads)
        specs, several = wide.settled(specs, answers)
        asked += several
        constants = said_once.constants(around, specs, loads)
    if loads == "cells" and said_once.are_statements(specs, constants, known):
        loads = "figures"
    asked += [] if fixed else said_once.questions(around, specs, seen, constants, loads)
    asked += said_once.details(around, specs, seen) if loads == "cells" else []
    settled, doubts = settling.settle(specs, seen, known, words, answers, loads)
    return Understanding(
        chosen, shape, loads, tuple(specs), constants, settled,
        questions=tuple({each.key: each for each in (*asked, *doubts)}.values()),
        remarks=tuple(remarks(book, chosen, specs, seen)),
        examples={column: tuple(map(shortened, islice(values, 3))) for column, values in seen.items()},
        finer=_finer(specs, seen),
    )  # fmt: skip


def _of_file(specs: Sequence[Spec], chosen: Candidate) -> list[Spec]:
    """Without the names of sheets that tell nothing: nobody is asked what column they are."""
    return [spec for spec in specs if spec.number != chosen.named_by or spec.field != "ignored"]


def _finer(specs: Sequence[Spec], seen: Seen) -> tuple[Spec, ...]:
    left_out = [spec for spec in specs if spec.field == "ignored" and spec.header]
    return tuple(
        spec for spec in left_out
        if len(seen.get(spec.number, ())) > 1 and not columns.is_numeric(seen[spec.number])
    )  # fmt: skip


def signature_of(headings: Sequence[Heading], words: Lexicon) -> str:
    """The shape of a file: the words of its headers, without what changes from month to month."""
    told = {"|".join(_lasting(heading.header(column), words) for column in heading.columns) for heading in headings}
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()


def _lasting(header: str, words: Lexicon) -> str:
    said = words.told(header)
    return "<month>" if said and {"month", "year"} & set(said.fixed) else plain(header)
