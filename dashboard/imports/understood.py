"""What an import understood of a file: the words that the child process says and the database keeps, as JSON.

Sentences are texts of the catalogue with their holes, never finished words: the same outcome is read in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard.sheets.book import Kind, Remark

Shape = Literal["template", "dtm", "hxl", "unhcr", "iati", "unknown"]
Loads = Literal["cells", "figures", "progress", "activities"]
Field = Literal[
    "indicator", "month", "date", "year", "territory", "territory_code", "country", "sex", "age_group", "detail",
    "count", "level", "value", "value_low", "value_high", "qualifier", "quote", "period_start", "period_end", "place",
    "source", "note", "activity", "percent", "milestone", "comment", "evidence", "priority", "title", "deliverable",
    "owner", "partners", "starts_on", "due_on", "weight", "ignored",
]  # fmt: skip
Answers = Mapping[str, str]
"""Question key → what was chosen; remembered as a named mapping for the next file of that shape."""

CELL_COLUMNS = ("row", "indicator", "month", "territory", "country", "sex", "age_group", "detail", "count")
"""Of `rows.csv` when register cells come; territories by key (`gao`), countries by ISO code, month as 202503."""
FIGURE_COLUMNS = (
    "row", "indicator", "value", "value_low", "value_high", "qualifier", "quote", "period_start", "period_end",
    "place", "territory", "country", "note_fr", "note_en",
)  # fmt: skip
PROGRESS_COLUMNS = (
    "row", "activity", "declared_on", "percent", "milestone_number", "comment", "comment_fr", "comment_en", "evidence",
)  # fmt: skip
ACTIVITY_COLUMNS = (
    "row", "activity", "priority", "title_fr", "title_en", "deliverable_fr", "deliverable_en", "owner", "partners",
    "territory", "starts_on", "due_on", "weight",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One answer that is offered; `said` may hold what stands in the file, which is no text of the catalogue.

    `group`: the heading of a long list under which it stands.
    """

    value: str
    said: Remark | str
    group: Remark | None = None


@dataclass(frozen=True)
class Question:
    """Asked once, in plain words; `key` names it in `Answers`. `suggested` is nothing where guessing would be wrong.

    Keys: `sheet`, `header`, `column:<letter>` (which field), `indicator`, `point` (thousands or decimals),
    `day_order`, `scheme`, `place:<words>`, `country:<words>`, `detail:<words>`, `month`…
    """

    key: str
    asked: Remark
    options: tuple[Option, ...]
    suggested: str | None = None


@dataclass(frozen=True)
class Column:
    """One column as understood. `how`: by its header, its HXL tag, the template, an answer, or its values."""

    letter: str
    header: str
    field: Field
    how: Literal["header", "hxl", "template", "answer", "values"]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One fault or doubt at one place. `code` groups those that repeat; `fault` says what was found and expected.

    `row` 0 is the sheet as a whole, an empty `column` the row as a whole.
    """

    level: Literal["error", "warning"]
    code: str
    sheet: str
    row: int
    column: str
    found: str
    fault: Remark


@dataclass(frozen=True)
class IssueGroup:
    """The same fault repeated: how often, where first, and the first ones in full."""

    level: Literal["error", "warning"]
    code: str
    count: int
    first: tuple[Issue, ...]


@dataclass(frozen=True)
class Counts:
    """Every row that was read is in one of these: rows in = rows stored + rows named.

    `loaded` are the lines of `rows.csv`: a row with a column a month, or a column a sex, brings several.
    """

    read: int = 0
    loaded: int = 0
    accepted: int = 0
    faulty: int = 0
    repeated: int = 0  # the same cells again with the same values: kept once
    totals: int = 0  # totals and sub-totals, recognised and not loaded twice
    other_levels: int = 0  # of a file that holds several levels of places at once
    outside: int = 0  # about another country than Mali, in a file about many
    not_reported: int = 0  # `-`, `n.d.`: unknown, which is not zero
    masked: int = 0  # `*`: counted and not told
    empty: int = 0
    notes: int = 0  # lines of words under the table
    cells_not_reported: int = 0  # beside cells that are recorded: those rows are accepted
    cells_masked: int = 0


@dataclass(frozen=True)
class Outcome:
    """`signature` names the shape of the file (its headers, as words), by which a mapping is found again.

    Nothing can be accepted while a question is open; with errors, only when `valid rows only` is chosen.
    """

    kind: Kind
    shape: Shape
    loads: Loads | None
    sheet: str
    hidden_sheets: tuple[str, ...]
    other_sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    questions: tuple[Question, ...]
    issues: tuple[IssueGroup, ...]
    counts: Counts
    remarks: tuple[Remark, ...]
    signature: str
    encoding: str | None = None
    separator: str | None = None
    answers: Answers = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    """What holds for every row and stands in no column: by an answer, or by the title, sheet or name of the file."""
    lines: int = 0
    """Down to which row the longest sheet is filled."""
