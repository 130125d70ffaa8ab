"""Number formats of office programs that write numbers as the pictures do, whatever the language of the machine."""

from __future__ import annotations

import re

from dashboard.texts import NARROW, Language, number

Value = float | None
PERCENT = {"fr": f'"{NARROW}%"', "en": '"%"'}


def number_format(language: Language, unit: str = "") -> str:
    """Thousands set apart by the sign of the language, not by that of the machine; `unit` may be `%`."""
    return _by_size("", PERCENT[language] if unit == "%" else "", language)


def label_format(words: str, value: Value, language: Language) -> str | None:
    """The format that writes `words` from `value`, so that a label follows its number when the number is edited.

    None when the words hold more than this number: they are then text.
    """
    shown = number(abs(value or 0), language)
    before, found, after = words.partition(shown)
    if not found or re.search(r"\d", before) or re.match(r"[.,\u202f]?\d", after):
        return None
    if value is not None and value < 0:
        return ";".join([_quoted(before) + _digits(-value, language) + _quoted(after)] * 2)
    return _by_size(_quoted(before), _quoted(after), language)


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', "”")) if words else ""


def _by_size(before: str, after: str, language: Language) -> str:
    """Three sections, by size: a format has room for two conditions and the rest."""
    large, medium = (before + _digits(size, language) + after for size in (1_000_000, 1_000))
    return f"[>=1000000]{large};[>=1000]{medium};{before}0{after}"


def _digits(value: float, language: Language) -> str:
    apart = f'"{NARROW if language == "fr" else ","}"'
    return apart.join(["0", *["000"] * ((len(str(int(value))) - 1) // 3)])
