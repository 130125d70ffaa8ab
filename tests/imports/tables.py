"""Small tables in, what was understood of them out; in the process of the test, so that a failure shows where."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from dashboard.imports import understanding, written
from dashboard.imports.known import Known, KnownActivity, KnownIndicator
from dashboard.imports.order import ISSUES, ROWS, Order
from dashboard.imports.understood import Issue, Outcome
from tests.imports.known_things import PUBLISHED, countries, territories

DAY = "2026-11-22"
SUPPORT: dict[str, tuple[str, ...]] = {
    "economic": ("Aide économique", "Economic support"),
    "social": ("Aide sociale", "Social support"),
}
DETAILS: dict[str, dict[str, tuple[str, ...]]] = {
    "returns_assisted": {
        "avr": ("Retour volontaire assisté", "Assisted voluntary return"),
        "vhr": ("Retour volontaire humanitaire", "Voluntary humanitarian return"),
    },
    "reintegration_started": SUPPORT,
    "reintegration_completed": SUPPORT,
    "reintegration_lag": {key: (f"{key} jours", f"{key} days") for key in ("0-30", "31-90", "91-180", "181+")},
}
EXPELLED = {"indicator": "returns_expelled"}
REGISTER = "Mois;Région;Pays;Sexe;Nombre"
SHEET = [["Mois", "Région", "Pays", "Nombre"], ["2024-03", "Gao", "Niger", 12]]


@dataclass(frozen=True)
class Told:
    """What a reading left: `cells` are the rows that can be loaded, without their numbers."""

    outcome: Outcome
    rows: tuple[dict[str, str], ...]
    issues: tuple[Issue, ...]

    @property
    def cells(self) -> list[tuple[str, ...]]:
        return [tuple(value for name, value in row.items() if name != "row") for row in self.rows]

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]

    @property
    def asked(self) -> list[str]:
        return [question.key for question in self.outcome.questions]

    def field(self, letter: str) -> str:
        return next(column.field for column in self.outcome.columns if column.letter == letter)

    def column(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]


def known() -> Known:
    with (PUBLISHED / "indicators.csv").open(encoding="utf-8", newline="") as file:
        indicators = tuple(
            KnownIndicator(
                row["key"], (row["name_fr"], row["name_en"]), row["unit"], row["nature"], row["rhythm_months"] == "1",
                DETAILS.get(row["key"], {}),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip
    return Known(
        DAY, territories(), countries(), indicators,
        {"iom": ("OIM", "IOM"), "mmeia": ("MMEIA",), "eu_delegation": ("Union européenne", "UE")},
        {1: ("Pilotage stratégique", "Strategic steering"), 2: ("Données migratoires", "Migration data")},
        (KnownActivity("g-1", ("Former les agents", "Train officers"), (1, 2)), KnownActivity("g-2", ("Ouvrir",), ())),
    )  # fmt: skip


def text_file(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def workbook(sheets: Mapping[str, Any], *, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """`sheets`: by name, their rows of cells. `merged` are areas of the last one."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for area in merged:
        book.worksheets[-1].merge_cells(area)
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def read(folder: Path, content: bytes, answers: Mapping[str, str] | None = None, name: str = "fichier.csv") -> Told:
    path, out = folder / "dropped", folder / "out"
    path.write_bytes(content)
    out.mkdir(exist_ok=True)
    outcome = understanding.read(Order(path, name, out, known(), answers=answers or {}), lambda done, of: None)
    with (out / ROWS).open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file))
    return Told(outcome, rows, tuple(written.issues_of(out / ISSUES)))


def register(folder: Path, *lines: str) -> Told:
    """Of a file of expelled people, under the headers `REGISTER`."""
    return read(folder, text_file(REGISTER, *lines), EXPELLED)


def offered(told: Told) -> list[str]:
    """The answers to the first question."""
    return [option.value for option in told.outcome.questions[0].options]
