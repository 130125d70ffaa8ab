"""Who said it, one tap away: the button under every figure and picture, and what opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.provenance import Source
from dashboard.texts import Language, said, sentence_case, text
from dashboard.texts.quantity import amount
from dashboard.texts.references import date_note, label, title
from dashboard.views.markup import esc, go, link, tied


def button(sources: Sequence[Source], language: Language, *, inside: str = "", words: str = "") -> str:
    """A source button; it opens the sources' full reference, preceded by `inside` (ready HTML, e.g. the quote)."""
    if not sources and not inside:
        return ""
    shown = words or _summary(sources, language)
    entries = "".join(_entry(source, language) for source in sources[:6])
    more = go(link("sources"), text("All sources and method", language)) if len(sources) > 6 else ""
    return (
        f'<details class="source"><summary>{esc(tied(shown))}</summary>'
        f'<div class="source-pop">{inside}<ul>{entries}</ul>{more}</div></details>'
    )


def _summary(sources: Sequence[Source], language: Language) -> str:
    if len(sources) == 1:
        return text("Source: {source}", language, source=label(sources[0], language))
    return text("{count} source", "{count} sources", language=language, count=len(sources))


def _entry(source: Source, language: Language) -> str:
    parts = [f"<b>{esc(title(source, language))}</b>", esc(label(source, language))]
    if note := date_note(source, language):
        parts.append(f"<i>{esc(note)}</i>")
    if source.reference:
        parts.append(f'<span class="reference">{esc(source.reference)}</span>')
    return f"<li>{'<br>'.join(parts)}</li>"


def quote_block(row: Any, language: Language) -> str:
    """The words as printed, who said them, and what remains to be confirmed; `row` is a figure row."""
    said_by = said(row, "said_by", language)
    parts = [f'<blockquote lang="fr">«&nbsp;{esc(row.quote)}&nbsp;»</blockquote>']
    if said_by:
        parts.append(f"<p>{esc(text('Said by: {function}', language, function=said_by))}</p>")
    if not row.is_confirmed:
        parts.append(f'<p class="doubt">{esc(text("To be confirmed", language))}</p>')
    for value, is_plausible, note_fr, note_en in row.readings:
        word = text("plausible reading", language) if is_plausible else text("not credible", language)
        note = note_fr if language == "fr" else note_en
        reading = f"{amount(value, row.unit, language)}{text(': ', language)}{word}. {note}"
        parts.append(f"<p>{esc(reading)}</p>")
    note = said(row, "note", language)
    if note:
        parts.append(f"<p>{esc(sentence_case(note))}</p>")
    return "".join(parts)
