"""What one cell may turn out to be besides a value: nothing, or a fault that says what to do.

Every reader of a cell (`amounts`, `dates`, `places`, `words`) is a function of the words of that cell, so that whoever
reads a million of them keeps the answers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

from dashboard.sheets.book import Flaw, Remark, Value


class Absent(Enum):
    """A cell that states no value. None of these is a zero."""

    EMPTY = "empty"
    NOT_REPORTED = "not_reported"
    MASKED = "masked"


@dataclass(frozen=True)
class Fault:
    """Why a cell is not read: `code` groups those that repeat, `said` tells what was expected and what to do."""

    code: str
    said: Remark


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
APOSTROPHES: Final = re.compile("[’‘ʼ`´′ʹ＇]")
NOT_REPORTED: Final = word_set(
    "na nd nr nan null inconnu inconnue unknown manquant missing notavailable notreported notapplicable "
    "nondisponible nondispo nondisp pasdisponible indisponible nonrapporte nonrenseigne nonrenseignee nontransmis "
    "nontransmise noncommunique nondefini donneenondisponible donneesnondisponibles notprovided unavailable "
    "nonprecise nonprecisee nonspecifie nonspecifiee notspecified unspecified indetermine indeterminee "
    "sexenonprecise sexnotspecified sexeinconnu sexunknown agenonprecise agenotspecified ageinconnu ageunknown"
)
DASHES: Final = re.compile(r"[-–—−_.…?]+|[-–—−]0+|n/[adr]")
ERRORS: Final = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|VALEUR!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!)|#{3,}", re.I
)
"""As a text file writes what its spreadsheet could not compute, or had no room to show."""
SPREADSHEET_FAULTS: Final = {
    "error": "The spreadsheet shows the error {shown} here. Repair the formula, or type the value.",
    "formula": "This formula was saved without its result. Open the file in a spreadsheet, save it, bring it again.",
    "merged": "This cell is part of a merged area. Unmerge it, and write the value on each row.",
}


def flawed(flaw: Flaw) -> Fault:
    """A cell that the spreadsheet itself left without a value."""
    return Fault(f"cell.{flaw.kind}", Remark(SPREADSHEET_FAULTS[flaw.kind], {"shown": flaw.shown}))


def nothing(value: Value) -> Absent | Fault | None:
    """What a cell is when it holds no words to read: empty, not reported, or a flaw; else nothing.

    `-00` counts as not reported: it is either a zero dressed by a format of accountants or a dash over missing digits,
    nobody can tell which, and a zero made up would be a statement.
    """
    if value is None:
        return Absent.EMPTY
    if isinstance(value, Flaw):
        return flawed(value)
    if not isinstance(value, str):
        return None
    if not value.strip():
        return Absent.EMPTY
    if ERRORS.fullmatch(value.strip()):
        return flawed(Flaw("error", value.strip()))
    words = folded(value)
    if DASHES.fullmatch(words.replace(" ", "")):
        return Absent.NOT_REPORTED
    return Absent.NOT_REPORTED if re.sub(r"[ ./()-]", "", words) in NOT_REPORTED else None


def folded(words: str) -> str:
    """Words without case, accents, kinds of apostrophe and of space: what two spellings of one thing share."""
    apart = unicodedata.normalize("NFKD", APOSTROPHES.sub("'", words).replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


def spaced(words: str) -> str:
    """The words as they stand, each space an ordinary one."""
    return " ".join(words.split())


def foreign_signs(words: str) -> str:
    """Which kind of sign no French or English keyboard gives: `invisible`, or `letters` of another script."""
    if INVISIBLE.search(words):
        return "invisible"
    return "letters" if any(_is_foreign(sign) for sign in words) else ""


def _is_foreign(sign: str) -> bool:
    return sign.isalpha() and not unicodedata.name(sign, "LATIN").startswith(
        ("LATIN", "MODIFIER", "MASCULINE", "FEMININE")
    )
