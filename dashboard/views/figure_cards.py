"""A stated figure as a card: the large number with its qualifier, the words as printed, the source one tap away."""

from __future__ import annotations

from typing import Any

from dashboard.provenance import Source, Sourced
from dashboard.texts import Language, references, said, text
from dashboard.texts.periods import period
from dashboard.texts.places import place_name
from dashboard.texts.quantity import brief
from dashboard.views import citing
from dashboard.views.markup import esc, tied


def figure_cards(stated: Sourced, language: Language, *, dated: bool = False) -> str:
    """One card per row of `queries.figures.figures`, in its order; `dated` tells period and place on each."""
    by_key = {source.key: source for source in stated.sources}
    cards = "".join(figure_card(row, by_key[row.source_key], language, dated=dated) for row in stated.rows.itertuples())
    return f'<div class="figure-cards">{cards}</div>'


def figure_card(row: Any, source: Source, language: Language, *, dated: bool = False) -> str:
    doubtful = "" if row.is_confirmed else " doubtful"
    name = said(row, "indicator", language)
    confirm = "" if row.is_confirmed else f'<p class="doubt">{esc(text("to be confirmed", language))}</p>'
    when = f"{period(row.period_start, row.period_end, language)} · {place_name(row, language)}"
    under = f'<p class="when">{esc(tied(when))}</p>' if dated else ""
    inside = citing.quote_block(row, language)
    stated = brief(row, language) or text("no number", language)
    return (
        f'<article class="figure-card{doubtful}"><p class="big">{esc(stated)}</p><h3>{esc(name)}</h3>{under}'
        f'<p class="as-printed" lang="fr">«&nbsp;{esc(row.quote)}&nbsp;»</p>{confirm}'
        f"{citing.button([source], language, inside=inside, words=references.label(source, language))}</article>"
    )
