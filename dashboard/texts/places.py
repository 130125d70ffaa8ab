"""Where a stated figure speaks of, in the language of the reader."""

from __future__ import annotations

from typing import Any, Final

from dashboard.texts import Language, said

BEYOND: Final = {
    "Monde": "World",
    "Pays d’asile": "Countries of asylum",
    "Niger et Algérie": "Niger and Algeria",
    "Afrique de l’Ouest et du Centre": "West and Central Africa",
}
"""English names of places that are neither a territory of Mali nor one country: the data name them in French only."""


def place_name(row: Any, language: Language) -> str:
    """`Mauritanie`, `Mauritania`; `row` as `queries.figures.figures` gives."""
    name = said(row, "place", language)
    return BEYOND.get(name, name) if language == "en" else name
