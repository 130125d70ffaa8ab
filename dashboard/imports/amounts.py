"""Numbers as people write them: counts, figures with their qualifier, percentages. Nothing is guessed.

Whether a lone point or comma before three digits separates thousands or decimals is a fact of the file, not of the
cell: `doubtful` names the sign that is in question, `settled` says what a cell proves, `agreed` what cells prove
together. Whoever reads a file asks once, and hands the answer to every reader below as `Separators`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from dashboard.imports.cells import INVISIBLE, Absent, Fault, folded, nothing, word_set
from dashboard.sheets.book import Remark, Value

Use = Literal["thousands", "decimals"]
Sign = Literal["point", "comma"]
Qualifier = Literal["exact", "at_least", "at_most", "about", "almost"]


class Separators(NamedTuple):
    """What the point and the comma are for in this file; nothing where that is not known."""

    point: Use | None = None
    comma: Use | None = None


@dataclass(frozen=True)
class Quantity:
    """What a source states: a value, or a range without one. A floor (`plus de`) is a value that is also its `low`.

    `unit` is what the words beside the number count, nothing when there are none.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    unit: str = ""


UNKNOWN: Final = Separators()
LARGEST_COUNT: Final = 2**31 - 1
LARGEST: Final = 2**53
MASK_UP_TO: Final = 20
"""`<5` hides a small count, `< 41 000` bounds a large one."""
SIGNS: Final[dict[str, Sign]] = {".": "point", ",": "comma"}
BODY: Final = r"\d(?:[\d.,' ]*\d)?"
BODIES: Final = re.compile(BODY)
SPACED: Final = re.compile(r"(\d{1,3}(?:[ ']\d{3})+)(?:([.,])(\d+))?")
BOTH: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)")
REPEATED: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}")
LONE: Final = re.compile(r"(\d+)([.,])(\d+)")
MASK: Final = re.compile(r"\*+|\(\*\)|[xsc]|\(s\)|(?:<|≤|<=) ?(\d{1,2})")
NEGATIVE: Final = re.compile(rf"\( ?{BODY} ?\)|[-–—−] ?{BODY}")
LETTERED: Final = re.compile(r"(?=.*\d)(?=.*[OoIl|])[\dOoIl|.,' ]+")
SHORTENED: Final = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d+")
PERCENT: Final = re.compile(r" ?(?:%|pour ?cent|per ?cent)$")
NO_ZERO: Final = word_set("neant aucun aucune none nil rien ras zero")
TRUTHS: Final = word_set("vrai faux true false oui non yes no")
BEFORE: Final[tuple[tuple[Qualifier, re.Pattern[str]], ...]] = (
    ("at_least", re.compile(r"(?:plus de|au moins|minimum|more than|over|at least|above|≥|>=|>|\+ ?de) ?(?=\d)")),
    ("at_most", re.compile(
        r"(?:moins de|au (?:plus|maximum)|maximum|jusqu'a|less than|fewer than|under|up to|at most|≤|<=|<) ?(?=\d)")),
    ("almost", re.compile(r"(?:pres de|presque|nearly|almost|close to) ?(?=\d)")),
    ("about", re.compile(
        r"(?:environ|env\.?|autour de|a peu pres|quelque|approximativement|about|around|some|approximately|approx\.?"
        r"|roughly|circa|ca\.?|~|≈|±) ?(?=\d)")),
)  # fmt: skip
AFTER: Final[tuple[tuple[Qualifier, re.Pattern[str]], ...]] = (
    ("at_least", re.compile(r" ?(?:\+| (?:et|ou) plus| (?:and|or) more)$")),
    ("at_most", re.compile(r" ou moins$| or (?:less|fewer)$")),
    ("about", re.compile(r",? (?:environ|env\.?|approx\.?)$")),
)
SCALES: Final = {"mille": 3, "thousand": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 9,
                 "billions": 9}  # fmt: skip
