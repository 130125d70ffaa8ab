"""`python -m dashboard`: what it says, its exit status, and that a mistake is answered with one sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from pyrage import x25519

from dashboard import command, database, serving
from dashboard.database import sealing
from dashboard.model import TallySum
from dashboard.updates import demonstration

ROOT = Path(__file__).parents[1]

Say = Callable[..., tuple[int, str, str]]


def plain(words: str) -> str:
    """French typography's spaces as ordinary ones."""
    return re.sub("[\u202f\u00a0]", " ", words)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Runs a command in this process: its exit status, what it says, what it complains of."""
    monkeypatch.setattr(command, "LOG_FILE", tmp_path / "command.log")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            status = command.main(words)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, plain(said.out), plain(said.err)

    return run


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The configured database is a file that is not there."""
    path = tmp_path / "dashboard.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    database.forget()
    return path


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No database is configured; the embedded one belongs in a folder of this test."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    database.forget()
    return tmp_path / "dashboard.sqlite"


def demonstration_is_there() -> bool:
    with database.reading() as connection:
        return demonstration.is_loaded(connection)


def test_help_is_in_french_unless_asked(say: Say) -> None:
    assert "Emploi : python -m dashboard" in say("--help")[1]
    assert "Usage: python -m dashboard" in say("--language", "en", "--help")[1]


