"""A file that came in: what it brought, who brought and accepted it, and how the whole of it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.actors import Side
from dashboard.pictures import moved
from dashboard.queries.batch_traces import Trace
from dashboard.queries.batches import Accepted
from dashboard.queries.import_moves import Touched
from dashboard.texts import Language, date, number, said, sentence_case, signed, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.views import forms, imports_compared, imports_words
from dashboard.views.imports_accepting import PATIENCE_S
from dashboard.views.imports_words import LOADS
from dashboard.views.link_values import Carried
from dashboard.views.markup import definition, esc, go, link
from dashboard.views.shown import Shown

CAME_IN: Final = "“{file}” came in"
WITHDRAWN: Final = "“{file}” was withdrawn"


def page(
    batch: Accepted, back: Sequence[Trace], touched: Touched, side: Side, carried: Carried, *, both: bool
) -> Shown:  # fmt: skip
    """`back`: what it moved, and would move back; `touched`: what of the pages that is."""
    language = carried.language
    files = go(link("entry", carried.query(form="file")), text("All files", language))
    parts = [f'<p class="sheet-head">{files}</p>', _state(batch, language), _facts(batch, back, touched, carried)]
    if batch.withdrawn_at is None:
        parts.append(_leaving(batch, back, side, carried, both=both))
    body = forms.section(language, *parts, css="importing")
    heading = WITHDRAWN if batch.withdrawn_at else CAME_IN
    rows = imports_words.rows(batch.row_count, language)
    lead = f"{rows} · {text(LOADS[batch.loads], language)}"
    title = text(heading, language, file=batch.file_name)
    return Shown(title, lead, (body,), batch.is_demonstration, is_personal=True)


def _state(batch: Accepted, language: Language) -> str:
    if batch.withdrawn_at:
        who = _who(batch.withdrawal_side, batch.withdrawn_by, language)
        told = text("Withdrawn on {day} by {side}: {reason}", language, day=date(batch.withdrawn_at.date(), language),
                    side=who, reason=batch.withdrawal_reason or "")  # fmt: skip
        return imports_words.notice(told, css="warning")
    if not batch.is_asked_back or not batch.withdrawal_side or not batch.withdrawal_asked_at:
        return ""
    told = text("{side} asked on {day} to withdraw it: {reason}", language,
                side=sentence_case(side_name(batch.withdrawal_side, language)), reason=batch.withdrawal_reason or "",
                day=date(batch.withdrawal_asked_at.date(), language))  # fmt: skip
    waits = text("It stays on the pages until {other} agrees.", language,
                 other=side_name(OTHER[batch.withdrawal_side], language))  # fmt: skip
    return imports_words.notice(f"{told} {waits}", css="warning")


def _facts(batch: Accepted, back: Sequence[Trace], touched: Touched, carried: Carried) -> str:
    language = carried.language
    pairs = [
        (text("It brought", language), _brought(batch, language)),
        (text("Brought by", language), _who(batch.side, batch.by, language)),
        (text("Accepted", language), _accepted(batch, language)),
        (text("Source", language), said(batch, "source", language)),
        (text("Published or kept by", language), batch.publisher),
        (text("Answers used", language), batch.mapping or ""),
        (text("Why it replaced values", language), batch.reason or ""),
        (text("Permanent note", language), said(batch, "note", language)),
        (text("Digest of the file (SHA-256)", language), batch.sha256),
    ]
    drawn = definition([(label, words) for label, words in pairs if words])
    return imports_words.block(text("What came in", language), drawn, _moved(batch, back, touched, carried))


def _moved(batch: Accepted, back: Sequence[Trace], touched: Touched, carried: Carried) -> str:
    if batch.withdrawn_at:
        return ""
    found = moved.by(touched)
    if back:
        months = min(one.first_month for one in back), max(one.last_month for one in back)
        found = tuple(moved.over(one, *months) for one in found)
    told = text(imports_compared.MOVED[batch.loads], carried.language)
    return imports_compared.moving(told, found, carried) + imports_compared.undrawn(
        batch.loads, touched, carried.language
    )  # fmt: skip


def _brought(batch: Accepted, language: Language) -> str:
    counts = (
        ("{count} added", batch.added), ("{count} replaced", batch.superseded), ("{count} unchanged", batch.unchanged),
        ("{count} left out because of an error", batch.left_out),
    )  # fmt: skip
    told = [text(words, language, count=number(count, language)) for words, count in counts if count]
    return ", ".join(told) or text("nothing new", language)


def _who(side: Side | None, by: str | None, language: Language) -> str:
    named = side_name(side, language) if side else ""
    return f"{named} ({by})" if named and by else named or by or ""


def _accepted(batch: Accepted, language: Language) -> str:
    day, who = date(batch.recorded_at.date(), language), _who(batch.accepted_side, batch.accepted_by, language)
    return text("on {day} by {side}", language, day=day, side=who)


def _leaving(batch: Accepted, back: Sequence[Trace], side: Side, carried: Carried, *, both: bool) -> str:
    """The way out: asked by one side, agreed to by the other where the setting wants both."""
    language = carried.language
    if batch.is_asked_back:
        return _answers(batch, language) if batch.withdrawal_side != side else ""
    note = text("Everything it brought leaves the pages at once, and what it had replaced comes back. "
                "Both stay in the history.", language)  # fmt: skip
    if both:
        note += " " + text("{other} has to agree.", language, other=sentence_case(side_name(OTHER[side], language)))
    title, body = text("Withdraw the whole file", language), _coming_back(batch, back, language)
    return (
        f'<details class="change withdrawing-file" id="withdraw-{batch.number}"><summary>{esc(title)}</summary>'
        f"<p>{esc(note)}</p>{body}{_form(batch, language)}</details>"
    )


def _form(batch: Accepted, language: Language) -> str:
    return forms.form(
        "import.withdraw", forms.hidden("batch", batch.number),
        forms.area("reason", text("Why it is withdrawn", language), longest=1000, rows=2,
                   help=text("Everybody who reads the history reads it.", language)),
        key=f"import.withdraw.{batch.number}", patience=PATIENCE_S, css="entering", is_main=False,
        submit=text("Withdraw this file", language), confirm=_confirm(batch, language),
    )  # fmt: skip


def _confirm(batch: Accepted, language: Language) -> str:
    return text("Withdraw “{file}”? What it brought ({rows}) leaves the pages at once.", language,
                file=batch.file_name, rows=imports_words.rows(batch.row_count, language))  # fmt: skip


def _answers(batch: Accepted, language: Language) -> str:
    hidden = forms.hidden("batch", batch.number)
    agree = forms.form(
        "import.agree_to_withdraw", hidden, key=f"import.agree_to_withdraw.{batch.number}", patience=PATIENCE_S,
        submit=text("Agree and withdraw it", language), confirm=_confirm(batch, language),
    )  # fmt: skip
    keep = forms.form(
        "import.keep", hidden,
        forms.area("reason", text("Why it stays", language), longest=1000, rows=2,
                   help=text("The side that asked for it reads this.", language)),
        key=f"import.keep.{batch.number}", submit=text("Keep the file", language), is_main=False,
    )  # fmt: skip
    return imports_words.block(text("Your answer", language), agree, keep, css="accepting")


def _coming_back(batch: Accepted, back: Sequence[Trace], language: Language) -> str:
    told = text(
        "{count} value that it replaced would be in force again.",
        "{count} values that it replaced would be in force again.", count=batch.superseded, language=language,
    )  # fmt: skip
    return (f"<p>{esc(told)}</p>" if batch.superseded else "") + _leaving_totals(back, language)


def _leaving_totals(back: Sequence[Trace], language: Language) -> str:
    if not back:
        return ""
    caption = text("What would leave, by indicator and year", language)
    head = [text("Indicator", language), text("Year", language), text("Difference", language)]
    rows = "".join(
        f'<tr><th scope="row">{esc(said(one, "name", language))}</th>'
        f'<td class="num" data-label="{esc(head[1])}">{one.year}</td><td class="num" data-label="{esc(head[2])}">'
        f"{esc('–' if one.people is None else signed(-one.people, language))}</td></tr>"
        for one in back
    )
    return imports_words.table(caption, head, rows, css="totals", numeric=(1, 2))