WRITTEN: Final = re.compile(
    rf"(?:entre |between |de |from )?({BODY})(?:(?: ?[-–—]| (?:et|and|a|to)) ?({BODY}))?"
    rf"(?: ?({'|'.join(sorted(SCALES, key=len, reverse=True))})(?![a-z]))?(?: d[e'])? ?([a-z€][a-z€ ]*)?"
)
UNIT_WORDS: Final = {
    "people": "personne personnes people person persons individu individus individuals migrant migrants refugie "
    "refugies refugees homme hommes femme femmes enfant enfants men women children malien maliens malians rapatries "
    "deplaces beneficiaires beneficiaries retournes returnees victimes victims jeunes pdi idps",
    "households": "menage menages household households famille familles families",
    "xof": "f fcfa xof cfa franc francs",
    "eur": "€ eur euro euros",
}
UNITS: Final = {word: unit for unit, words in UNIT_WORDS.items() for word in words.split()}
FAULTS: Final = {
    "words": "This is not a number. Write digits only, or leave the cell empty if nothing was reported.",
    "letters": "A letter stands among the digits. Write zero and one as digits.",
    "invisible": "An invisible sign stands in this cell. Type its content again.",
    "mark": "A footnote mark or a fraction stands beside the number. Leave the digits only.",
    "negative": "This number is below zero, and nothing is counted below zero. Check this cell with its source.",
    "part": "People are counted whole. Write a number without decimals.",
    "too_large": "This number is too large to be true. Check its digits with the source.",
    "groups": "The digits are not in groups of three. Check whether two numbers stand in one cell.",
    "misprint": "Four digits follow the point or comma: neither thousands nor decimals. Check the number with its "
    "source.",
    "doubtful": "What the point or comma separates is not known yet. Answer the question about this file.",
    "against": "Points or commas mean something else in the rest of this file. Write this number without them.",
    "qualified": "A count is one exact number. Leave the digits only, or bring this file as stated figures.",
    "unit": "Words stand beside the number. Leave the digits only.",
    "percentage": "A percentage stands where a number is expected. Write the number itself.",
    "shortened": "The spreadsheet shortened this number and lost digits. Show the whole number, and save the file "
    "again.",
    "none": "This word may mean zero or not reported. Write 0, or leave the cell empty.",
    "infinite": "This is no number that can be counted. Check the formula of this cell.",
    "truth": "Yes or no stands where a number is expected. Write the number.",
    "day": "A date stands where a number is expected: spreadsheets turn some numbers into dates. Type it again.",
    "share": "A number between 0 and 1 may be a share or a percentage. Write it with the sign %.",
    "over": "A percentage goes from 0 to 100. Check this cell.",
}


def _fault(kind: str) -> Fault:
    return Fault(f"number.{kind}", Remark(FAULTS[kind]))


def doubtful(value: Value) -> Sign | None:
    """The sign that reads as thousands and as decimals alike: the point of `41.000`, the comma of `1,234`."""
    for body in _bodies(value):
        lone = LONE.fullmatch(body)
        if lone and _is_doubtful(lone):
            return SIGNS[lone[2]]
    return None


def settled(value: Value) -> Separators:
    """What one cell proves of its file: `1.234.567` and `1.234,5` that points separate thousands, `12,5` that commas
    separate decimals. The press typo `8.0500` proves nothing."""
    return agreed(_proof(body) for body in _bodies(value))


def agreed(proofs: Iterable[Separators]) -> Separators:
    """What cells prove together; a sign on which two of them disagree stays in question."""
    seen = set(proofs)
    points = {proof.point for proof in seen} - {None}
    commas = {proof.comma for proof in seen} - {None}
    return Separators(points.pop() if len(points) == 1 else None, commas.pop() if len(commas) == 1 else None)


def count(value: Value, separators: Separators = UNKNOWN) -> int | Absent | Fault:
    """How many people or things a cell says: exact, whole, not negative."""
    found = _bare(value, separators)
    return _whole(found) if isinstance(found, (int, float)) else found


