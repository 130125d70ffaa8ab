"""The tables of the shared database, one module a subject (DESIGN: two kinds of number, one kind of progress).

What people stated is appended, never overwritten: a correction is a new row that names the row it
supersedes and why; the old row only receives its `superseded_at`. Reading "as of" a moment T keeps the
rows with `recorded_at <= T` and no `superseded_at` up to T. `recorded_at` is the moment the statement
was known: for a published figure, the day its source printed it.

Ranges live in the database as checks, so that no other tool can break them either.
"""

from __future__ import annotations

from dashboard.model.accounts import ROLES, Account, AccountRole, AccountSession, SignInFailure
from dashboard.model.activities import Activity, ActivityPartner, ActivityVersion, Milestone
from dashboard.model.base import DATE_STATUSES, SIDES, WRITTEN_IN, Appended, Base, UTCDateTime
from dashboard.model.batches import BATCH_KINDS, LOADS, Batch
from dashboard.model.drafts import DRAFT_STATUSES, ImportDraft, ImportMapping
from dashboard.model.events import Event, RequestDone
from dashboard.model.figures import (
    DIRECTIONS,
    NATURES,
    QUALIFIERS,
    SENSITIVITIES,
    UNITS,
    Figure,
    FigureReading,
    Indicator,
)
from dashboard.model.frameworks import (
    FRAMEWORK_KINDS,
    ActivityFrameworkItem,
    Framework,
    FrameworkIndicator,
    FrameworkItem,
)
from dashboard.model.organisations import ORGANISATION_KINDS, Organisation
from dashboard.model.progress import ProgressReport, Verdict
from dashboard.model.reviews import (
    FOLLOW_UPS,
    REVIEW_STATUSES,
    AgendaItem,
    Decision,
    DecisionFollowUp,
    Participant,
    PresenterPosition,
    Remark,
    Review,
    ReviewPack,
    Signature,
)
from dashboard.model.roadmap import Priority, ReadingPhrase, RoadmapPhrase, RoadmapReading
from dashboard.model.sources import SOURCE_KINDS, Source
from dashboard.model.state import APPLICATION_ID, DataVersion, Setting
from dashboard.model.tallies import AGE_GROUPS, ALL_DIMENSIONS, SEXES, TALLY_DIMENSIONS, Tally, TallyChange, TallySum
from dashboard.model.territories import CENTRE_STATUSES, TERRITORY_KINDS, Country, Place, ReceptionCentre, Territory

__all__ = [
    "AGE_GROUPS",
    "ALL_DIMENSIONS",
    "APPLICATION_ID",
    "BATCH_KINDS",
    "CENTRE_STATUSES",
    "DATE_STATUSES",
    "DIRECTIONS",
    "DRAFT_STATUSES",
    "FOLLOW_UPS",
    "FRAMEWORK_KINDS",
    "LOADS",
    "NATURES",
    "ORGANISATION_KINDS",
    "QUALIFIERS",
    "REVIEW_STATUSES",
    "ROLES",
    "SENSITIVITIES",
    "SEXES",
    "SIDES",
    "SOURCE_KINDS",
    "TALLY_DIMENSIONS",
    "TERRITORY_KINDS",
    "UNITS",
    "WRITTEN_IN",
    "Account",
    "AccountRole",
    "AccountSession",
    "Activity",
    "ActivityFrameworkItem",
    "ActivityPartner",
    "ActivityVersion",
    "AgendaItem",
    "Appended",
    "Base",
    "Batch",
    "Country",
    "DataVersion",
    "Decision",
    "DecisionFollowUp",
    "Event",
    "Figure",
    "FigureReading",
    "Framework",
    "FrameworkIndicator",
    "FrameworkItem",
    "ImportDraft",
    "ImportMapping",
    "Indicator",
    "Milestone",
    "Organisation",
    "Participant",
    "Place",
    "PresenterPosition",
    "Priority",
    "ProgressReport",
    "ReadingPhrase",
    "ReceptionCentre",
    "Remark",
    "RequestDone",
    "Review",
    "ReviewPack",
    "RoadmapPhrase",
    "RoadmapReading",
    "Setting",
    "SignInFailure",
    "Signature",
    "Source",
    "Tally",
    "TallyChange",
    "TallySum",
    "Territory",
    "UTCDateTime",
    "Verdict",
]
