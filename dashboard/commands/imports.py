"""`python -m dashboard import …`: what the entry page does with a file, for whoever runs commands on the server.

`--as` names the account whose side and roles count. A file that is not accepted at once stays on its way in, and can be
finished on the page.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands import import_lines
from dashboard.commands.parser import Choices, Lines
from dashboard.errors import DashboardError, EntryRefused, ImportRefused, NotAllowed
from dashboard.texts import Language, date, text

if TYPE_CHECKING:
    from dashboard.actors import Actor
    from dashboard.queries.batches import Accepted
    from dashboard.queries.drafts import Draft, SourceWords
    from dashboard.queries.import_changes import Comparison

LIST, WITHDRAW = "list", "withdraw"


def add(command: Callable[..., Any]) -> None:
    """`import FILE`, `import list`, `import withdraw N`; a file of such a name is written ./list."""
    found = command("import", "bring a file: read it, say what it would change, accept it", run)
    language, adding = found.language, found.options.add_argument
    words = "the file; or the list of accepted ones; or the number of the one to withdraw"
    adding("words", nargs="+", metavar="FILE|list|withdraw N", help=text(words, language))
    adding("--as", dest="account", metavar="LOGIN",
           help=text("account that does it: its side and roles count", language))  # fmt: skip
    adding("--mapping", default="", metavar="NAME", help=text("answers that were remembered under this name", language))
    adding("--answer", action="append", default=[], metavar="KEY=VALUE",
           help=text("answer to a question, by its key; as often as needed", language))  # fmt: skip
    _source(adding, language)
    adding("--valid-rows-only", action="store_true",
           help=text("leave faulty rows out; the note of the source says so for ever", language))  # fmt: skip
    adding("--accept", action="store_true", help=text("accept it as it is compared", language))
    adding("--reason", default="", metavar="TEXT",
           help=text("why it replaces what stands, or why it is withdrawn", language))  # fmt: skip
    adding("--request", metavar="NAME", help=text("name of this request: the same one again records nothing more",
                                                  language))  # fmt: skip


def _source(adding: Callable[..., Any], language: Language) -> None:
    adding("--source", default="", metavar="TITLE", help=text("title of the source, in French", language))
    adding("--source-en", default="", metavar="TITLE", help=text("title of the source, in English", language))
    adding("--publisher", default="", metavar="NAME", help=text("institution that states these numbers", language))
    adding("--published-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD",
           help=text("day of the document; none for a register", language))  # fmt: skip


def run(choices: Choices, language: Language) -> Lines:
    if choices.words == [LIST]:
        return listed(language)
    if choices.words[0] == WITHDRAW and len(choices.words) == 2:
        return withdraw(choices, language)
    return bring(choices, language)


def listed(language: Language) -> Lines:
    """Accepted files, the latest first, then those on their way in."""
    from dashboard import database
    from dashboard.queries import batches, drafts
    from dashboard.views import imports_drop

    with database.reading() as connection:
        accepted = batches.accepted(connection)
        waiting = {
            draft.number: draft for side in ("ministry", "iom") for draft in drafts.of_side(connection, side=side)
        }
    for batch in accepted:
        yield _batch(batch, language)
    for draft in waiting.values():
        told = (imports_drop.status_words(draft.status, draft.side, language), date(draft.dropped_at.date(), language))
        yield "  ".join(("–", draft.file_name, *told))
    if not accepted and not waiting:
        yield text("No file was brought yet.", language)


def _batch(batch: Accepted, language: Language) -> str:
    counts = text("{added} added, {superseded} replaced, {unchanged} unchanged", language, added=batch.added,
                  superseded=batch.superseded, unchanged=batch.unchanged)  # fmt: skip
    gone = text("withdrawn on {day}", language, day=batch.withdrawn_at.date()) if batch.withdrawn_at else ""
    told = (str(batch.number), batch.file_name, date(batch.recorded_at.date(), language), counts, gone)
    return "  ".join(part for part in told if part)


def withdraw(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import batches, refusals

    found, actor = choices.words[1], _actor(choices)
    if not found.isdigit():
        raise EntryRefused("Write a whole number.", field="batch")
    with refusals.noted(actor, "import_withdrawn", found), database.writing() as connection:
        done = batches.withdraw(
            connection, actor, int(found), reason=choices.reason, request=_request(choices), by_command=True
        )
    if "asked" in done:
        yield text("Asked: the file is withdrawn once the other side agrees.", language)
    else:
        yield text("Withdrawn: what it had replaced is in force again.", language)
    if done.get("repeated_by"):
        words = "Later files said the same of some rows, which left too: bring them again. {files}"
        yield text(words, language, files=", ".join(done["repeated_by"]))


def bring(choices: Choices, language: Language) -> Lines:
    """The report of the page: as what it was recognised, what is asked, what is wrong, what would change."""
    from dashboard import private_folders

    private_folders.sweep()
    actor = _actor(choices)
    draft = _read(choices, actor, language)
    assert draft.outcome
    yield from import_lines.report(draft.outcome, language)
    _refuse_unfinished(draft)
    comparison = _compared(draft)
    yield from import_lines.changes(comparison, language)
    if comparison.faults:
        raise DashboardError("Some rows no longer fit what the database holds: nothing was recorded.")
    yield _accepted(choices, actor, draft, comparison, language) if choices.accept else _kept(draft, language)


def _kept(draft: Draft, language: Language) -> str:
    kept = "Nothing was recorded: add --accept, or finish on the page /entry?draft={draft}"
    return text(kept, language, draft=str(draft.number))


def _read(choices: Choices, actor: Actor, language: Language) -> Draft:
    """Dropped, read by the same process as on the page, and described by the options."""
    path = Path(" ".join(choices.words))
    draft = _dropped(choices, actor, path, language)
    try:
        _store(draft, path, choices.valid_rows_only)
    except ImportRefused as refused:
        _refused(draft, refused)
        raise
    return _described(choices, actor, draft.number)


def _dropped(choices: Choices, actor: Actor, path: Path, language: Language) -> Draft:
    from dashboard import database
    from dashboard.updates import drafts, refusals

    content = path.read_bytes()
    with refusals.noted(actor, "import_drop", path.name), database.noting() as connection:
        made = drafts.drop(
            connection, actor, file_name=path.name, content=content, spoken=language, mapping=choices.mapping,
            request=uuid.uuid4().hex, answers=_answers(choices),
        )  # fmt: skip
    return _draft(made)


def _store(draft: Draft, path: Path, is_valid_only: bool) -> None:
    from dashboard import database
    from dashboard.imports import reading
    from dashboard.imports.order import ISSUES, ROWS, Order
    from dashboard.private_folders import private_folder
    from dashboard.queries import known, settings
    from dashboard.updates import drafts
    from dashboard.updates.drafts import Read

    with database.reading() as connection:
        names, limits = known.known(connection, side=draft.side), settings.file_limits(connection)
    with private_folder("dashboard-import-") as folder:
        order = Order(path.resolve(), draft.file_name, folder, names, limits, draft.answers, is_valid_only)
        outcome = reading.read(order, step=lambda _done, _of: None, cancelled=lambda: False)
        read = Read(outcome, (folder / ROWS).read_bytes(), (folder / ISSUES).read_bytes())
    with database.noting() as connection:
        drafts.store(connection, draft.number, draft.version, read)


def _refused(draft: Draft, refused: ImportRefused) -> None:
    from dashboard import database
    from dashboard.updates import drafts

    with database.noting() as connection:
        drafts.refuse(connection, draft.number, draft.version, refused)


def _described(choices: Choices, actor: Actor, made: int) -> Draft:
    from dashboard import database
    from dashboard.updates import drafts

    draft = _draft(made)
    with database.noting() as connection:
        drafts.describe(
            connection, actor, made, version=draft.version, source=_words(choices),
            is_valid_only=choices.valid_rows_only, reason=choices.reason, request=uuid.uuid4().hex,
        )  # fmt: skip
    return _draft(made)


def _words(choices: Choices) -> SourceWords:
    from dashboard.queries.drafts import SourceWords

    kind: Any = "report" if choices.published_on else "register"
    return SourceWords(choices.source, choices.source_en, choices.publisher, choices.published_on, kind)


def _compared(draft: Draft) -> Comparison:
    from dashboard.updates import import_comparing

    comparison = import_comparing.shown(draft)
    if comparison is None:
        raise DashboardError("No row of this file can be recorded.")
    return comparison


def _accepted(choices: Choices, actor: Actor, draft: Draft, comparison: Comparison, language: Language) -> str:
    from dashboard import database
    from dashboard.updates import batches, refusals

    with refusals.noted(actor, "import_accepted", draft.number), database.writing() as connection:
        done = batches.accept(
            connection, actor, draft.number, version=draft.version, basis=comparison.basis, request=_request(choices),
            by_command=True,
        )  # fmt: skip
    if "proposed" in done:
        return text("Proposed: it counts once the other side agrees.", language)
    return text("Accepted as file no. {number}.", language, number=str(done["batch"]))


def _refuse_unfinished(draft: Draft) -> None:
    """Exit status 1 with what to do; the draft stays on its way in."""
    outcome = draft.outcome
    if outcome and outcome.questions:
        raise DashboardError("Answer what is asked with --answer KEY=VALUE: nothing was recorded.")
    if draft.errors and not draft.is_valid_only:
        raise DashboardError(
            "Some rows have an error: correct the file, or add --valid-rows-only. Nothing was recorded."
        )


def _actor(choices: Choices) -> Actor:
    from dashboard import database
    from dashboard.queries import accounts

    if not choices.account:
        raise NotAllowed("Say in whose name, with --as LOGIN: files are brought by editors of a side.")
    with database.reading() as connection:
        actor = accounts.by_login(connection, choices.account)
    if actor is None:
        raise NotAllowed("There is no open account “{login}”.", login=choices.account)
    return actor


def _draft(made: int) -> Draft:
    from dashboard import database
    from dashboard.queries import drafts

    with database.reading() as connection:
        draft = drafts.draft(connection, made)
    assert draft
    return draft


def _answers(choices: Choices) -> dict[str, str]:
    pairs = [words.partition("=") for words in choices.answer]
    if any(not found for _, found, _ in pairs):
        raise EntryRefused("An answer is written KEY=VALUE.", field="answer")
    return {key: value for key, _, value in pairs}


def _request(choices: Choices) -> str:
    return choices.request or str(uuid.uuid4())
