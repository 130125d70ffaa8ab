from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports import names

DAY = dt.date(2026, 11, 21)
SAFE = re.compile(r"[a-z0-9][a-z0-9_-]*_(fr|en)_\d{4}-\d{2}-\d{2}\.[a-z]+")


def test_a_name_says_picture_language_and_day() -> None:
    assert names.file_name("Retours par région", "fr", DAY, "png") == "retours-par-region_fr_2026-11-21.png"


def test_filters_and_sizes_tell_files_apart() -> None:
    name = names.file_name("Retours par région", "fr", DAY, "png", apart=("gao", "1x1"))
    assert name == "retours-par-region_gao_1x1_fr_2026-11-21.png"


@pytest.mark.parametrize(
    "words",
    ["../../etc/passwd", "a\r\nSet-Cookie: x", "a\0b", "x" * 300, "\u202egnp.exe", "CON", "nul", "..", "", "/", "ɛɔŋ œ",
     "a/b\\c:d*e?f\"g<h>i|j", "~root", "-rf", "$(id)", "%2e%2e%2f", "COM1", "𝓍" * 90],
)  # fmt: skip
def test_hostile_words_make_a_plain_short_name_inside_its_folder(words: str) -> None:
    name = names.file_name(words, "en", DAY, "svg", apart=(words,))
    assert SAFE.fullmatch(name), name
    assert len(name) < 130
    assert (Path("/out") / name).resolve().parent == Path("/out")


@given(st.text(max_size=400), st.text(max_size=50))
def test_any_words_make_a_safe_name(words: str, filtered: str) -> None:
    assert SAFE.fullmatch(names.file_name(words, "fr", DAY, "pdf", apart=(filtered,)))


@pytest.mark.parametrize("device", ["con", "PRN", "aux", "com9", "lpt0"])
def test_no_part_is_a_device_of_windows(device: str) -> None:
    assert names.plain(device) == f"{device.lower()}-1"
