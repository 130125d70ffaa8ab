"""One file on its way in: each step shows what stands and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.actors import Side
from dashboard.desk import readings
from dashboard.imports.telling import told
from dashboard.imports.understood import Outcome
from dashboard.queries.drafts import Draft, Earlier, Status
from dashboard.queries.import_changes import Comparison
from dashboard.texts import Language, date, number, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.updates import import_comparing
from dashboard.views import (
    forms,
    imports_accepting,
    imports_compared,
    imports_drop,
    imports_questions,
    imports_report,
    imports_understood,
    imports_words,
)
from dashboard.views.assets import url
from dashboard.views.imports_words import ADDRESS, notice
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Shown

STEPS: Final = ("Reading", "Questions", "Checking", "Acceptance")
STEP_OF: Final[dict[Status, int]] = {
    "reading": 0, "interrupted": 0, "refused": 0, "abandoned": 0, "questions": 1, "faulty": 2, "returned": 2,
    "ready": 3, "proposed": 3, "accepted": 4,
}  # fmt: skip
HEADINGS: Final[dict[Status, str]] = {
    "reading": "“{file}” is being read",
    "interrupted": "The reading of “{file}” was interrupted",
    "refused": "“{file}” cannot be brought in as it is",
    "returned": "“{file}” was returned to you",
    "accepted": "“{file}” came in",
    "abandoned": "“{file}” was abandoned: nothing of it was recorded",
}


def may_see(draft: Draft, side: Side) -> bool:
    """Its own side, and the other one as long as it is asked."""
    return draft.side == side or draft.status == "proposed"


def page(draft: Draft, earlier: Sequence[Earlier], side: Side, carried: Carried, *, both: bool) -> Shown:
    """`both`: the setting wants both sides to accept a file."""
    language = carried.language
    parts = (_way(draft, carried), _before(earlier, carried), *_stage(draft, side, carried, both=both))
    body = forms.section(language, *parts, css="importing")
    return Shown(
        heading(draft, side, language), _lead(draft, language), (body,), draft.is_demonstration, is_personal=True
    )


def heading(draft: Draft, side: Side, language: Language) -> str:
    name, outcome = draft.file_name, draft.outcome
    if draft.status == "proposed":
        return _proposed(draft, side, language)
    if draft.status == "questions" and outcome:
        return text("{count} question about “{file}”", "{count} questions about “{file}”",
                    count=len(outcome.questions), language=language, file=name)  # fmt: skip
    if draft.status in ("faulty", "ready") and outcome:
        return _checked(outcome, name, language)
    return text(HEADINGS.get(draft.status, HEADINGS["reading"]), language, file=name)


def _checked(outcome: Outcome, name: str, language: Language) -> str:
    counts = outcome.counts
    if not counts.faulty:
        rows = imports_words.rows(counts.loaded, language)
        return text("“{file}” can be recorded: {rows}, no error", language, file=name, rows=rows)
    bad, good = imports_words.rows(counts.faulty, language), number(counts.accepted, language)
    return text("“{file}”: {bad} with an error, {good} without", language, file=name, bad=bad, good=good)


def _proposed(draft: Draft, side: Side, language: Language) -> str:
    if draft.side == side:
        other = side_name(OTHER[side], language)
        return text("“{file}” awaits the agreement of {other}", language, file=draft.file_name, other=other)
    own = side_name(draft.side, language)
    return text("“{file}” is proposed to you by {side}", language, file=draft.file_name, side=own)


def _lead(draft: Draft, language: Language) -> str:
    day = date(draft.dropped_at.date(), language)
    who = f"{side_name(draft.side, language)} ({draft.by})" if draft.by else side_name(draft.side, language)
    told = text("Dropped on {day} by {who}", language, day=day, who=who)
    return f"{told} · {imports_words.size(draft.size, language)}"


def _way(draft: Draft, carried: Carried) -> str:
    """Where it stands among the steps, and the way back."""
    language, here = carried.language, STEP_OF[draft.status]
    back = go(link("entry", carried.query(form="file")), text("All files", language))
    items = "".join(_step(words, place, here, language) for place, words in enumerate(STEPS))
    label = text("Steps of the import", language)
    return f'<p class="sheet-head">{back}</p><ol class="import-steps" aria-label="{esc(label)}">{items}</ol>'


def _step(words: str, place: int, here: int, language: Language) -> str:
    now = ' aria-current="step"' if place == here else ""
    return f"<li{' class=done' if place < here else ''}{now}>{esc(text(words, language))}</li>"


def _before(earlier: Sequence[Earlier], carried: Carried) -> str:
    """The same bytes came in before: said, never hidden."""
    language = carried.language
    known = next((one for one in earlier if one.batch), None)
    if known is None:
        return ""
    sentence = (
        "The very same file was brought on {day}, then withdrawn." if known.status == "withdrawn"
        else "The very same file was already accepted on {day}."
    )  # fmt: skip
    told = text(sentence, language, day=date(known.at.date(), language))
    return notice(told, go(link("entry", carried.query(batch=known.batch)), text("See what it brought", language)),
                  css="warning")  # fmt: skip


def _stage(draft: Draft, side: Side, carried: Carried, *, both: bool) -> tuple[str, ...]:
    """What stands under the steps, by what can be done now."""
    language, outcome = carried.language, draft.outcome
    if draft.status == "reading" or readings.under_way(draft):
        return (_being_read(draft, language), imports_accepting.abandoning(draft, language))
    if draft.status == "interrupted":
        return (_interrupted(draft, language), imports_accepting.abandoning(draft, language))
    if outcome is None or draft.status in ("refused", "abandoned"):
        return (_over(draft, carried),)
    if draft.status == "accepted":
        return (_came_in(draft, carried), imports_understood.section(draft, outcome, language))
    if draft.status == "questions":
        return (*_asked(draft, outcome, language), imports_accepting.abandoning(draft, language))
    return _checkable(draft, outcome, side, carried, both=both)


def _being_read(draft: Draft, language: Language) -> str:
    """`imports.js` follows it, and asks the page again when it is over."""
    address = f"{ADDRESS}/{draft.number}"
    lost = text("The server does not answer; the reading is followed again as soon as it does.", language)
    note = text("You may leave this page: the file stays in the list of your side.", language)
    return (
        f'<section class="bringing reading" data-script="{url("imports.js")}" data-language="{language}"'
        f' data-watch="{address}/state?language={language}" data-cancel="{address}/cancel?language={language}"'
        f' data-word-lost="{esc(lost)}">{imports_drop.under_way(language)}<p>{esc(note)}</p></section>'
    )


def _interrupted(draft: Draft, language: Language) -> str:
    sentence = text(
        "Import interrupted, nothing recorded. The file is still here: it is read again with one click.", language
    )
    form = forms.form(
        "import.check_again", *imports_words.based_on(draft.number, str(draft.version)),
        key=f"import.again.{draft.number}", submit=text("Read it again", language),
    )  # fmt: skip
    return notice(sentence) + form


def _over(draft: Draft, carried: Carried) -> str:
    language = carried.language
    why = notice(told(draft.refusal, language), css="refusal") if draft.refusal else ""
    another = go(link("entry", carried.query(form="file")), text("Bring another file", language), css="action main")
    kept = text("Nothing of it is kept but its name and size.", language)
    return f"{why}<p>{esc(kept)}</p><p>{another}</p>"


def _came_in(draft: Draft, carried: Carried) -> str:
    language = carried.language
    batch = link("entry", carried.query(batch=draft.batch))
    done = text("It is on the pages. What it brought, and how it is withdrawn, stands here.", language)
    return notice(done, go(batch, text("See what it brought", language)))


def _asked(draft: Draft, outcome: Outcome, language: Language) -> tuple[str, ...]:
    name = draft.mapping or draft.file_name.rsplit(".", 1)[0]
    version = str(draft.version)
    return (
        imports_questions.section(outcome, draft.number, version, name, language),
        imports_understood.section(draft, outcome, language),
        imports_understood.corrections(draft, outcome, language),
    )


def _checkable(draft: Draft, outcome: Outcome, side: Side, carried: Carried, *, both: bool) -> tuple[str, ...]:
    """Checked: the report, what would change, the last step, and under them what was understood."""
    language, compared = carried.language, import_comparing.shown(draft)
    is_mine = draft.side == side
    parts = [_returned(draft, language), imports_report.section(draft, outcome, language)]
    if compared:
        change = imports_compared.section(compared, carried)
        parts += [change, _last(draft, outcome, compared, side, carried, both=both)]
    else:
        parts.append(notice(text(imports_accepting.NOTHING, language), css="refusal"))
    parts.append(imports_understood.section(draft, outcome, language))
    if is_mine and draft.status != "proposed":
        own = imports_understood.corrections(draft, outcome, language)
        parts += [own, imports_understood.asking_again(draft, language)]
    return (*parts, imports_accepting.abandoning(draft, language)) if is_mine else tuple(parts)


def _last(
    draft: Draft, outcome: Outcome, compared: Comparison, side: Side, carried: Carried, *, both: bool
) -> str:  # fmt: skip
    if draft.side != side:
        return imports_accepting.answers(draft, compared, carried.language)
    if draft.status == "proposed":
        return _awaiting(draft, carried.language)
    asks_both = both and outcome.loads != "progress"
    return imports_accepting.section(draft, outcome, compared, side, carried.language, both=asks_both)


def _returned(draft: Draft, language: Language) -> str:
    if draft.status != "returned":
        return ""
    told = text("{side} returned it: {reason}", language, side=side_name(OTHER[draft.side], language),
                reason=draft.return_reason or "")  # fmt: skip
    return notice(told, css="warning")


def _awaiting(draft: Draft, language: Language) -> str:
    other = side_name(OTHER[draft.side], language)
    told = text("Nothing is on the pages before {other} agrees too.", language, other=other)
    return notice(told)
