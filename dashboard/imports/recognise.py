"""Which table of a file is meant, and what it loads; what is not certain becomes a question."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Final

from dashboard.errors import ImportRefused
from dashboard.imports import (
    choices,
    columns,
    dates,
    headers,
    hidden,
    hxl,
    personal,
    persons,
    settling,
    shapes,
    templates,
    together,
    wide,
)
from dashboard.imports.choices import STATED
from dashboard.imports.columns import Seen, Spec
from dashboard.imports.headers import DEPTH, Heading, shown
from dashboard.imports.issues import shortened
from dashboard.imports.known import Known, KnownIndicator, names_of
from dashboard.imports.lexicon import FIELD, Lexicon, plain
from dashboard.imports.readers import Settled, indicator_of
from dashboard.imports.together import ALL, Part
from dashboard.imports.understood import Answers, Field, Loads, Option, Question, Shape
from dashboard.sheets.book import Book, Remark, Row, Sheet, Value, letter

MOST_SEEN: Final = 100_000
"""Different cells of a column that are looked at before its rows are read."""
SAID_OF_FILE: Final = ("month", "territory", "country", "detail", "year", "indicator")
RECENT_MONTHS, EVERY = 36, 5000
LONGEST_NAME, MOST_NAMES = 60, 2000
NO_NAME: Final = re.compile(r"\d")


@dataclass(frozen=True)
class Candidate:
    """A sheet that may hold the data, with its headers; `parts`: those that are read as one."""

    sheet: Sheet
    heading: Heading
    lines: Sequence[Row]
    parts: tuple[Part, ...] = ()
    named_by: int = 0  # the column of their names
    names_are: Field = "ignored"

    @property
    def sheets(self) -> list[Sheet]:
        return [part.sheet for part in self.parts] or [self.sheet]

    def place(self, row: int) -> tuple[str, int]:
        """The sheet in which a row stands, and its number there."""
        return together.place(self.parts, row) if self.parts else (self.sheet.name, row)


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
    lines = {sheet.name: _beginning(sheet) for sheet in book.sheets}
    found = [each for sheet in book.sheets if (each := _candidate(sheet, lines[sheet.name], words, answers))]
    signature = signature_of([each.heading for each in found], words)
    chosen, asked = _chosen(book, found, lines, answers, words)
    if chosen is None:
        persons.refuse_sheets(book.sheets, is_alone=not found, is_named=len(book.sheets) > 1)
        return Understanding(None, "unknown", None, questions=tuple(asked), signature=signature)
    seen = look(chosen, words, step)
    others = [sheet for sheet in book.sheets if not any(sheet is each for each in chosen.sheets)]
    persons.refuse_sheets(others, is_alone=False, is_named=True)
    return _read_as(book, chosen, seen, known, words, answers, signature)


def _read_as(
    book: Book, chosen: Candidate, seen: Seen, known: Known, words: Lexicon, answers: Answers, signature: str
) -> Understanding:
    shape = "iati" if book.kind == "xml" else shapes.shape_of(chosen.heading)
    loads = shapes.loads_of(shape, chosen.heading) or columns.loads_of(chosen.heading, words)
    fixed = shapes.specs(shape, chosen.heading, known)
    specs = fixed or columns.specs(chosen.heading, seen, words, loads, answers)
    if chosen.parts:
        specs = together.named(specs, chosen.named_by, chosen.names_are)
    asked = [] if fixed else columns.questions(_of_file(specs, chosen), seen, loads)
    specs, several = (specs, []) if fixed else wide.settled(specs, answers)
    constants, lacking = ({}, []) if fixed else _constants(book, chosen, specs, seen, known, words, answers, loads)
    if loads == "cells" and _are_statements(specs, constants, known):
        loads = "figures"
    lacking += _details_of(specs, seen, known, words, answers) if loads == "cells" else []
    settled, doubts = settling.settle(specs, seen, known, words, answers, loads)
    remarks = _remarks(book, chosen, specs, seen)
    questions = tuple({each.key: each for each in (*asked, *several, *lacking, *doubts)}.values())
    examples = {column: tuple(map(shortened, islice(values, 3))) for column, values in seen.items()}
    return Understanding(
        chosen,
        shape,
        loads,
        tuple(specs),
        constants,
        settled,
        questions,
        tuple(remarks),
        signature,
        examples,
        _finer(specs, seen),
    )


def _of_file(specs: Sequence[Spec], chosen: Candidate) -> list[Spec]:
    """Without the names of sheets that tell nothing: nobody is asked what column they are."""
    return [spec for spec in specs if spec.number != chosen.named_by or spec.field != "ignored"]


def _finer(specs: Sequence[Spec], seen: Seen) -> tuple[Spec, ...]:
    left_out = [spec for spec in specs if spec.field == "ignored" and spec.header]
    return tuple(
        spec for spec in left_out
        if len(seen.get(spec.number, ())) > 1 and not columns.is_numeric(seen[spec.number])
    )  # fmt: skip


def _are_statements(specs: Sequence[Spec], constants: Mapping[str, str], known: Known) -> bool:
    """Counts of what no register holds, such as displaced persons: each is a figure that a source states."""
    named = {spec.fixed["indicator"] for spec in specs if "indicator" in spec.fixed and spec.field == "count"}
    named |= {constants["indicator"]} if "indicator" in constants and not named else set()
    return bool(named) and all(_is_no_register(key, known) for key in named)


def _is_no_register(key: str | None, known: Known) -> bool:
    indicator = indicator_of(known, key) if key else None
    return indicator is not None and not indicator.is_register


def _beginning(sheet: Sheet) -> list[Row]:
    return list(islice((row for row in sheet.rows() if any(shown(value) for value in row.values)), DEPTH))


def _candidate(sheet: Sheet, lines: Sequence[Row], words: Lexicon, answers: Answers) -> Candidate | None:
    """The sheet with the headers that are known, or with those that an answer points at."""
    place = next((at for at, row in enumerate(lines) if str(row.number) == answers.get("header")), None)
    if place is not None and answers.get("sheet", ALL) in (ALL, sheet.name):
        return Candidate(sheet, headers.at(lines, place, sheet.merged, words.kind), lines)
    heading = headers.find(lines, sheet.merged, words.kind)
    has_rows = heading is not None and any(row.number > heading.last_row for row in lines)
    return Candidate(sheet, heading, lines) if heading is not None and has_rows else None


def signature_of(headings: Sequence[Heading], words: Lexicon) -> str:
    """The shape of a file: the words of its headers, without what changes from month to month."""
    told = {"|".join(_lasting(heading.header(column), words) for column in heading.columns) for heading in headings}
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()


def _lasting(header: str, words: Lexicon) -> str:
    said = words.told(header)
    return "<month>" if said and {"month", "year"} & set(said.fixed) else plain(header)


def _chosen(
    book: Book, found: Sequence[Candidate], lines: Mapping[str, Sequence[Row]], answers: Answers, words: Lexicon
) -> tuple[Candidate | None, list[Question]]:
    """The sheet by its headers, never because it comes first; a hidden one only when it is alone, or asked for."""
    named = [each for each in found if each.sheet.name == answers.get("sheet")]
    if named:
        return named[0], []
    own = [each for each in found if templates.key_of(each.heading.tags.values())]
    open_ones = own or [each for each in found if not each.sheet.is_hidden] or list(found)
    full = [sheet for sheet in book.sheets if lines[sheet.name]]
    if not full:
        raise ImportRefused("This file holds no rows. Check that it is the right one, and that it was saved.")
    if len(open_ones) == 1:
        return open_ones[0], []
    alike = together.same((each.sheet, each.heading) for each in open_ones)
    if alike and answers.get("sheet") == ALL:
        return _joined(alike, lines, words), []
    if open_ones:
        return None, [_which_sheet([each.sheet for each in open_ones], [sheet for sheet, _ in alike])]
    chosen = [sheet for sheet in full if sheet.name == answers.get("sheet")] or full
    if len(chosen) > 1:
        return None, [_which_sheet([sheet for sheet in chosen if not sheet.is_hidden] or chosen, [])]
    return None, [_which_header(lines[chosen[0].name])]


def _joined(
    alike: Sequence[tuple[Sheet, Heading]], lines: Mapping[str, Sequence[Row]], words: Lexicon
) -> Candidate:  # fmt: skip
    one = together.joined(alike, words)
    return Candidate(one.sheet, one.heading, lines[alike[0][0].name], one.parts, one.column, one.field)


def _which_sheet(sheets: Sequence[Sheet], alike: Sequence[Sheet]) -> Question:
    """Those with the same headers are offered together, and suggested: one a region, or one a month."""
    options = tuple(Option(sheet.name, sheet.name) for sheet in sheets)
    if not alike:
        return Question("sheet", Remark("Several sheets may hold the data. Which one is to be read?"), options)
    names = ", ".join(sheet.name.strip() for sheet in alike)
    every = Option(
        ALL, Remark("The {count} sheets with the same headers: {names}", {"count": len(alike), "names": names})
    )
    return Question("sheet", Remark("Several sheets hold data. Which ones are to be read?"), (every, *options), ALL)


def _which_header(lines: Sequence[Row]) -> Question:
    likely = headers.likely(lines) or list(range(min(len(lines), 10)))
    options = tuple(
        Option(str(lines[at].number), " | ".join(shown(value) for value in lines[at].values if shown(value)))
        for at in likely[:10]
    )
    return Question("header", Remark("Which row holds the names of the columns?"), options, options[0].value)


def look(chosen: Candidate, words: Lexicon, step: Callable[[int], None]) -> Seen:
    """By column, the different cells under the headers, in their order; another table below is looked at for persons
    alone.
    """
    seen: dict[int, dict[Value, None]] = {}
    own = {tuple(line.values) for line in chosen.lines if line.number in chosen.heading.rows}
    rows = data_rows(chosen)
    for count, row in enumerate(rows, 1):
        if row.values in own or _is_note(row, words):
            continue
        if len(seen.get(1, ())) < MOST_NAMES and _begins_another(row, words):
            persons.refuse_lists(persons.among(chain([row], rows)), is_table=True)
            break
        for column, value in enumerate(row.values, 1):
            if value is not None:
                held = seen.setdefault(column, {})
                if len(held) < MOST_SEEN:
                    held[value] = None
        if not count % EVERY:
            step(count)
    found = {column: held.keys() for column, held in seen.items()}
    persons.refuse(chosen.heading, found)
    return found


def _is_note(row: Row, words: Lexicon) -> bool:
    """A lone cell of words under the table is no region that anybody should be asked about."""
    told = row.values[-1] if len(row.values) - row.values.count(None) == 1 else None
    return isinstance(told, str) and " " in told.strip() and not (words.kind(told) or personal.of_cell(told))


def _begins_another(row: Row, words: Lexicon) -> bool:
    """A row of names of columns; only a first cell in plain words is worth the look."""
    first = next((value for value in row.values if value is not None), None)
    if not isinstance(first, str) or len(first) > LONGEST_NAME or NO_NAME.search(first):
        return False
    return words.kind(first) == FIELD and headers.score(row.values, words.kind) >= headers.ENOUGH


def data_rows(chosen: Candidate) -> Iterator[Row]:
    """What stands under the headers; the row of a template that shows how is no data."""
    last = 0 if chosen.parts else chosen.heading.last_row
    rows = (row for row in chosen.sheet.rows() if row.number > last)
    if templates.key_of(chosen.heading.tags.values()) is None:
        return rows
    return (row for row in rows if not row.values or not templates.is_example(row.values[0]))


def _constants(
    book: Book,
    chosen: Candidate,
    specs: Sequence[Spec],
    seen: Seen,
    known: Known,
    words: Lexicon,
    answers: Answers,
    loads: Loads,
) -> tuple[dict[str, str], list[Question]]:
    """What the columns do not say, and the file may say once: what is counted, when, where."""
    if loads not in {"cells", "figures"}:
        return {}, []
    said = {name for spec in specs for name in (spec.field, *(spec.fixed if spec.field == "count" else ()))}
    said |= {"fault"} if any(spec.faults for spec in specs) else set()
    constants = {name: answers[name] for name in SAID_OF_FILE if answers.get(name, STATED) != STATED}
    context = _context(book, chosen)
    if "indicator" not in {*said, *constants}:
        registers = [key for key in _named_in(context, words.indicators) if not _is_no_register(key, known)]
        constants.update({"indicator": registers[0]} if len(registers) == 1 else {})
    loads = "figures" if _are_statements(specs, constants, known) else loads
    if _are_months_without_year(specs, seen) and "year" not in {*said, *constants}:
        said = {*said - {"month"}, "month_number"}
    return constants, _lacking(said, constants, context, known, words, loads, answers)


def _are_months_without_year(specs: Sequence[Spec], seen: Seen) -> bool:
    """`Janvier`, `Février`…: the year is said somewhere else, or nowhere."""
    values = [value for spec in specs if spec.field == "month" for value in islice(seen.get(spec.number, ()), 50)]
    told = [value for value in values if not columns.is_total(value)]
    return bool(told) and all(isinstance(dates.month_number(value), int) for value in told)


def _context(book: Book, chosen: Candidate) -> str:
    """Words about the whole table: its title and notes, the name of its sheet and of its file."""
    first = chosen.heading.rows[0] if chosen.heading.rows else chosen.heading.tag_row or 0
    above = [shown(value) for row in chosen.lines if row.number < first for value in row.values]
    stem = re.sub(r"\.\w{2,4}$", "", book.file_name)
    name = chosen.sheet.name if len(book.sheets) > 1 or book.kind != "csv" else ""
    return " ; ".join([*above, name, re.sub(r"[_-]+", " ", stem)])


def _named_in(context: str, names: Mapping[str, str]) -> list[str]:
    """Keys of the longest names that stand in the words about the table."""
    around = f" {plain(context)} "
    met = [name for name in names if len(name) > 2 and f" {name} " in around]
    longest = [name for name in met if not any(name != other and f" {name} " in f" {other} " for other in met)]
    return sorted({names[name] for name in longest})


def _lacking(
    said: set[str],
    constants: Mapping[str, str],
    context: str,
    known: Known,
    words: Lexicon,
    loads: Loads,
    answers: Answers,
) -> list[Question]:
    told = {*said, *constants}
    asked: list[Question] = []
    if "indicator" not in told:
        asked.append(_which_indicator(_named_in(context, words.indicators), known, loads, answers))
    is_register = loads == "cells"
    if not told & {"month", "date", "period_start", "year", "fault"}:
        asked.append(_which_year(context) if "month_number" in told else _which_month(context, known))
    if is_register and not told & {"territory", "territory_code"}:
        asked.append(_which_territory(context, known, words))
    if is_register and "country" not in told:
        asked.append(_which_country(context, known, words))
    indicator = indicator_of(known, constants.get("indicator", ""))
    if is_register and "detail" not in told and indicator is not None and len(indicator.details) > 1:
        asked.append(_which_detail("detail", indicator))
    return asked


def _details_of(specs: Sequence[Spec], seen: Seen, known: Known, words: Lexicon, answers: Answers) -> list[Question]:
    """The detail of each indicator that a file counts beside others, where no column says it."""
    if any(spec.field == "detail" or "detail" in spec.fixed for spec in specs) or "detail" in answers:
        return []
    cells = (value for spec in specs if spec.field == "indicator" for value in seen.get(spec.number, ()))
    keys = {words.indicators.get(plain(str(value)), "") for value in cells}
    keys |= {spec.fixed["indicator"] for spec in specs if "indicator" in spec.fixed}
    found = [each for key in sorted(keys) if (each := indicator_of(known, key)) and len(each.details) > 1]
    return [_which_detail(f"detail:{each.key}", each) for each in found if f"detail:{each.key}" not in answers]


def _which_indicator(near: Sequence[str], known: Known, loads: Loads, answers: Answers) -> Question:
    """What a title may name without being about it, as the ministry’s own name does, is only suggested."""
    options = choices.indicators(known, loads, answers, near)
    suggested = near[0] if len(near) == 1 else None
    return Question("indicator", Remark("What is counted in this file?"), options, suggested)


def _which_month(context: str, known: Known) -> Question:
    """Any month may be answered; the recent ones are offered, the one in a title or file name suggested."""
    year, month = int(known.day[:4]), int(known.day[5:7])
    ends = [year * 12 + month - 1 - back for back in range(RECENT_MONTHS)]
    keys = [f"{each // 12}{each % 12 + 1:02d}" for each in ends]
    near = sorted(_months_in(context))
    suggested = near[0] if len(near) == 1 else None
    offered = tuple(dict.fromkeys([*([suggested] if suggested else []), *keys]))
    options = tuple(Option(key, f"{key[:4]}-{key[4:]}") for key in offered)
    return Question("month", Remark("Which month is this file about?"), options, suggested)


def _months_in(context: str) -> set[str]:
    signs = re.split(r"[\s;,()]+", context)
    pieces = [*signs, *(" ".join(pair) for pair in pairwise(signs))]
    found = [dates.span(piece) for piece in pieces if piece]
    return {f"{span.first:%Y%m}" for span in found if isinstance(span, dates.Span) and span.length == "month"}


def _which_year(context: str) -> Question:
    years = sorted(set(re.findall(r"(?<!\d)20\d\d(?!\d)", context)))
    options = tuple(Option(year, year) for year in (years or [str(year) for year in range(2017, 2031)]))
    return Question("year", Remark("Which year are these months of?"), options, years[0] if len(years) == 1 else None)


def _which_territory(context: str, known: Known, words: Lexicon) -> Question:
    offered = [each for each in known.territories if each.kind != "country"]
    options = tuple(Option(each.key, names_of(each.names)) for each in offered)
    near = _named_in(context, {plain(name): each.key for each in offered for name in each.names})
    suggested = near[0] if len(near) == 1 else "not_specified"
    return Question("territory", Remark("Which region is this file about? No column says it."), options, suggested)


def _which_country(context: str, known: Known, words: Lexicon) -> Question:
    offered = [each for each in known.countries if each.code != "ML"]
    options = tuple(Option(each.code, names_of(each.names)) for each in offered)
    near = _named_in(context, {plain(name): each.code for each in offered for name in each.names})
    asked = Remark("Which country did these people come from? No column says it.")
    return Question("country", asked, options, near[0] if len(near) == 1 else "ZZ")


def _which_detail(key: str, indicator: KnownIndicator) -> Question:
    options = tuple(Option(each, names_of(names) or each) for each, names in indicator.details.items())
    asked = Remark(
        "Which kind of “{indicator}” is counted? No column says it.", {"indicator": names_of(indicator.names)}
    )
    return Question(key, asked, options)


def _remarks(book: Book, chosen: Candidate, specs: Sequence[Spec], seen: Seen) -> list[Remark]:
    """What people should know of the reading as a whole."""
    said = [
        *book.remarks,
        *_about_tags(chosen.heading),
        *(each for sheet in chosen.sheets for each in hidden.remarks(sheet)),
    ]
    left_out = [spec.letter for spec in specs if spec.field == "ignored" and seen.get(spec.number)]
    if left_out:
        said.append(Remark("Columns that are not loaded: {letters}.", {"letters": ", ".join(left_out)}))
    totals = [spec.letter for spec in specs if spec.is_total]
    if totals:
        said.append(Remark("Columns that add up others, not loaded twice: {letters}.", {"letters": ", ".join(totals)}))
    return said


def _about_tags(heading: Heading) -> list[Remark]:
    if heading.tag_row is None:
        return []
    bad = [letter(column) for column, tag in heading.tags.items() if not hxl.parsed(tag)]
    without = [letter(column) for column in heading.paths if column not in heading.tags]
    said = [] if heading.rows else [Remark("HXL tags stand alone, without headers in words.")]
    if bad:
        said.append(
            Remark("HXL tags that are malformed, read by their headers: {letters}.", {"letters": ", ".join(bad)})
        )
    if without:
        said.append(
            Remark("Columns without HXL tag, read by their headers: {letters}.", {"letters": ", ".join(without)})
        )
    return said
