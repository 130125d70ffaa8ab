"""What is said of a cell: in both languages, short, with what to do; spellings that are the same thing are one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.imports import amounts, cells, dates, personal, places, words
from dashboard.texts import catalogue

SENTENCES = [
    sentence
    for table in (
        cells.SPREADSHEET_FAULTS, amounts.FAULTS, dates.FAULTS, places.FAULTS, words.FAULTS, dict(personal.SAID),
    )
    for sentence in table.values()
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_fault_is_said_shortly_in_both_languages(sentence: str) -> None:
    french = catalogue()[sentence]
    assert isinstance(french, str)
    assert max(len(sentence.split()), len(french.split())) <= 25


@given(st.text(alphabet="éèàçôûœ ’'-abcABC\u00a0\u202f", max_size=12))
def test_composed_and_decomposed_letters_are_the_same_word(written: str) -> None:
    apart = unicodedata.normalize("NFD", written)
    assert cells.folded(apart) == cells.folded(written) == cells.folded(written.upper())


@pytest.mark.parametrize(
    ("written", "kind"), [("Gao", ""), ("Ségou n° 2 « été »", ""), ("Gао", "letters"), ("Ga\u200bo", "invisible")]
)
def test_a_sign_that_no_keyboard_of_ours_gives_is_seen(written: str, kind: str) -> None:
    assert cells.foreign_signs(written) == kind
