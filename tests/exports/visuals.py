"""Hand-made pictures, whose every word and number a test chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.visual import Column, Visual
from dashboard.provenance import Source, frame
from dashboard.texts import Language

DAY = dt.date(2026, 11, 21)
ARTICLE = Source(
    "A3", "Un titre", "A title", "L’Essor", dt.date(2026, 2, 13), "2026-02-13", "inferred", "essor.ml/1", "article"
)
INVENTED = Source("demo", "Jeu", "Set", "", None, None, "not_printed", None, "demonstration")
COLUMNS = (Column("region", "Région"), Column("people", "Personnes", "personnes"))


def made(
    rows: Sequence[Mapping[str, Any]] = ({"region": "Gao", "people": 12}, {"region": "Kayes", "people": None}),
    columns: tuple[Column, ...] = COLUMNS,
    *,
    language: Language = "fr",
    sources: tuple[Source, ...] = (ARTICLE,),
    **more: Any,
) -> Visual:
    """A picture over rows; `more` are other fields of `Visual`."""
    names = list(dict.fromkeys([*(column.name for column in columns), *(name for row in rows for name in row)]))
    table = frame([[row.get(name) for name in names] for row in rows], names)
    fields: dict[str, Any] = {
        "key": "returns.by_region", "language": language, "title": "Gao d’abord", "subtitle": "personnes par région",
        "draw": lambda width: {"data": [], "layout": {"width": width}}, "rows": table, "columns": columns,
        "alt": "Barres : Gao 12.", "sources": sources, "day": DAY,
        "is_demonstration": any(source.is_demonstration for source in sources),
    }  # fmt: skip
    return Visual(**{**fields, **more})
