"""A stated figure in words, in both languages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.texts import LANGUAGES, Language, catalogue
from dashboard.texts.quantity import SPOKEN, amount, brief, spoken

UNSETTLED = ((8050.0, True, "n", "n"), (8500.0, True, "n", "n"), (80500.0, False, "n", "n"))


def row(value: float | None, qualifier: str = "exact", **columns: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"value": value, "value_low": None, "value_high": None, "qualifier": qualifier,
                              "unit": "people", "readings": ()} | columns)  # fmt: skip


def plain(words: str) -> str:
    """With ordinary spaces, so that the tests can be read."""
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("stated", "language", "large", "said"),
    [
        (row(41000, "at_least"), "fr", "≥ 41 000", "plus de 41 000"),
        (row(41000, "at_least"), "en", "≥ 41,000", "more than 41,000"),
        (row(1000, "almost"), "fr", "près de 1 000", "près de 1 000"),
        (row(1000, "almost"), "en", "nearly 1,000", "nearly 1,000"),
        (row(40974, "about"), "fr", "≈ 40 974", "environ 40 974"),
        (row(5, "at_most"), "fr", "≤ 5", "au plus 5"),
        (row(4500, "ambiguous"), "fr", "4 500", "4 500"),
        (row(0), "fr", "0", "0"),
        (row(None, "about", value_low=200, value_high=300), "fr", "200 – 300", "entre 200 et 300"),
        (row(None, "ambiguous", readings=UNSETTLED), "fr", "8 050 – 8 500", "8 050 ou 8 500"),
        (row(None, "ambiguous", readings=UNSETTLED), "en", "8,050 – 8,500", "8,050 or 8,500"),
        (row(None, "ambiguous"), "fr", "", ""),
    ],
)
def test_the_qualifier_is_part_of_the_number(stated: Any, language: Language, large: str, said: str) -> None:
    assert plain(brief(stated, language)) == large
    assert plain(spoken(stated, language)) == said


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (583_500_000_000, "xof", "583,5 milliards de FCFA", "583.5 billion CFA francs"),
        (700_000_000_000, "xof", "700 milliards de FCFA", "700 billion CFA francs"),
        (190_000_000, "xof", "190 millions de FCFA", "190 million CFA francs"),
        (10_000_000, "eur", "10 millions d’euros", "10 million euros"),
        (25_000, "xof", "25 000 FCFA", "25,000 CFA francs"),
        (402_167, "people", "402 167", "402,167"),
    ],
)
def test_money_is_told_in_millions_and_billions(value: float, unit: str, french: str, english: str) -> None:
    assert plain(amount(value, unit, "fr")) == french
    assert amount(value, unit, "en") == english


def test_no_part_of_a_number_breaks_off_at_the_end_of_a_line() -> None:
    assert brief(row(41000, "at_least"), "fr") == "≥\u00a041\u202f000"


@pytest.mark.parametrize("words", [*SPOKEN.values(), "{low} or {high}", "between {low} and {high}"])
def test_every_qualifier_has_its_french(words: str) -> None:
    assert catalogue()[words] != words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_implausible_reading_is_never_shown_as_the_number(language: Language) -> None:
    stated = row(None, "ambiguous", readings=UNSETTLED)
    assert "80" not in plain(brief(stated, language)).replace("8 050", "").replace("8,050", "")
