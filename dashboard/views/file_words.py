"""What people call the forms, sizes and themes of files, and where a file is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.exports.orders import FORMS, SIZES, THEMES, Form, Size
from dashboard.texts import LANGUAGES, Language, text
from dashboard.views.markup import esc, link

FORM_NAMES: Final[dict[Form, str]] = {
    "png": "Image (PNG)",
    "svg": "Vector drawing (SVG)",
    "pdf": "Document (PDF)",
    "pptx": "Editable slide (PowerPoint)",
    "xlsx": "Workbook (Excel)",
    "csv": "Data (CSV)",
    "json": "Description of the data (JSON)",
}
SIZE_NAMES: Final[dict[Size, str]] = {
    "16x9": "Wide, 1920 × 1080",
    "1x1": "Square, 1080 × 1080",
    "4x5": "Portrait, 1080 × 1350",
    "9x16": "Story, 1080 × 1920",
    "a4": "A4 page",
    "a4-landscape": "A4 page, landscape",
    "transparent": "Without ground, for page makers",
}
THEME_NAMES: Final = {"light": "Light", "dark": "Dark"}
LANGUAGE_NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}
SHOWN_FORMS: Final = tuple(form for form in FORMS if form != "json")
"""Those that people choose; a description comes with its data."""


def forms(language: Language) -> dict[str, str]:
    return {form: text(FORM_NAMES[form], language) for form in SHOWN_FORMS}


def sizes(language: Language) -> dict[str, str]:
    return {size: text(SIZE_NAMES[size], language) for size in SIZES}


def themes(language: Language) -> dict[str, str]:
    return {theme: text(THEME_NAMES[theme], language) for theme in THEMES}


def languages() -> dict[str, str]:
    return {language: LANGUAGE_NAMES[language] for language in LANGUAGES}


def address(key: str, form: str, query: Mapping[str, object]) -> str:
    """Where the door makes a file; not yet escaped."""
    return link(f"files/{key}.{form}", query)


def save(href: str, words: str, *, css: str = "") -> str:
    """A link that saves a file."""
    return f'<a data-file class="{esc(css)}" href="{esc(href)}">{esc(words)}</a>'
