"""What the tests of imports take as known: the regions and countries of the published files, two registers."""

from __future__ import annotations

import csv
from pathlib import Path

from dashboard.imports.known import KnownCountry, KnownTerritory

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
SCHEMES = ("iso_3166_2", "ocha_pcode_2021", "geonames_admin1", "law_number")


def _rows(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def territories() -> tuple[KnownTerritory, ...]:
    return tuple(
        KnownTerritory(
            row["key"],
            tuple(dict.fromkeys(filter(None, [row["name_fr"], row["name_en"], *row["spellings"].split("|")]))),
            row["kind"],
            {scheme: row[scheme] for scheme in SCHEMES if row[scheme]},
        )
        for row in _rows("territories")
        if row["division"] == "2023"
    )


def countries() -> tuple[KnownCountry, ...]:
    return tuple(
        KnownCountry(row["code"], row["alpha3"], (row["name_fr"], row["name_en"])) for row in _rows("countries")
    )
