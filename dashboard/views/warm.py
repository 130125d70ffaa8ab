"""Made before the first reader comes: the first screen in both languages."""

from __future__ import annotations

from dashboard.texts import LANGUAGES
from dashboard.views.first_paint import page_html


def warm() -> None:
    for language in LANGUAGES:
        page_html("/", {"language": language})
