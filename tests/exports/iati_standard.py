"""What the IATI activity standard 2.03 asks of the elements that we write.

Written from its XML schemas, release 2.03 of 2018-02-19, github.com/IATI/IATI-Schemas:
for each element its children in their order, how often each may come, and its attributes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MANY: Final = 10**9
Check = Callable[[str], bool]


def _is_day(words: str) -> bool:
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _one_of(*codes: str) -> Check:
    return lambda words: words in codes


def _is_number(words: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", words) is not None


ANY: Final[Check] = bool


@dataclass(frozen=True)
class Rule:
    """`children`: name → least and most, in the order of the schema; `required` and `optional` attributes."""

    children: tuple[tuple[str, int, int], ...] = ()
    required: tuple[tuple[str, Check], ...] = ()
    optional: tuple[tuple[str, Check], ...] = ()
    has_text: bool = False


NARRATIVES: Final = (("narrative", 1, MANY),)
MEASURED: Final = Rule(
    (("location", 0, MANY), ("dimension", 0, MANY), ("comment", 0, 1), ("document-link", 0, MANY)),
    optional=(("value", _is_number),),
)
DAY: Final = Rule(required=(("iso-date", _is_day),))
RULES: Final[dict[str, Rule]] = {
    "iati-activities": Rule((("iati-activity", 1, MANY),), (("version", _one_of("2.03")),)),
    "iati-activities/iati-activity": Rule(
        (
            ("iati-identifier", 1, 1), ("reporting-org", 1, 1), ("title", 1, 1), ("description", 1, MANY),
            ("participating-org", 1, MANY), ("other-identifier", 0, MANY), ("activity-status", 1, 1),
            ("activity-date", 1, MANY), ("contact-info", 0, MANY), ("activity-scope", 0, 1),
            ("recipient-country", 0, MANY), ("recipient-region", 0, MANY), ("location", 0, MANY), ("sector", 0, MANY),
            ("tag", 0, MANY), ("country-budget-items", 0, MANY), ("humanitarian-scope", 0, MANY),
            ("policy-marker", 0, MANY), ("collaboration-type", 0, 1), ("default-flow-type", 0, 1),
            ("default-finance-type", 0, 1), ("default-aid-type", 0, MANY), ("default-tied-status", 0, 1),
            ("budget", 0, MANY), ("planned-disbursement", 0, MANY), ("capital-spend", 0, 1), ("transaction", 0, MANY),
            ("document-link", 0, MANY), ("related-activity", 0, MANY), ("legacy-data", 0, MANY), ("conditions", 0, 1),
            ("result", 0, MANY), ("crs-add", 0, MANY), ("fss", 0, MANY),
        ),
        optional=((LANGUAGE, ANY), ("hierarchy", _one_of("1", "2"))),
    ),
    "iati-identifier": Rule(has_text=True),
    "reporting-org": Rule(
        NARRATIVES, (("ref", ANY), ("type", _one_of("10", "40", "90"))), (("secondary-reporter", _one_of("0", "1")),)
    ),
    "title": Rule(NARRATIVES),
    "iati-activity/description": Rule(NARRATIVES, optional=(("type", _one_of("1", "2", "3", "4")),)),
    "description": Rule(NARRATIVES),
    "narrative": Rule(optional=((LANGUAGE, ANY),), has_text=True),
    "participating-org": Rule(
        (("narrative", 0, MANY),), (("role", _one_of("1", "2", "3", "4")),), (("type", ANY), ("ref", ANY))
    ),
    "activity-status": Rule(required=(("code", _one_of("1", "2", "3", "4", "5", "6")),)),
    "activity-date": Rule(
        (("narrative", 0, MANY),), (("iso-date", _is_day), ("type", _one_of("1", "2", "3", "4")))
    ),
    "recipient-country": Rule((("narrative", 0, MANY),), (("code", _one_of("ML")),), (("percentage", _is_number),)),
    "iati-activity/location": Rule((("name", 0, 1), ("description", 0, 1), ("point", 0, 1)), optional=(("ref", ANY),)),
    "name": Rule(NARRATIVES),
    "point": Rule((("pos", 1, 1),), (("srsName", _one_of("http://www.opengis.net/def/crs/EPSG/0/4326")),)),
    "pos": Rule(has_text=True),
    "sector": Rule((("narrative", 0, MANY),), (("code", ANY),), (("vocabulary", ANY), ("percentage", _is_number))),
    "tag": Rule((("narrative", 0, MANY),), (("code", ANY), ("vocabulary", ANY)), (("vocabulary-uri", ANY),)),
    "related-activity": Rule(required=(("ref", ANY), ("type", _one_of("1", "2", "3", "4", "5")))),
    "result": Rule(
        (("title", 1, 1), ("description", 0, 1), ("document-link", 0, MANY), ("reference", 0, MANY),
         ("indicator", 1, MANY)),
        (("type", _one_of("1", "2", "3", "9")),), (("aggregation-status", _one_of("true", "false")),),
    ),
    "indicator": Rule(
        (("title", 1, 1), ("description", 0, 1), ("document-link", 0, MANY), ("reference", 0, MANY),
         ("baseline", 0, MANY), ("period", 0, MANY)),
        (("measure", _one_of("1", "2", "3", "4", "5")),),
        (("ascending", _one_of("true", "false")), ("aggregation-status", _one_of("true", "false"))),
    ),
    "reference": Rule(required=(("vocabulary", _one_of("99")), ("code", ANY)), optional=(("indicator-uri", ANY),)),
    "baseline": Rule(
        (("location", 0, MANY), ("dimension", 0, MANY), ("document-link", 0, MANY), ("comment", 0, 1)),
        (("year", lambda words: re.fullmatch(r"[1-9]\d{3}", words) is not None),),
        (("iso-date", _is_day), ("value", _is_number)),
    ),
    "period": Rule((("period-start", 1, 1), ("period-end", 1, 1), ("target", 0, MANY), ("actual", 0, MANY))),
    "period-start": DAY,
    "period-end": DAY,
    "target": MEASURED,
    "actual": MEASURED,
    "actual/document-link": Rule(
        (("title", 1, 1), ("description", 0, 1), ("category", 0, MANY), ("language", 0, MANY), ("document-date", 0, 1)),
        (("url", ANY), ("format", ANY)),
    ),
    "category": Rule(required=(("code", ANY),)),
    "actual/location": Rule(required=(("ref", ANY),)),
    "dimension": Rule(required=(("name", ANY), ("value", ANY))),
    "comment": Rule(NARRATIVES),
}  # fmt: skip


def faults(element: Element, path: str = "") -> Iterator[str]:
    """Where a document leaves the standard; nothing when it follows it."""
    where = f"{path}/{element.tag}" if path else element.tag
    rule = RULES.get("/".join(where.split("/")[-2:])) or RULES.get(element.tag)
    if rule is None:
        yield f"{where}: no such element"
        return
    yield from _attribute_faults(element, rule, where)
    yield from _child_faults(element, rule, where)
    words = (element.text or "").strip()
    if bool(words) != rule.has_text:
        yield f"{where}: {'no text' if rule.has_text else words!r}"
    for child in element:
        yield from faults(child, where)


def _attribute_faults(element: Element, rule: Rule, where: str) -> Iterator[str]:
    known = dict((*rule.required, *rule.optional))
    yield from (f"{where}: @{name} is missing" for name, _ in rule.required if name not in element.attrib)
    for name, value in element.attrib.items():
        if name not in known or not known[name](value):
            yield f"{where}: @{name}={value!r}"


def _child_faults(element: Element, rule: Rule, where: str) -> Iterator[str]:
    order = [name for name, _, _ in rule.children]
    tags = [child.tag for child in element]
    yield from (f"{where}: {tag} does not belong here" for tag in tags if tag not in order)
    places = [order.index(tag) for tag in tags if tag in order]
    if places != sorted(places):
        yield f"{where}: children out of order: {tags}"
    for name, least, most in rule.children:
        if not least <= tags.count(name) <= most:
            yield f"{where}: {name} comes {tags.count(name)} times"
