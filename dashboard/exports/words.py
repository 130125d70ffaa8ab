"""What every file says of itself: source line, citation, caption, alternative text, and text that harms no program."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dashboard.charts.visual import Visual
from dashboard.provenance import Source
from dashboard.texts import Language, references, sentence_case, text

CAPTION_MOST = 280
FORMULA_SIGNS = "=+-@＝＋－＠"
"""What a spreadsheet takes for the start of a formula, full width included."""
BREAKS = "\t\n\v\f\r\x85\u2028\u2029"


@lru_cache(maxsize=8192)
def clean(words: str) -> str:
    """One line of text without the control characters that XML refuses and terminals obey."""
    kept = (" " if letter in BREAKS else letter for letter in words)
    return "".join(letter for letter in kept if _is_printable(letter))


def _is_printable(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs"} and ord(letter) & 0xFFFE != 0xFFFE


def safe_cell(words: str) -> str:
    """Text for a CSV cell: what a spreadsheet would run as a formula begins with an apostrophe."""
    cleaned = clean(words)
    return f"'{cleaned}" if cleaned.lstrip().startswith(tuple(FORMULA_SIGNS)) else cleaned


def co_branding(language: Language) -> str:
    """Whose file it is: the dialogue and its two sides."""
    return f"{text('2026 institutional dialogue', language)} · {text('MMEIA – IOM Mali', language)}"


def product(language: Language) -> str:
    return text("Dashboard of the IOM–MMEIA dialogue", language)


def as_of(visual: Visual) -> str:
    return text("As of {day}", visual.language, day=visual.day)


def demonstration(visual: Visual) -> str:
    """What every picture that holds an invented row says; nothing for the others."""
    return text("Demonstration – fictitious data", visual.language) if visual.is_demonstration else ""


def source_line(visual: Visual, *, is_short: bool = False) -> str:
    """`Source : L’Essor, « Titre », 13 févr. 2026 (date déduite, non imprimée)`; short: without titles and notes."""
    said = (_short if is_short else _full)(visual)
    items = text("; ", visual.language).join(dict.fromkeys(said))
    if not items:
        return ""
    words = "Source: {source}" if len(visual.sources) == 1 else "Sources: {sources}"
    return clean(text(words, visual.language, source=items, sources=items))


def _short(visual: Visual) -> list[str]:
    return [references.label(source, visual.language) for source in visual.sources]


def _full(visual: Visual) -> list[str]:
    return [reference(source, visual.language) for source in visual.sources]


def reference(source: Source, language: Language) -> str:
    """Publisher, title, date as far as it is printed, and how it is known."""
    if source.is_demonstration:
        return references.label(source, language)
    day, note = references.day(source, language), references.date_note(source, language)
    title = text("“{title}”", language, title=references.title(source, language))
    when = f"{day} ({note})" if day and note else day or note
    return ", ".join(part for part in (references.publisher(source.publisher, language), title, when) if part)


def citation(visual: Visual) -> str:
    """The picture as a bibliography lists it: authors, title, work, day, sources."""
    language = visual.language
    subject = f" ({visual.subtitle})" if visual.subtitle else ""
    parts = (
        text("MMEIA – IOM Mali", language),
        text("“{title}”", language, title=visual.title) + subject,
        f"{product(language)}, {_uncapitalised(as_of(visual))}",
        source_line(visual),
        demonstration(visual),
    )
    return clean(_sentences(*parts))


def caption(visual: Visual) -> str:
    """What goes under the picture on social media, at most `CAPTION_MOST` characters."""
    title, subtitle, short = visual.title, sentence_case(visual.subtitle), source_line(visual, is_short=True)
    counted = text("{count} source", "{count} sources", language=visual.language, count=len(visual.sources))
    tries = ((title, subtitle, short), (title, "", short), (title, "", counted))
    for words, subject, source in tries:
        told = clean(_sentences(demonstration(visual), words, subject, as_of(visual), source))
        if len(told) <= CAPTION_MOST:
            return told
    rest = clean(_sentences(demonstration(visual), as_of(visual), counted))
    return f"{clean(title)[: CAPTION_MOST - len(rest) - 2].rstrip()}… {rest}"


def alt_text(visual: Visual) -> str:
    """What a reader who does not see the picture is told: title, what it shows, day, whether it is invented."""
    return clean(_sentences(visual.title, visual.alt, as_of(visual), demonstration(visual)))


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]
