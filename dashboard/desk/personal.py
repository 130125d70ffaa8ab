"""Words that may name or describe one person: doubted once before they are recorded, never refused.

What editors write is read by whoever may read pages; a machine cannot tell a case from a committee, its author can.
"""

from __future__ import annotations

import re
from typing import Final

from dashboard.errors import Doubtful

EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
DIGITS: Final = re.compile(r"(?<![\w,.])(?:\+|00)?\d(?:[ \u00a0\u202f.\-]?\d){7,14}(?![\w])")
AMOUNT: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./-]\d\d?[./-]\d{4}|(?:19|20)\d\d[-/](?:19|20)\d\d")
CASE: Final = re.compile(
    r"\b(?:M\.|Mme|Mlle|MM\.|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?)\s+[A-ZÀ-Þ]"
    r"|\b(?:nommée?|surnommée?|prénommée?|named)\s+[A-ZÀ-Þ]"
    r"|\b(?:née? le|born on|date de naissance|date of birth)\b"
    r"|\b(?i:passeport|passport|dossier|case|NINA|carte d[’']identité)\s*(?:n[°ᵒo]\.?|no\.?|number|:)[\s:]*\w"
    r"|\bâgée? de \d+ ans|\baged \d+"
)
SENTENCES: Final = {
    "email": "This text seems to hold an e-mail address. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "phone": "This text seems to hold a telephone number. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "case": "This text seems to name or describe one person. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
}


def doubt(words: str, field: str) -> None:
    """Raise `Doubtful` where the words look like a person's."""
    kind = found(words)
    if kind:
        raise Doubtful(SENTENCES[kind], field=field)


def found(words: str) -> str | None:
    """`email`, `phone` or `case`; nothing in ordinary words, amounts and dates."""
    if EMAIL.search(words):
        return "email"
    if any(not AMOUNT.fullmatch(each) and not DAY.fullmatch(each) for each in DIGITS.findall(words)):
        return "phone"
    return "case" if CASE.search(words) else None
