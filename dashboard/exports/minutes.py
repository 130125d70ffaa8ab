"""The minutes of a joint review, from its frozen pack once both sides signed, before that as a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dashboard.charts import headlines
from dashboard.charts.theme import status_word
from dashboard.exports import change_words, document
from dashboard.exports.change_words import decision_words
from dashboard.exports.document import Block, Document, Heading, Paragraph
from dashboard.model import SIDES
from dashboard.queries.packs import Pack, Signed
from dashboard.texts import Language, date, join, percent, sentence_case, text
from dashboard.texts.organisations import known_as
from dashboard.texts.sides import institution

Form = Literal["docx", "pdf"]
FORMS: tuple[Form, ...] = ("docx", "pdf")
Row = Mapping[str, Any]


def minutes(content: Row, signatures: Sequence[Signed], sha256: str, *, language: Language, form: Form) -> bytes:
    """The file; the same pack and signatures give the same bytes."""
    told = written(content, signatures, sha256, language)
    return document.pdf(told) if form == "pdf" else document.office(told)


def of_pack(pack: Pack, *, language: Language, form: Form) -> bytes:
    return minutes(pack.opened(), pack.signatures, pack.sha256, language=language, form=form)


def written(content: Row, signatures: Sequence[Signed], sha256: str, language: Language) -> Document:
    """The minutes before they are set."""
    review, day = content["review"], _day(content["review"]["held_on"])
    subtitle = f"{date(day, language, 'weekday')}, {review['place']}"
    return Document(
        language, text("Minutes: {review}", language, review=review[f"title_{language}"]), subtitle,
        _day(content["day"]), _badges(content, signatures, language),
        (
            *_opening(content, language), *_earlier(content, language), *_priorities(content, language),
            *_decisions(content, language), *_registers(content, language), *_next(content, language),
            *_signatures(signatures, sha256, language), *_sources(content, language),
        ),
    )  # fmt: skip


def _badges(content: Row, signatures: Sequence[Signed], language: Language) -> tuple[str, ...]:
    is_signed = {one.side for one in signatures} == set(SIDES)
    found = (
        text("Demonstration – fictitious data", language) if content["is_demonstration"] else "",
        "" if is_signed else text("Draft – not signed by both sides", language),
    )  # fmt: skip
    return tuple(words for words in found if words)


def _opening(content: Row, language: Language) -> list[Block]:
    summary = content["review"][f"summary_{language}"] or ""
    lead: list[Block] = [Paragraph(summary, "lead")] if summary else []
    seats = [(_organisation(row, language), decision_words(row, "text", language)) for row in content["participants"]]
    head = (text("Institution", language), text("Function", language))
    return [
        *lead,
        *document.section(text("Participants", language), document.table(head, seats, (25, 75))),
        *document.section(
            text("Agenda", language), document.bullets([_point(row, content, language) for row in content["agenda"]])
        ),
    ]


def _point(row: Row, content: Row, language: Language) -> str:
    words = decision_words(row, "text", language)
    number = row["priority_number"]
    if number is None:
        return words
    named = next(one for one in content["priorities"] if one["number"] == number)
    return f"{number}. {named[f'name_{language}']}{text(': ', language)}{words}"


def _earlier(content: Row, language: Language) -> list[Block]:
    """Decisions of earlier reviews: what became of each by this one."""
    rows = [
        (f"{row['review_number']}.{row['number']}", decision_words(row, "text", language),
         _organisation(row, language), _short(row["due_on"], language), _outcome(row, content["day"], language))
        for row in content["earlier"]
    ]  # fmt: skip
    head = [text(words, language) for words in ("No.", "Decision", "Owner", "Due date", "Follow-up")]
    return document.section(
        text("Follow-up of earlier decisions", language), document.table(head, rows, (9, 41, 15, 15, 20))
    )


def _outcome(row: Row, day: str, language: Language) -> str:
    """`Exécutée`; `Modifiée : Date renvoyée…`; `En retard` when it is past its date and nothing was said."""
    state: headlines.State = row["outcome"] or ("overdue" if row["due_on"] < day else "open")
    note = row[f"note_{language}"] or row["note_fr"] or row["note_en"]
    told = headlines.state_word(state, language)
    return f"{told}{text(': ', language)}{note}" if note else told


def _priorities(content: Row, language: Language) -> list[Block]:
    blocks = [block for row in content["priorities"] for block in _priority(row, content, language)]
    return [Heading(1, text("State of each priority", language)), *blocks] if blocks else []


def _priority(row: Row, content: Row, language: Language) -> list[Block]:
    number = row["number"]
    lines = [*_moved(content, number, language), *_late(content, number, language)]
    lines += [
        f"{institution(remark['side'], language)}{text(': ', language)}{decision_words(remark, 'text', language)}"
        for remark in content["remarks"] if remark["priority_number"] == number
    ]  # fmt: skip
    lines += [
        text("Decision {number}: {words}", language, number=decision["number"], words=_in_short(decision, language))
        for decision in content["decisions"] if decision["priority_number"] == number
    ]  # fmt: skip
    told: list[Block] = [
        Heading(2, f"{number}. {row[f'name_{language}']}"),
        Paragraph(_state(row, language), "strong", status=row["status"]),
    ]
    found = document.bullets(lines)
    return [*told, found] if found else told


def _state(row: Row, language: Language) -> str:
    """`À surveiller – 42 % réalisé, 55 % prévu ; 5 activités sur 7 renseignées ; 2 en retard`."""
    words = status_word(row["status"], language)
    parts = []
    if row["actual_pct"] is not None:
        parts.append(text("{actual} accepted, {planned} planned", language, actual=percent(row["actual_pct"], language),
                          planned=percent(row["planned_pct"], language)))  # fmt: skip
    parts.append(
        text("{reported} of {count} activity reported", "{reported} of {count} activities reported", language=language,
             count=row["activities"], reported=row["reported"])
        if row["activities"] else text("no activity entered", language)
    )  # fmt: skip
    if row["late"]:
        parts.append(text("{count} late", language, count=row["late"]))
    return f"{words} – {text('; ', language).join(parts)}"


def _moved(content: Row, number: int, language: Language) -> list[str]:
    """Since the review before: the priority first, then its activities."""
    found = [row for row in content["changes"] if row["priority_number"] == number]
    own = [change_words.phrase(row, language) for row in found if row["kind"] == "priority"]
    since = content["previous"] and date(_day(content["previous"]["held_on"]), language)
    joined = text("; ", language).join(own)
    first = [text("Since the review of {day}: {words}", language, day=since, words=joined)] if own else []
    return first + _by_activity([row for row in found if row["kind"] == "activity"], language)


def _by_activity(rows: Sequence[Row], language: Language) -> list[str]:
    """One line an activity, with all that changed of it."""
    told: dict[str, list[str]] = {}
    for row in rows:
        told.setdefault(change_words.name(row, language), []).append(change_words.phrase(row, language))
    return [f"{name} – {text('; ', language).join(parts)}" for name, parts in told.items()]


def _late(content: Row, number: int, language: Language) -> list[str]:
    rows = [row for row in content["activities"] if row["priority_number"] == number]
    names = [row[f"title_{language}"] for row in rows if row["status"] == "late" or row["days_late"]]
    pending = [row[f"title_{language}"] for row in rows if row["declared_pct"] is not None]
    late = [text("Late: {names}", language, names=join(names, language))] if names else []
    return late + (
        [text("Awaiting the other side’s answer: {names}", language, names=join(pending, language))] if pending else []
    )


def _in_short(row: Row, language: Language) -> str:
    return (
        f"{decision_words(row, 'text', language)} ({_organisation(row, language)}, {_short(row['due_on'], language)})"
    )


def _decisions(content: Row, language: Language) -> list[Block]:
    rows = [
        (str(row["number"]), decision_words(row, "text", language),
         "–" if row["priority_number"] is None else str(row["priority_number"]), _organisation(row, language),
         _short(row["due_on"], language))
        for row in content["decisions"]
    ]  # fmt: skip
    head = [text(words, language) for words in ("No.", "Decision", "Priority", "Owner", "Due date")]
    general = [
        f"{institution(row['side'], language)}{text(': ', language)}{decision_words(row, 'text', language)}"
        for row in content["remarks"] if row["priority_number"] is None
    ]  # fmt: skip
    return [
        *document.section(text("Remarks", language), document.bullets(general)),
        *document.section(
            text("Decisions taken", language),
            document.table(head, rows, (7, 50, 12, 15, 16)) or Paragraph(text("No decision was recorded.", language)),
        ),
    ]


def _registers(content: Row, language: Language) -> list[Block]:
    """Numbers that came since the review before."""
    found = [row for row in content["changes"] if row["kind"] in ("register", "figure")]
    return document.section(
        text("Registers and published figures since the last review", language),
        document.bullets([change_words.sentence(row, language) for row in found]),
    )


def _next(content: Row, language: Language) -> list[Block]:
    ahead = content["next"]
    words = (
        f"{date(_day(ahead['held_on']), language, 'weekday')}, {ahead['place']}"
        if ahead else headlines.no_next_review(language)
    )  # fmt: skip
    return document.section(text("Next joint review", language), Paragraph(words))


def _signatures(signatures: Sequence[Signed], sha256: str, language: Language) -> list[Block]:
    """Both sides, signed or still to sign; the digest is that of the pack the minutes come from."""
    by_side = {one.side: one for one in signatures}
    rows = [signature_words(side, by_side.get(side), language) for side in SIDES]
    head = [text(words, language) for words in ("Side", "Function", "Signed on")]
    note = text("Digest (SHA-256) of what these minutes tell: {sha256}", language, sha256=sha256)
    return document.section(
        text("Signatures", language), document.table(head, rows, (25, 50, 25)), Paragraph(note, "muted")
    )


def signature_words(side: str, one: Signed | None, language: Language) -> tuple[str, str, str]:
    """Side, function, and when; without a signature it says so."""
    if one is None:
        return institution(side, language), "", text("not signed", language)
    function = one.function_fr if language == "fr" else one.function_en
    when = text("{day} at {hour} (Bamako)", language, day=one.signed_at.date(), hour=f"{one.signed_at:%H:%M}")
    return institution(side, language), function, when


def _sources(content: Row, language: Language) -> list[Block]:
    told = document.bullets([sentence_case(row[f"words_{language}"]) for row in content["sources"]])
    return document.section(text("Sources", language), told)


def _organisation(row: Row, language: Language) -> str:
    return known_as((row["owner_acronym"], row["owner_fr"], row["owner_en"]), language)


def _short(day: str, language: Language) -> str:
    return date(_day(day), language, "short")


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
