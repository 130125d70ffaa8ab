"""Files whose columns are fixed by whoever publishes them: DTM, UNHCR, this dashboard's own templates."""

from __future__ import annotations

from typing import Final

from dashboard.imports.columns import Spec
from dashboard.imports.headers import Heading
from dashboard.imports.lexicon import plain
from dashboard.imports.understood import Loads, Shape

DTM: Final = frozenset({"adminlevel", "numpresentidpind", "reportingdate"})
UNHCR_FLAT: Final = frozenset({"year", "iso3coo", "iso3coa"})
UNHCR_SITUATION: Final = frozenset({"iso3", "iso3 of origin", "population type", "individuals"})


def shape_of(heading: Heading) -> Shape:
    names = {plain(heading.header(column)) for column in heading.columns}
    if names >= DTM:
        return "dtm"
    if names >= UNHCR_FLAT or names >= UNHCR_SITUATION:
        return "unhcr"
    return "hxl" if heading.tag_row is not None else "unknown"


def loads_of(shape: Shape) -> Loads | None:
    return "figures" if shape in {"dtm", "unhcr"} else None


def specs(shape: Shape, heading: Heading) -> list[Spec]:
    return []
