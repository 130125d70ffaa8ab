"""Where the editors of both sides prepare a review, and where the recorder writes while it is held.

The recorder's page has one screen of the projector at a time: its decisions, remarks and what became of earlier ones.
Without a choice in the link it opens where the projector stands.
"""

from __future__ import annotations

from typing import Any, Final

from dashboard.exports import minutes
from dashboard.provenance import Reading, Sourced
from dashboard.queries import roadmap
from dashboard.queries.review_room import DECISIONS, OPENING, Room
from dashboard.texts import date, said, sentence_case, text
from dashboard.views import file_words, forms, presenter
from dashboard.views import review_entering as entering
from dashboard.views import roadmap as roadmap_page
from dashboard.views.activities import state
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.review_entering import Sitting
from dashboard.views.review_seen import VIEW, address, file_address
from dashboard.views.roadmap import is_late
from dashboard.views.shown import Query, Shown, chosen, unknown

Row = Any
AT: Final = "at"
SIGN: Final = "sign"


def page(room: Room, carried: Carried, query: Query) -> Shown:
    at = entering.sitting(room, carried)
    return _planned(at) if room.review.status == "planned" else _held(at, query)


def _planned(at: Sitting) -> Shown:
    language, review = at.language, at.room.review
    lead = text(
        "{day}, {place}. In preparation: participants, agenda, and what the session will look back on.", language,
        day=sentence_case(date(review.held_on, language, "weekday")), place=review.place,
    )  # fmt: skip
    main = "".join(
        (
            _part(text("Date, place and words", language), entering.terms(at), key="terms"),
            _participants(at), _agenda(at), _look_back(list(at.room.earlier), at),
        )
    )  # fmt: skip
    return _shown(at, lead, f'<div class="main-and-side desk-page"><div>{main}</div><aside>{_before(at)}</aside></div>')


def _shown(at: Sitting, lead: str, html: str, before: str = "", dropped: tuple[str, ...] = ()) -> Shown:
    title = said(at.room.review, "title", at.language)
    body = before + forms.section(at.language, html)
    return Shown(title, lead, (body,), at.room.is_demonstration, dropped, is_personal=True)


def _before(at: Sitting) -> str:
    """What may be done before the session: rehearse, look at what changed, open it."""
    language, room = at.language, at.room
    question = text("Open the session now? Its date becomes today, and from then on decisions are recorded.", language)
    opening = forms.form(
        "review.open", forms.hidden("review", at.number), key=f"review.{at.number}.open",
        submit=text("Open the session", language), confirm=question,
    )  # fmt: skip
    rehearse = text("Rehearse the projector view", language)
    links = [f'<a href="{esc(presenter.address(at.carried, at.number))}">{esc(rehearse)}</a>']
    if room.previous:
        words = text("What changed since the review of {day}", language, day=room.previous.held_on)
        links.append(go(address(at.carried, at.number, since=room.previous.number), words))
    return f'<section class="side-block">{opening}</section>{_ways(links)}{_drafts(at)}'


def _ways(links: list[str]) -> str:
    return f'<section class="side-block"><ul>{"".join(f"<li>{one}</li>" for one in links)}</ul></section>'


def _drafts(at: Sitting) -> str:
    """Minutes as they stand, marked as a draft."""
    language = at.language
    links = "".join(
        file_words.save(file_address(at.number, f"minutes.{form}", language=language), form.upper(), css="chip")
        for form in minutes.FORMS
    )
    return (
        f'<section class="side-block papers"><h2>{esc(text("Draft minutes", language))}</h2>'
        f'<p class="forms">{links}</p></section>'
    )


def _held(at: Sitting, query: Query) -> Shown:
    language, room = at.language, at.room
    here = chosen(query, AT, room.screens) or presenter.position_now(room).screen
    lead = text(
        "Session open since {day}, {place}: what you record here is on the projector within two seconds.", language,
        day=room.review.held_on, place=room.review.place,
    )  # fmt: skip
    body = _opening(at) if here == OPENING else _closing(at) if here == DECISIONS else _priority(here, at)
    html = f"{_chooser(here, at)}{body}"
    return _shown(at, lead, html, presenter.remote(at.carried, room, here), unknown(query, {AT: room.screens}))


def _chooser(here: str, at: Sitting) -> str:
    """Which screen of the projector is being written for; choosing another leaves the projector where it is."""
    names = dict(zip(at.room.screens, presenter.names_of(at.room, at.language), strict=True))
    items = "".join(
        f'<li><a data-go class="chip" href="{esc(address(at.carried, at.number, at=key))}"'
        f"{' aria-current=page' if key == here else ''}>{esc(name)}</a></li>"
        for key, name in names.items()
    )
    sign = go(address(at.carried, at.number, **{VIEW: SIGN}), text("Read and sign", at.language), css="action")
    title = text("What you write for", at.language)
    return f'<nav class="desk-chooser" aria-label="{esc(title)}"><ul>{items}</ul>{sign}</nav>'


