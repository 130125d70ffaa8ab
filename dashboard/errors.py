"""Errors that people read: a sentence in each language, with what to do; the log keeps the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dashboard.texts import Language, text


class DashboardError(Exception):
    """A mistake or a state of affairs that a reader can act on.

    `message_key` is an English text of the catalogue; `holes` fill its named holes.
    `str(error)` is the English sentence, `message("fr")` the French one.
    """

    def __init__(self, message_key: str, **holes: object) -> None:
        super().__init__(message_key.format(**holes) if holes else message_key)
        self.message_key = message_key
        self.holes = holes

    def message(self, language: Language) -> str:
        """The sentence in `language`, holes filled."""
        return text(self.message_key, language=language, **self.holes)


class DatabaseAway(DashboardError):
    """No page can be read from the database as it is: said in its place, tried again without a restart."""


class DatabaseMissing(DatabaseAway):
    """A configured database that is not there, or is empty: never created in silence."""


class DatabaseOutdated(DatabaseAway):
    """The schema is older than the program: migrated by command only."""


class DatabaseTooNew(DatabaseAway):
    """The schema is newer than the program."""


class DatabaseDamaged(DatabaseAway):
    """The file fails its integrity check, or belongs to another application."""


class DatabaseUnreachable(DatabaseAway):
    """No answer from the database."""


class BadFile(DashboardError):
    """A published file breaks the rules; holes name file, line and column."""


class ImportRefused(DashboardError):
    """A file that cannot be brought in as it is: too large, not what its name says, damaged, or about persons."""


class MayOverlap(DashboardError):
    """A sum over things that may count the same people twice, or different units."""


class Protected(DashboardError):
    """Small counts of a protected indicator asked for outside its fixed tables."""


class FileRefused(DashboardError):
    """A file that is not made as it was asked for: too large, too many, in a form or size that does not exist."""


class FilesBusy(DashboardError):
    """Too many files are waiting to be made: the same request will do in a moment."""


class FileBroken(DashboardError):
    """A file was made and does not hold what it should: it is not offered."""


class UnknownPicture(DashboardError):
    """A key that names no picture; holes name those there are."""


class UnknownFilter(DashboardError):
    """A filter that a picture does not have, or a value that the filter does not know; holes name those it does."""


class NothingToDraw(DashboardError):
    """No rows for a picture: nothing recorded, not reported, or nobody counted, which the sentence tells apart."""


class NotAllowed(DashboardError):
    """Asked for by somebody whose account, as it is now, does not have the right."""


class Conflict(DashboardError):
    """Somebody wrote first, or what was read is gone: nothing was overwritten, and what was typed stays with its page.

    `theirs` is what stands now, by column; `version` is what the next attempt is based on, nothing when there is
    nothing left to write on. `side`, `by` (the name that their account shows) and `at` say who wrote, and when, as
    far as the database tells.
    """

    def __init__(
        self,
        message_key: str,
        *,
        version: str | None = None,
        theirs: Mapping[str, object] | None = None,
        side: str | None = None,
        by: str | None = None,
        at: dt.datetime | None = None,
        **holes: object,
    ) -> None:
        super().__init__(message_key, **holes)
        self.version, self.theirs = version, dict(theirs or {})
        self.side, self.by, self.at = side, by, at


class EntryRefused(DashboardError):
    """Something typed cannot be recorded as it is; `field` names it."""

    def __init__(self, message_key: str, *, field: str, **holes: object) -> None:
        super().__init__(message_key, **holes)
        self.field = field


class Doubtful(EntryRefused):
    """Something typed is probably a slip: asked about once, then recorded as it is when its author says so."""


class RowsRefused(DashboardError):
    """Several rows at once, of which none was recorded; `faults` has the number of each faulty one, from 0, and why."""

    def __init__(self, message_key: str, *, faults: Mapping[int, DashboardError], **holes: object) -> None:
        super().__init__(message_key, **holes)
        self.faults = dict(faults)


class BadAccount(DashboardError):
    """An account, a role or a password that breaks the rules."""


class UnknownSetting(DashboardError):
    """A setting that does not exist, or a value that it cannot have."""


class PackChanged(Conflict):
    """What was to be signed is not what stands: `theirs["changed"]` names the parts, where they are known."""