def test_an_english_terminal_is_answered_in_english(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Usage:" in say("--help")[1]


@pytest.mark.parametrize(
    "words", [(), ("databse",), ("database", "lod"), ("serve", "--port", "many"), ("visuals", "-x")]
)
def test_a_command_not_understood_is_one_sentence(say: Say, words: tuple[str, ...]) -> None:
    status, said, complaint = say(*words)
    assert (status, said) == (2, "")
    assert re.fullmatch(r"Commande incomplète ou non comprise\. .*--help.*\n", complaint)


def test_a_database_that_is_missing_is_one_sentence_and_is_not_made(say: Say, empty: Path) -> None:
    status, said, complaint = say("database", "load", "published")
    assert (status, said, complaint.count("\n")) == (1, "", 1)
    assert "database init" in complaint
    assert not empty.exists()


@pytest.mark.usefixtures("empty")
def test_a_new_database_is_made_filled_and_emptied_of_demonstration_by_commands(say: Say) -> None:
    for words in (("init",), ("load", "published"), ("load", "demonstration", "--today", "2026-11-21")):
        assert say("database", *words)[0] == 0
    assert demonstration_is_there()
    assert say("database", "sums", "check")[0] == 0
    assert say("database", "clear", "demonstration")[0] == 0
    assert not demonstration_is_there()


@pytest.mark.usefixtures("configured")
def test_published_figures_are_loaded_once_however_often_it_is_asked(say: Say) -> None:
    first, second = (say("--language", "en", "database", "load", "published")[1].splitlines()[-1] for _ in range(2))
    assert "added: 0;" not in first
    assert "added: 0; changed: 0;" in second


@pytest.mark.usefixtures("configured")
def test_a_database_that_is_not_empty_is_not_made_again(say: Say) -> None:
    status, _, complaint = say("database", "init")
    assert (status, complaint.count("\n")) == (1, 1)


def test_status_tells_address_version_and_rows(say: Say, configured: sa.URL) -> None:
    status, said, _ = say("database", "status")
    assert status == 0
    assert configured.render_as_string(hide_password=True) in said
    assert "figure: 0" in said


@pytest.mark.usefixtures("configured")
def test_upgrading_a_current_database_does_nothing(say: Say) -> None:
    assert say("database", "upgrade") == (0, "Rien à faire : la base est à jour.\n", "")


@pytest.mark.usefixtures("empty")
def test_a_backup_is_a_database_and_never_overwrites(say: Say, tmp_path: Path) -> None:
    say("database", "init")
    copy = tmp_path / "copy.sqlite"
    assert say("database", "backup", str(copy))[0] == 0
    database.check(f"sqlite:///{copy}")
    assert say("database", "backup", str(copy))[0] == 1


@pytest.fixture
def copied(say: Say, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy with six hours a session; since then twenty were chosen."""
    monkeypatch.setenv("DASHBOARD_BACKUPS", str(tmp_path / "kept"))
    say("database", "init")
    say("setting", "session-hours", "6")
    say("database", "backup", str(tmp_path / "copy.sqlite"))
    say("setting", "session-hours", "20")
    return tmp_path / "copy.sqlite"


def test_a_copy_is_put_back_and_what_stood_is_kept(say: Say, copied: Path, tmp_path: Path) -> None:
    status, told, _ = say("database", "restore", str(copied), "--yes")
    assert (status, say("setting", "session-hours")[1]) == (0, "session-hours: 6\n")
    (kept,) = (tmp_path / "kept").iterdir()
    assert str(kept) in told
    assert say("database", "restore", str(kept), "--yes")[0] == 0
    assert say("setting", "session-hours")[1] == "session-hours: 20\n"


def test_an_encrypted_copy_is_put_back_with_its_secret_key(
    say: Say, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{secret}\n", "utf-8")
    monkeypatch.setenv(sealing.SETTING, str(secret.to_public()))
    sealed = str(tmp_path / "copy.age")
    assert "chiffrée" in say("database", "backup", sealed)[1]
    assert say("setting", "session-hours", "8")[0] == 0
    status, _, complaint = say("database", "restore", sealed, "--yes")
    assert (status, "--identity" in complaint) == (1, True)
    assert say("database", "restore", sealed, "--identity", str(tmp_path / "key.txt"), "--yes")[0] == 0
    assert say("setting", "session-hours")[1] == "session-hours: 20\n"


@pytest.mark.parametrize(("typed", "hours"), [("oui", "6"), ("non", "20"), ("", "20")])
def test_on_a_terminal_one_is_asked_once_before_a_copy_is_put_back(
    say: Say, copied: Path, monkeypatch: pytest.MonkeyPatch, typed: str, hours: str
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return typed

    monkeypatch.setattr("builtins.input", answer)
    say("database", "restore", str(copied))
    assert len(asked) == 1
    assert say("setting", "session-hours")[1] == f"session-hours: {hours}\n"


def test_without_a_terminal_a_copy_is_put_back_only_when_told_so_beforehand(
    say: Say, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    status, _, complaint = say("database", "restore", str(copied))
    assert (status, "--yes" in complaint) == (1, True)
    assert say("setting", "session-hours")[1] == "session-hours: 20\n"


@pytest.mark.usefixtures("empty")
def test_a_backup_into_a_folder_that_is_missing_names_it(say: Say, tmp_path: Path) -> None:
    say("database", "init")
    status, _, complaint = say("database", "backup", str(tmp_path / "nowhere" / "copy.sqlite"))
    assert status == 1
    assert "nowhere" in complaint
    assert "Traceback" not in complaint


@pytest.mark.usefixtures("configured")
def test_sums_that_no_row_explains_are_found_and_made_again(say: Say) -> None:
    stray = {"is_demonstration": False, "dimensions": 0, "indicator_id": 1, "territory_id": 0, "country_code": ""}
    stray |= {"sex": "", "age_group": "", "detail": "", "period": 2026, "count": 7, "cells": 1}
    with database.writing() as connection:
        connection.execute(sa.insert(TallySum).values(stray))
    assert say("database", "sums", "check")[0] == 1
    assert say("database", "sums", "rebuild")[0] == 0
    assert say("database", "sums", "check")[0] == 0


def test_the_embedded_database_is_prepared_once_with_something_to_see(say: Say, embedded: Path) -> None:
    status, said, _ = say("database", "prepare")
    assert (status, str(embedded) in said) == (0, True)
    assert demonstration_is_there()
    assert say("database", "prepare") == (0, "", "")


def test_a_configured_database_is_never_prepared_without_being_asked(say: Say, empty: Path) -> None:
    assert say("database", "prepare")[0] == 1
    assert not empty.exists()


def test_visuals_are_listed_with_page_titles_filters_and_sizes(say: Say) -> None:
    status, said, _ = say("visuals", "--json")
    pictures = {picture["key"]: picture for picture in json.loads(said)}
    assert status == 0
    assert len(pictures) > 8
    assert pictures["territories.by_region"] == {
        "key": "territories.by_region", "page": "territories", "title_fr": "Une mesure, par région",
        "title_en": "One measure, by region", "filters": ["measure"],
        "sizes": ["16x9", "1x1", "4x5", "9x16", "a4", "a4-landscape", "transparent"],
    }  # fmt: skip
    assert say("visuals")[1].count("\n") == len(pictures)


def test_an_unexpected_error_is_one_sentence_whose_code_is_in_the_log(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("the inside of the machine")

    monkeypatch.setattr(serving, "serve", break_down)
    status, _, complaint = say("serve")
    found = re.search(r"Référence (\w{8})", complaint)
    assert (status, complaint.count("\n")) == (1, 1)
    assert found
    assert found[1] in (tmp_path / "command.log").read_text()
    assert "inside of the machine" not in complaint


def test_debug_shows_the_details(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "serve", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        say("--debug", "serve")


def test_the_command_runs_from_a_shell_as_it_is_documented(tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite", "LANG": "C.UTF-8"}
    shell = [sys.executable, "-m", "dashboard", "database", "status"]
    done = subprocess.run(shell, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
