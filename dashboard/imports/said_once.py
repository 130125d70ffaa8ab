"""What a file says once for all its rows, by its title, a name or an answer; what it does not say is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from dashboard.imports import choices, columns, dates
from dashboard.imports.candidates import Candidate
from dashboard.imports.choices import STATED
from dashboard.imports.columns import Seen, Spec
from dashboard.imports.headers import shown
from dashboard.imports.known import Known, KnownIndicator, names_of
from dashboard.imports.lexicon import Lexicon, plain
from dashboard.imports.readers import indicator_of
from dashboard.imports.understood import Answers, Loads, Option, Question
from dashboard.sheets.book import Book, Remark

SAID_OF_FILE: Final = ("month", "territory", "country", "detail", "year", "indicator")
COUNTED: Final = frozenset({"cells", "figures"})
"""What can be said once: the rows of plans say all of it themselves."""
RECENT_MONTHS: Final = 36


@dataclass(frozen=True)
class Around:
    """The words around a table, such as its title and the names of its sheet and file, and what they may name."""

    words: str
    known: Known
    lexicon: Lexicon
    answers: Answers

    @property
    def indicators(self) -> list[str]:
        return self.named(self.lexicon.indicators)

    def named(self, names: Mapping[str, str]) -> list[str]:
        """Keys of the longest names that stand in these words."""
        around = f" {plain(self.words)} "
        met = [name for name in names if len(name) > 2 and f" {name} " in around]
        longest = [name for name in met if not any(name != other and f" {name} " in f" {other} " for other in met)]
        return sorted({names[name] for name in longest})


def words_around(book: Book, table: Candidate) -> str:
    """Words about the whole table: its title and notes, the name of its sheet and of its file."""
    first = table.heading.rows[0] if table.heading.rows else table.heading.tag_row or 0
    above = [shown(value) for row in table.lines if row.number < first for value in row.values]
    stem = re.sub(r"\.\w{2,4}$", "", book.file_name)
    name = table.sheet.name if len(book.sheets) > 1 or book.kind != "csv" else ""
    return " ; ".join([*above, name, re.sub(r"[_-]+", " ", stem)])


def constants(around: Around, specs: Sequence[Spec], loads: Loads) -> dict[str, str]:
    """What an answer says of every row; and what is counted, where the words around the table name one register."""
    if loads not in COUNTED:
        return {}
    found = {name: around.answers[name] for name in SAID_OF_FILE if around.answers.get(name, STATED) != STATED}
    if "indicator" not in {*_said(specs), *found}:
        registers = [key for key in around.indicators if not _is_no_register(key, around.known)]
        found.update({"indicator": registers[0]} if len(registers) == 1 else {})
    return found


def _said(specs: Sequence[Spec]) -> set[str]:
    """What the columns say; `fault`: some header could not be read."""
    said = {name for spec in specs for name in (spec.field, *(spec.fixed if spec.field == "count" else ()))}
    return said | ({"fault"} if any(spec.faults for spec in specs) else set())


def questions(
    around: Around, specs: Sequence[Spec], seen: Seen, constants: Mapping[str, str], loads: Loads
) -> list[Question]:
    """What neither the columns nor the file say: what is counted, when, where."""
    if loads not in COUNTED:
        return []
    said = _said(specs)
    if "year" not in {*said, *constants} and _are_months_without_year(specs, seen):
        said = {*said - {"month"}, "month_number"}
    told = {*said, *constants}
    asked = [] if "indicator" in told else [_which_indicator(around, loads)]
    if not told & {"month", "date", "period_start", "year", "fault"}:
        asked.append(_which_year(around) if "month_number" in told else _which_month(around))
    return [*asked, *_of_register(around, told, constants)] if loads == "cells" else asked


def _of_register(around: Around, told: Collection[str], constants: Mapping[str, str]) -> Iterator[Question]:
    if not {"territory", "territory_code"} & set(told):
        yield _which_territory(around)
    if "country" not in told:
        yield _which_country(around)
    indicator = indicator_of(around.known, constants.get("indicator", ""))
    if "detail" not in told and indicator is not None and len(indicator.details) > 1:
        yield _which_detail("detail", indicator)


def details(around: Around, specs: Sequence[Spec], seen: Seen) -> list[Question]:
    """The detail of each indicator that a file counts beside others, where no column says it."""
    answers = around.answers
    if any(spec.field == "detail" or "detail" in spec.fixed for spec in specs) or "detail" in answers:
        return []
    cells = (value for spec in specs if spec.field == "indicator" for value in seen.get(spec.number, ()))
    keys = {around.lexicon.indicators.get(plain(str(value)), "") for value in cells}
    keys |= {spec.fixed["indicator"] for spec in specs if "indicator" in spec.fixed}
    found = [each for key in sorted(keys) if (each := indicator_of(around.known, key)) and len(each.details) > 1]
    return [_which_detail(f"detail:{each.key}", each) for each in found if f"detail:{each.key}" not in answers]


def are_statements(specs: Sequence[Spec], constants: Mapping[str, str], known: Known) -> bool:
    """Counts of what no register holds, such as displaced persons: each is a figure that a source states."""
    named = {spec.fixed["indicator"] for spec in specs if "indicator" in spec.fixed and spec.field == "count"}
    named |= {constants["indicator"]} if "indicator" in constants and not named else set()
    return bool(named) and all(_is_no_register(key, known) for key in named)


def _is_no_register(key: str, known: Known) -> bool:
    indicator = indicator_of(known, key)
    return indicator is not None and not indicator.is_register


def _are_months_without_year(specs: Sequence[Spec], seen: Seen) -> bool:
    """`Janvier`, `Février`…: the year is said somewhere else, or nowhere."""
    values = [value for spec in specs if spec.field == "month" for value in islice(seen.get(spec.number, ()), 50)]
    told = [value for value in values if not columns.is_total(value)]
    return bool(told) and all(isinstance(dates.month_number(value), int) for value in told)


def _which_indicator(around: Around, loads: Loads) -> Question:
    """What a title may name without being about it, as the ministry’s own name does, is only suggested."""
    near = around.indicators
    options = choices.indicators(around.known, loads, around.answers, near)
    suggested = near[0] if len(near) == 1 else None
    return Question("indicator", Remark("What is counted in this file?"), options, suggested)


def _which_month(around: Around) -> Question:
    """Any month may be answered; the recent ones are offered, the one in a title or file name suggested."""
    year, month = int(around.known.day[:4]), int(around.known.day[5:7])
    ends = [year * 12 + month - 1 - back for back in range(RECENT_MONTHS)]
    keys = [f"{each // 12}{each % 12 + 1:02d}" for each in ends]
    near = sorted(_months_in(around.words))
    suggested = near[0] if len(near) == 1 else None
    offered = tuple(dict.fromkeys([*([suggested] if suggested else []), *keys]))
    options = tuple(Option(key, f"{key[:4]}-{key[4:]}") for key in offered)
    return Question("month", Remark("Which month is this file about?"), options, suggested)


def _months_in(words: str) -> set[str]:
    signs = re.split(r"[\s;,()]+", words)
    pieces = [*signs, *(" ".join(pair) for pair in pairwise(signs))]
    found = [dates.span(piece) for piece in pieces if piece]
    return {f"{span.first:%Y%m}" for span in found if isinstance(span, dates.Span) and span.length == "month"}


def _which_year(around: Around) -> Question:
    years = sorted(set(re.findall(r"(?<!\d)20\d\d(?!\d)", around.words)))
    options = tuple(Option(year, year) for year in (years or [str(year) for year in range(2017, 2031)]))
    return Question("year", Remark("Which year are these months of?"), options, years[0] if len(years) == 1 else None)


def _which_territory(around: Around) -> Question:
    near = around.named({plain(name): each.key for each in around.known.regions for name in each.names})
    suggested = near[0] if len(near) == 1 else "not_specified"
    asked = Remark("Which region is this file about? No column says it.")
    return Question("territory", asked, choices.territories(around.known), suggested)


def _which_country(around: Around) -> Question:
    near = around.named({plain(name): each.code for each in around.known.abroad for name in each.names})
    suggested = near[0] if len(near) == 1 else "ZZ"
    asked = Remark("Which country did these people come from? No column says it.")
    return Question("country", asked, choices.countries(around.known), suggested)


def _which_detail(key: str, indicator: KnownIndicator) -> Question:
    options = tuple(Option(each, names_of(names) or each) for each, names in indicator.details.items())
    asked = Remark(
        "Which kind of “{indicator}” is counted? No column says it.", {"indicator": names_of(indicator.names)}
    )
    return Question(key, asked, options)
