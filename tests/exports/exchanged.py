"""A database with real rows of every kind, and files that go from one database to another as people bring them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import sqlalchemy as sa

from dashboard import model
from dashboard.actors import Actor
from dashboard.exports import exchange, iati
from dashboard.imports import understanding
from dashboard.imports.iati import ACTIVITIES as ACTIVITY_SHEET
from dashboard.imports.iati import PROGRESS as PROGRESS_SHEET
from dashboard.imports.order import ISSUES, ROWS, Order
from dashboard.imports.understood import Loads
from dashboard.queries.drafts import SourceWords
from dashboard.queries.exchange import Holdings
from dashboard.queries.known import known
from dashboard.updates import drafts as entering
from dashboard.updates.drafts import Read
from tests.updates import import_files
from tests.updates.editors import editor

REGISTER: Final = SourceWords("Registre des retours", "Register of returns", "DGME")
REPORT: Final = SourceWords("Rapport annuel", "Yearly report", "OIM Mali", dt.date(2026, 3, 31), "report")
CELLS: Final = [
    (2, "returns_assisted", 202601, "gao", "NE", "f", "18-34", "avr", 41),
    (3, "returns_assisted", 202601, "gao", "NE", "m", "60+", "vhr", 0),
    (4, "returns_repatriated", 202512, "not_specified", "ZZ", "unknown", "unknown", "all", 41_000),
    (5, "reintegration_started", 202602, "taoudenit", "CI", "m", "0-17", "psychosocial", 7),
    (6, "reintegration_lag", 202602, "bamako", "LY", "f", "35-59", "181+", 12),
]
PERIOD: Final = ("2025-01-01", "2025-12-31")
FIGURES: Final = [
    (2, "malians_abroad", "6000000", "6000000", "", "at_least", "plus de 6 millions, « dit-on »", *PERIOD, "Monde", "",
     "", "Note, avec virgule", "Note"),
    (3, "remittances_received", "", "200.5", "300.25", "about", "=entre 200,5 et 300,25", *PERIOD, "", "mali", "",
     "", ""),
    (4, "refugees_in_mauritania", "", "", "", "ambiguous", "des milliers", *PERIOD, "Nouakchott", "", "MR", "", ""),
    (5, "trafficking_victims_recorded", "340", "", "", "exact", "340 victimes", *PERIOD, "", "mali", "", "", ""),
    (6, "trafficking_victims_recorded", "3", "", "", "exact", "3 victimes", *PERIOD, "Gao", "gao", "", "", ""),
]  # fmt: skip
ACTIVITIES: Final = {
    "ministry": (2, "g-12", 1, "Tenir le comité", "Hold the committee", "Compte rendu", "Minutes", "mmeia", "iom;cigem",
                 "gao", "2026-01-05", "2026-06-30", "1.125"),
    "iom": (2, "d-3", 2, "Former les agents", "Train the agents", "Liste", "List", "iom", "", "", "2026-02-01",
            "2026-12-31", "2"),
}  # fmt: skip
REPORTS: Final = {
    "ministry": [(2, "g-12", "2026-03-01", "45", "", "Comité tenu, avec « suite ».", "", "", "https://example.org/pv-12"),
                 (3, "g-12", "2026-04-01", "62.5", "", "", "", "", "")],
    "iom": [(2, "d-3", "2026-03-15", "10", "", "", "", "First session held.", ""),
            (3, "d-3", "2026-04-15", "20", "", "", "Deux sessions tenues.", "Two sessions held.", "")],
}  # fmt: skip
"""A comment in the words of whoever brought it, one that names its language, one in both."""


def fill(connection: sa.Connection) -> None:
    """Real rows of each kind, brought by both sides; protected cells too, and small protected figures."""
    iom, ministry = editor(connection, "iom"), editor(connection, "ministry")
    _hide(connection, "returns_expelled")
    hidden = [(7, "returns_expelled", 202601, "gao", "DZ", "f", "18-34", "all", 3)]
    _accepted(connection, iom, [*CELLS, *hidden], "cells", REGISTER)
    _accepted(connection, iom, FIGURES, "figures", REPORT)
    for actor, side in ((ministry, "ministry"), (iom, "iom")):
        _accepted(connection, actor, [ACTIVITIES[side]], "activities", REGISTER)
        _accepted(connection, actor, REPORTS[side], "progress", REGISTER)


def _accepted(
    connection: sa.Connection, actor: Actor, rows: Sequence[Sequence[object]], loads: Loads, source: SourceWords
) -> None:
    draft = import_files.ready(connection, actor, rows, loads=loads, source=source)
    faults = import_files.compared(connection, draft).faults
    assert not faults, faults
    import_files.accept(connection, actor, draft)


def _hide(connection: sa.Connection, key: str) -> None:
    protected = sa.update(model.Indicator).where(model.Indicator.key == key).values(sensitivity="protected")
    connection.execute(protected)


def files(connection: sa.Connection) -> dict[str, bytes]:
    made = exchange.files(Holdings(connection), "fr")
    return {file.name: b"".join(exchange.encoded(file)) for file in made}


def carry(told: dict[str, bytes], connection: sa.Connection, folder: Path) -> None:
    """Bring every file that the other database lacks, each under the source that `sources.csv` names."""
    sides = {side: editor(connection, side) for side in ("iom", "ministry")}
    _hide(connection, "returns_expelled")
    held = files(connection)
    sources = {row["file"]: row for row in csv.DictReader(io.StringIO(told["sources.csv"].decode("utf-8-sig")))}
    for name in sorted(set(told) - set(held)):
        side = "ministry" if name.endswith("_ministry.csv") else "iom"
        _bring(connection, sides[side], name, told[name], sources.get(name), folder)


def iati_files(connection: sa.Connection) -> dict[str, bytes]:
    return {name: "".join(parts).encode() for name, parts in iati.files(Holdings(connection))}


def carry_iati(one: sa.Connection, other: sa.Connection, folder: Path) -> None:
    """Bring every file that the other database lacks: numbers under the words of their source, then each roadmap."""
    held, told = iati_files(other), iati_files(one)
    sides = {side: editor(other, side) for side in exchange.SIDES}
    _hide(other, "returns_expelled")
    for origin in Holdings(one).origins():
        words = dict(zip(exchange.SOURCES[1:], map(str, origin[1:]), strict=True))
        row = words | {"published_on": str(origin.published_on or "")}
        for name in (f"{kind}_{exchange.slug(origin)}.xml" for kind in ("cells", "figures")):
            if name in told and name not in held:
                _bring(other, sides["iom"], name, told[name], row, folder)
    for side, actor in sides.items():
        for sheet in (ACTIVITY_SHEET, PROGRESS_SHEET):  # progress is declared of activities that are known
            _bring(other, actor, f"roadmap_{side}.xml", told[f"roadmap_{side}.xml"], None, folder, sheet)


def _bring(
    connection: sa.Connection, actor: Actor, name: str, content: bytes, row: dict[str, str] | None, folder: Path,
    sheet: str = "",
) -> None:  # fmt: skip
    path, into = folder / name, folder / f"{name}.{sheet.partition(' ')[0]}.read"
    path.write_bytes(content)
    into.mkdir()
    answers = {"sheet": sheet} if sheet else {}
    order = Order(path, name, into, known(connection, side=actor.side), answers=answers)
    outcome = understanding.read(order, lambda done, of: None)
    assert not outcome.questions
    assert not [group for group in outcome.issues if group.level == "error"]
    number = import_files.dropped(connection, actor, content, file_name=name)
    read = Read(outcome, (into / ROWS).read_bytes(), (into / ISSUES).read_bytes())
    entering.store(connection, number, 1, read)
    source = _words(row) if row else REGISTER
    request = next(import_files.KEYS)
    entering.describe(
        connection, actor, number, version=2, source=source, is_valid_only=False, reason="", request=request
    )
    import_files.accept(connection, actor, import_files.found(connection, number))


def _words(row: dict[str, str]) -> SourceWords:
    day = dt.date.fromisoformat(row["published_on"]) if row["published_on"] else None
    kind: Literal["register", "report"] = "report" if row["kind"] == "report" else "register"
    return SourceWords(row["title_fr"], row["title_en"], row["publisher"], day, kind)
