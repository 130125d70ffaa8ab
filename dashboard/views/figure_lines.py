"""Stated figures line by line, under what they count: number, words as printed, period, place, who said it, source."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboard.provenance import Source, Sourced
from dashboard.texts import Language, references, said, sentence_case, text
from dashboard.texts.periods import period
from dashboard.texts.places import place_name
from dashboard.texts.quantity import brief, qualifier
from dashboard.views import citing
from dashboard.views.markup import esc, tied


def figure_groups(stated: Sourced, language: Language, *, definitions: bool = False) -> str:
    """Each indicator with its figures, in the order in which they first come. A figure's key is its anchor: `#S001`."""
    sources = {source.key: source for source in stated.sources}
    order = {key: place for place, key in enumerate(dict.fromkeys(stated.rows["indicator_key"]))}
    rows = sorted(stated.rows.itertuples(), key=lambda row: order[row.indicator_key])
    groups = groupby(rows, key=lambda row: row.indicator_key)
    return "".join(_group(list(group), sources, language, definitions) for _, group in groups)


def _group(rows: list[Any], sources: dict[str, Source], language: Language, definitions: bool) -> str:
    first = rows[0]
    meaning = _definition(first, language) if definitions else ""
    lines = "".join(figure_line(row, sources[row.source_key], language) for row in rows)
    name = esc(said(first, "indicator", language))
    return (
        f'<section class="figure-group"><div><h3>{name}</h3>{meaning}</div>'
        f'<ul class="figure-lines">{lines}</ul></section>'
    )


def _definition(row: Any, language: Language) -> str:
    word, words = text("Definition", language), said(row, "definition", language)
    return f'<details class="meaning"><summary>{esc(word)}</summary><p>{esc(words)}</p></details>'


def figure_line(row: Any, source: Source, language: Language, *, anchor: bool = True) -> str:
    """One figure as an item of a list; without `anchor` when the page shows it a second time."""
    doubt = "" if row.is_confirmed else f' <b class="doubt">{esc(text("to be confirmed", language))}</b>'
    when = period(row.period_start, row.period_end, language)
    found = (when, place_name(row, language), said(row, "said_by", language))
    about = tied(" · ".join(words for words in found if words))
    note = said(row, "note", language)
    explained = f'<p class="note">{esc(sentence_case(note))}</p>' if note else ""
    button = citing.button([source], language, words=references.label(source, language))
    named = f'id="{esc(row.figure_key)}"' if anchor else 'class="asked"'
    return (
        f'<li {named}><div class="stated-number"><b>{esc(brief(row, language) or text("no number", language))}</b>'
        f"<small>{esc(row.figure_key)} · {esc(qualifier(row, language))}</small></div>"
        f'<div><q lang="fr">{esc(row.quote)}</q>{doubt}<p>{esc(about)}</p>'
        f"{explained}</div>{button}</li>"
    )
