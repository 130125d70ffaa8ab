"""Files whose columns are fixed by whoever publishes them: DTM's API, UNHCR's two forms, our own templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.imports import templates
from dashboard.imports.cells import folded
from dashboard.imports.columns import Spec
from dashboard.imports.headers import Heading, shown
from dashboard.imports.known import Known
from dashboard.imports.lexicon import plain
from dashboard.imports.understood import Field, Loads, Shape
from dashboard.sheets.book import Row

DTM: Final = frozenset({"adminlevel", "numpresentidpind", "reportingdate"})
DTM_LEVEL: Final = "1"
"""The same people stand at levels 0, 1 and 2: one level is loaded."""
DTM_FIELDS: Final[Mapping[str, tuple[Field, Mapping[str, str]]]] = {
    "admin1name": ("place", {}),
    "admin1pcode": ("territory_code", {}),
    "adminlevel": ("level", {}),
    "admin0pcode": ("ignored", {"role": "state"}),
    "reportingdate": ("date", {}),
    "numpresentidpind": ("count", {"indicator": "displaced_persons_stock"}),
    "nummales": ("count", {"indicator": "displaced_men"}),
    "numbermales": ("count", {"indicator": "displaced_men"}),
    "numberfemales": ("count", {"indicator": "displaced_women"}),
}
UNHCR_NAMES: Final = {
    "iso3coo": "origin", "country of origin iso": "origin", "iso3 of origin": "origin",
    "iso3coa": "asylum", "country of asylum iso": "asylum", "iso3": "asylum",
    "year": "year", "date": "date", "population type": "population", "individuals": "individuals",
    "ref": "refugees", "refugees under unhcr s mandate": "refugees", "idp": "displaced",
    "idps of concern to unhcr": "displaced",
}  # fmt: skip
UNHCR_FIELDS: Final[Mapping[str, Field]] = {
    "year": "year", "date": "date", "individuals": "count", "refugees": "count", "displaced": "count",
    "asylum": "level", "origin": "level", "population": "level",
}  # fmt: skip
MALI: Final = "MLI"
REFUGEES, DISPLACED = ("refugee", "refugie"), ("idp", "displaced", "deplace")


def shape_of(heading: Heading) -> Shape:
    if templates.key_of(heading.tags.values()):
        return "template"
    names = {plain(heading.header(column)) for column in heading.columns}
    if names >= DTM:
        return "dtm"
    unhcr = {UNHCR_NAMES.get(name) for name in names}
    if {"origin", "asylum"} <= unhcr and unhcr & {"refugees", "displaced", "individuals"}:
        return "unhcr"
    return "hxl" if heading.tag_row is not None else "unknown"


def loads_of(shape: Shape, heading: Heading) -> Loads | None:
    key = templates.key_of(heading.tags.values())
    if key:
        return templates.TEMPLATES[key].loads
    return "figures" if shape in {"dtm", "unhcr"} else None


def specs(shape: Shape, heading: Heading, known: Known) -> list[Spec]:
    """The columns of a template or of a published form; none for a shape that people give themselves."""
    key = templates.key_of(heading.tags.values())
    if key:
        return [_of_template(key, heading, column) for column in heading.columns]
    if shape == "unhcr":
        return [_of_unhcr(heading, column) for column in heading.columns]
    return [_of_dtm(heading, column, known) for column in heading.columns] if shape == "dtm" else []


def _of_template(key: templates.Key, heading: Heading, column: int) -> Spec:
    own = templates.column_of(key, heading.tags.get(column, ""))
    language = templates.language_of(heading.tags.get(column, ""))
    fixed = {"language": language} if language else {}
    return Spec(column, heading.header(column), own.field if own else "ignored", "template", fixed)


def _of_dtm(heading: Heading, column: int, known: Known) -> Spec:
    header = heading.header(column)
    name, fixed = DTM_FIELDS.get(plain(header), ("ignored", {}))
    is_known = fixed.get("indicator", "") in {"", *(each.key for each in known.indicators)}
    return Spec(column, header, name if is_known else "ignored", "template", fixed)


def _of_unhcr(heading: Heading, column: int) -> Spec:
    header = heading.header(column)
    role = UNHCR_NAMES.get(plain(header), "")
    return Spec(column, header, UNHCR_FIELDS.get(role, "ignored"), "template", {"role": role} if role else {})


@dataclass(frozen=True)
class Published:
    """How the rows of a published form are told apart, and what else a row says of a number in it."""

    shape: Shape
    specs: tuple[Spec, ...]
    countries: Mapping[str, str] = field(default_factory=dict)  # by code of three letters

    def apart(self, row: Row) -> str:
        if self.shape == "dtm" and self._words(row, "level").removesuffix(".0") != DTM_LEVEL:
            return "other_levels"
        if self.shape == "dtm" and self._role(row, "state") not in {"", MALI, "ML"}:
            return "outside"
        if self.shape == "unhcr" and MALI not in (self._role(row, "origin"), self._role(row, "asylum")):
            return "outside"
        return ""

    def said(self, row: Row, spec: Spec) -> Mapping[str, str] | None:
        """The indicator and country of a number; nothing when it is about others than Malians and Mali."""
        if self.shape != "unhcr":
            return {}
        origin, asylum = self._role(row, "origin"), self._role(row, "asylum")
        people = self._people(row, spec)
        if origin == asylum == MALI:
            return {"indicator": "displaced_persons_stock", "territory": "mali"} if people == "displaced" else None
        if people != "refugees":
            return None
        abroad = asylum if origin == MALI else origin
        key = "malian_refugees_abroad" if origin == MALI else "refugees_in_mali"
        if abroad not in self.countries:
            return None
        return {"indicator": key, "country": self.countries[abroad], "place": asylum}

    def _people(self, row: Row, spec: Spec) -> str:
        role = spec.fixed.get("role", "")
        if role != "individuals":
            return role
        words = folded(self._role(row, "population"))
        if any(word in words for word in REFUGEES):
            return "refugees"
        return "displaced" if any(word in words for word in DISPLACED) else ""

    def _role(self, row: Row, role: str) -> str:
        spec = next((each for each in self.specs if each.fixed.get("role") == role), None)
        return _cell(row, spec) if spec else ""

    def _words(self, row: Row, name: str) -> str:
        spec = next((each for each in self.specs if each.field == name), None)
        return _cell(row, spec) if spec else ""


def published(shape: Shape, specs_found: tuple[Spec, ...], known: Known) -> Published:
    return Published(shape, specs_found, {each.alpha3: each.code for each in known.countries})


def _cell(row: Row, spec: Spec) -> str:
    return shown(spec.value(row))
