"""The words by which spreadsheets show that a cell could not be computed, in the languages met."""

from __future__ import annotations

IN_ENGLISH = (
    "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#GETTING_DATA", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
)  # fmt: skip
IN_FRENCH = ("#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#EPARS!", "#PROPAGATION!", "#ND")
BY_NUMBER = tuple(f"Err:{number}" for number in range(501, 541))
SPACES = ("", " ", "\u00a0", "\u202f")  # French programs put one before ! and ? and :


def _spaced(words: str, space: str) -> str:
    return words.replace("!", f"{space}!").replace("?", f"{space}?").replace(":", f"{space}:")


ERRORS = frozenset(_spaced(words, space) for words in (*IN_ENGLISH, *IN_FRENCH, *BY_NUMBER) for space in SPACES)
