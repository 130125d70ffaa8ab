"""Words, numbers and dates as a ministry and IOM would print them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from dashboard import texts
from dashboard.texts import Language

FRENCH = Path(texts.__file__).parent / "fr"


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("fr", 41000, "41\u202f000"),
        ("en", 41000, "41,000"),
        ("fr", -3, "−3"),
        ("fr", 0, "0"),
        ("en", 1234567, "1,234,567"),
    ],
)
def test_numbers_are_grouped_as_the_language_prints_them(language: Language, value: int, written: str) -> None:
    assert texts.number(value, language) == written


@pytest.mark.parametrize(
    ("value", "decimals", "said"), [(99.98, 1, "99.9%"), (99.6, 0, "99%"), (99.4, 0, "99%"), (100 - 1e-12, 0, "100%")]
)
def test_what_is_not_whole_is_never_said_to_be_a_hundred_percent(value: float, decimals: int, said: str) -> None:
    assert texts.percent(value, "en", decimals) == said


def test_french_puts_a_narrow_space_before_the_percent_sign() -> None:
    assert (texts.percent(86, "fr"), texts.percent(86, "en")) == ("86\u202f%", "86%")


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert texts.date(dt.date(2026, 1, 1), "fr").replace("\xa0", " ") == "1er janvier 2026"
    assert texts.date(dt.date(2026, 12, 1), "fr", "weekday") == "mardi 1er décembre 2026"
    assert texts.date(dt.date(2026, 11, 21), "fr").replace("\xa0", " ") == "21 novembre 2026"


def test_months_have_a_name_for_every_room() -> None:
    assert [texts.month(202610, "fr", style) for style in ("long", "short", "name", "initial")] == [
        "octobre 2026", "oct. 2026", "oct.", "O",
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(FRENCH.glob("*.po")), ids=lambda path: path.name)
def test_a_file_is_imported_in_french_and_neither_brought_nor_put_down(path: Path) -> None:
    """One word for one act; a file is put down (« Déposez… ») with the hand alone, on the zone that says so."""
    told = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("msgstr")]
    others = [line for line in told if re.search(r"\b(apport(ez|er|e|é)|dépose[rz])\b", line, re.IGNORECASE)]
    assert [line for line in others if "Déposez votre fichier ici" not in line] == []


def test_french_typography_sets_the_spaces_a_typist_left_ordinary() -> None:
    assert texts.french_typography("« oui » : 41 000 ; 5 % ?") == (
        "«\xa0oui\xa0»\xa0: 41\u202f000\u202f; 5\u202f%\u202f?"
    )
    assert texts.french_typography("Priorité 3 · % réalisé") == "Priorité 3 · % réalisé"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [("fr", 0, "0 jour"), ("fr", 1, "1 jour"), ("fr", 2, "2 jours"), ("en", 0, "0 days"), ("en", 1, "1 day")],
)
def test_plurals_follow_the_language(language: Language, count: int, words: str) -> None:
    assert texts.text("{count} day", "{count} days", language=language, count=count) == words


def test_a_number_in_a_sentence_is_written_as_the_language_writes_it() -> None:
    assert "1\u202f200" in texts.text("{count} day", "{count} days", language="fr", count=1200)


def test_an_unknown_language_is_french() -> None:
    assert texts.as_language("de") == "fr"


def test_lists_end_with_and() -> None:
    assert texts.join(["a", "b", "c"], "fr") == "a, b et c"
    assert texts.join(["a"], "en") == "a"
