"""A signed review exactly as it was signed: its frozen pack in words, who signed it, and whether it still holds.

What is told here comes from the pack alone, but for the box that says so: what became of its decisions since.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from dashboard import database
from dashboard.actors import Actor
from dashboard.charts import headlines
from dashboard.errors import DatabaseAway
from dashboard.exports import minutes
from dashboard.model import SIDES
from dashboard.provenance import Sourced
from dashboard.queries import packs, reviews
from dashboard.queries.packs import Content, Pack, Signed, Verified
from dashboard.texts import LANGUAGES, Language, date, text
from dashboard.views import document, file_words, forms, review_pictures
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go
from dashboard.views.review_outcomes import outcomes
from dashboard.views.review_seen import address, file_address, is_editor
from dashboard.views.shown import Query, Shown, chosen, unknown

Row = Any
SHORT: Final = 12
VERIFY: Final = "python -m dashboard review verify {number}"
PICTURE: Final = "picture"


def page(row: Row, others: list[Row], reader: Actor | None, carried: Carried, query: Query) -> Shown:
    pack: Pack | None = fetch(packs.pack, reading=carried.reading, number=row.number)
    assert pack, "a review is signed under a pack"
    content = opened(pack)
    key = chosen(query, PICTURE, content["pictures"])
    if key:
        return review_pictures.page(content, key, carried)
    language = carried.language
    told = minutes.written(content, pack.signatures, pack.sha256, language)
    aside = _holds(row.number, pack, language) + _files(content, carried) + _since(row, others, carried)
    main = document.html(told, without=(text("Signatures", language),)) + review_pictures.index(content, carried)
    parts = f'<div class="main-and-side record"><div>{main}</div><aside>{aside}</aside></div>'
    title = content["review"][f"title_{language}"]
    dropped, signs = unknown(query, {PICTURE: content["pictures"]}), is_editor(reader)
    before = forms.section(language) if signs else ""  # where “the review is closed” is told to who signed last
    return Shown(title, told.subtitle, (before, parts), content["is_demonstration"], dropped, is_personal=signs)


@lru_cache(maxsize=16)
def opened(pack: Pack) -> Content:
    """Read once: nobody changes what it gives."""
    return pack.opened()


def _holds(number: int, pack: Pack, language: Language) -> str:
    """Who signed, under which digest, and whether the stored pack still is what they signed: looked at this moment."""
    by_side = {one.side: one for one in pack.signatures}
    signed = "".join(_signature(side, by_side.get(side), language) for side in SIDES)
    command = VERIFY.format(number=number)
    return (
        f'<section class="side-block signatures"><h2>{esc(text("Signatures", language))}</h2>'
        f"<ul>{signed}</ul>{_verified(number, language)}{digest(pack.sha256, language)}"
        f'<p class="how"><small>{esc(text("To verify it on the server:", language))}</small>'
        f" <code>{esc(command)}</code> {copy(command, text('Copy the command', language), language)}</p></section>"
    )


def _signature(side: str, one: Signed | None, language: Language) -> str:
    name, function, when = minutes.signature_words(side, one, language)
    return f"<li><span><b>{esc(name)}</b><small>{esc(function)}</small></span><span>{esc(when)}</span></li>"


def _verified(number: int, language: Language) -> str:
    found = _verify(number)
    if found is None:
        words = text("The database does not answer: the signatures cannot be verified now.", language)
        return f'<p class="verified">{esc(words)}</p>'
    if found.holds:
        words = text("Verified now: what is stored is exactly what both sides signed.", language)
        return f'<p class="verified t-teal" data-holds="yes"><b>✓</b> {esc(words)}</p>'
    faults = " ".join(text(fault, language) for fault in found.faults)
    return f'<p class="verified t-crimson" data-holds="no"><b>✕</b> {esc(faults)}</p>'


def _verify(number: int) -> Verified | None:
    """Never kept: a hand that reaches into the database moves no version."""
    try:
        with database.reading() as connection:
            return packs.verify(connection, number=number)
    except DatabaseAway:
        return None


def digest(sha256: str, language: Language) -> str:
    """Short to read aloud, whole to copy."""
    words = text("Digest (SHA-256)", language)
    return (
        f'<p class="digest"><small>{esc(words)}</small> <code title="{esc(sha256)}">{esc(sha256[:SHORT])}…</code> '
        f"{copy(sha256, text('Copy the whole digest', language), language)}</p>"
    )


def copy(what: str, words: str, language: Language) -> str:
    done = text("Copied", language)
    return f'<button type="button" class="chip" data-copy="{esc(what)}" data-done="{esc(done)}">{esc(words)}</button>'


def _files(content: Content, carried: Carried) -> str:
    language, number = carried.language, content["review"]["number"]
    names = file_words.languages()
    papers = [
        (text("Minutes", language), [
            (file_address(number, f"minutes.{form}", language=spoken), f"{form.upper()} · {names[spoken]}")
            for spoken in LANGUAGES for form in minutes.FORMS
        ]),
        (text("Slides of that day", language), [
            (file_address(number, "slides.pptx", language=spoken), f"PPTX · {names[spoken]}") for spoken in LANGUAGES
        ]),
        (text("Bulletin of that day", language), [
            (file_address(number, "bulletin.pdf", language=spoken), f"PDF · {names[spoken]}") for spoken in LANGUAGES
        ]),
        (text("The frozen pack, byte for byte", language), [(file_address(number, "pack.json"), "JSON")]),
    ]  # fmt: skip
    groups = "".join(_group(title, links) for title, links in papers)
    return f'<section class="side-block papers"><h2>{esc(text("Take away", language))}</h2>{groups}</section>'


def _group(title: str, links: list[tuple[str, str]]) -> str:
    saved = "".join(file_words.save(address, words, css="chip") for address, words in links)
    return f'<h3>{esc(title)}</h3><p class="forms">{saved}</p>'


def _since(row: Row, others: list[Row], carried: Carried) -> str:
    """Not part of what was signed: what became of its decisions, and the way to compare it."""
    language = carried.language
    decided: Sourced = fetch(reviews.decisions, reading=carried.reading)
    title = text("What became of its decisions", language)
    day = text("as of {day}, after the signatures", language, day=carried.reading.day)
    before = (row.held_on, row.number)
    compare = [other for other in others if (other.held_on, other.number) < before and other.status == "signed"]
    links = "".join(
        f"<li>{go(address(carried, row.number, since=other.number), date(other.held_on, language))}</li>"
        for other in reversed(compare)
    )
    head = esc(text("Compare with the review of", language))
    against = f'<h3>{head}</h3><ul class="compare">{links}</ul>' if links else ""
    return (
        f'<section class="side-block"><h2>{esc(title)} <small>{esc(day)}</small></h2>'
        f"{outcomes(headlines.decided(decided, row.number, language), language)}{against}</section>"
    )
