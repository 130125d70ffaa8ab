"""What bulletin and slides both tell, in words and pictures, from the same queries as the pages.

Nothing is computed here: sentences come from `charts`, pictures from the list of pictures. What cannot be told for a
reading (no activity, no register, no review) is absent, and whoever sets it leaves no room for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard import pictures
from dashboard.charts import headlines
from dashboard.charts import reintegration as reintegration_charts
from dashboard.charts import returns as returns_charts
from dashboard.charts import roadmap as roadmap_charts
from dashboard.charts.headlines import Decided, Late
from dashboard.charts.visual import Visual
from dashboard.errors import NothingToDraw
from dashboard.pictures import Ask
from dashboard.pictures import reintegration as reintegration_pictures
from dashboard.pictures import returns as returns_pictures
from dashboard.provenance import Reading, Source, Sourced, merge_sources
from dashboard.queries import figures, reintegration, returns, reviews, roadmap, settings
from dashboard.status import Rule
from dashboard.texts import Language, said, text
from dashboard.texts.periods import period
from dashboard.texts.quantity import brief

PROGRESS, AGAINST, MAP = "roadmap.by_priority", "returns.against_reintegration", "territories.map"
BY_MONTH, BY_COUNTRY, BY_REGION = "returns.by_month", "returns.by_country", "returns.by_region"
FUNNEL = "reintegration.funnel"
REGISTERS = frozenset({AGAINST, BY_MONTH, BY_COUNTRY, BY_REGION, FUNNEL})
STATED_PEOPLE, STATED_RETURNS = STATED = ("assistance.people", "assistance.repatriations")
OF_RETURNS: Mapping[str, str] = {"measure": "returns"}


@dataclass(frozen=True)
class Figure:
    """A stated figure: `number` with its qualifier, the words as printed, what remains in doubt."""

    number: str
    name: str
    quote: str
    doubt: str
    when: str
    source: Source


@dataclass(frozen=True)
class Finding:
    """A sentence, the line under it, and who the numbers in them come from."""

    sentence: str
    lead: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Review:
    """The last joint review: what it decided, and what moved since, in words and number."""

    title: str
    held_on: dt.date
    place: str
    summary: str
    decisions: tuple[Decided, ...]
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Story:
    """`pictures` are those of the keys asked for that have something to draw; `late` is None without any activity."""

    language: Language
    reading: Reading
    finding: Finding
    late: tuple[Late, ...] | None
    figures: tuple[Figure, ...]
    returned: Finding
    reintegrated: Finding | None
    review: Review | None
    next_review: str
    pictures: Mapping[str, Visual]
    sources: tuple[Source, ...]
    rule: Rule

    @property
    def day(self) -> dt.date:
        return self.reading.day

    @property
    def is_demonstration(self) -> bool:
        return any(source.is_demonstration for source in self.sources)

    def numbers(self, sources: Iterable[Source]) -> tuple[int, ...]:
        """The places of these sources in the list at the end, from 1."""
        keys = [source.key for source in self.sources]
        return tuple(sorted({keys.index(source.key) + 1 for source in sources}))


def story(ask: Ask, *, reading: Reading, language: Language, keys: Sequence[str]) -> Story:
    """Everything that is known at the reading, with the pictures of `keys`; before any register came, what sources
    stated stands in for the registers.
    """
    ask = cache(ask)  # several pictures ask for the same rows
    priorities, activities, held = (
        ask(query, reading=reading) for query in (roadmap.priorities, roadmap.activities, reviews.reviews)
    )
    stated: Sourced = ask(figures.figures, reading=reading, keys=headlines.STATED)
    drawn = _pictures(ask, reading, language, keys)
    returned, reintegrated = _returned(ask, reading, language), _reintegrated(ask, reading, language)
    return Story(
        language, reading,
        Finding(
            roadmap_charts.finding(priorities, language), headlines.lead(activities, language), priorities.sources
        ),
        None if activities.is_empty else tuple(headlines.late(activities, language)),
        tuple(_figure(row, stated, language) for row in stated.rows.itertuples()),
        returned, reintegrated, _review(ask, reading, language, activities, held),
        headlines.next_review(held, language), drawn,
        merge_sources(
            stated.sources, priorities.sources, held.sources, *(found.sources for found in drawn.values()),
            returned.sources, reintegrated.sources if reintegrated else (),
        ),
        ask(settings.status_rule, reading=reading),
    )  # fmt: skip


def _pictures(ask: Ask, reading: Reading, language: Language, keys: Sequence[str]) -> dict[str, Visual]:
    found = {key: drawn for key in keys if (drawn := _drawn(key, ask, reading, language)) is not None}
    if REGISTERS & found.keys():
        return found
    stated = {key: drawn for key in STATED if (drawn := _drawn(key, ask, reading, language)) is not None}
    return {**found, **stated}


def _drawn(key: str, ask: Ask, reading: Reading, language: Language) -> Visual | None:
    """The map is of returns, which the story is about; of displaced persons, published, before any register came."""
    if key != MAP:
        return _picture(key, ask, reading, language, {})
    return _picture(key, ask, reading, language, OF_RETURNS) or _picture(key, ask, reading, language, {})


def _picture(key: str, ask: Ask, reading: Reading, language: Language, filters: Mapping[str, str]) -> Visual | None:
    """None where there is nothing to draw: the story then does without."""
    try:
        return pictures.picture(key, ask, reading=reading, language=language, filters=filters)
    except NothingToDraw:
        return None


def _figure(row: Any, stated: Sourced, language: Language) -> Figure:
    return Figure(
        brief(row, language) or text("no number", language), said(row, "indicator", language), row.quote,
        "" if row.is_confirmed else text("to be confirmed", language),
        period(row.period_start, row.period_end, language),
        next(source for source in stated.sources if source.key == row.source_key),
    )  # fmt: skip


def _returned(ask: Ask, reading: Reading, language: Language) -> Finding:
    """How many came back over the months that the returns page shows first, and how that compares."""
    choice = returns_pictures.SUBJECT.choice(ask, reading, language, {})
    if choice is None:
        sentence, lead = headlines.no_register(language)
        return Finding(sentence, lead, ())
    months, before = (
        ask(query, reading=reading, **choice.query) for query in (returns.by_month, returns.against_year_before)
    )
    told = returns_charts.finding(
        months, before, language, category=choice.category, when=choice.when(language), people=choice.people
    )
    return Finding(*told, months.sources)


def _reintegrated(ask: Ask, reading: Reading, language: Language) -> Finding | None:
    choice = reintegration_pictures.SUBJECT.choice(ask, reading, language, {})
    if choice is None:
        return None
    stages = ask(reintegration.funnel, reading=reading, **choice.query)
    told = reintegration_charts.finding(stages, language, when=choice.when(language), people=choice.people)
    return Finding(*told, stages.sources)


def _review(ask: Ask, reading: Reading, language: Language, activities: Sourced, held: Sourced) -> Review | None:
    last = headlines.last_review(held)
    if last is None:
        return None
    decisions = ask(reviews.decisions, reading=reading)
    before = ask(roadmap.activities, reading=Reading(last.held_on, reading.scope))
    return Review(
        said(last, "title", language), last.held_on, last.place, said(last, "summary", language),
        tuple(headlines.decided(decisions, last.number, language)),
        tuple(headlines.changes(activities, before, decisions, last.number, language)),
    )  # fmt: skip
