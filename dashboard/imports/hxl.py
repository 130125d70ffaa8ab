"""HXL: a row of tags (`#adm1+name`, `#affected+f`) that say what columns hold, whatever their headers are."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Final

from dashboard.imports.understood import Field
from dashboard.sheets.book import Value

TAG: Final = re.compile(r"#([a-z][a-z0-9_]*)((?:\s*\+\s*[a-z][a-z0-9_]*)*)")
COUNTS: Final = frozenset({"affected", "reached", "population", "beneficiary", "value", "returnees"})
HOUSEHOLDS: Final = frozenset({"hh", "households"})
SEXES: Final = {"f": "f", "female": "f", "m": "m", "male": "m"}
AGES: Final = {
    "children": "0-17", "age_0_17": "0-17", "age_18_34": "18-34", "age_35_59": "35-59", "age_60": "60+",
    "age_60_plus": "60+", "elderly": "60+",
}  # fmt: skip
PLAIN: Final[dict[str, Field]] = {
    "indicator": "indicator", "adm1": "territory", "loc": "place", "country": "country", "source": "source",
    "meta": "source", "activity": "activity", "output": "deliverable",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Tag:
    """One tag as understood: the order of its attributes means nothing."""

    name: str
    attributes: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Tagged:
    """What a tag says of its column, and of every number in it."""

    field: Field
    fixed: dict[str, str] = dataclasses.field(default_factory=dict)
    code: bool = False


def is_tag_row(values: Iterable[Value]) -> bool:
    """Most cells begin with `#`, and one of them at least is a tag."""
    words = [str(value).strip() for value in values if value is not None and str(value).strip()]
    hashed = [word for word in words if word.startswith("#")]
    return any(parsed(word) for word in hashed) and 2 * len(hashed) >= len(words)


def parsed(written: str) -> Tag | None:
    """Nothing when it is malformed: `# adm1`, `#adm1++name`, `adm1`."""
    found = TAG.fullmatch(written.strip().lower())
    if not found:
        return None
    return Tag(found[1], frozenset(re.findall(r"[a-z0-9_]+", found[2])))


def meaning(tag: Tag) -> Tagged | None:
    """Nothing for a tag that tells about none of our fields: `#sector`, `#org`."""
    if tag.name == "date":
        return Tagged(_date(tag.attributes))
    if tag.name in COUNTS:
        return _count(tag)
    if tag.name == "meta" and "source" not in tag.attributes:
        return Tagged(_meta(tag.attributes)) if _meta(tag.attributes) != "ignored" else None
    if tag.name == "adm1" and tag.attributes & {"code", "pcode"}:
        return Tagged("territory_code", code=True)
    return Tagged(PLAIN[tag.name]) if tag.name in PLAIN else None


def _meta(attributes: frozenset[str]) -> Field:
    named: dict[str, Field] = {
        "sex": "sex", "age": "age_group", "detail": "detail", "qualifier": "qualifier", "quote": "quote",
        "note": "note",
    }  # fmt: skip
    return next((named[each] for each in named if each in attributes), "ignored")


def _date(attributes: frozenset[str]) -> Field:
    if "start" in attributes:
        return "period_start"
    if "end" in attributes:
        return "period_end"
    if "year" in attributes:
        return "year"
    return "month" if "month" in attributes else "date"


def _count(tag: Tag) -> Tagged | None:
    if tag.attributes & HOUSEHOLDS:
        return None
    fixed: dict[str, str] = {}
    for each in tag.attributes:
        if each in SEXES:
            fixed["sex"] = SEXES[each]
        if each in AGES:
            fixed["age_group"] = AGES[each]
    return Tagged("count", fixed)
