"""What changed from one joint review to another: in a sentence, thing by thing, and as a file."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlalchemy import Connection

from dashboard.exports import comparison, papers
from dashboard.exports.change_words import Change
from dashboard.exports.papers import Compared
from dashboard.provenance import Reading
from dashboard.texts import Language, date, said, sentence_case, text
from dashboard.views import document, file_words, review_moves
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go
from dashboard.views.review_seen import REVIEW, SINCE, address, file_address
from dashboard.views.shown import Shown

Row = Any
FORMS: Final = {"pdf": "PDF", "csv": "CSV", "json": "JSON"}


def page(one: Row, other: Row, others: list[Row], carried: Carried) -> Shown:
    """The two in either order: the earlier is always the one that the later is compared with."""
    language = carried.language
    found: Compared = fetch(_compared, reading=carried.reading, one=one.number, other=other.number)
    ends = found.ends(language)
    told = comparison.written(found.found, ends, language)
    moved = review_moves.html(comparison.changes(found.found), language)
    top = f'<div class="compared">{_choices(one, other, others, carried)}{_files(found, carried)}</div>'
    lead = text("From {since} to {until}", language, since=ends.since, until=ends.until)
    rest = document.html(told, without=review_moves.titles(language))
    body = f'<div class="record">{moved}{rest}</div>'
    return Shown(_sentence(found, language), lead, (top, body), found.found.is_demonstration)


def _compared(connection: Connection, *, reading: Reading, one: int, other: int) -> Compared:
    """Both are read as they were known at their end, whatever the day of the page."""
    return papers.compared(connection, *(papers.end_of(connection, number) for number in (one, other)))


def _sentence(found: Compared, language: Language) -> str:
    """`7 priorités ont avancé, 3 décisions exécutées, 1 décision non exécutée`."""
    counts = Counter(_sort(change) for change in comparison.changes(found.found))
    told = [
        text("{count} priority moved forward", "{count} priorities moved forward", language=language,
             count=counts["forward"]) if counts["forward"] else "",
        text("{count} activity finished", "{count} activities finished", language=language,
             count=counts["finished"]) if counts["finished"] else "",
        text("{count} decision carried out", "{count} decisions carried out", language=language,
             count=counts["kept"]) if counts["kept"] else "",
        text("{count} decision not carried out", "{count} decisions not carried out", language=language,
             count=counts["missed"]) if counts["missed"] else "",
    ]  # fmt: skip
    words = ", ".join(part for part in told if part)
    if words:
        return sentence_case(words)
    if counts:
        return text("{count} change", "{count} changes", language=language, count=counts.total())
    return text("Nothing changed between these two moments.", language)


def _sort(change: Change) -> str:
    """What the sentence counts a change as; nothing of the sentence for most."""
    kind, what = change["kind"], change["what"]
    if kind == "priority" and what == "progress" and (change["after"] or 0) > (change["before"] or 0):
        return "forward"
    if (kind, what) == ("activity", "finished"):
        return "finished"
    return str(what) if kind == "decision" and what in ("kept", "missed") else "other"


def _choices(one: Row, other: Row, others: list[Row], carried: Carried) -> str:
    """Either end is chosen anew, and the link follows."""
    language = carried.language
    boxes = (
        (REVIEW, text("Review", language), one, other), (SINCE, text("Compared with", language), other, one)
    )  # fmt: skip
    drawn = "".join(_choice(name, label, here, [row for row in others if row.number != away.number], language)
                    for name, label, here, away in boxes)  # fmt: skip
    back = go(address(carried, one.number), f"‹ {said(one, 'title', language)}")
    return f'<div class="choices">{drawn}<p class="ways">{back}</p></div>'


def _choice(name: str, label: str, here: Row, rows: list[Row], language: Language) -> str:
    options = "".join(
        f'<option value="{row.number}"{" selected" if row.number == here.number else ""}>'
        f"{esc(date(row.held_on, language))} – {esc(said(row, 'title', language))}</option>"
        for row in reversed(rows)
    )
    return f'<label for="{name}">{esc(label)}</label><select id="{name}" data-go-param="{name}">{options}</select>'


def _files(found: Compared, carried: Carried) -> str:
    assert found.until.number
    links = "".join(
        file_words.save(
            file_address(found.until.number, f"changes.{form}", since=found.since.number, language=carried.language),
            words, css="chip",
        )
        for form, words in FORMS.items()
    )  # fmt: skip
    title = text("As a file", carried.language)
    return f'<p class="forms"><span>{esc(title)}</span>{links}</p>'
