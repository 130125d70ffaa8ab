"""Questions that only the reading of the rows raises: cells left empty under others, rows that a finer column parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.imports.columns import Spec
from dashboard.imports.issues import Issues
from dashboard.imports.registers import Register
from dashboard.imports.understood import Option, Question
from dashboard.sheets.book import Remark

PARTS: Final = frozenset({("error", "row.twice"), ("warning", "row.repeated")})


def asked(register: Register, issues: Issues, finer: Sequence[Spec]) -> list[Question]:
    """`finer`: columns that are not loaded and tell rows apart, such as the cercle."""
    return [*_empty_cells(register), *_parts(register, issues, finer)]


def _empty_cells(register: Register) -> list[Question]:
    """People write a region once and leave the cells under it empty; or they forgot it."""
    headers: Mapping[str, str] = {column.spec.letter: column.spec.header for column in register.columns}
    options = (
        Option("yes", Remark("Yes: an empty cell repeats the one above")),
        Option("no", Remark("No: something is missing there")),
    )
    key = "Some cells of column {letter}, “{header}”, are empty. Do they repeat the cell above?"
    return [
        Question(f"fill:{letter}", Remark(key, {"letter": letter, "header": headers[letter]}), options)
        for letter in sorted(register.lacking)
        if f"fill:{letter}" not in register.answered
    ]


def _parts(register: Register, issues: Issues, finer: Sequence[Spec]) -> list[Question]:
    if not finer or "repeat" in register.answered or not PARTS & set(issues.counted()):
        return []
    key = "Several rows are about the same month, place and people, told apart by “{header}”. Are they to be added up?"
    options = (
        Option("add", Remark("Yes: they are parts of one number")),
        Option("apart", Remark("No: one of them is wrong, or told twice")),
    )
    return [Question("repeat", Remark(key, {"header": ", ".join(spec.header for spec in finer)}), options)]
