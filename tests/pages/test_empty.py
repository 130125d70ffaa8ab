"""Pages over a database that has its tables and not one row: nothing breaks, nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.views import fetch
from tests.pages.opened import opened


@pytest.fixture(autouse=True)
def empty(configured: object) -> Iterator[None]:
    fetch.forget()
    yield
    fetch.forget()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("summary", "Aucune priorité n’a encore d’avancement déclaré"),
        ("roadmap", "Aucune priorité n’a encore d’avancement déclaré"),
        ("returns", "Aucun registre mensuel des retours n’a encore été chargé"),
        ("reintegration", "Aucun registre de la réintégration n’a encore été chargé"),
        ("frameworks", "Aucune activité n’est encore reliée à un engagement"),
        ("assistance", "Le bilan 2025 n’était pas publié à cette date"),
        ("territories", "Aucun nombre n’est donné par région pour cette mesure"),
        ("sources", "Aucun nombre n’était publié à cette date"),
    ],
)
def test_a_page_without_any_row_says_so(page: str, title: str) -> None:
    found = opened(page)
    assert found.title == title
    assert "≥" not in found.words
