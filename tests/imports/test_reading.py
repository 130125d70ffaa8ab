"""The process that reads a file: little memory, little time, no secrets, and a clear sentence when it dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.imports import child, reading
from dashboard.imports.reading import ISSUES, OUTCOME, ROWS, Order
from dashboard.sheets.limits import Limits
from tests.imports.tables import EXPELLED, known, text_file

SMALL = text_file("Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")
HEAVY = ("pandas", "streamlit", "sqlalchemy", "numpy", "plotly")


def order(folder: Path, content: bytes, limits: Limits | None = None, name: str = "fichier.csv") -> Order:
    path, out = folder / "dropped", folder / "out"
    path.write_bytes(content)
    out.mkdir()
    return Order(path, name, out, known(), limits or Limits(), EXPELLED)


def many(rows: int) -> bytes:
    lines = (f"{1990 + number // 12 % 30}-{number % 12 + 1:02};Gao;Niger;F;{number}" for number in range(rows))
    return text_file("Mois;Région;Pays;Sexe;Nombre", *lines)


def unhurried() -> bool:
    return False


def test_a_file_is_read_in_another_process(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    outcome = reading.read(order(tmp_path, SMALL), step=lambda done, of: told.append((done, of)), cancelled=unhurried)
    assert outcome.counts.accepted == 1
    assert told[-1][0] == told[-1][1]
    assert all((tmp_path / "out" / name).exists() for name in (OUTCOME, ROWS, ISSUES))


def test_a_refusal_crosses_the_processes_word_for_word(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        reading.read(order(tmp_path, b""), step=lambda done, of: None, cancelled=unhurried)
    assert refused.value.message("fr") != refused.value.message("en")
    assert not list((tmp_path / "out").iterdir())


def test_a_cancelled_reading_leaves_nothing(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ImportRefused, match="stopped"):
        reading.read(order(tmp_path, many(200_000)), step=lambda done, of: None, cancelled=lambda: True)
    assert time.monotonic() - begun < 5
    assert not list((tmp_path / "out").iterdir())


def test_a_reading_without_memory_says_so(tmp_path: Path) -> None:
    limits = Limits(text_memory=40_000_000)
    with pytest.raises(ImportRefused, match="memory"):
        reading.read(order(tmp_path, many(300_000), limits), step=lambda done, of: None, cancelled=unhurried)


def test_a_reading_without_time_says_so(tmp_path: Path) -> None:
    limits = Limits(text_seconds=1)
    with pytest.raises(ImportRefused, match="too long"):
        reading.read(order(tmp_path, many(300_000), limits), step=lambda done, of: None, cancelled=unhurried)


@pytest.mark.parametrize(
    ("code", "said"), [(-6, "damaged"), (-11, "damaged"), (1, "damaged"), (-24, "too long"), (4, "memory")]
)
def test_every_death_of_the_process_has_its_sentence(tmp_path: Path, code: int, said: str) -> None:
    assert said in str(reading.refusal(code, tmp_path))


def test_the_process_knows_no_secret_and_loads_nothing_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert "DATABASE_URL" not in reading.environment()
    code = f"import sys, dashboard.imports.child; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=reading.environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_the_process_is_confined_before_it_opens_the_file() -> None:
    code = (
        "import resource; from dashboard.imports import child; from dashboard.sheets.limits import Limits; "
        "child.confine(Limits(), is_text=False); print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], env=reading.environment(), capture_output=True, text=True, check=True
    )
    assert int(found.stdout) == Limits().workbook_memory


def test_a_failure_of_the_program_is_told_without_a_word_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("76 12 34 56")
    except ValueError as error:
        child.tell_where(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert told.startswith("ValueError at test_reading.py:")
    assert "76 12" not in told


def test_reading_is_of_low_priority() -> None:
    assert os.nice(0) < child.NICE
