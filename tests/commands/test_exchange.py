"""`python -m dashboard exchange export` and `template`: what they save, in whole files, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import sqlalchemy as sa

from dashboard import database
from tests.databases import Fresh, discard
from tests.test_command import Say, say

__all__ = ["say"]


@pytest.fixture(autouse=True)
def used(fresh_sqlite: Fresh, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.URL]:
    """The program's database holds the published figures."""
    url = fresh_sqlite("published")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    yield url
    database.forget()
    discard(url)


@pytest.mark.parametrize("form", ["csv", "iati"])
def test_everything_is_saved_into_a_folder_and_each_file_is_said(say: Say, tmp_path: Path, form: str) -> None:
    out = tmp_path / "new" / "folder"
    status, told, _ = say("exchange", "export", "--form", form, "--out", str(out), "--language", "en")
    saved = sorted(out.iterdir())
    assert status == 0
    assert sorted(told.splitlines()) == [str(path) for path in saved]
    assert all(path.stat().st_size for path in saved)
    assert (out / "sources.csv").exists() == (form == "csv")


def test_saving_twice_gives_the_same_files(say: Say, tmp_path: Path) -> None:
    for name in ("one", "two"):
        say("exchange", "export", "--form", "iati", "--out", str(tmp_path / name))
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert all(ElementTree.fromstring(content).get("version") == "2.03" for content in first.values())


@pytest.mark.parametrize(("language", "sheet"), [("fr", "Données"), ("en", "Data")])
def test_a_template_is_saved_in_the_language_asked_for(say: Say, tmp_path: Path, language: str, sheet: str) -> None:
    path = tmp_path / "filled.xlsx"
    status, told, _ = say("template", "returns", "--language", language, "--out", str(path))
    assert (status, told) == (0, f"{path}\n")
    assert openpyxl.load_workbook(path).sheetnames[1] == sheet


def test_a_template_that_does_not_exist_is_not_understood(say: Say) -> None:
    assert say("template", "budget", "--language", "en")[0] == 2


def test_a_folder_that_cannot_be_made_is_said(say: Say, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    status, _, error = say("exchange", "export", "--out", str(tmp_path / "taken"), "--language", "en")
    assert status == 1
    assert "cannot be read or written" in error
