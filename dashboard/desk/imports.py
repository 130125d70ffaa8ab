"""A file brought in, by form: answered, read again, accepted or proposed, agreed to, returned, withdrawn, abandoned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, Literal, cast

from sqlalchemy import Connection

from dashboard.desk import asked as typed
from dashboard.desk import readings
from dashboard.desk.asked import Act, Asked, Done, Fields
from dashboard.errors import Conflict, Doubtful, EntryRefused
from dashboard.queries import drafts as found
from dashboard.queries import import_changes
from dashboard.queries.drafts import Draft, SourceWords
from dashboard.texts import text
from dashboard.updates import batches, drafts

WITHDRAWN: Final = "Withdrawn: what it had replaced is in force again."
OTHER_SOURCE: Final = "other_source"
QUESTION: Final = "q:"
"""Before the key of a question, in the name of its field."""


def answer(connection: Connection, asked: Asked) -> Done:
    """Every question of the file at once; a name, when one is written, keeps the answers for the next such file."""
    number, answers = _draft(asked), _answers(asked)
    _refuse_open(_known(connection, number), answers)
    drafts.answer(connection, asked.actor, number, version=_version(asked), answers=answers, request=asked.request)
    name = asked.fields.get("remember", "").strip()
    if name:
        drafts.remember(connection, asked.actor, number, name=name, request=_second(asked))
    told = text("Recorded: the file is read again with your answers.", asked.language)
    return Done(told, afterwards=partial(readings.begin, number, asked.actor.account_id))


def check_again(connection: Connection, asked: Asked) -> Done:
    number = _draft(asked)
    drafts.read_again(connection, asked.actor, number, version=_version(asked), request=asked.request)
    told = text("The file is read again.", asked.language)
    return Done(told, afterwards=partial(readings.begin, number, asked.actor.account_id))


def abandon(connection: Connection, asked: Asked) -> Done:
    number = _draft(asked)
    drafts.abandon(connection, asked.actor, number, version=_version(asked), request=asked.request)
    told = text("Abandoned: the file left the server, and nothing of it was recorded.", asked.language)
    return Done(told, _list(asked), afterwards=partial(readings.cancel, number))


def accept(connection: Connection, asked: Asked) -> Done:
    """The words of the source, what becomes of faulty rows, and the rows themselves: all of it, or nothing.

    Doubts that the page could not show before the source was named are asked about once.
    """
    number, version = _draft(asked), _version(asked)
    draft = _known(connection, number)
    _refuse_faulty(draft, asked)
    if draft.status in ("faulty", "ready", "returned"):
        version = _described(connection, asked, draft)
    _doubt(connection, asked, draft)
    basis = asked.fields.get("basis", "")
    try:
        made = batches.accept(
            connection, asked.actor, number, version=version, basis=basis, request=_second(asked)
        )  # fmt: skip
    except Conflict:
        raise batches.moved(connection, draft) from None
    return _accepted(made, asked)


def agree(connection: Connection, asked: Asked) -> Done:
    made = batches.agree(
        connection, asked.actor, _draft(asked), version=_version(asked), basis=asked.fields.get("basis", ""),
        request=asked.request,
    )  # fmt: skip
    return _accepted(made, asked)


def give_back(connection: Connection, asked: Asked) -> Done:
    reason = asked.fields.get("reason", "")
    batches.give_back(connection, asked.actor, _draft(asked), reason=reason, request=asked.request)
    return Done(text("Returned: the side that proposed it reads your reason.", asked.language), _list(asked))


def withdraw(connection: Connection, asked: Asked) -> Done:
    reason = asked.fields.get("reason", "")
    made = batches.withdraw(connection, asked.actor, _batch(asked), reason=reason, request=asked.request)
    if "asked" in made:
        return Done(text("Asked: the file is withdrawn once the other side agrees.", asked.language))
    return _withdrawn(made, asked)


def agree_to_withdraw(connection: Connection, asked: Asked) -> Done:
    made = batches.agree_to_withdraw(connection, asked.actor, _batch(asked), request=asked.request)
    return _withdrawn(made, asked)


def keep(connection: Connection, asked: Asked) -> Done:
    reason = asked.fields.get("reason", "")
    batches.keep(connection, asked.actor, _batch(asked), reason=reason, request=asked.request)
    return Done(text("The file stays; the side that asked reads why.", asked.language))


def _looked_at(act: Act) -> Act:
    """Who comes second looks again: of a comparison that moved there is nothing to merge field by field."""

    def tried(connection: Connection, asked: Asked) -> Done:
        try:
            return act(connection, asked)
        except Conflict as first:
            first.version = None
            raise

    return tried


ACTS: Final[Mapping[str, Act]] = {
    "import.answer": _looked_at(answer),
    "import.check_again": _looked_at(check_again),
    "import.abandon": _looked_at(abandon),
    "import.accept": _looked_at(accept),
    "import.agree": _looked_at(agree),
    "import.return": _looked_at(give_back),
    "import.withdraw": _looked_at(withdraw),
    "import.agree_to_withdraw": _looked_at(agree_to_withdraw),
    "import.keep": _looked_at(keep),
}
UNDRAWN: Final = frozenset({"import.answer", "import.check_again", "import.abandon", "import.return"})
"""They change files on their way in, which no page of a reader shows."""


def _described(connection: Connection, asked: Asked, draft: Draft) -> int:
    return drafts.describe(
        connection, asked.actor, draft.number, version=_version(asked), source=_source(asked.fields),
        is_valid_only=asked.fields.get("valid_rows_only") == "yes", reason=asked.fields.get("reason", ""),
        request=asked.request,
    )  # fmt: skip


def _source(fields: Fields) -> SourceWords:
    published = fields.get("source_published_on", "")
    kind = typed.one_of(fields, "source_kind", ("register", "report")) if fields.get("source_kind") else "register"
    return SourceWords(
        fields.get("source_title_fr", ""), fields.get("source_title_en", ""), fields.get("source_publisher", ""),
        typed.day(fields, "source_published_on") if published else None, cast("Literal['register', 'report']", kind),
    )  # fmt: skip


def _refuse_faulty(draft: Draft, asked: Asked) -> None:
    """Said at their place, before anything is written."""
    states = draft.outcome is not None and draft.outcome.loads in ("cells", "figures")
    needs_source = states and not draft.is_demonstration
    if needs_source and not (asked.fields.get("source_title_fr", "") + asked.fields.get("source_title_en", "")).strip():
        raise EntryRefused("Give the source a title, in one language at least.", field="source_title_fr")
    if needs_source and not asked.fields.get("source_publisher", "").strip():
        raise EntryRefused("Say who publishes or keeps these data.", field="source_publisher")
    if draft.errors and asked.fields.get("valid_rows_only") != "yes":
        raise EntryRefused(
            "Some rows have an error: say that only the valid ones are recorded, or correct the file.",
            field="valid_rows_only",
        )  # fmt: skip


def _doubt(connection: Connection, asked: Asked, before: Draft) -> None:
    """What is doubtful beside other sources, which the page could not say before this one had a name."""
    if asked.is_sure or before.source.is_complete:
        return
    after = import_changes.of(connection, _known(connection, before.number))
    new = [doubt.message(asked.language) for doubt in after.notices if doubt.code == OTHER_SOURCE]
    if new:
        raise Doubtful("{doubts} Record it all the same?", field="draft", doubts=" ".join(new))


def _accepted(made: Mapping[str, Any], asked: Asked) -> Done:
    if "proposed" in made:
        return Done(text("Proposed: it counts once the other side agrees.", asked.language))
    told = text("Recorded: everybody reads it from now on.", asked.language)
    return Done(told, f"/entry?batch={made['batch']}&language={asked.language}")


def _draft(asked: Asked) -> int:
    return typed.whole(asked.fields, "draft")


def _batch(asked: Asked) -> int:
    return typed.whole(asked.fields, "batch")


def _version(asked: Asked) -> int:
    return typed.whole(asked.fields, "version")


def _second(asked: Asked) -> str:
    """The key of what is done beside the act itself: sent twice, it is done once too."""
    return f"{asked.request[:62]}-2"


def _answers(asked: Asked) -> dict[str, str]:
    return {
        name.removeprefix(QUESTION): value for name, value in asked.fields.items() if name.startswith(QUESTION)
    }  # fmt: skip


def _known(connection: Connection, number: int) -> Draft:
    draft = found.draft(connection, number)
    if draft is None:
        raise EntryRefused(drafts.GONE, field="draft")
    return draft


def _refuse_open(draft: Draft, answers: Mapping[str, str]) -> None:
    """All questions are asked at once: one left open is told at its place, among those offered."""
    for question in draft.outcome.questions if draft.outcome else ():
        given = answers.get(question.key)
        if given is not None and given not in {option.value for option in question.options}:
            raise EntryRefused("Choose one of those offered.", field=f"{QUESTION}{question.key}")


def _withdrawn(made: Mapping[str, Any], asked: Asked) -> Done:
    told = text(WITHDRAWN, asked.language)
    if not made.get("repeated_by"):
        return Done(told)
    words = "Later files said the same of some rows, which left too: bring them again. {files}"
    return Done(f"{told} {text(words, asked.language, files=', '.join(made['repeated_by']))}")


def _list(asked: Asked) -> str:
    return f"/entry?form=file&language={asked.language}"
