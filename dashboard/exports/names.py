"""Names of files: subject, language, day; whatever the words, a name stays short, plain and inside its folder."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from dashboard.texts import Language

LONGEST_PART, LONGEST_STEM = 60, 120
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ɛ": "e", "ɔ": "o", "ŋ": "ng"})
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""What Windows takes for a device, whatever the extension."""


def plain(words: str) -> str:
    """Small letters, digits and hyphens only: `Retours par région` → `retours-par-region`."""
    bare = unicodedata.normalize("NFKD", words.translate(LIGATURES)).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:LONGEST_PART].strip("-")
    return f"{short}-1" if short in DEVICES else short or "x"


def stem(subject: str, language: Language, day: dt.date, *, apart: Iterable[str] = ()) -> str:
    """`retours-par-region_fr_2026-11-21`; `apart` are the words that tell it from its like: a filter, a size."""
    end = f"_{language}_{day.isoformat()}"
    middle = "_".join(plain(words) for words in (subject, *apart))
    return middle[: LONGEST_STEM - len(end)].rstrip("-_") + end


def file_name(subject: str, language: Language, day: dt.date, form: str, *, apart: Iterable[str] = ()) -> str:
    return f"{stem(subject, language, day, apart=apart)}.{plain(form)}"
