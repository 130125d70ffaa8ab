"""What the server asks of the process that reads a file, and what that process says while it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dashboard.imports.known import Known
from dashboard.imports.understood import Answers
from dashboard.sheets.limits import Limits

OUTCOME, ROWS, ISSUES, REFUSED = "outcome.json", "rows.csv", "issues.csv", "refused.json"


@dataclass(frozen=True)
class Order:
    """The file at `path`, which its owner calls `file_name`, read into `folder`, which exists and is empty.

    `valid_rows_only` is for whoever loads the rows: `rows.csv` holds those without a fault either way.
    """

    path: Path
    file_name: str
    folder: Path
    known: Known
    limits: Limits = field(default_factory=Limits)
    answers: Answers = field(default_factory=dict)
    valid_rows_only: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a file is not brought in, as `ImportRefused` says it."""

    message_key: str
    holes: dict[str, object]
