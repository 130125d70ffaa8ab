"""Every word and number that readers see, in French and English.

The English sentence is the key; `fr/*.po` hold the French, one file a subject, merged when first read.
Translators type ordinary spaces: French typography is set here, once.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, overload

from babel import dates, numbers
from babel.messages.pofile import read_po

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NARROW, NO_BREAK = "\u202f", "\u00a0"
NOISE = 1e-6
"""What sums of shares may lack of the whole by the arithmetic of machines alone."""
FOLDER = Path(__file__).parent / "fr"


def as_language(value: object) -> Language:
    """`en` when asked for, else French."""
    return "en" if value == "en" else "fr"


def french_typography(sentence: str) -> str:
    """No-break spaces where French printing wants them: before ; : ! ? % », after «, inside numbers."""
    sentence = re.sub(r"(?<!·)[ \u00a0](?=[;!?%€])", NARROW, sentence)
    sentence = re.sub(r"[ \u202f](?=:)", NO_BREAK, sentence)
    sentence = re.sub(r"«[ \u202f]?", "«" + NO_BREAK, sentence)
    sentence = re.sub(r"[ \u202f]?»", NO_BREAK + "»", sentence)
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NARROW, sentence)


@cache
def catalogue() -> dict[str, str | tuple[str, ...]]:
    """English key → French sentence, or its singular and plural."""
    merged: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                if not message.id:
                    continue
                if isinstance(message.id, (tuple, list)):
                    merged[message.id[0]] = tuple(french_typography(form) for form in message.string or ())
                else:
                    merged[message.id] = french_typography(str(message.string))
    return merged


@overload
def text(key: str, language: Language, /, **holes: object) -> str: ...
@overload
def text(key: str, /, *, language: Language, **holes: object) -> str: ...
@overload
def text(key: str, plural: str, /, *, language: Language, count: int, **holes: object) -> str: ...


def text(key: str, second: str = "", /, **holes: Any) -> str:
    """The sentence `key` in a language, its named holes filled.

    With a plural form, `count` chooses: `text("{count} day", "{count} days", count=3, language=language)`.
    A whole number or a day in a hole is written as the language writes it. An unknown key stays English.
    """
    plural, language = (second, holes.pop("language")) if "language" in holes else ("", second)
    spoken = as_language(language)
    sentence = _choose(key, plural, spoken, holes.get("count"))
    if not holes:
        return sentence
    return sentence.format(**{name: _in_words(value, spoken) for name, value in holes.items()})


def _choose(key: str, plural: str, language: Language, count: int | None) -> str:
    if language == "en":
        return plural if plural and count != 1 else key
    found = catalogue().get(key, key)
    if isinstance(found, str):
        return found
    return found[0] if count is not None and -2 < count < 2 else found[1]


def _in_words(value: object, language: Language) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, dt.date)):
        return value
    return number(value, language) if isinstance(value, int) else date(value, language)


@lru_cache(maxsize=8192)
def number(value: float, language: Language, decimals: int = 0) -> str:
    """`41 000` (narrow no-break space) or `41,000`; a true minus sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=language).replace("-", "−")


def percent(value: float, language: Language, decimals: int = 0) -> str:
    """`86 %` in French, `86%` in English; `value` counts in hundredths. What is not whole is never said to be 100."""
    most = 100 - 10**-decimals
    shown = most if most < value < 100 - NOISE else value
    return number(shown, language, decimals) + (f"{NARROW}%" if language == "fr" else "%")


def signed(value: float, language: Language) -> str:
    """`+6`, `−3`, `0`."""
    return ("+" if value > 0 else "") + number(value, language)


@lru_cache(maxsize=8192)
def date(value: dt.date, language: Language, style: Literal["long", "short", "weekday"] = "long") -> str:
    """`21 novembre 2026`, `21 nov. 2026`, `jeudi 10 décembre 2026` — or `21 November 2026`…"""
    pattern = {"long": "d MMMM y", "short": "d MMM y", "weekday": "EEEE d MMMM y"}[style]
    written = dates.format_date(value, pattern, locale="fr" if language == "fr" else "en_GB")
    if language == "fr":
        written = re.sub(r"^(\D*)1 ", r"\g<1>1er ", written)
    return written.replace(" ", NO_BREAK, 1) if style != "weekday" else written


@lru_cache(maxsize=4096)
def month(value: int, language: Language, style: Literal["long", "short", "name", "initial"] = "long") -> str:
    """A month written as year × 100 + month: `octobre 2026`, `oct. 2026`, `oct.`, `O`."""
    pattern = {"long": "LLLL y", "short": "LLL y", "name": "LLL", "initial": "LLLLL"}[style]
    first = dt.date(value // 100, value % 100, 1)
    return str(dates.format_date(first, pattern, locale="fr" if language == "fr" else "en_GB"))


def month_of(day: dt.date) -> int:
    """The month of a day as year × 100 + month."""
    return day.year * 100 + day.month


def join(words: list[str], language: Language) -> str:
    """`a, b et c`."""
    if len(words) < 2:
        return "".join(words)
    link = " et " if language == "fr" else " and "
    return ", ".join(words[:-1]) + link + words[-1]


def sentence_case(words: str) -> str:
    """The first letter made capital, the rest left alone."""
    return words[:1].upper() + words[1:]


def said(row: object, stem: str, language: Language) -> str:
    """The column `stem` of a row in a language: `said(row, "name", "fr")` reads `name_fr`; nothing when absent."""
    return str(getattr(row, f"{stem}_{language}") or "")