def _opening(at: Sitting) -> str:
    general = [row for row in at.room.earlier if row.priority_number is None]
    return f'<div class="desk-page">{_participants(at)}{_agenda(at)}{_look_back(general, at)}</div>'


def _closing(at: Sitting) -> str:
    """What concerns no single priority, and the words that the minutes begin with."""
    language = at.language
    words = _part(text("Date, place and words", language), entering.terms(at), key="terms")
    return f'<div class="desk-page">{_decisions(None, at)}{_remarks(None, at)}{words}</div>'


def _priority(screen: str, at: Sitting) -> str:
    number = int(screen.removeprefix("priority-"))
    look_back = _look_back([row for row in at.room.earlier if row.priority_number == number], at)
    written = _decisions(number, at) + look_back + _remarks(number, at)
    return (
        f'<h2 class="desk-title">{esc(dict(at.priorities)[str(number)])}</h2><div class="main-and-side desk-page">'
        f"<div>{written}</div><aside>{_standing(number, at)}</aside></div>"
    )


def _standing(number: int, at: Sitting) -> str:
    """What the room looks at: how the priority stands, what is late or waits for an answer, and where to declare it."""
    language, carried = at.language, at.carried
    reading = Reading(None, carried.reading.scope)
    known: Sourced = fetch(roadmap.priorities, reading=reading)
    row = next(one for one in known.rows.itertuples() if one.number == number)
    activities: Sourced = fetch(roadmap.activities, reading=reading, priority=number)
    found = sorted(filter(_speaks, activities.rows.itertuples()), key=roadmap_page.lateness)
    items = "".join(_activity(one, carried) for one in found)
    nothing = f"<p>{esc(text('No activity is late.', language))}</p>"
    whole = go(link("roadmap", carried.query(priority=number)), text("All its activities", language))
    return (
        f'<section class="side-block"><h2>{esc(text("Where it stands", language))}</h2>'
        f"<p>{state(row, language)} {esc(roadmap_page.standing(row, language))}</p>"
        f"{f'<ul>{items}</ul>' if items else nothing}<p>{whole}</p></section>"
    )


def _speaks(row: Row) -> bool:
    return is_late(row) or row.declared_pct is not None


def _activity(row: Row, carried: Carried) -> str:
    language = carried.language
    waits = text("awaits an answer", language) if row.declared_pct is not None else ""
    late = text("Late", language) if is_late(row) else ""
    under = " · ".join(words for words in (late, waits) if words)
    address_ = link("entry", carried.query(activity=row.activity_key))
    return f"<li><span>{go(address_, said(row, 'title', language))}<small>{esc(under)}</small></span></li>"


def _participants(at: Sitting) -> str:
    title, rows = text("Participants", at.language), list(at.room.participants)
    new = _new(text("Another participant", at.language), entering.adding("participant", at), "participant")
    return _part(title, entering.listed("participant", rows, at) + new, key="participants")


def _agenda(at: Sitting) -> str:
    title, rows = text("Agenda", at.language), list(at.room.agenda)
    new = _new(text("Another point", at.language), entering.adding("agenda_item", at), "agenda")
    return _part(title, entering.listed("agenda_item", rows, at) + new, key="agenda")


def _look_back(rows: list[Row], at: Sitting) -> str:
    if not rows:
        return ""
    return _part(text("Follow-up of earlier decisions", at.language), entering.earlier(rows, at), key="earlier")


def _decisions(number: int | None, at: Sitting) -> str:
    rows = [row for row in at.room.decisions if row.priority_number == number]
    title = text("Decisions", at.language) if number else text("Decisions on all priorities", at.language)
    return _part(
        title, entering.listed("decision", rows, at) + entering.adding("decision", at, number), key="decisions"
    )


def _remarks(number: int | None, at: Sitting) -> str:
    rows = [row for row in at.room.remarks if row.priority_number == number]
    title = text("Remarks", at.language) if number else text("Remarks on all priorities", at.language)
    return _part(title, entering.listed("remark", rows, at) + entering.adding("remark", at, number), key="remarks")


def _part(title: str, html: str, *, key: str) -> str:
    return f'<section class="written" id="part-{key}"><h2>{esc(title)}</h2>{html}</section>'


def _new(words: str, form: str, key: str) -> str:
    return f'<details class="change" id="new-{key}"><summary>{esc(words)}</summary>{form}</details>'
