"""The state of the dialogue as slides for a joint review: the story of the bulletin, its charts editable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.charts import headlines
from dashboard.charts.headlines import Decided
from dashboard.charts.theme import STATUS, status_word
from dashboard.exports import deck, powerpoint, words
from dashboard.exports.deck_head import Head
from dashboard.exports.deck_table import Table, pages
from dashboard.exports.deck_words import Deck, Run
from dashboard.exports.drawing import Theme
from dashboard.exports.story import (
    AGAINST,
    BY_COUNTRY,
    BY_MONTH,
    BY_REGION,
    FUNNEL,
    MAP,
    PROGRESS,
    STATED,
    Story,
    story,
)
from dashboard.pictures import Ask
from dashboard.provenance import Reading, Source
from dashboard.status import Rule, Status
from dashboard.texts import Language, date, number, percent, said, sentence_case, signed, text

KEYS = (PROGRESS, AGAINST, BY_MONTH, BY_COUNTRY, BY_REGION, FUNNEL, MAP)
SHOWN = (BY_MONTH, BY_COUNTRY, BY_REGION, AGAINST, FUNNEL, *STATED, MAP)
"""In the order of the slides; what sources stated is there only before any register came."""
GROUPS: tuple[tuple[Status, ...], ...] = (
    ("late",), ("watch",), ("on_track", "done"), ("not_started", "not_reported"),
)  # fmt: skip
"""Priorities by what they ask of the room, the most pressing first."""


def slides(ask: Ask, *, reading: Reading, language: Language, theme: Theme = "light") -> bytes:
    """The deck of a reading; the same data and day give the same bytes."""
    told = story(ask, reading=reading, language=language, keys=KEYS)
    made = deck.opened(language, told.day, theme)
    for add in (_cover, _standing, _late, _groups, _figures, _pictures, _decisions, _next, _sources):
        add(made, told)
    return deck.saved(
        made, title=_title(told), subject=told.finding.sentence, about=text("State of the dialogue", language)
    )


def _title(told: Story) -> str:
    return f"{text('State of the dialogue', told.language)} – {text('As of {day}', told.language, day=told.day)}"


def _head(told: Story, title: str, sources: Sequence[Source], *, subtitle: str = "", about: str = "") -> Head:
    """The words around a table or points, whose sources are told short."""
    language = told.language
    known = told.numbers(sources)
    line = text("; ", language).join(words.reference(told.sources[place - 1], language) for place in known)
    key = "Source: {source}" if len(known) == 1 else "Sources: {sources}"
    source = text(key, language, source=line, sources=line) if known else ""
    fictitious = any(found.is_demonstration for found in sources)
    badge = text("Demonstration – fictitious data", language) if fictitious else ""
    day = text("As of {day}", language, day=told.day)
    return Head(
        title, subtitle, about or text("State of the dialogue", language), (source,) if source else (),
        "\n".join(part for part in (" · ".join(one for one in (day, badge) if one), title, subtitle, source) if part),
        fictitious,
    )  # fmt: skip


def _cover(made: Deck, told: Story) -> None:
    language = told.language
    head = _head(told, text("State of the dialogue", language), told.finding.sources)
    day = text("As of {day}", language, day=told.day)
    who = (words.co_branding(language), day)
    deck.add_cover(
        made, replace(head, subtitle=told.finding.sentence, source=who, is_demonstration=told.is_demonstration)
    )


def _standing(made: Deck, told: Story) -> None:
    """The nine bars under what they say."""
    visual = told.pictures[PROGRESS]
    subtitle = f"{told.finding.lead} {sentence_case(visual.subtitle)}."
    powerpoint.add_visual(made, replace(visual, subtitle=subtitle))


def _late(made: Deck, told: Story) -> None:
    """Every late activity with owner and delay; the whole list, where the bulletin shows the first ones."""
    if told.late is None:
        return
    language = told.language
    count = len(told.late)
    title = text("{late} activity is late", "{late} activities are late", language=language, count=count, late=count)
    head = _head(told, title if count else text("What is late", language), told.finding.sources)
    if not count:
        deck.add_points(made, head, [headlines.none_late(language)])
        return
    heads = (text("Activity", language), text("Priority and owner", language), text("Delay", language))
    _tables(made, head, Table(heads, tuple((one.name, one.under, one.much) for one in told.late), frozenset({2})))


def _tables(made: Deck, head: Head, table: Table) -> None:
    for page in pages(table, deck.content_place(head)):
        deck.add_table(made, head, page)


def _groups(made: Deck, told: Story) -> None:
    """The priorities by status, the most pressing first."""
    if told.late is None:
        return
    language = told.language
    rows = list(told.pictures[PROGRESS].rows.itertuples())
    ordered = [row for group in GROUPS for row in rows if row.status in group]
    heads = ("Status", "Priority", "Accepted progress", "Planned progress", "Gap", "Late activities")
    cells = tuple(
        (f"{STATUS[row.status].mark} {status_word(row.status, language)}",
         f"{row.number}. {said(row, 'name', language)}", *_percents(row.actual_pct, row.planned_pct, language),
         number(row.late, language))
        for row in ordered
    )  # fmt: skip
    head = _head(told, text("The nine priorities, the most pressing first", language), told.finding.sources)
    _tables(made, head, Table(tuple(text(one, language) for one in heads), cells, frozenset({2, 3, 4, 5})))


def _percents(actual: float | None, planned: float | None, language: Language) -> tuple[str, str, str]:
    """Accepted, planned, and the gap between them in points."""
    unknown = text("not reported", language)
    if actual is None or planned is None:
        return unknown, unknown if planned is None else percent(planned, language), "–"
    gap = text("{points} points", language, points=signed(round(actual) - round(planned), language))
    return percent(actual, language), percent(planned, language), gap


def _figures(made: Deck, told: Story) -> None:
    if not told.figures:
        return
    language = told.language
    note = headlines.who_stated(language)
    heads = ("Number", "What is counted", "As printed", "Period")
    rows = tuple(
        (" – ".join(part for part in (one.number, one.doubt) if part), one.name,
         text("“{title}”", "fr", title=one.quote), one.when)
        for one in told.figures
    )  # fmt: skip
    head = _head(told, text("2025 results", language), [one.source for one in told.figures],
                 subtitle=sentence_case(note))  # fmt: skip
    _tables(made, head, Table(tuple(text(one, language) for one in heads), rows))


def _pictures(made: Deck, told: Story) -> None:
    for key in SHOWN:
        if key in told.pictures:
            powerpoint.add_visual(made, told.pictures[key], with_rows=False)


def _decisions(made: Deck, told: Story) -> None:
    review = told.review
    if review is None or not review.decisions:
        return
    language = told.language
    kept = sum(one.state == "kept" for one in review.decisions)
    title = text(
        "{kept} of {all} decisions of the review of {day} carried out", language, kept=kept,
        all=len(review.decisions), day=date(review.held_on, language),
    )  # fmt: skip
    heads = ("No.", "Decision", "Owner", "Due date", "State")
    rows = tuple(
        (str(one.number), one.words, one.owner, date(one.due, language, "short"),
         headlines.state_word(one.state, language))
        for one in review.decisions
    )  # fmt: skip
    head = _head(told, title, _of_review(told), subtitle=review.summary)
    _tables(made, head, Table(tuple(text(one, language) for one in heads), rows))


def _of_review(told: Story) -> tuple[Source, ...]:
    return tuple(source for source in told.finding.sources if source.is_demonstration == told.is_demonstration)


def _next(made: Deck, told: Story) -> None:
    """When the two sides meet next, what moved since they last met, what they decided that is still to be done."""
    if told.review is None and not told.next_review:
        return
    language = told.language
    open_ones = [one for one in told.review.decisions if one.state in ("open", "overdue")] if told.review else []
    points = [*_meeting(told), *_moved(told), *(_still(one, language) for one in open_ones)]
    head = _head(told, text("Next steps", language), _of_review(told))
    deck.add_points(made, head, points)


def _meeting(told: Story) -> Iterator[list[Run]]:
    language = told.language
    if not told.next_review:
        yield [Run(headlines.no_next_review(language))]
        return
    colon = text(": ", language)
    yield [Run(f"{text('Next joint review', language)}{colon}", is_bold=True), Run(told.next_review)]


def _moved(told: Story) -> Iterator[list[Run]]:
    """What changed since the last review, in one line."""
    if told.review is not None:
        language = told.language
        since = text("Since the review of {day}", language, day=date(told.review.held_on, language))
        moved = text("; ", language).join(f"{name.lower()} {value}" for name, value in told.review.changes)
        yield [Run(f"{since}{text(': ', language)}", is_bold=True), Run(moved)]


def _still(one: Decided, language: Language) -> list[Run]:
    """An open decision as a point: what, who, by when."""
    by = text("{owner}, by {day}", language, owner=one.owner, day=date(one.due, language))
    state = headlines.state_word(one.state, language).lower()
    paint = "crimson" if one.state == "overdue" else "muted"
    return [Run(f"{one.words} – {by} "), Run(f"({state})", paint)]


def _sources(made: Deck, told: Story) -> None:
    """How status is judged, then every source of the deck with its number."""
    language = told.language
    head = _head(told, text("Sources and method", language), ())
    listed = [f"{place}. {words.reference(source, language)}" for place, source in enumerate(told.sources, start=1)]
    deck.add_points(made, head, [*_method(told.rule, language), *listed])


def _method(rule: Rule, language: Language) -> list[str]:
    return [
        text(
            "Planned progress: weight of the milestones due by the day, or share of the activity’s period elapsed when "
            "it has no milestone. Actual progress: the last report that the other side accepted. Gap: actual minus "
            "planned, in points.",
            language,
        ),
        text(
            "First match wins: done (100%), not started (before its start), not reported (nothing accepted; past its "
            "date, it is said so), late (more than {late} points behind, or past its date), to watch (more than "
            "{watch} points behind), on track.",
            language, late=rule.late_points, watch=rule.watch_points,
        ),
    ]  # fmt: skip
