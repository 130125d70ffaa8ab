"""The outlines that maps draw, vendored in `data/geography` (their origin: `data/README.md`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.texts import Language, text

FOLDER = Path(__file__).parents[1] / "data" / "geography"


@cache
def countries() -> dict[str, Any]:
    """GeoJSON of the countries around Mali: `code` (ISO 3166-1), `name_fr`, `name_en`.

    Western Sahara is a territory of its own. Shared by all callers: never changed in place.
    """
    return _collection("countries")


@cache
def regions_1991() -> dict[str, Any]:
    """GeoJSON of the eight older regions and Bamako: `key`, `division`, `iso_3166_2`, `name_fr`, `name_en`.

    No open outline of the nineteen regions of 2023 exists: their data are points, or summed into these by `older_key`.
    Shared by all callers: never changed in place.
    """
    return _collection("regions_1991")


def map_note(language: Language) -> str:
    """The sentence printed under every map."""
    return text(
        "Base map: Natural Earth. Towns: GeoNames (CC BY 4.0). Borders and names do not imply official recognition or "
        "acceptance.",
        language,
    )


def _collection(name: str) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))
    return collection
