"""What a reading says, in the language of whoever reads it."""

from __future__ import annotations

from dashboard.imports.known import name_in
from dashboard.sheets.book import Remark
from dashboard.texts import Language, text


def told(words: Remark | str, language: Language) -> str:
    """A remark as a sentence; what stands in the file, as it stands; a name known in both languages, in this one."""
    if isinstance(words, str):
        return name_in(words, language)
    holes = {name: name_in(hole, language) if isinstance(hole, str) else hole for name, hole in words.holes.items()}
    return text(words.message_key, language=language, **holes)
