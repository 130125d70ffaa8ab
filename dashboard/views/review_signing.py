"""What a side signs: everything that will be frozen, in words, and the digest that stands for it.

A pack that the other side signed and that no longer says the same is not signed in silence: what differs stands first.
"""

from __future__ import annotations

from typing import Any

from dashboard.actors import Actor, Side, editor_of
from dashboard.exports import differing, frozen, minutes, papers
from dashboard.model import SIDES
from dashboard.provenance import Reading
from dashboard.queries.packs import Content, Pack, Signed
from dashboard.queries.review_room import Room
from dashboard.texts import Language, said, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.updates.signing import FUNCTION_LENGTH
from dashboard.views import document, forms
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go
from dashboard.views.review_entering import bilingual
from dashboard.views.review_record import digest
from dashboard.views.review_seen import address
from dashboard.views.shown import Shown


def page(room: Room, reader: Actor, carried: Carried) -> Shown:
    language = carried.language
    present: Pack = fetch(_present, reading=Reading(None, carried.reading.scope), number=room.review.number)
    content = present.opened()
    signatures = room.pack.signatures if room.pack and room.pack.sha256 == present.sha256 else ()
    told = minutes.written(content, signatures, present.sha256, language)
    back = go(address(carried, room.review.number), f"‹ {text('Back to the session', language)}")
    top = f'<p class="ways">{back}</p>'
    box = _box(room, present, content, signatures, reader.side, carried)
    body = f'{top}{box}<div class="record">{document.html(told, without=(text("Signatures", language),))}</div>'
    title = text("Read and sign: {review}", language, review=said(room.review, "title", language))
    lead = text("What stands below, with the data of {count} picture, is frozen by the first signature.",
                "What stands below, with the data of {count} pictures, is frozen by the first signature.",
                language=language, count=len(content["pictures"]))  # fmt: skip
    return Shown(title, lead, (forms.section(language, body),), content["is_demonstration"], is_personal=True)


def _present(connection: Any, *, reading: Reading, number: int) -> Pack:
    """What would be frozen now: made once for each state of the data, for whoever reads it."""
    return papers.draft(frozen.freeze(connection, number))


def _box(
    room: Room, present: Pack, content: Content, signatures: tuple[Signed, ...], side: Side | None, carried: Carried
) -> str:
    language = carried.language
    rows = "".join(
        f"<li><b>{esc(name)}</b> <span>{esc(function)}</span> <span>{esc(when)}</span></li>"
        for name, function, when in _signed(signatures, language)
    )
    changed = _changed(room, present, content, side)
    return (
        f'<section class="signing"><h2>{esc(text("Signatures", language))}</h2>{digest(present.sha256, language)}'
        f"<ul>{rows}</ul>{_difference(changed, side, language)}"
        f"{_act(room, present, signatures, side, changed, language)}</section>"
    )


def _signed(signatures: tuple[Signed, ...], language: Language) -> list[tuple[str, str, str]]:
    by_side = {one.side: one for one in signatures}
    return [minutes.signature_words(side, by_side.get(side), language) for side in SIDES]


def _changed(room: Room, present: Pack, content: Content, side: Side | None) -> list[str]:
    """What differs from the pack that the other side signed; nothing when it signed none, or this very one."""
    pack = room.pack
    if pack is None or pack.sha256 == present.sha256 or not pack.sides - {side}:
        return []
    return frozen.differences(pack.opened(), content)


def _difference(changed: list[str], side: Side | None, language: Language) -> str:
    if not changed or side is None:
        return ""
    other = text(
        "{side} signed an earlier state. Since then, this has changed: {parts}.", language,
        side=side_name(OTHER[side], language), parts="; ".join(differing.words(changed, language)),
    )  # fmt: skip
    return f'<p class="notice" data-changed>{esc(other[:1].upper() + other[1:])}</p>'


def _act(
    room: Room, present: Pack, signatures: tuple[Signed, ...], side: Side | None, changed: list[str], language: Language
) -> str:
    """The form, for whoever may sign; else why there is none."""
    if side is None:
        return f"<p>{esc(text('Only the editors of the two sides sign a review.', language))}</p>"
    if side in {one.side for one in signatures}:
        waits = text("Your side has signed; {side} has yet to sign the same pack.", language,
                     side=side_name(OTHER[side], language))  # fmt: skip
        return f"<p data-signed>{esc(waits)}</p>"
    name, short = side_name(side, language), present.sha256[:12]
    question = text("Sign for {side}, under the digest {digest}? Nothing that both sides have signed changes any more.",
                    language, side=name, digest=short)  # fmt: skip
    anew = text("Sign the new state for {side}, under the digest {digest}? The other side will have to sign again.",
                language, side=name, digest=short)  # fmt: skip
    return forms.form(
        "review.sign", forms.hidden("review", room.review.number), forms.hidden("seen", present.sha256, is_fresh=True),
        forms.hidden("anew", "yes" if changed else "", is_fresh=True),
        bilingual("function", "function", None, language, longest=FUNCTION_LENGTH),
        key=f"review.{room.review.number}.sign", confirm=anew if changed else question, css="entering",
        submit=text("Sign the new state", language) if changed else text("Sign for {side}", language, side=name),
    )  # fmt: skip


def may_sign(reader: Actor) -> bool:
    return reader.side is not None and reader.may(editor_of(reader.side))
