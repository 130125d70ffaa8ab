"""Bringing a file, on the entry page: dropped, understood, asked about, checked, compared, accepted, withdrawn.

Nothing of it is kept between two clicks: a draft is its side’s own, and moves without the data.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard import database
from dashboard.actors import Side
from dashboard.queries import batch_traces, batches, drafts, import_moves, settings
from dashboard.texts import text
from dashboard.views import forms, imports_batch, imports_draft, imports_drop
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query, Shown

DRAFT, BATCH, FORM, FILE = "draft", "batch", "form", "file"
LONGEST_NUMBER, LATEST = 9, 12


def page(side: Side, carried: Carried, query: Query) -> Shown | None:
    """One file under way, one that came in, or where to drop the next; None when the link asks for none of them."""
    if query.get(DRAFT):
        return _draft(side, carried, query[DRAFT])
    if query.get(BATCH):
        return _batch(side, carried, query[BATCH])
    return drop(side, carried) if query.get(FORM) == FILE else None


def waiting(side: Side, carried: Carried) -> str:
    """On the page of all entries: the way in, and what waits for this side’s answer."""
    language = carried.language
    with database.reading() as connection:
        proposed = drafts.awaiting(connection, side=side)
        asked = batches.asked_back(connection, side=side)
    way = go(link("entry", carried.query(form=FILE)), text("Bring a file", language), css="action main")
    note = text("Excel, LibreOffice or CSV, as you have it: read, checked, compared, then accepted.", language)
    return (
        f'<p class="bring">{way} <small>{esc(note)}</small></p>'
        + imports_drop.drafts(proposed, carried, text("Files proposed to you", language))
        + imports_drop.batches(asked, carried, text("Files that the other side asks to withdraw", language))
    )


def drop(side: Side, carried: Carried, dropped: tuple[str, ...] = ()) -> Shown:
    language = carried.language
    with database.reading() as connection:
        mine = drafts.of_side(connection, side=side)
        came = batches.accepted(connection)[:LATEST]
        limits = settings.file_limits(connection)
    lead = text(
        "As you have it: it is read, shown as it was understood, and nothing counts before it is accepted.", language
    )
    own = text("Your side’s files under way", language)
    body = forms.section(
        language,
        f'<p class="sheet-head">{_back(carried)}</p>',
        imports_drop.zone(limits, language),
        imports_drop.drafts(mine, carried, own),
        imports_drop.batches(came, carried, text("Brought in lately", language)),
        imports_drop.templates(language),
        css="importing",
    )
    return Shown(text("Bring a file", language), lead, (body,), False, dropped, is_personal=True)


def _back(carried: Carried) -> str:
    return go(link("entry", carried.query()), text("All entries", carried.language))


def _draft(side: Side, carried: Carried, words: str) -> Shown:
    number = _number(words)
    with database.reading() as connection:
        found = drafts.draft(connection, number) if number else None
        earlier = drafts.earlier(connection, found.sha256, besides=found.number) if found else []
        both = asks_both(connection)
    if found is None or not imports_draft.may_see(found, side):
        return drop(side, carried, (DRAFT,))
    return imports_draft.page(found, earlier, side, carried, both=both)


def _batch(side: Side, carried: Carried, words: str) -> Shown:
    number = _number(words)
    with database.reading() as connection:
        found = batches.one(connection, number) if number else None
        back = batch_traces.of_cells(connection, number) if found else []
        touched = import_moves.of_batch(connection, number)
        both = asks_both(connection)
    if found is None:
        return drop(side, carried, (BATCH,))
    return imports_batch.page(found, back, touched, side, carried, both=both)


def asks_both(connection: Connection) -> bool:
    """Whether the setting wants both sides to accept a file."""
    return settings.value(connection, settings.IMPORT_ACCEPTANCE) == settings.BOTH


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LONGEST_NUMBER else 0
