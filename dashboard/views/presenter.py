"""A joint review on the projector, and the line by which the recorder’s screen turns it.

All screens are in the page at once: turning one costs the server a small row, not a page, and goes on while the line is
down. `assets/presenter.js` asks every 600 ms where the projector stands and whether anything was written
(`door.position`); only the latter asks for the page again.
"""

from __future__ import annotations

from typing import Final

from dashboard import database
from dashboard.errors import DatabaseAway
from dashboard.queries import review_room
from dashboard.queries.review_room import Position, Room
from dashboard.texts import Language, said, text
from dashboard.views import fetch, identity
from dashboard.views.assets import url
from dashboard.views.link_values import LANGUAGE, Carried
from dashboard.views.markup import esc, link
from dashboard.views.presenter_screens import Screen, Told, screens, told
from dashboard.views.review_seen import REVIEW, VIEW
from dashboard.views.shown import Query, Shown

PRESENTER = "presenter"


def page(carried: Carried, query: Query, room: Room) -> Shown:
    """What `/review?review=N&view=presenter` shows until the review is signed, which then opens as it was signed.

    Whoever calls it has seen that the reader is an editor.
    """
    language = carried.language
    found = told(room, language)
    title = said(room.review, "title", language)
    every = screens(found)
    projector = _projector(carried, found, every, position_now(room))
    return Shown(title, "", (projector,), found.is_demonstration, is_personal=True)


def address(carried: Carried, number: int) -> str:
    """Where the projector of a review is opened."""
    return link("review", carried.query() | {REVIEW: str(number), VIEW: PRESENTER})


def remote(carried: Carried, room: Room, here: str = "") -> str:
    """For the recorder’s page of a review that is being held: what the projector shows, and how to turn it.

    `here` is the screen that the recorder writes for: one button turns the projector to it.
    """
    language = carried.language
    names = dict(zip(room.screens, names_of(room, language), strict=True))
    now = position_now(room).screen
    shown = text("The screen shows:", language)
    options = "".join(
        f'<option value="{esc(key)}"{" selected" if key == now else ""}>{esc(name)}</option>'
        for key, name in names.items()
    )
    before, after = _arrows(language)
    choose, projector = text("Turn the screen to", language), text("Open the projector view", language)
    return (
        f'<section class="remote" aria-label="{esc(text("Projector", language))}" {_followed(carried, room)}>'
        f'<p>{esc(shown)} <b data-shown role="status">{esc(names.get(now, now))}</b></p>{before}'
        f'<select data-jump aria-label="{esc(choose)}" id="remote-jump">{options}</select>{after}'
        f"{_turning(here, language)}"
        f'<a target="_blank" href="{esc(address(carried, room.review.number))}">{esc(projector)}</a>'
        f'<p class="told-line" data-line role="status" hidden></p></section>'
    )


def _turning(here: str, language: Language) -> str:
    if not here:
        return ""
    words = text("Show what I write for", language)
    return f'<button type="button" data-turn="{esc(here)}" id="turn-here">{esc(words)}</button>'


def position_now(room: Room) -> Position:
    """As it is now: moving the projector leaves the data version, by which rows are kept, as it was."""
    try:
        with database.reading() as connection:
            return review_room.position(connection, number=room.review.number)
    except DatabaseAway:
        return room.position


def _projector(carried: Carried, found: Told, every: list[Screen], now: Position) -> str:
    room = found.room
    at = now.screen if now.screen in {one.key for one in every} else every[0].key
    stage = "".join(_screen(one, is_shown=one.key == at) for one in every)
    return (
        f'<section class="presenter" data-projector {_followed(carried, room, now)}>'
        f'<p class="announced" aria-live="polite" data-announced></p><div class="stage">{stage}</div>'
        f'{_bar(carried, room, every, at)}</section>'
    )  # fmt: skip


def _screen(one: Screen, *, is_shown: bool) -> str:
    named = f'data-screen="{esc(one.key)}" data-title="{esc(one.title)}"'
    return f'<article class="screen" {named}{"" if is_shown else " hidden"}>{one.html}</article>'


def _bar(carried: Carried, room: Room, every: list[Screen], at: str) -> str:
    """Under the screens: every one of them at a click, and the way out."""
    language = carried.language
    dots = "".join(_dot(one, is_shown=one.key == at) for one in every)
    before, after = _arrows(language)
    rehearsal = text("Rehearsal: other screens do not follow.", language)
    planned = "" if room.review.status == "held" else f'<p class="told-line rehearsal">{esc(rehearsal)}</p>'
    whole, leave = text("Full screen (F)", language), text("Leave (Esc)", language)
    back = link("review", carried.query() | {REVIEW: str(room.review.number)})
    return (
        f'<nav class="presenter-bar" aria-label="{esc(text("Screens", language))}">{before}<ol>{dots}</ol>{after}'
        f'{planned}<p class="told-line" data-line role="status" hidden></p>'
        f'{_languages(carried, room)}<button type="button" data-full id="presenter-full">{esc(whole)}</button>'
        f'<a data-go data-leave href="{esc(back)}">{esc(leave)}</a></nav>'
    )


def _languages(carried: Carried, room: Room) -> str:
    """The same screens in the other language."""
    other, name = ("en", "English") if carried.language == "fr" else ("fr", "Français")
    values = carried.query() | {REVIEW: str(room.review.number), VIEW: PRESENTER, LANGUAGE: other}
    return f'<a data-go data-other lang="{other}" href="{esc(link("review", values))}">{name}</a>'


def _dot(one: Screen, *, is_shown: bool) -> str:
    short = one.key.removeprefix("priority-")
    current = ' aria-current="true"' if is_shown else ""
    words = short if short != one.key else one.name
    return (
        f'<li><button type="button" data-turn="{esc(one.key)}" id="turn-{esc(one.key)}" aria-label="{esc(one.title)}"'
        f"{current}>{esc(words)}</button></li>"
    )


def _arrows(language: Language) -> tuple[str, str]:
    """To the screen before, and to the one after."""
    back, on = text("Previous screen", language), text("Next screen", language)
    return _arrow("-1", "‹", back), _arrow("1", "›", on)


def _arrow(move: str, shape: str, words: str) -> str:
    return f'<button type="button" data-move="{move}" id="move{move}" aria-label="{esc(words)}">{shape}</button>'


def names_of(room: Room, language: Language) -> list[str]:
    """How each screen is called in few words, in the order of the screens."""
    fixed = {review_room.OPENING: text("Opening", language), review_room.DECISIONS: text("Decisions", language)}
    numbers = (key.removeprefix("priority-") for key in room.screens)
    return [
        fixed.get(key) or text("Priority {number}", language, number=number)
        for key, number in zip(room.screens, numbers, strict=True)
    ]


WORDS: Final = {
    "lost": "Connection lost, trying again…",
    "ended": "Your session has ended: sign in again to go on.",
    "gone": "This account no longer follows this review.",
    "waiting": "New entries came in: they are shown as soon as you leave the field.",
}


def _followed(carried: Carried, room: Room, now: Position | None = None) -> str:
    """The attributes that `presenter.js` starts from."""
    language, at = carried.language, now or position_now(room)
    sign_in = identity.sign_in_address(address(carried, room.review.number), language)
    values = {
        "script": url("presenter.js"), "review": room.review.number, "held": int(room.review.status == "held"),
        "at": at.screen, "version": at.version, "data": fetch.version(), "order": " ".join(room.screens),
        "language": language, "sign-in": sign_in,
    } | {name: text(words, language) for name, words in WORDS.items()}  # fmt: skip
    return " ".join(f'data-{name}="{esc(value)}"' for name, value in values.items())