def figure(value: Value, separators: Separators = UNKNOWN) -> Quantity | Absent | Fault:
    """What a source states: `plus de 41 000 personnes`, `200 à 300`, `2,5 milliards de FCFA`."""
    absent = nothing(value)
    if absent is not None:
        return absent
    return _written(value, separators) if isinstance(value, str) else _typed(value)


def number(value: Value, separators: Separators = UNKNOWN) -> float | Absent | Fault:
    """A bare number, with or without decimals, not negative."""
    return _bare(value, separators)


def is_share(value: Value) -> bool:
    """Whether a percentage is written so that it may be a share of one: `0.85`, without the sign %."""
    found = _bare(value, Separators("decimals", "decimals"))
    return isinstance(found, float) and 0 < found < 1


def percentage(
    value: Value, separators: Separators = UNKNOWN, *, are_shares: bool | None = None
) -> float | Absent | Fault:
    """0 to 100. `are_shares`: what the numbers from 0 to 1 of this file are; until that is known they are refused."""
    without = PERCENT.sub("", folded(value)) if isinstance(value, str) else value
    is_signed = isinstance(value, str) and without != folded(value)
    found = _bare(without, separators)
    if not isinstance(found, (int, float)):
        return found
    if not is_signed and 0 < found < 1 and are_shares is None:
        return _fault("share")
    in_hundredths = round(found * 100, 6) if are_shares and not is_signed and found <= 1 else found
    return in_hundredths if in_hundredths <= 100 else _fault("over")


def _bare(value: Value, separators: Separators) -> float | Absent | Fault:
    found = figure(value, separators)
    if not isinstance(found, Quantity):
        return found
    if found.qualifier != "exact" or found.value is None:
        return _fault("qualified")
    return _fault("unit") if found.unit else found.value


def _whole(found: float) -> int | Fault:
    if found != int(found):
        return _fault("part")
    return int(found) if found <= LARGEST_COUNT else _fault("too_large")


def _typed(value: Value) -> Quantity | Fault:
    """A cell to which the spreadsheet itself gave a type."""
    if isinstance(value, bool):
        return _fault("truth")
    if not isinstance(value, (int, float)):
        return _fault("day")
    if not math.isfinite(value):
        return _fault("infinite")
    if abs(value) > LARGEST:
        return _fault("too_large")
    return Quantity(value) if value >= 0 else _fault("negative")


def _written(words: str, separators: Separators) -> Quantity | Absent | Fault:
    if INVISIBLE.search(words):
        return _fault("invisible")
    if any(unicodedata.category(sign) == "No" for sign in words):
        return _fault("mark")
    plain = folded(words)
    mask = MASK.fullmatch(plain)
    if mask and int(mask[1] or 0) <= MASK_UP_TO:
        return Absent.MASKED
    unusual = _unusual(words.strip(), plain)
    return _fault(unusual) if unusual else _stated(plain, separators)


def _unusual(words: str, plain: str) -> str:
    """Which of the things that people write where a number goes, and that are none."""
    if plain in NO_ZERO:
        return "none"
    if plain in TRUTHS:
        return "truth"
    if SHORTENED.fullmatch(plain):
        return "shortened"
    if PERCENT.search(plain):
        return "percentage"
    if NEGATIVE.fullmatch(plain):
        return "negative"
    return "letters" if LETTERED.fullmatch(words) else ""


def _stated(plain: str, separators: Separators) -> Quantity | Fault:
    """Qualifier, number or range, scale, unit."""
    qualifier, rest = _unqualified(plain)
    parts = WRITTEN.fullmatch(rest)
    if not parts:
        return _fault("words")
    low_words, high_words, scale, unit_words = parts.groups()
    unit = UNITS.get((unit_words or "").split(" ")[0])
    if unit_words and not unit:
        return _fault("unit")
    ends = [_read(each, separators, SCALES.get(scale, 0)) for each in (low_words, high_words) if each]
    faults = [end for end in ends if isinstance(end, Fault)]
    numbers = [end for end in ends if not isinstance(end, Fault)]
    return faults[0] if faults else _qualified(numbers, qualifier, unit or "")


