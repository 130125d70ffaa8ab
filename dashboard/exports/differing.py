"""What two packs of a review do not say alike, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dashboard import pictures
from dashboard.texts import Language, text

PARTS: Final = {
    "review": "date, place, title or summary", "participants": "participants", "agenda": "agenda",
    "remarks": "remarks", "decisions": "decisions", "earlier": "follow-up of earlier decisions",
    "priorities": "state of the priorities", "activities": "activities",
    "changes": "what changed since the last review",
    "next": "next joint review", "previous": "previous joint review", "sources": "sources", "day": "day",
    "scope": "scope", "is_demonstration": "demonstration data", "format": "form of the pack",
    "answers": "data of the slides and of the bulletin",
}  # fmt: skip
PICTURES: Final = "pictures/"


def words(parts: Iterable[str], language: Language) -> list[str]:
    """`décisions`, `visuel « Retours par mois »`: each once, whatever number of its pictures."""
    return list(dict.fromkeys(_name(part, language) for part in parts))


def _name(part: str, language: Language) -> str:
    if not part.startswith(PICTURES):
        return text(PARTS[part], language) if part in PARTS else part
    key = part.removeprefix(PICTURES).partition("?")[0]
    return text("picture “{title}”", language, title=pictures.entry(key).titled(language))
