"""The screens of a joint review on the projector: opening, one a priority, decisions; each fits, whatever it holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Final

from dashboard.charts import headlines
from dashboard.charts import roadmap as charts
from dashboard.charts.svg import to_svg
from dashboard.charts.theme import STATUS, status_word
from dashboard.charts.visual import Visual
from dashboard.exports import change_words
from dashboard.exports.change_words import decision_words
from dashboard.provenance import Reading, Source, Sourced, frame, merge_sources
from dashboard.queries import changes, packs, review_room, roadmap
from dashboard.queries.review_room import Room
from dashboard.texts import Language, date, said, text
from dashboard.texts.organisations import known_as
from dashboard.texts.references import label
from dashboard.views.fetch import fetch
from dashboard.views.markup import badge, esc
from dashboard.views.picture import PHONE
from dashboard.views.presenter_blocks import Block, Item, column, fullest, lines, others
from dashboard.views.roadmap import is_late, lateness, standing

WIDTH, ROOM = 1792, 880
"""Of a screen within its margins, and the height under its first line and over its foot."""
TITLE, TITLE_LINE, STATE, STATE_LINE, AFTER_HEAD = 60, 66, 38, 48, 28
LEFT, RIGHT, HALF, SEATS, POINTS = 1080, 648, 864, 640, 1088
PICTURE_HEAD, PICTURE_FOOT = 50, 66
LARGEST, SMALLEST = 2.3, 1.75
"""How much a drawing is enlarged: its names are then 30 or 23 of the screen’s units high."""
LEAST_STEP, MOST_STEP = 36, 54
URGENT: Final = ("late", "watch", "not_reported", "on_track", "not_started", "done")
"""Which activities stay where there is no room for all."""
KINDS: Final[tuple[changes.Kind, ...]] = ("priority", "activity", "decision")
WEIGHTY: Final = ("finished", "status", "withdrawn", "added", "due_on", "progress")
ANSWERS: Final = ("kept", "missed", "changed")


@dataclass(frozen=True)
class Screen:
    """`name` is how the recorder’s screen calls it: `Priorité 3`."""

    key: str
    name: str
    title: str
    html: str


@dataclass(frozen=True, eq=False)
class Told:
    """What all screens tell of: one moment of the data, in one language."""

    room: Room
    language: Language
    priorities: Sourced
    activities: Sourced
    phrases: Sourced
    changes: Sourced | None
    """Since the review before; None where there was none."""

    @property
    def sources(self) -> tuple[Source, ...]:
        return merge_sources(self.priorities.sources, self.activities.sources)

    @property
    def is_demonstration(self) -> bool:
        return self.room.is_demonstration or self.activities.is_demonstration

    @cached_property
    def of(self) -> Mapping[int, Sequence[Any]]:
        """The activities of each priority."""
        return _by_priority(self.activities.rows.itertuples(index=False), attrgetter("priority_number"))

    @cached_property
    def moved(self) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """What changed of each priority since the review before."""
        rows = self.changes.rows.to_dict("records") if self.changes else []
        return _by_priority(rows, itemgetter("priority_number"))


def told(room: Room, language: Language) -> Told:
    """Everything as it is now: a real review shows real rows only."""
    reading = Reading(scope="all" if room.is_demonstration else "published")
    priorities, activities, phrases = (
        fetch(query, reading=reading) for query in (roadmap.priorities, roadmap.activities, roadmap.phrases)
    )
    moved = room.previous and fetch(changes.between, reading=reading, **packs.since(room.previous), kinds=KINDS)
    return Told(room, language, priorities, activities, phrases, moved)


def _by_priority(rows: Iterable[Any], number: Callable[[Any], int]) -> Mapping[int, Sequence[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[number(row)].append(row)
    return found


def screens(found: Told) -> list[Screen]:
    """In the order of `review_room.screens`."""
    rows = found.priorities.rows.itertuples()
    return [_opening(found), *(_priority(row, found) for row in rows), _decisions(found)]


def _opening(found: Told) -> Screen:
    room, language = found.room, found.language
    title = said(room.review, "title", language)
    place = f"{date(room.review.held_on, language, 'weekday')}, {room.review.place}"
    height = _room_under(title, place)
    body = _pair(
        column(_participants(room, language), SEATS, height, language),
        column([fullest(_agenda(found), POINTS, height)], POINTS, height, language), css="seats-and-points",
    )  # fmt: skip
    name = text("Opening", language)
    return _screen(review_room.OPENING, name, text("MMEIA – IOM Mali", language), title, esc(place), body, found)


def _participants(room: Room, language: Language) -> list[Block]:
    """A list for each institution, in the order in which they were entered."""
    seats: dict[str, list[Item]] = defaultdict(list)
    for row in room.participants:
        seats[_owner(row, language)].append(Item(decision_words(row._mapping, "text", language)))
    nobody = Block(text("Participants", language), (), text("No participant was entered.", language))
    return [Block(institution, items) for institution, items in seats.items()] or [nobody]


def _agenda(found: Told) -> Block:
    names = {row.number: said(row, "name", found.language) for row in found.priorities.rows.itertuples()}
    items = [_point(row, names, found.language) for row in found.room.agenda]
    return Block(text("Agenda", found.language), items, text("The agenda is empty.", found.language))


def _point(row: Any, names: Mapping[int, str], language: Language) -> Item:
    words = decision_words(row._mapping, "text", language)
    name = names.get(row.priority_number)
    return Item(f"{row.priority_number}. {name}", words) if name else Item(words)


def _priority(row: Any, found: Told) -> Screen:
    language, number = found.language, row.number
    title = f"{number}. {said(row, 'name', language)}"
    state = f"{_mark(row, language)} – {standing(row, language)}"
    height = _room_under(title, state)
    lists = [_changed(found, number), _late(found, number), _open(found, number)]
    body = _pair(_picture(found, number, title, height), column(lists, RIGHT, height, language))
    kicker = text("Priority {number} of {count}", language, number=number, count=len(found.priorities.rows))
    look = STATUS[row.status]
    html = f'<b class="t-{look.ink}">{esc(_mark(row, language))}</b> – {esc(standing(row, language))}'
    name = text("Priority {number}", language, number=number)
    return _screen(f"priority-{number}", name, kicker, title, html, body, found)


def _mark(row: Any, language: Language) -> str:
    return f"{STATUS[row.status].mark} {status_word(row.status, language)}"


def _picture(found: Told, number: int, chosen: str, height: float) -> str:
    """The activities against their plan, as large as their count lets them be."""
    if not found.of[number]:
        return _printed(found, number)
    day = found.activities.reading.day
    return _drawn(tuple(found.of[number]), day, found.language, number, chosen, height)


@lru_cache(maxsize=128)
def _drawn(rows: tuple[Any, ...], day: dt.date, language: Language, number: int, chosen: str, height: float) -> str:
    """Kept by what the rows say: most of what is written during a session leaves them as they were."""
    table = frame(rows, rows[0]._fields)
    scale, step, count = _scaled(len(table), height - PICTURE_HEAD - PICTURE_FOOT)
    first = table["status"].map(URGENT.index).sort_values(kind="stable").index[:count]
    drawn = Sourced(table.loc[sorted(first)], (), Reading(day))
    visual = charts.activities(drawn, language, chosen=chosen, step=step)
    svg = "".join(_svg(visual, *one, number) for one in ((round(LEFT / scale), "wide"), (PHONE, "narrow")))
    head, rest = text("Progress accepted by both sides", language), others(len(table) - count, language)
    return (
        f'<div class="shown"><h2>{esc(head)}</h2><div class="drawing">{svg}</div>{rest}'
        f'<p class="caveat">{esc(visual.caveats[0])}</p></div>'
    )


def _svg(visual: Visual, width: int, size: str, number: int) -> str:
    svg = to_svg(
        visual.draw(width), name=visual.title, description=visual.alt, identity=f"presenter-{number}-{size}"
    )  # fmt: skip
    return svg.replace('class="picture"', f'class="picture {size}"', 1)


def _scaled(count: int, height: float) -> tuple[float, float, int]:
    """Enlargement, height of a row before it, and how many rows there is room for."""
    scale = min(LARGEST, max(SMALLEST, height / (count * LEAST_STEP)))
    shown = min(count, int(height / (scale * LEAST_STEP)))
    return scale, min(MOST_STEP, height / (shown * scale)), shown


def _printed(found: Told, number: int) -> str:
    """Without activities, what the article prints of the priority."""
    quotes = [row.quote for row in found.phrases.rows.itertuples() if row.priority_number == number]
    head = text("Printed in the article", found.language)
    told = "".join(f'<blockquote lang="fr">«&nbsp;{esc(quote)}&nbsp;»</blockquote>' for quote in quotes)
    return f'<div class="shown"><h2>{esc(head)}</h2>{told}</div>'


def _changed(found: Told, number: int) -> Block:
    """The priority first, then its activities, what weighs most first, then what became of decisions."""
    language, previous = found.language, found.room.previous
    if found.changes is None or previous is None:
        return Block(text("Since the last review", language), (), text("This is the first joint review.", language))
    title = text("Since the review of {day}", language, day=previous.held_on)
    rows = [row for row in found.moved[number] if row["kind"] != "decision" or row["what"] in ANSWERS]
    return Block(title, _moves(rows, language), text("Nothing has changed.", language))


def _moves(rows: Sequence[Mapping[str, Any]], language: Language) -> list[Item]:
    """One item for each thing that changed, with all that changed of it."""
    by_thing: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_thing[row["kind"], row["key"]].append(row)
    return [_move(group, language) for group in sorted(by_thing.values(), key=_weight)]


def _weight(group: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    ranks = [WEIGHTY.index(row["what"]) for row in group if row["what"] in WEIGHTY]
    return KINDS.index(group[0]["kind"]), min(ranks, default=len(WEIGHTY))


def _move(group: Sequence[Mapping[str, Any]], language: Language) -> Item:
    first = group[0]
    is_whole = first["kind"] == "priority"
    words = text("The priority as a whole", language) if is_whole else change_words.name(first, language)
    return Item(words, " · ".join(_moved(row, language) for row in group))


def _moved(row: Mapping[str, Any], language: Language) -> str:
    """`49 % → 56 %`; with what it is about where the values alone do not say it."""
    if row["what"] not in ("progress", "status", "finished"):
        return change_words.phrase(row, language)
    before, after = change_words.before(row, language), change_words.after(row, language)
    return f"{before} {change_words.ARROW} {after}"


def _late(found: Told, number: int) -> Block:
    language = found.language
    rows = sorted(filter(is_late, found.of[number]), key=lateness)
    items = [Item(said(row, "title", language), _how_late(row, language), "crimson") for row in rows]
    return Block(
        text("Late or past their date", language), items, text("No activity is late.", language), is_urgent=True
    )


def _how_late(row: Any, language: Language) -> str:
    """`OIM · 33 jours de retard · échéance le 20 oct. 2026`."""
    behind = round(row.planned_pct - (row.actual_pct or 0))
    much = (
        text("{count} day late", "{count} days late", language=language, count=row.days_late) if row.days_late
        else text("{count} point behind plan", "{count} points behind plan", language=language, count=behind)
    )  # fmt: skip
    return " · ".join((_owner(row, language), much, _due(row.due_on, language)))


def _open(found: Told, number: int) -> Block:
    """Decisions about the priority: those of today, the last one first, then earlier ones that nobody answered."""
    language, room = found.language, found.room
    about = [row for row in (*reversed(room.decisions), *room.earlier) if row.priority_number == number]
    items = [_decision(row, language) for row in about if getattr(row, "outcome", None) is None]
    return Block(text("Open decisions", language), items, text("No decision is open.", language), is_urgent=True)


def _decision(row: Any, language: Language) -> Item:
    """Those of earlier reviews have the number of theirs before their own: `905.2`."""
    review = getattr(row, "review_number", None)
    number = f"{review}.{row.number}" if review else str(row.number)
    outcome: headlines.State | None = getattr(row, "outcome", None)
    state = "overdue" if outcome is None and row.due_on < Reading().day else outcome
    under = [_owner(row, language), _due(row.due_on, language)]
    under += [headlines.state_word(state, language).lower()] if state else []
    tone = "crimson" if state in ("overdue", "missed") else "muted"
    return Item(f"{number} – {decision_words(row._mapping, 'text', language)}", " · ".join(under), tone)


def _decisions(found: Told) -> Screen:
    room, language = found.room, found.language
    title = text("Decisions of the review", language)
    waiting = sum(row.outcome is None for row in room.earlier)
    taken = text("{count} decision taken", "{count} decisions taken", language=language, count=len(room.decisions))
    left = text("{count} earlier one still open", "{count} earlier ones still open", language=language, count=waiting)
    state = f"{taken}{text('; ', language)}{left}"
    height = _room_under(title, state)
    own = Block(text("Taken today", language), [_decision(row, language) for row in reversed(room.decisions)],
                text("No decision has been recorded yet.", language))  # fmt: skip
    earlier = sorted(room.earlier, key=lambda row: (row.outcome is not None, row.due_on))
    before = Block(text("Follow-up of earlier decisions", language), [_decision(row, language) for row in earlier],
                   text("No earlier decision was open.", language))  # fmt: skip
    body = _pair(column([own], HALF, height, language), column([before], HALF, height, language), css="halves")
    name = text("Decisions", language)
    return _screen(review_room.DECISIONS, name, text("MMEIA – IOM Mali", language), title, esc(state), body, found)


def _owner(row: Any, language: Language) -> str:
    return known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)


def _due(day: dt.date, language: Language) -> str:
    return text("due on {day}", language, day=date(day, language, "short"))


def _room_under(title: str, state: str) -> float:
    """What is left for the body of a screen under its title and its sentence."""
    head = lines(title, WIDTH, TITLE, bold=True) * TITLE_LINE + lines(state, WIDTH, STATE) * STATE_LINE
    return ROOM - head - AFTER_HEAD


def _pair(left: str, right: str, *, css: str = "picture-and-lists") -> str:
    return f'<div class="body {css}">{left}{right}</div>'


def _screen(key: str, name: str, kicker: str, title: str, state: str, body: str, found: Told) -> Screen:
    """`state` and `body` are ready HTML."""
    language = found.language
    demo = badge(text("Demonstration – fictitious data", language)) if found.is_demonstration else ""
    html = (
        f'<p class="first"><span>{esc(kicker)}</span>{demo}</p><h1>{esc(title)}</h1><p class="state">{state}</p>{body}'
        f'<p class="foot">{esc(_foot(found))}</p>'
    )
    return Screen(key, name, title, html)


def _foot(found: Told) -> str:
    language = found.language
    day = text("As of {day}", language, day=date(found.activities.reading.day, language))
    sources = text("; ", language).join(dict.fromkeys(label(source, language) for source in found.sources))
    return (
        f"{day} · {text('Source: {source}', language, source=sources)} · {said(found.room.review, 'title', language)}"
    )
