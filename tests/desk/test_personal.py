"""What looks like a person is doubted; ordinary words of a report, amounts and dates are not."""

from __future__ import annotations

import pytest

from dashboard.desk.personal import found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("écrire à guichet@example.org", "email"),
        ("joindre le 76 12 34 56", "phone"),
        ("tél. +223 76.12.34.56", "phone"),
        ("appeler 0022376123456", "phone"),
        ("entretien avec Mme Diallo", "case"),
        ("M. Traoré a été orienté", "case"),
        ("migrant né le 3 mai 1998", "case"),
        ("enfant âgée de 12 ans", "case"),
        ("dossier n° 4521 transmis", "case"),
        ("passport number: 4521", "case"),
    ],
)
def test_what_looks_like_a_person_is_seen(words: str, kind: str) -> None:
    assert found(words) == kind


@pytest.mark.parametrize(
    "words",
    [
        "Deux ateliers tenus à Gao et à Kayes, compte rendu joint.",
        "12 500 000 FCFA engagés sur 41 000 000",
        "du 2026-01-15 au 31/03/2026, période 2025-2026",
        "3 240 personnes assistées, dont 1 120 femmes",
        "Convention du 30 janvier 2025 signée par M le ministère",
        "décision 2025/0312 du comité",
        "le bulletin n° 4 est publié",
        "",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert found(words) is None
