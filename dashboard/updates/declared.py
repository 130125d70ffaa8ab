"""What somebody typed about an activity, made clean and checked as far as that needs no database."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from dashboard.errors import EntryRefused
from dashboard.texts import Language

COMMENT_LENGTH, REASON_LENGTH, EVIDENCE_LENGTH = 2000, 1000, 500


@dataclass(frozen=True)
class Declared:
    """One row of the form: `version` is that of the activity when the form was opened (`queries.entry`)."""

    activity_key: str
    version: str
    declared_on: dt.date
    percent: float
    comment: str = ""
    language: Language = "fr"
    """The language the comment is typed in; nobody translates it for the declarer."""
    milestone_number: int | None = None
    evidence: str = ""
    translated: str = ""
    """The comment in the other language, where a file brings both."""


def columns(typed: Declared, *, known_evidence: str | None = None) -> dict[str, Any]:
    """The columns of a report, cleaned; `EntryRefused` names the field at fault."""
    said = [words(comment, COMMENT_LENGTH, "comment") for comment in (typed.comment, typed.translated)]
    french, english = said if typed.language == "fr" else reversed(said)
    return {
        "declared_on": _day(typed.declared_on),
        "percent": _percent(typed.percent),
        "milestone_number": typed.milestone_number,
        "comment_fr": french,
        "comment_en": english,
        "evidence": _evidence(typed.evidence, known_evidence),
    }


def reason(typed: str) -> str:
    """Why a report is returned or corrected: always said."""
    said = words(typed, REASON_LENGTH, "reason")
    if not said:
        raise EntryRefused("Say why: the other side will read it.", field="reason")
    return said


def words(typed: str, length: int, field: str) -> str | None:
    """Text as both databases keep it: one form of each letter, no control characters; nothing when it is blank."""
    kept = "".join(letter for letter in typed.replace("\r\n", "\n") if _is_kept(letter))
    said = unicodedata.normalize("NFC", kept).strip()
    if len(said) > length:
        raise EntryRefused(
            "This text has {count} characters: {most} at most.", field=field, count=len(said), most=length
        )
    return said or None


def _is_kept(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")


def _percent(typed: float) -> float:
    """A share such as 0.85 is more likely a slip than less than one percent: asked again, never guessed."""
    if not math.isfinite(typed) or not 0 <= typed <= 100 or 0 < typed < 1:
        raise EntryRefused("Progress goes from 0 to 100: write 85 for 85%.", field="percent")
    return float(typed)


def _day(typed: dt.date) -> dt.date:
    """Days are those of Bamako, which keeps UTC all year."""
    if typed > dt.datetime.now(dt.UTC).date():
        raise EntryRefused("{day} has not come yet: choose a day until today.", field="declared_on", day=typed)
    return typed


def _evidence(typed: str, known: str | None) -> str | None:
    """The address of a page or document: kept as text, never opened. What stood there before may stay."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in typed.strip()):
        raise _no_link()
    address = words(typed, EVIDENCE_LENGTH, "evidence")
    if address is None or address == known:
        return address
    if any(letter.isspace() for letter in address) or not _is_public(_parts(address)):
        raise _no_link()
    return address


def _is_public(parts: SplitResult) -> bool:
    """A name or password inside an address would be shown to everybody."""
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise _no_link() from None


def _no_link() -> EntryRefused:
    return EntryRefused(
        "Evidence is the address of a page, beginning with http:// or https://, without a password.", field="evidence"
    )
