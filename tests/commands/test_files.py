"""Files by command: what is saved, what it says, and that a mistake is one sentence and leaves nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.test_command import Say, say

__all__ = ["say"]
DAY = ("--as-of", "2026-11-20")
pytestmark = pytest.mark.usefixtures("filled")


def test_pictures_are_saved_in_each_form_and_language_under_their_own_names(say: Say, tmp_path: Path) -> None:
    words = ("--format", "svg,xlsx", "--language", "fr,en", "--filter", "country=NE", "--out", str(tmp_path))
    status, said, _ = say("export", "returns.by_region", *DAY, *words)
    names = {path.name for path in tmp_path.iterdir()}
    assert status == 0
    assert names == {
        "retours-par-region_ne_fr_2026-11-20.svg", "retours-par-region_ne_fr_2026-11-20.xlsx",
        "returns-by-region_ne_en_2026-11-20.svg", "returns-by-region_ne_en_2026-11-20.xlsx",
    }  # fmt: skip
    assert all(name in said for name in names)


def test_the_file_of_the_command_is_the_file_of_the_page(say: Say, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        say("export", "returns.by_region", *DAY, "--format", "svg", "--out", str(tmp_path / folder))
    first, second = ((tmp_path / folder / "retours-par-region_fr_2026-11-20.svg").read_bytes() for folder in "ab")
    assert first == second


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nope",), "Aucun visuel"),
        (("returns.by_region", "--size", "12x3"), "16x9"),
        (("returns.by_region", "--format", "exe"), "png, svg"),
        (("returns.by_region", "--theme", "pink"), "light, dark"),
        (("returns.by_region", "--language", "de"), "fr, en"),
        (("returns.by_region", "--filter", "reigon=gao"), "country"),
        (("returns.by_region", "--filter", "country"), "name=value|nom=valeur"),
        (("returns.by_region", "--filter", "country=XX"), "n’est pas une valeur"),
        (("returns.by_region", "--as-of", "2999-01-01"), "pas encore venu"),
        (("returns.by_region", "--scope", "published"), "inconnu"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_file(say: Say, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    status, said, complaint = say("export", *words, "--out", str(tmp_path))
    assert (status, said, complaint.count("\n")) == (1, "", 1)
    assert any(part in complaint for part in told.split("|"))
    assert list(tmp_path.iterdir()) == []


def test_messages_are_in_the_first_language_asked(say: Say, tmp_path: Path) -> None:
    assert "No picture" in say("export", "nope", "--language", "en,fr", "--out", str(tmp_path))[2]


def test_one_picture_without_rows_does_not_keep_the_others_from_being_made(say: Say, tmp_path: Path) -> None:
    status, said, complaint = say(
        "export", "returns.by_month", "assistance.people", "--format", "csv", "--scope", "published",
        "--out", str(tmp_path),
    )  # fmt: skip
    assert status == 1
    assert "inconnu" in said
    assert "2 fichiers sur 4" in complaint
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(("name", "start"), [("bulletin", b"%PDF"), ("slides", b"PK")])
def test_bulletin_and_slides_are_saved_whole(say: Say, tmp_path: Path, name: str, start: bytes) -> None:
    target = tmp_path / "new folder" / "file"
    assert say(name, *DAY, "--language", "en", "--out", str(target))[0] == 0
    assert target.read_bytes().startswith(start)
    assert [path.name for path in target.parent.iterdir()] == ["file"]


def test_a_bulletin_has_one_language(say: Say, tmp_path: Path) -> None:
    status, _, complaint = say("bulletin", "--language", "fr,en", "--out", str(tmp_path / "b.pdf"))
    assert (status, complaint.count("\n")) == (1, 1)


def test_a_pack_is_saved_with_index_and_sources(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "pack.zip"
    keys = ("returns.by_region", "assistance.people")
    status, said, _ = say("pack", *keys, *DAY, "--format", "svg", "--language", "fr,en", "--out", str(target))
    assert status == 0
    assert "4 fichiers sur 4" in said
    with zipfile.ZipFile(target) as archive:
        assert len(archive.namelist()) == 4 + 2
        assert archive.testzip() is None


def test_a_failed_command_leaves_the_file_that_was_there(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "b.pdf"
    target.write_bytes(b"before")
    assert say("bulletin", "--as-of", "2999-01-01", "--out", str(target))[0] == 1
    assert target.read_bytes() == b"before"
