"""Organisations as readers of each language know them."""

from __future__ import annotations

import re

from dashboard.texts import Language


def known_as(organisation: tuple[str | None, str, str], language: Language) -> str:
    """The acronym that readers know, of (acronym, French name, English name); else the name.

    In English the acronym is the one that the English name gives, if any.
    """
    acronym, name_fr, name_en = organisation
    if language == "fr":
        return acronym or name_fr
    given = re.search(r"\(([A-Z]{2,})\)", name_en)
    return given[1] if given else name_en
