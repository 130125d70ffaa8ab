"""Who published a source, as readers of each language know them."""

from __future__ import annotations

import pytest

from dashboard.texts import Language
from dashboard.texts.references import publisher


@pytest.mark.parametrize(
    ("printed", "language", "told"),
    [
        ("ReliefWeb (OIM, DTM)", "en", "ReliefWeb (IOM, DTM)"),
        ("ReliefWeb (OIM, DTM)", "fr", "ReliefWeb (OIM, DTM)"),
        ("GOIMA", "en", "GOIMA"),
        ("Commission de l’Union africaine", "en", "African Union Commission"),
        ("Journal du Mali", "en", "Journal du Mali"),
    ],
)
def test_institutions_have_their_english_names_in_english(printed: str, language: Language, told: str) -> None:
    assert publisher(printed, language) == told
