"""What a file would change, worked out once for as long as neither the file nor the data move.

A file of a million rows takes seconds to compare; a page that shows it again takes none.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from dashboard import database
from dashboard.imports.written import as_json, from_json
from dashboard.model import ImportDraft
from dashboard.queries import import_changes
from dashboard.queries.drafts import Draft
from dashboard.queries.import_changes import Comparison


@dataclass(frozen=True)
class Kept:
    """A comparison, with the version of the draft and of the data that it holds for."""

    draft: int
    data: int
    comparison: Comparison


def shown(draft: Draft) -> Comparison | None:
    """The comparison for pages and commands, in transactions of its own; None where there is nothing to compare."""
    if draft.outcome is None or draft.outcome.questions or not draft.outcome.counts.loaded:
        return None
    kept = from_json(Kept, draft.compared) if draft.compared else None
    if kept and (kept.draft, kept.data) == (draft.version, database.version_now()):
        return kept.comparison
    with database.sketching() as connection:
        made = Kept(draft.version, database.data_version(connection), import_changes.of(connection, draft))
    _keep(draft, made)
    return made.comparison


def _keep(draft: Draft, made: Kept) -> None:
    same = (ImportDraft.id == draft.number, ImportDraft.version == draft.version)
    with database.noting() as connection:
        connection.execute(update(ImportDraft).where(*same).values(compared=as_json(made)))
