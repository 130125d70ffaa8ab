"""An annotated copy is made in a process of its own: `python -m dashboard.exports.annotating`, one order on its input.

The file is opened once more, and is as hostile as it was the first time: little memory, little time, no secrets.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.errors import ImportRefused
from dashboard.exports import annotated
from dashboard.imports.child import NICE, TEXT_ENDINGS, confine
from dashboard.imports.written import as_json, from_json, issues_of
from dashboard.private_folders import private_folder
from dashboard.sheets import open_book
from dashboard.sheets.limits import Limits
from dashboard.texts import Language, as_language

ROOT: Final = Path(__file__).parents[2]
SECONDS: Final = 90
FAILED: Final = "The annotated copy could not be made: the full list holds the same faults."


@dataclass(frozen=True)
class Order:
    """Everything stands in `folder`: the file, its issues, then the copy."""

    folder: Path
    file_name: str
    language: str
    limits: Limits

    @property
    def copy(self) -> Path:
        return self.folder / "annotated.xlsx"


def made(content: bytes, file_name: str, issues: str, language: Language, limits: Limits) -> bytes:
    """The annotated copy of a file; `issues` as the database keeps them."""
    with private_folder("dashboard-import-") as folder:
        order = Order(folder, file_name, language, limits)
        (order.folder / "file").write_bytes(content)
        (order.folder / "issues.csv").write_text(issues, encoding="utf-8", newline="")
        _run(order)
        return order.copy.read_bytes()


def _run(order: Order) -> None:
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "TMPDIR": str(order.folder)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.exports.annotating"], input=as_json(order).encode(), env=environment,
            cwd=order.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ImportRefused(FAILED) from None
    if done.returncode or not order.copy.exists():
        raise ImportRefused(FAILED)


def main() -> None:
    order = from_json(Order, sys.stdin.read())
    os.nice(NICE)
    confine(order.limits, is_text=order.file_name.lower().endswith(TEXT_ENDINGS))
    book = open_book(order.folder / "file", order.file_name, order.limits)
    issues = list(issues_of(order.folder / "issues.csv"))
    annotated.write(order.copy, book, issues, as_language(order.language))


if __name__ == "__main__":
    main()
