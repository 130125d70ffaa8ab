"""What is entered at a review, thing by thing: how it reads, and the forms that add it, change it or take it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts import headlines
from dashboard.charts.headlines import State
from dashboard.exports.change_words import decision_words
from dashboard.model import FOLLOW_UPS
from dashboard.provenance import Reading, Sourced
from dashboard.queries import review_room, roadmap
from dashboard.queries.review_room import Room
from dashboard.texts import LANGUAGES, Language, date, said, text
from dashboard.texts.organisations import known_as
from dashboard.texts.sides import institution
from dashboard.updates.declared import REASON_LENGTH
from dashboard.updates.review_entries import LENGTH
from dashboard.updates.reviews import PLACE_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH
from dashboard.views import forms
from dashboard.views.fetch import fetch
from dashboard.views.forms import Part
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc
from dashboard.views.review_outcomes import MARKS, PAINTS

Row = Any
FUNCTION: Final = 200
WORDS: Final = {
    "participant": {"fr": "Function, in French", "en": "Function, in English"},
    "agenda_item": {"fr": "Point, in French", "en": "Point, in English"},
    "remark": {"fr": "Remark, in French", "en": "Remark, in English"},
    "decision": {"fr": "Decision, in French", "en": "Decision, in English"},
    "title": {"fr": "Title, in French", "en": "Title, in English"},
    "summary": {"fr": "Summary, in French", "en": "Summary, in English"},
    "note": {"fr": "Note, in French", "en": "Note, in English"},
    "function": {"fr": "Your function, in French", "en": "Your function, in English"},
}
ADD: Final = {
    "participant": "Add the participant", "agenda_item": "Add the point", "remark": "Record the remark",
    "decision": "Record the decision",
}  # fmt: skip
ONE_IS_ENOUGH: Final = "One language is enough: it stands for both."
WITH_REASON: Final = ("remark", "decision")
"""What was said at the session is taken out with a reason that somebody writes; what was being prepared, without."""


@dataclass(frozen=True)
class Sitting:
    """A room with what its forms choose from: institutions and priorities, key and words."""

    room: Room
    carried: Carried
    organisations: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str], ...]

    @property
    def language(self) -> Language:
        return self.carried.language

    @property
    def number(self) -> int:
        return int(self.room.review.number)


def sitting(room: Room, carried: Carried) -> Sitting:
    language, reading = carried.language, Reading(None, carried.reading.scope)
    known: Sourced = fetch(roadmap.priorities, reading=reading)
    priorities = tuple(
        (str(row.number), f"{row.number}. {said(row, 'name', language)}") for row in known.rows.itertuples()
    )
    seats = tuple((row.key, _institution(row, language)) for row in fetch(review_room.organisations, reading=reading))
    return Sitting(room, carried, seats, priorities)


def adding(kind: str, at: Sitting, priority: int | None = None) -> str:
    """The form of a new one; of a priority, when it stands under one."""
    return forms.form(
        f"review.add_{kind}", forms.hidden("review", at.number), *_fields(kind, None, at, priority),
        key=f"review.{at.number}.{kind}.new.{priority or 0}", submit=text(ADD[kind], at.language), css="entering",
    )  # fmt: skip


def listed(kind: str, rows: list[Row], at: Sitting) -> str:
    items = "".join(_item(kind, row, at) for row in rows)
    return f'<ol class="entered of-{kind}">{items}</ol>' if items else ""


def _item(kind: str, row: Row, at: Sitting) -> str:
    """How it reads, and under it the form that changes it."""
    own = f"{kind}-{row.number}"
    change = text("Change or take out", at.language)
    moves = _moves(row, at) if kind == "agenda_item" else ""
    return (
        f'<li id="{own}"><div class="reads">{_reads(kind, row, at)}{moves}</div>'
        f'<details class="change" id="change-{own}" data-close><summary>{esc(change)}</summary>'
        f"{_changing(kind, row, at)}{_withdrawing(kind, row, at)}</details></li>"
    )


def _reads(kind: str, row: Row, at: Sitting) -> str:
    language, words = at.language, esc(words_of(row, at.language))
    if kind == "participant":
        return f"<p><b>{esc(owner_of(row, language))}</b> {words}</p>"
    if kind == "agenda_item":
        return f"<p>{_priority_words(row, at)}{words}</p>"
    if kind == "remark":
        return f"<p><b>{esc(institution(row.side, language))}</b> {words}</p>"
    due = text("{owner}, due on {day}", language, owner=owner_of(row, language), day=date(row.due_on, language))
    return f"<p><b>{row.number}.</b> {words}<small>{esc(due)}</small></p>"


def _priority_words(row: Row, at: Sitting) -> str:
    if row.priority_number is None:
        return ""
    priority = text("Priority {number}", at.language, number=row.priority_number)
    return f"<b>{esc(priority)}</b>{text(': ', at.language)}"


def _changing(kind: str, row: Row, at: Sitting) -> str:
    return forms.form(
        f"review.change_{kind}", *_about(row, at), *_fields(kind, row, at, row_priority(row)),
        key=f"review.{at.number}.{kind}.{row.number}", version=str(row.version),
        submit=text("Record the change", at.language), css="entering",
    )  # fmt: skip


def _withdrawing(kind: str, row: Row, at: Sitting) -> str:
    language = at.language
    why: Part = forms.hidden("reason", text("Taken out while the review was being prepared.", language))
    if kind in WITH_REASON:
        why = forms.line("reason", text("Why it is taken out", language), longest=REASON_LENGTH, css="wide")
    return forms.form(
        f"review.withdraw_{kind}", *_about(row, at), why, key=f"review.{at.number}.{kind}.{row.number}.withdraw",
        version=str(row.version), submit=text("Take it out", language), is_main=False, css="withdrawing",
        confirm=text("Take “{title}” out of this review? The journal keeps it.", language,
                     title=words_of(row, language)),
    )  # fmt: skip


def _moves(row: Row, at: Sitting) -> str:
    told = (("up", "Earlier"), ("down", "Later"))
    buttons = (
        forms.form(
            "review.move_agenda_item", *_about(row, at), forms.hidden("to", to),
            key=f"review.{at.number}.agenda_item.{row.number}.{to}", version=str(row.version),
            submit=text(words, at.language), is_main=False, css="inline",
        )
        for to, words in told
    )  # fmt: skip
    return f'<div class="moves-of">{"".join(buttons)}</div>'


def _about(row: Row, at: Sitting) -> tuple[Part, ...]:
    return forms.hidden("review", at.number), forms.hidden("number", row.number)


def _fields(kind: str, row: Row | None, at: Sitting, priority: int | None) -> tuple[Part, ...]:
    language = at.language
    words = bilingual(kind, "text", row, language, longest=FUNCTION if kind == "participant" else LENGTH)
    if kind == "participant":
        return _institution_choice(row, text("Institution", language), at), words
    about = _priority_choice(priority, at)
    if kind != "decision":
        return words, about
    owner = _institution_choice(row, text("Owner", language), at)
    due = forms.date("due_on", text("Due date", language), value=row.due_on if row else None,
                     earliest=at.room.review.held_on)  # fmt: skip
    return words, forms.side_by_side(owner, due, about)


def bilingual(kind: str, stem: str, row: Row | None, language: Language, *, longest: int) -> Part:
    """The language of the page first; in the other, nothing stands that was not written in it."""
    order = sorted(LANGUAGES, key=lambda spoken: spoken != language)
    help_words = text(ONE_IS_ENOUGH, language)
    boxes = [
        _box(f"{stem}_{spoken}", text(WORDS[kind][spoken], language), written(row, stem, spoken), longest,
             help_words if spoken != language else "")
        for spoken in order
    ]  # fmt: skip
    return forms.side_by_side(*boxes)


def _box(name: str, label: str, value: str, longest: int, told: str) -> Part:
    if longest <= FUNCTION:
        return forms.line(name, label, value=value, longest=longest, help=told)
    return forms.area(name, label, value=value, longest=longest, rows=3, help=told)


def written(row: Row | None, stem: str, spoken: Language) -> str:
    only = getattr(row, "only_in", None)
    return "" if row is None or (only and only != spoken) else str(getattr(row, f"{stem}_{spoken}") or "")


def _institution_choice(row: Row | None, label: str, at: Sitting) -> Part:
    options = [("", text("Choose…", at.language)), *at.organisations]
    return forms.choice("organisation", label, options, value=row.owner_key if row else "")


def _priority_choice(priority: int | None, at: Sitting) -> Part:
    options = [("", text("All priorities", at.language)), *at.priorities]
    return forms.choice(
        "priority", text("Priority", at.language), options, value="" if priority is None else str(priority)
    )


def terms(at: Sitting) -> str:
    """Date, place and words of the review; the day on which it began is a fact."""
    language, review = at.language, at.room.review
    day: Part = forms.hidden("held_on", review.held_on)
    if review.status == "planned":
        day = forms.date("held_on", text("Date", language), value=review.held_on)
    place = forms.line("place", text("Place", language), value=review.place, longest=PLACE_LENGTH)
    return forms.form(
        "review.change", forms.hidden("review", at.number), forms.side_by_side(day, place),
        bilingual("title", "title", review, language, longest=TITLE_LENGTH),
        bilingual("summary", "summary", review, language, longest=SUMMARY_LENGTH),
        key=f"review.{at.number}.terms", version=str(review.version), submit=text("Record", language), css="entering",
    )  # fmt: skip


def announcing(carried: Carried) -> str:
    """The form of a new review."""
    language = carried.language
    return forms.form(
        "review.prepare",
        forms.side_by_side(
            forms.date("held_on", text("Date", language)),
            forms.line("place", text("Place", language), longest=PLACE_LENGTH),
        ),
        bilingual("title", "title", None, language, longest=TITLE_LENGTH),
        key="review.new", submit=text("Announce the review", language), css="entering",
    )  # fmt: skip


def earlier(rows: list[Row], at: Sitting) -> str:
    """Decisions of earlier reviews, each with what is told of it at this one."""
    return f'<ol class="entered">{"".join(_earlier(row, at) for row in rows)}</ol>' if rows else ""


def _earlier(row: Row, at: Sitting) -> str:
    language, key = at.language, f"{row.review_number}.{row.number}"
    due = text("{owner}, due on {day}", language, owner=owner_of(row, language), day=date(row.due_on, language))
    telling = ""
    if at.room.review.status == "held":
        tell = text("Say what became of it", language)
        telling = (
            f'<details class="change" id="follow-{esc(key)}" data-close><summary>{esc(tell)}</summary>'
            f"{_following(row, at)}</details>"
        )
    return (
        f'<li id="earlier-{esc(key)}"><div class="reads"><p><b>{esc(key)}</b> {esc(words_of(row, language))}'
        f"<small>{esc(due)}</small></p>{_state(row, at)}</div>{telling}</li>"
    )


def _state(row: Row, at: Sitting) -> str:
    language = at.language
    state: State = row.outcome or ("overdue" if row.due_on < at.carried.reading.day else "open")
    note = said(row, "note", language) or row.note_fr or row.note_en
    told = f"<small>{esc(note)}</small>" if note else ""
    return f'<p class="t-{PAINTS[state]} outcome">{MARKS[state]} {esc(headlines.state_word(state, language))}{told}</p>'


def _following(row: Row, at: Sitting) -> str:
    language = at.language
    outcomes: list[tuple[str, str]] = [("", text("Choose…", language))]
    outcomes += [(state, headlines.state_word(state, language)) for state in headlines.STATES if state in FOLLOW_UPS]
    return forms.form(
        "review.follow_up", forms.hidden("review", at.number), forms.hidden("decided_in", row.review_number),
        forms.hidden("number", row.number),
        forms.choice("outcome", text("Follow-up", language), outcomes, value=row.outcome or ""),
        bilingual("note", "note", row, language, longest=LENGTH), version=str(row.version),
        key=f"review.{at.number}.follow.{row.review_number}.{row.number}", submit=text("Record", language),
        css="entering",
    )  # fmt: skip


def words_of(row: Row, language: Language) -> str:
    return decision_words(row._mapping, "text", language)


def owner_of(row: Row, language: Language) -> str:
    return known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)


def row_priority(row: Row) -> int | None:
    """A participant has none."""
    found: int | None = getattr(row, "priority_number", None)
    return found


def _institution(row: Row, language: Language) -> str:
    short, name = known_as((row.acronym, row.name_fr, row.name_en), language), said(row, "name", language)
    return name if short in name else f"{short} – {name}"
