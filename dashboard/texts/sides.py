"""The two sides of the dialogue in words: inside a sentence, at its beginning, as institutions, and to choose from."""

from __future__ import annotations

from typing import Final

from dashboard.texts import Language, sentence_case, text

OTHER: Final = {"ministry": "iom", "iom": "ministry"}
INSIDE: Final = {"ministry": "the ministry", "iom": "IOM"}
INSTITUTIONS: Final = {"ministry": "MMEIA", "iom": "IOM Mali"}
TO_CHOOSE: Final = {"ministry": "Ministry", "iom": "IOM Mali"}


def side_name(side: str, language: Language) -> str:
    """`le ministère`."""
    return text(INSIDE[side], language)


def side_first(side: str, language: Language) -> str:
    """`Le ministère`."""
    return sentence_case(side_name(side, language))


def institution(side: str, language: Language) -> str:
    return text(INSTITUTIONS[side], language)


def side_choice(side: str | None, language: Language) -> str:
    """`Ministère`; of an account without a side, that it has none."""
    return text(TO_CHOOSE[side] if side else "No side", language)
