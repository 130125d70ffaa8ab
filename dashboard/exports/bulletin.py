"""« État du dialogue »: two pages of A4 that one partner hands to another, as a tagged PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.charts import headlines
from dashboard.charts.headlines import Decided, Late
from dashboard.charts.theme import PALETTE
from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.exports.blocks import name_of
from dashboard.exports.drawing import picture
from dashboard.exports.fitting import Fit, Room, fit
from dashboard.exports.story import (
    AGAINST,
    MAP,
    PROGRESS,
    STATED_PEOPLE,
    STATED_RETURNS,
    Figure,
    Finding,
    Review,
    Story,
    story,
)
from dashboard.exports.typesetting import typeset
from dashboard.pictures import Ask
from dashboard.provenance import Reading, Source
from dashboard.texts import Language, date, sentence_case, text

KEYS = (PROGRESS, AGAINST, MAP)
SHOWN_LATE = 5
MILLIMETRE = 72 / 25.4
WHOLE, BESIDE = (178 * MILLIMETRE, 128 * MILLIMETRE), (114 * MILLIMETRE, 102 * MILLIMETRE)
"""Room for the nine bars: over the page, or beside what is late; as in the template."""
HALF, LOW = (85 * MILLIMETRE, 82 * MILLIMETRE), (178 * MILLIMETRE, 46 * MILLIMETRE)
LEAST, MOST = 7.2, 9.2
"""Points that the words of a picture measure on paper."""
STATE_PAINTS = {"kept": "teal", "missed": "crimson", "changed": "gold_ink", "overdue": "crimson", "open": "muted"}


def bulletin(ask: Ask, *, reading: Reading, language: Language) -> bytes:
    """The PDF of a reading; the same data and day give the same bytes."""
    return typeset("bulletin.typ", contents(story(ask, reading=reading, language=language, keys=KEYS)), form="pdf")


def contents(told: Story) -> dict[str, Any]:
    """What the template sets; an absent part is None or empty."""
    language = told.language
    return {
        "language": language, "day": [told.day.year, told.day.month, told.day.day],
        "title": text("State of the dialogue", language),
        "as_of": text("As of {day}", language, day=told.day),
        "co_branding": words.co_branding(language),
        "demonstration": text("Demonstration – fictitious data", language) if told.is_demonstration else "",
        "finding": _finding(told.finding, told), "labels": _labels(language),
        "progress": _alone(told, PROGRESS, *(BESIDE if _has_side(told) else WHOLE)), "side": _side(told),
        "stated": _alone(told, STATED_PEOPLE, *LOW),
        "figures": [_figure(one, told) for one in told.figures],
        "figures_note": headlines.who_stated(language),
        "registers": [_finding(one, told) for one in (told.returned, told.reintegrated) if one],
        "columns": _columns(told), "review": _review(told.review, language) if told.review else None,
        "sources": [_reference(source, language) for source in told.sources],
        "palette": {name: light for name, (light, _) in PALETTE.items()},
    }  # fmt: skip


def _labels(language: Language) -> dict[str, str]:
    """The headings and the heads of the table."""
    return {
        "figures": text("2025 results", language), "returns": text("Returns and reintegration", language),
        "sources": text("Sources", language), "number": text("No.", language),
        "decision": text("Decision", language), "owner": text("Owner", language),
        "due": text("Due date", language), "state": text("State", language),
    }  # fmt: skip


def _finding(found: Finding, told: Story) -> dict[str, str]:
    return {"sentence": found.sentence, "lead": found.lead, "marks": _marks(told, found.sources)}


def _marks(told: Story, sources: tuple[Source, ...]) -> str:
    """`Sources : 1, 3`: the numbers of the list at the end."""
    numbers = told.numbers(sources)
    key = "Source: {source}" if len(numbers) == 1 else "Sources: {sources}"
    said = ", ".join(str(number) for number in numbers)
    return text(key, told.language, source=said, sources=said) if numbers else ""


def _picture(visual: Visual, told: Story, drawn: Fit) -> dict[str, Any]:
    return {
        "title": visual.title, "subtitle": visual.subtitle, "drawing": picture(drawn.figure, "light"),
        "scale": drawn.scale, "alt": words.alt_text(visual), "caveats": list(visual.caveats),
        "legend": [list(one) for one in visual.legend], "marks": _marks(told, visual.sources),
    }  # fmt: skip


def _fitted(visual: Visual, width: float, height: float) -> Fit:
    return fit(visual.draw, Room(width, height, LEAST, MOST))


def _alone(told: Story, key: str, width: float, height: float) -> dict[str, Any] | None:
    visual = told.pictures.get(key)
    if not visual:
        return None
    is_said_above = visual.title == told.finding.sentence.removesuffix(".")
    named = replace(visual, title=name_of(visual)) if is_said_above else visual
    return _picture(named, told, _fitted(visual, width, height))


def _columns(told: Story) -> list[dict[str, Any]]:
    """Side by side: registers, or what was stated before any came; the map. One column where the other is empty."""
    return [found for key in (AGAINST, STATED_RETURNS, MAP) if (found := _alone(told, key, *HALF))]


def _has_side(told: Story) -> bool:
    return told.late is not None or told.review is not None or bool(told.next_review)


def _side(told: Story) -> dict[str, Any] | None:
    """What is late, what moved, what is next; nothing where nobody has entered an activity or a review."""
    if not _has_side(told):
        return None
    language = told.language
    late = told.late or ()
    more = len(late) - SHOWN_LATE
    return {
        "late_title": text("What is late", language) if told.late is not None else "",
        "late": [_late(one) for one in late[:SHOWN_LATE]],
        "none_late": headlines.none_late(language) if told.late == () else "",
        "more": text("and {count} other", "and {count} others", language=language, count=more) if more > 0 else "",
        "changes_title": _since(told.review, language) if told.review else "",
        "changes": [list(pair) for pair in told.review.changes] if told.review else [],
        "next_title": text("Next joint review", language) if told.next_review else "",
        "next": told.next_review or headlines.no_next_review(language),
    }


def _late(one: Late) -> dict[str, str]:
    return {"name": one.name, "under": one.under, "much": one.much}


def _since(review: Review, language: Language) -> str:
    return text("Since the review of {day}", language, day=date(review.held_on, language))


def _reference(source: Source, language: Language) -> str:
    """Names of publishers keep their first letter."""
    said = words.reference(source, language)
    return sentence_case(said) if source.is_demonstration else said


def _figure(one: Figure, told: Story) -> dict[str, Any]:
    return {
        "number": one.number, "name": one.name, "doubt": one.doubt, "when": one.when,
        "quote": text("“{title}”", "fr", title=one.quote), "marks": _marks(told, (one.source,)),
    }  # fmt: skip


def _review(review: Review, language: Language) -> dict[str, Any]:
    title = "Decisions of the review of {day}"
    return {
        "title": text(title, language, day=date(review.held_on, language)), "summary": review.summary,
        "decisions": [_decision(one, language) for one in review.decisions],
    }  # fmt: skip


def _decision(one: Decided, language: Language) -> dict[str, str]:
    return {
        "number": str(one.number), "words": one.words, "owner": one.owner, "due": date(one.due, language, "short"),
        "state": headlines.state_word(one.state, language), "paint": STATE_PAINTS[one.state],
    }  # fmt: skip
