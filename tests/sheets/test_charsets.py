"""Accents come out as they were typed, or the file is refused: none is lost, none is made up."""

from __future__ import annotations

import pytest

from tests.sheets import made
from tests.sheets.conftest import Opened, Refused

SENTENCES = (
    ("Région", "État d’accueil", "Âge", "Où ?"),
    ("Ménaka", "Côte d’Ivoire", "« élève »", "déjà là"),
    ("Ségou", "Algérie", "18 – 59 ans", "à Gao, près de Niono"),
    ("Tombouctou", "Mauritanie", "œuvre", "reçu, naïf, Noël, goût, forêt, île"),
)
ENCODINGS = (
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
    ("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"),
)  # fmt: skip


@pytest.mark.parametrize(("encoding", "name"), ENCODINGS)
def test_every_usual_encoding_is_read_and_named(encoding: str, name: str, opened: Opened) -> None:
    book = opened(made.text(SENTENCES, encoding=encoding))
    assert book.encoding == name
    assert [row.values for row in book.sheets[0].rows()] == list(SENTENCES)


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_encodings_without_typographic_signs_are_read_too(encoding: str, opened: Opened) -> None:
    rows = [("Région", "Année"), ("Ménaka", "à Kidal"), ("Ségou", "forêt, île, reçu, MÉNAKA")]
    assert [row.values for row in opened(made.text(rows, encoding=encoding)).sheets[0].rows()] == rows


@pytest.mark.parametrize(
    "word", ["Région", "état", "à", "Ménaka", "12 €", "l’État", "etc…", "N° 4", "Niño", "41\xa0000"]
)
def test_one_accented_word_of_a_windows_file_is_read_as_it_is_or_refused(word: str, opened: Opened) -> None:
    book = opened(made.text([("region", "count"), (word, "1")], encoding="cp1252"))
    assert list(book.sheets[0].rows())[1].values == (word, "1")


def test_letters_that_could_be_one_or_another_are_refused(refused: Refused) -> None:
    assert "cannot be read with certainty" in refused(b"region;count\nretour \x85 Gao;1\n")


def test_bytes_that_are_no_letters_anywhere_are_refused(refused: Refused) -> None:
    assert "cannot be read with certainty" in refused(b"region;count\nG\x81\x8do;1\n")


@pytest.mark.parametrize(("taken_for", "found"), [("cp1252", "Ã©"), ("mac_roman", "√©"), ("cp850", "├®")])
def test_garbled_accents_are_named_with_what_they_were(taken_for: str, found: str, refused: Refused) -> None:
    assert refused(made.garbled_text(taken_for=taken_for)).startswith(f"On line 1 “{found}” should be “é”")


def test_lost_letters_are_named(refused: Refused) -> None:
    assert "letters were lost" in refused(made.text_with_lost_accents())


def test_two_encodings_in_one_file_are_named_with_a_line(refused: Refused) -> None:
    assert "mixes two encodings" in refused(made.text_of_two_encodings())
    assert "(see line 5)" in refused(made.text_of_two_encodings())


def test_a_file_cut_within_a_letter_is_refused(refused: Refused) -> None:
    assert "was cut within a letter (see line 5)" in refused(made.text_cut_within_a_letter())


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_control_characters_are_refused_with_their_line(sign: str, refused: Refused) -> None:
    rows = [*made.RETURNS[:3], (f"Kay{sign}es", "2025-04", 5)]
    assert "Line 4 has characters that are not text" in refused(made.text(rows))


def test_half_a_letter_of_utf_16_is_refused(refused: Refused) -> None:
    assert "was cut within a letter" in refused(made.text(encoding="utf-16")[:-1])


def test_a_late_fault_is_named_by_its_own_line(refused: Refused) -> None:
    content = made.text([made.RETURNS[0], *[made.RETURNS[1]] * 200_000, ("Gao\x02", "", 1)])
    assert "Line 200002 has" in refused(content)


@pytest.mark.parametrize("word", ["d’âge", "jusqu’à Gao", "Ménaka", "IOM–MMEIA, été"])
def test_words_of_an_old_macintosh_are_no_armenian(word: str, opened: Opened) -> None:
    book = opened(made.text([("region", "count"), (word, "1")], encoding="mac_roman"))
    assert book.encoding == "Mac Roman"
    assert list(book.sheets[0].rows())[1].values == (word, "1")
