"""A file on its way in: dropped, read by another process, answered, described, remembered, abandoned.

Nothing here reaches a page that readers see, so none of it moves the data version: callers use `database.noting`.
Each change moves the version of the draft; an act that names another version is told what stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from dashboard.actors import Actor, Side, editor_of
from dashboard.errors import Conflict, DashboardError, EntryRefused, NotAllowed
from dashboard.imports.lasting import lasting
from dashboard.imports.understood import Outcome
from dashboard.imports.written import as_json
from dashboard.model import Account, ImportDraft, ImportMapping
from dashboard.queries import accounts, drafts
from dashboard.queries.drafts import SourceWords, Status, packed
from dashboard.sheets.book import Remark
from dashboard.texts import Language
from dashboard.updates import declared, events
from dashboard.updates.once import once

OBJECT: Final = "import"
"""What events call a file on its way in; their key is its number."""
NAME_LENGTH, TITLE_LENGTH, MAPPING_LENGTH, ANSWER_LENGTH = 255, 200, 120, 500
ANSWERABLE: Final = ("questions", "faulty", "ready", "interrupted", "returned")
GONE: Final = "This file is no longer there: bring it again."
CLOSED: Final = "This file was already accepted or abandoned: nothing was changed."
CONTENT: Final[dict[str, None]] = {"content": None, "rows": None, "issues": None}


@dataclass(frozen=True)
class Read:
    """What the reading process left: its outcome, and the bytes of `rows.csv` and `issues.csv`."""

    outcome: Outcome
    rows: bytes
    issues: bytes


def editor(connection: Connection, actor: Actor) -> tuple[Actor, Side]:
    """Who brings and accepts files: an editor of a side, as the database says now."""
    me = accounts.present(connection, actor)
    if me.side is None:
        raise NotAllowed("Files are brought and accepted in the name of a side: your account has none.")
    me.require(editor_of(me.side))
    return me, me.side


def drop(
    connection: Connection, actor: Actor, *, file_name: str, content: bytes, spoken: Language, request: str,
    mapping: str = "", answers: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """The number of a new draft, which is to be read; answers, or those of a mapping, may be given beforehand.

    Whoever brought the same bytes earlier is told by `queries.drafts.earlier`: a second time is a warning, no fault.
    """
    who, side = editor(connection, actor)
    forget_old(connection)
    return once(
        connection, request, actor, "import_dropped",
        lambda: _drop(connection, who, side, file_name, content, spoken, mapping, dict(answers or {})),
    )  # fmt: skip


def store(connection: Connection, number: int, version: int, read: Read) -> Status | None:
    """Keep what a reading understood; None when the draft was answered or abandoned meanwhile."""
    row = _locked(connection, number)
    if row.version != version or row.status not in ("reading", "interrupted"):
        return None
    status = _status_of(read.outcome, row.is_valid_only)
    values = {"outcome": as_json(read.outcome), "rows": packed(read.rows), "issues": packed(read.issues)}
    _write(connection, row, status, **values, refusal=None, compared=None)
    return status


def refuse(connection: Connection, number: int, version: int, error: DashboardError) -> bool:
    """A file that cannot be brought in: why is kept, its content is not, in no form and no log."""
    row = _locked(connection, number)
    if row.version != version or row.status not in ("reading", "interrupted"):
        return False
    refusal = as_json(Remark(error.message_key, error.holes))
    _write(connection, row, "refused", **CONTENT, outcome=None, refusal=refusal)
    after = {"file_name": row.file_name, "sha256": row.sha256, "refused": error.message_key}
    events.record(connection, _author(connection, row), "import_unreadable", OBJECT, number, after=after)
    return True


def take_mapping(connection: Connection, number: int, name: str) -> None:
    """The answers a file was read with, where they are those remembered for its shape: its author sees their name."""
    answers = _json(_remembered(connection, name))
    values = {"answers": answers, "mapping": name}
    connection.execute(update(ImportDraft).where(ImportDraft.id == number).values(values))


def interrupt(connection: Connection, number: int, version: int) -> bool:
    """A reading that was stopped, or ended by itself: nothing was recorded, and it may be read again."""
    row = _locked(connection, number)
    if row.version != version or row.status != "reading":
        return False
    _write(connection, row, "interrupted")
    return True


def interrupt_all(connection: Connection) -> int:
    """At the start of a server: what was being read when it stopped was not recorded; how many there were.

    Where two servers share a database, a reading of the other goes on, and `store` still takes what it found.
    """
    being_read = update(ImportDraft).where(ImportDraft.status == "reading")
    return connection.execute(being_read.values(status="interrupted")).rowcount


def answer(
    connection: Connection, actor: Actor, number: int, *, version: int, answers: Mapping[str, str], request: str
) -> int:
    """Answers to what was asked, added to those given before; the new version, which is to be read again.

    An empty answer takes the former one back.
    """
    who, side = editor(connection, actor)
    clean = {_text(key, MAPPING_LENGTH * 4): _text(value, ANSWER_LENGTH) for key, value in answers.items()}
    return once(
        connection, request, actor, "import_answered",
        lambda: _answer(connection, who, side, number, version, clean),
    )  # fmt: skip


def read_again(connection: Connection, actor: Actor, number: int, *, version: int, request: str) -> int:
    """Read once more what was interrupted, or what the data have changed under; the new version."""
    return answer(connection, actor, number, version=version, answers={}, request=request)


def describe(
    connection: Connection, actor: Actor, number: int, *, version: int, source: SourceWords, is_valid_only: bool,
    reason: str = "", request: str,
) -> int:  # fmt: skip
    """Who states what it holds, whether faulty rows are left out, why it replaces what stands; the new version."""
    who, side = editor(connection, actor)
    values = {**_source_columns(source), "is_valid_only": is_valid_only,
              "reason": declared.words(reason, declared.REASON_LENGTH, "reason")}  # fmt: skip
    return once(
        connection, request, actor, "import_described",
        lambda: _describe(connection, who, side, number, version, values),
    )  # fmt: skip


def remember(connection: Connection, actor: Actor, number: int, *, name: str, request: str) -> str:
    """Keep the answers of a draft under a name, for the next file of its shape; the name as it is kept."""
    who, side = editor(connection, actor)
    clean = declared.words(name, MAPPING_LENGTH, "name")
    if clean is None:
        raise EntryRefused("Give the answers a name: the next file of this shape will find them under it.",
                           field="name")  # fmt: skip
    return once(
        connection, request, actor, "import_remembered", lambda: _remember(connection, who, side, number, clean)
    )


def abandon(connection: Connection, actor: Actor, number: int, *, version: int, request: str) -> int:
    """Nothing of it is recorded, and its content leaves at once."""
    who, side = editor(connection, actor)
    return once(
        connection, request, actor, "import_abandoned", lambda: _abandon(connection, who, side, number, version)
    )


def forget_old(connection: Connection) -> int:
    """Files that nobody accepted within a week leave; what was said of them stays. How many there were."""
    oldest = dt.datetime.now(dt.UTC) - dt.timedelta(days=drafts.DAYS_KEPT)
    old = (ImportDraft.changed_at < oldest, ImportDraft.content.is_not(None))
    values = {**CONTENT, "status": "abandoned", "version": ImportDraft.version + 1}
    return connection.execute(update(ImportDraft).where(*old).values(values)).rowcount


def locked(connection: Connection, side: Side, number: int, version: int) -> Any:
    """A draft of a side as it was seen, kept from other writers until this transaction ends."""
    row = _locked(connection, number)
    if row.side != side:
        raise NotAllowed("This file was brought by the other side.")
    refuse_other_version(connection, row, version)
    return row


def refuse_other_version(connection: Connection, row: Any, version: int) -> None:
    if row.version == version:
        return
    stands = drafts.draft(connection, row.id)
    raise Conflict(
        "Somebody changed this while you were writing: nothing was overwritten.", version=str(row.version),
        theirs=dict(stands.answers) if stands else {}, side=row.side, by=stands.by if stands else None,
        at=row.changed_at,
    )  # fmt: skip


def any_locked(connection: Connection, number: int) -> Any:
    """A draft of either side, kept from other writers until this transaction ends."""
    return _locked(connection, number)


def move(connection: Connection, row: Any, status: Status, **values: Any) -> int:
    """Another state of a draft; its new version."""
    return _write(connection, row, status, **values)


def _drop(
    connection: Connection, who: Actor, side: Side, file_name: str, content: bytes, spoken: Language, mapping: str,
    answers: dict[str, str],
) -> int:  # fmt: skip
    moment = dt.datetime.now(dt.UTC)
    row = {
        "file_name": _text(file_name, NAME_LENGTH) or "?", "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content), "content": content, "status": "reading", "version": 1, "account_id": _account(who),
        "side": side, "spoken": spoken, "dropped_at": moment, "changed_at": moment,
        "answers": _json(_remembered(connection, mapping) | answers), "mapping": mapping or None,
        "is_valid_only": False, "source_kind": "register",
    }  # fmt: skip
    number = int(connection.execute(insert(ImportDraft).values(row).returning(ImportDraft.id)).scalar_one())
    after = {name: row[name] for name in ("file_name", "sha256", "size", "mapping")}
    events.record(connection, who, "import_dropped", OBJECT, number, after=after)
    return number


def _remembered(connection: Connection, name: str) -> dict[str, str]:
    if not name:
        return {}
    found = connection.scalar(select(ImportMapping.answers).where(ImportMapping.name == name))
    if found is None:
        raise EntryRefused("No answers are kept under the name “{name}”.", field="mapping", name=name)
    return dict(json.loads(found))


def _answer(connection: Connection, who: Actor, side: Side, number: int, version: int, answers: dict[str, str]) -> int:
    row = _answerable(connection, side, number, version)
    given = json.loads(row.answers) | answers
    kept = {key: value for key, value in given.items() if value}
    if answers:
        before = {key: json.loads(row.answers).get(key) for key in answers}
        events.record(connection, who, "import_answered", OBJECT, number, before=before, after=answers)
    return _write(connection, row, "reading", answers=_json(kept))


def _describe(connection: Connection, who: Actor, side: Side, number: int, version: int, values: dict[str, Any]) -> int:
    row = _answerable(connection, side, number, version)
    status = row.status
    outcome = _outcome(connection, number)
    if outcome and status in ("faulty", "ready"):
        status = _status_of(outcome, values["is_valid_only"])
    before = {name: getattr(row, name) for name in values}
    events.record(connection, who, "import_described", OBJECT, number, before=before, after=values)
    return _write(connection, row, status, **values, compared=None)


def _remember(connection: Connection, who: Actor, side: Side, number: int, name: str) -> str:
    row = _locked(connection, number)
    outcome = _outcome(connection, number)
    if row.side != side or outcome is None:
        raise (
            NotAllowed("This file was brought by the other side.")
            if row.side != side
            else EntryRefused("This file has not been read yet.", field="name")
        )
    kept = _json(lasting(json.loads(row.answers)))
    values = {"answers": kept, "signature": outcome.signature, "account_id": _account(who),
              "changed_at": dt.datetime.now(dt.UTC)}  # fmt: skip
    before = connection.execute(
        select(ImportMapping.signature, ImportMapping.answers).where(ImportMapping.name == name)
    ).one_or_none()  # fmt: skip
    if before is None:
        connection.execute(insert(ImportMapping).values(name=name, **values))
    elif before.signature != outcome.signature:
        raise EntryRefused("This name stands for another shape of file: choose another name.", field="name")
    else:
        connection.execute(update(ImportMapping).where(ImportMapping.name == name).values(values))
    told = json.loads(before.answers) if before else None
    events.record(connection, who, "mapping_remembered", "mapping", name, before=told, after=json.loads(kept))
    connection.execute(update(ImportDraft).where(ImportDraft.id == number).values(mapping=name))
    return name


def _abandon(connection: Connection, who: Actor, side: Side, number: int, version: int) -> int:
    row = locked(connection, side, number, version)
    if row.status in ("accepted", "abandoned", "refused"):
        raise EntryRefused(CLOSED, field="draft")
    events.record(connection, who, "import_abandoned", OBJECT, number, before={"status": row.status})
    return _write(connection, row, "abandoned", **CONTENT)


def _answerable(connection: Connection, side: Side, number: int, version: int) -> Any:
    row = locked(connection, side, number, version)
    if row.status in ANSWERABLE:
        return row
    raise EntryRefused(UNANSWERABLE.get(row.status, CLOSED), field="draft")


UNANSWERABLE: Final = {
    "reading": "This file is still being read: wait until it is.",
    "proposed": "This file waits for the other side’s answer: nothing of it can be changed meanwhile.",
}


def _status_of(outcome: Outcome, is_valid_only: bool) -> Status:
    if outcome.questions:
        return "questions"
    has_errors = any(group.level == "error" for group in outcome.issues)
    return "faulty" if (has_errors and not is_valid_only) or not outcome.counts.loaded else "ready"


def _locked(connection: Connection, number: int) -> Any:
    found = connection.execute(
        select(*drafts.SMALL).where(ImportDraft.id == number).with_for_update()
    ).one_or_none()  # fmt: skip
    if found is None:
        raise EntryRefused(GONE, field="draft")
    return found


def _write(connection: Connection, row: Any, status: Status, **values: Any) -> int:
    told = {"status": status, "version": row.version + 1, "changed_at": dt.datetime.now(dt.UTC), **values}
    connection.execute(update(ImportDraft).where(ImportDraft.id == row.id).values(told))
    return int(row.version) + 1


def _outcome(connection: Connection, number: int) -> Outcome | None:
    found = drafts.draft(connection, number)
    return found.outcome if found else None


def _author(connection: Connection, row: Any) -> Actor | None:
    found = accounts.by_id(connection, row.account_id) if row.account_id else None
    is_there = found and connection.scalar(select(Account.id).where(Account.id == found.account_id))
    return found if is_there else None


def _source_columns(source: SourceWords) -> dict[str, Any]:
    """A title in one language stands in both, as what people type elsewhere does."""
    title_fr, title_en = (declared.words(words, TITLE_LENGTH, "source_title")
                          for words in (source.title_fr, source.title_en))  # fmt: skip
    if source.published_on and source.published_on > dt.datetime.now(dt.UTC).date():
        words = "{day} has not come yet: choose a day until today."
        raise EntryRefused(words, field="source_published_on", day=source.published_on)
    return {
        "source_title_fr": title_fr or title_en, "source_title_en": title_en or title_fr,
        "source_publisher": declared.words(source.publisher, TITLE_LENGTH, "source_publisher"),
        "source_published_on": source.published_on, "source_kind": source.kind,
    }  # fmt: skip


def _text(words: str, length: int) -> str:
    """One line without control characters, cut where it is too long: names of files are no place for a refusal."""
    line = " ".join(words.split())
    return (declared.words(line[:length], length, "name") or "") if line else ""


def _account(who: Actor) -> int | None:
    return None if who.is_machine else who.account_id


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