def _unqualified(plain: str) -> tuple[Qualifier, str]:
    for qualifier, words in BEFORE:
        found = words.match(plain)
        if found:
            return qualifier, plain[found.end() :]
    for qualifier, words in AFTER:
        found = words.search(plain)
        if found:
            return qualifier, plain[: found.start()]
    return "exact", plain


def _qualified(ends: list[float], qualifier: Qualifier, unit: str) -> Quantity | Fault:
    if len(ends) == 2:
        low, high = ends
        in_order = low < high and qualifier in {"exact", "about"}
        return Quantity(None, low, high, "about", unit) if in_order else _fault("words")
    low_end = ends[0] if qualifier == "at_least" else None
    high_end = ends[0] if qualifier == "at_most" else None
    return Quantity(ends[0], low_end, high_end, qualifier, unit)


def _read(body: str, separators: Separators, scale: int) -> float | Fault:
    """The number that digits, spaces, points and commas make, under what the file says of the last two."""
    digits = _digits(body, separators)
    if isinstance(digits, Fault):
        return digits
    exact = Decimal(digits).scaleb(scale)
    if exact > LARGEST:
        return _fault("too_large")
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _digits(body: str, separators: Separators) -> str | Fault:
    """The digits with a point before the decimals, and nothing else."""
    if body.isdecimal():
        return body
    lone = LONE.fullmatch(body)
    if lone:
        return _lone(lone, separators)
    proof = _proof(body)
    if any(use and use != known for use, known in zip(proof, separators, strict=True) if known):
        return _fault("against")
    return _grouped(body)


def _grouped(body: str) -> str | Fault:
    spaced, both = SPACED.fullmatch(body), BOTH.fullmatch(body)
    if spaced:
        whole, parts = spaced[1], spaced[3]
    elif both:
        whole, parts = both[1] or both[3], both[2] or both[4]
    elif REPEATED.fullmatch(body):
        whole, parts = body, ""
    else:
        return _fault("groups")
    return "".join(re.findall(r"\d", whole)) + (f".{parts}" if parts else "")


def _lone(lone: re.Match[str], separators: Separators) -> str | Fault:
    """One point or comma: thousands or decimals as the file has them, decimals where nothing else fits."""
    whole, sign, parts = lone.groups()
    use = getattr(separators, SIGNS[sign])
    if _is_doubtful(lone):
        return _fault("doubtful") if use is None else whole + (parts if use == "thousands" else f".{parts}")
    if _is_misprint(lone) and (use != "decimals" or parts.endswith("0")):
        return _fault("misprint")
    return _fault("against") if use == "thousands" else f"{whole}.{parts}"


def _is_doubtful(lone: re.Match[str]) -> bool:
    return len(lone[3]) == 3 and len(lone[1]) <= 3 and lone[1][0] != "0"


def _is_misprint(lone: re.Match[str]) -> bool:
    return len(lone[3]) == 4 and len(lone[1]) <= 3 and lone[1][0] != "0"


def _bodies(value: Value) -> list[str]:
    return BODIES.findall(folded(value)) if isinstance(value, str) else []


def _proof(body: str) -> Separators:
    """What the digits of one number prove of points and commas, whatever they are elsewhere."""
    spaced, both, lone = SPACED.fullmatch(body), BOTH.fullmatch(body), LONE.fullmatch(body)
    if both:
        return Separators("thousands", "decimals") if both[1] else Separators("decimals", "thousands")
    if REPEATED.fullmatch(body):
        return _one("." if "." in body else ",", "thousands")
    if spaced and spaced[2]:
        return _one(spaced[2], "decimals")
    if lone and not _is_doubtful(lone) and not _is_misprint(lone):
        return _one(lone[2], "decimals")
    return UNKNOWN


def _one(sign: str, use: Use) -> Separators:
    return Separators(point=use) if sign == "." else Separators(comma=use)
