"""Regions and countries by any spelling that is known, or by the whole code of a scheme that has a name.

A near spelling is a suggestion, never a match; a bare number is no place: `9` is Ménaka for ISO, Bamako for OCHA, Gao
for GeoNames and Taoudénit in the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from dashboard.imports.cells import Absent, Fault, folded, foreign_signs, nothing, spaced
from dashboard.imports.known import KnownCountry, KnownTerritory
from dashboard.imports.words import Names
from dashboard.sheets.book import Remark, Value

Scheme = Literal["iso_3166_2", "ocha_pcode_2021", "geonames_admin1", "law_number"]
SCHEMES: Final[tuple[Scheme, ...]] = ("iso_3166_2", "ocha_pcode_2021", "geonames_admin1", "law_number")

NUMBER: Final = re.compile(r"\d{1,8}")
SMALLER_CODE: Final = re.compile(r"ml ?-?\d{4,8}")
SMALLER_PLACE: Final = re.compile(
    r"(?:cercles?|arrondissements?|communes?|villages?|localites?|quartiers?|circles?) (?:d[eu'] ?|of )?\S"
)
PARTIAL_CODE: Final = re.compile(r"ml ?\d|ml[ -]0\d|ml \d\d")
UNKNOWN_CODE: Final = re.compile(r"ml-?\d{1,3}")
TITLES: Final = re.compile(
    r"^(?:(?:la |le |the )?(?:region|district|gouvernorat)s? (?:administrative )?(?:de la |du |de |d'|of )?|reg\. )"
    r"|,? \(?(?:region|district)\)?$"
)
ARTICLES: Final = re.compile(r"^(?:l'|le |la |les |the )|,? \(?(?:l'|le|la|les|the)\)?$")
STATES: Final = re.compile(
    r"^(?:la |the )?(?:republique (?:islamique |federale )?|royaume |(?:islamic |federal )?republic |kingdom )"
    r"(?:de la |de l'|du |de |d'|of the |of )"
)
USUAL_NAMES: Final[Mapping[str, str]] = {
    "CI": "RCI|Ivory Coast|Cote d Ivoire|Côte-d’Ivoire",
    "GN": "Guinée Conakry|Guinée-Conakry|Guinea Conakry|Guinée (Conakry)|Guinea (Conakry)",
    "GW": "Guinée Bissau|Guinea Bissau|Guinée-Bissao|Bissau",
    "GQ": "Guinée-Équatoriale",
    "BF": "Burkina|Haute-Volta",
    "CD": "RDC|DRC|RD Congo|DR Congo|Congo Kinshasa|Congo (Kinshasa)|Congo-Kinshasa|Congo (RDC)|Congo, RD|"
    "Congo, Democratic Republic of the|Congo (Democratic Republic of the)",
    "CG": "Congo Brazzaville|Congo-Brazzaville|Congo (Brazzaville)|Republic of the Congo|République du Congo",
    "CF": "RCA|Centrafrique|République centre-africaine",
    "CV": "Cap-Vert|Cape Verde|Cap Vert",
    "LY": "Jamahiriya arabe libyenne|Libyan Arab Jamahiriya|État de Libye|State of Libya",
    "EH": "Sahara-Occidental",
    "SA": "Arabie Saoudite|KSA|Arabie séoudite",
    "ST": "São Tomé|Sao Tomé|Sao Tome and Principe|São Tomé et Príncipe|Sao Tomé et Principe",
    "CN": "République populaire de Chine|People’s Republic of China|RPC|PRC",
    "NG": "Nigeria|Nigéria",
    "MR": "RIM",
    "EG": "Égypte|Egypt|République arabe d’Égypte",
    "DE": "République fédérale d’Allemagne|RFA",
}
FAULTS: Final = {
    "number": "{found} alone names no place: ISO {iso}, OCHA {ocha}, GeoNames {geonames}, law {law}. Write the name of "
    "the region.",
    "partial": "This code is not whole: ISO writes ML-1, OCHA writes ML01. Write the name of the region.",
    "code": "No region that is known here has this code. Write the name of the region.",
    "smaller": "This place is smaller than a region, and the dashboard holds regions. Write the region.",
    "unknown": "This is not a region that is known here. Write one of the list.",
    "near": "This is not a region that is known here. Did you mean “{near}”?",
    "country": "This is not a country that is known here. Write its name, or its code of two letters.",
    "country_near": "This is not a country that is known here. Did you mean “{near}”?",
}


def _fault(kind: str, **holes: object) -> Fault:
    return Fault(f"place.{kind}", Remark(FAULTS[kind], holes))


class Territories:
    """The regions that are known, by name and by code."""

    def __init__(self, known: Iterable[KnownTerritory]) -> None:
        held = tuple(known)
        self._names = Names({each.key: each.names for each in held}, strip=TITLES)
        self._shown = {each.key: each.names[0] for each in held}
        self._codes = {scheme: _by_code(held, scheme) for scheme in SCHEMES}

    def read(self, value: Value, scheme: Scheme | None = None) -> str | Absent | Fault:
        """The key of a region. `scheme` is what its column holds, once somebody said so: its codes are read."""
        absent = nothing(value)
        if absent is not None:
            return absent
        words = str(int(value)) if isinstance(value, float) and value.is_integer() else spaced(str(value))
        found = self._coded(folded(words), scheme) or self._names.find(words)
        return found or self._refused(words, scheme)

    def name(self, key: str) -> str:
        return self._shown[key]

    def _coded(self, plain: str, scheme: Scheme | None) -> str | None:
        """ISO and OCHA codes name their scheme; the numbers of the others do not."""
        for own in ("iso_3166_2", "ocha_pcode_2021"):
            if plain in self._codes[own] and scheme in {None, own}:
                return self._codes[own][plain]
        if scheme in {"geonames_admin1", "law_number"} or plain.startswith("ml."):
            codes = self._codes[scheme or "geonames_admin1"]
            return codes.get(_padded(plain.removeprefix("ml.")))
        return None

    def _refused(self, words: str, scheme: Scheme | None) -> Fault:
        plain = folded(words)
        if scheme is not None and re.search(r"\d", plain):
            return _fault("code")
        if NUMBER.fullmatch(plain):
            return self._readings(plain)
        if SMALLER_CODE.fullmatch(plain) or SMALLER_PLACE.match(plain):
            return _fault("smaller")
        if PARTIAL_CODE.fullmatch(plain) or UNKNOWN_CODE.fullmatch(plain):
            return _fault("partial" if PARTIAL_CODE.fullmatch(plain) else "code")
        foreign = foreign_signs(words)
        near = self._names.near(words)
        if foreign:
            return self._names.foreign(foreign, near)
        return _fault("near", near=near) if near else _fault("unknown")

    def _readings(self, plain: str) -> Fault:
        """The places that the number is under each scheme: a dash where it is none."""
        number = plain.lstrip("0") or "0"
        written = {"iso": f"ml-{number}", "ocha": f"ml{_padded(number)}"}
        under = dict(zip(("iso", "ocha", "geonames", "law"), SCHEMES, strict=True))
        held = {hole: self._codes[scheme].get(written.get(hole, _padded(number))) for hole, scheme in under.items()}
        return _fault("number", found=plain, **{hole: self._shown[key] if key else "–" for hole, key in held.items()})


class Countries:
    """The countries that are known, by code of two or three letters and by name."""

    def __init__(self, known: Iterable[KnownCountry]) -> None:
        held = tuple(known)
        names = {each.code: (*each.names, *USUAL_NAMES.get(each.code, "").split("|")) for each in held}
        self._names = Names(names, strip=ARTICLES, also_strip=STATES)
        self._codes = {code.casefold(): each.code for each in held for code in (each.code, each.alpha3)}

    def read(self, value: Value) -> str | Absent | Fault:
        """The ISO code of a country. A code comes before a word for nothing: `NA` is one."""
        words = spaced(str(value))
        if isinstance(value, str) and words.casefold() in self._codes:
            return self._codes[words.casefold()]
        absent = nothing(value)
        if absent is not None:
            return absent
        return self._names.find(words) or self._refused(words)

    def _refused(self, words: str) -> Fault:
        near = self._names.near(words)
        foreign = foreign_signs(words)
        if foreign:
            return self._names.foreign(foreign, near)
        return _fault("country_near", near=near) if near else _fault("country")


def _by_code(known: Iterable[KnownTerritory], scheme: Scheme) -> dict[str, str]:
    return {folded(each.codes[scheme]): each.key for each in known if each.codes.get(scheme)}


def _padded(number: str) -> str:
    return number.zfill(2)
