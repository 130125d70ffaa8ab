"""The 2025 results and their points of comparison, as the parts of a page."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pictures import Entry
from dashboard.pictures import assistance as pictures
from dashboard.provenance import Reading, Sourced
from dashboard.queries.figures import figures
from dashboard.texts import Language, references, said, text
from dashboard.texts.quantity import amount, spoken
from dashboard.views.fetch import card_of, fetch, kept
from dashboard.views.figure_cards import figure_cards
from dashboard.views.figure_lines import figure_groups
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, nothing_recorded
from dashboard.views.picture import Card, Slot, side_by_side
from dashboard.views.shown import Query, Shown

STATED = ("S001", "S006", "S007", "S004", "S005", "S003", "S008", "S002")
TRAFFICKING = ("S005", "X040", "X041")
OTHERS = ("X007b", "X005", "X007g", "X019", "X025", "X024", "X022", "X023")
"""People who come back under other names: each line counts people of its own."""
COMPARED = (pictures.REPATRIATIONS, pictures.DISPLACED, pictures.REMITTANCES)


def page(carried: Carried, _query: Query) -> Shown:
    """What was stated, to scale and word for word, then what other sources print beside it."""
    language, reading = carried.language, carried.reading
    stated: Sourced = fetch(figures, reading=reading, keys=STATED)
    under: Card = kept(body, stated, reading, language)
    part = under if under.html else nothing_recorded(reading.day, language)
    return Shown(sentence(stated, language), lead(stated, language), (part,), stated.is_demonstration)


def sentence(stated: Sourced, language: Language) -> str:
    """What the figures say, as long as they are what the article prints."""
    rows = {row.figure_key: row for row in stated.rows.itertuples()}
    if "S001" not in rows:
        return text("The 2025 results were not published by this day.", language)
    number = spoken(rows["S001"], language)
    if "S006" in rows and not rows["S006"].is_confirmed:
        words = "IOM says it assisted {number} people in 2025; how many returned voluntarily remains to be confirmed."
        return text(words, language, number=number)
    return text("IOM says it assisted {number} people in 2025.", language, number=number)


def lead(stated: Sourced, language: Language) -> str:
    """Who said it, and why nothing is added."""
    rows = {row.figure_key: row for row in stated.rows.itertuples()}
    if not {"S001", "S005", "S006", "S007"} <= set(rows):
        return ""
    source = next(source for source in stated.sources if source.key == rows["S001"].source_key)
    return text(
        "Stated by the {function} ({source}). These numbers are read side by side and never added: no text "
        "says whether the {returns} returns, the {reintegrations} reintegrations or the {victims} victims of "
        "trafficking are among the {all}.",
        language, function=said(rows["S001"], "said_by", language), source=references.label(source, language),
        returns=spoken(rows["S006"], language), reintegrations=spoken(rows["S007"], language),
        victims=spoken(rows["S005"], language), all=amount(rows["S001"].value, "people", language),
    )  # fmt: skip


def body(stated: Sourced, reading: Reading, language: Language) -> Card:
    """Everything under the heading; no HTML at all when nothing was recorded by the day."""
    parts = [*results(stated, reading, language), *comparisons(reading, language)]
    cards = [part if isinstance(part, Card) else Card(part) for part in parts]
    figures_of_all = {key: figure for card in cards for key, figure in card.figures.items()}
    return Card("".join(card.html for card in cards), figures_of_all)


def results(stated: Sourced, reading: Reading, language: Language) -> list[Card | str]:
    """The 2025 figures to scale, then one by one, word for word."""
    small = _drawn((pictures.TRAINED, pictures.STOCK), reading, language, slot="half")
    parts: list[Card | str] = [*_drawn((pictures.PEOPLE,), reading, language)]
    if small:
        parts.append(side_by_side(*small))
    if not stated.is_empty:
        title = text("Word for word, with the source", language)
        cards = figure_cards(stated, language)
        parts.append(f'<section class="stated quarters"><h2>{esc(title)}</h2>{cards}</section>')
    return parts


def comparisons(reading: Reading, language: Language) -> list[Card | str]:
    """What other sources print: pictures where numbers may stand side by side, lines where they may not."""
    lines = [
        _lines("trafficking", TRAFFICKING, reading, language),
        _lines("others", OTHERS, reading, language),
    ]
    found: list[Card | str] = [*_drawn(COMPARED, reading, language), *(part for part in lines if part)]
    return [_comparison_head(language), *found] if found else []


def _drawn(entries: Sequence[Entry], reading: Reading, language: Language, *, slot: Slot = "full") -> list[Card]:
    """Those that have a row on this day."""
    drawings = (entry.draw(fetch, reading, language, {}) for entry in entries)
    return [card_of(drawing, language, slot=slot) for drawing in drawings if not drawing.missing]


def _comparison_head(language: Language) -> str:
    title = text("Points of comparison", language)
    words = text(
        "Numbers found in the press and in public documents: reference points, not official series. Their periods and "
        "scopes differ; where they contradict each other, the contradiction is shown.",
        language,
    )
    return f'<section class="part-head"><h2>{esc(title)}</h2><p>{esc(words)}</p></section>'


TITLES = {
    "trafficking": "Victims of trafficking: two scopes, two years",
    "others": "Other people who return: never mixed, never added",
}
LEADS = {
    "trafficking": "Victims recorded by a national report and victims assisted by IOM are not the same count: the "
    "difference between the two years says nothing about a trend.",
    "others": "Displaced persons and refugees who go home, returns from one country, running totals and expulsions are "
    "different populations from the voluntary returns that IOM supported in 2025.",
}


def _lines(part: str, keys: tuple[str, ...], reading: Reading, language: Language) -> str:
    data: Sourced = fetch(figures, reading=reading, keys=keys)
    if data.is_empty:
        return ""
    head = f"<h2>{esc(text(TITLES[part], language))}</h2><p>{esc(text(LEADS[part], language))}</p>"
    return f'<section class="ruled" id="{part}">{head}{figure_groups(data, language)}</section>'
