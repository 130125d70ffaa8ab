"""The tables of the shared database (DESIGN: two kinds of number, one kind of progress).

What people stated is appended, never overwritten: a correction is a new row that names the row it
supersedes and why; the old row only receives its `superseded_at`. Reading "as of" a moment T keeps the
rows with `recorded_at <= T` and no `superseded_at` up to T. `recorded_at` is the moment the statement
was known: for a published figure, the day its source printed it.

Ranges live in the database as checks, so that no other tool can break them either.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

APPLICATION_ID = 0x4D4D4F49  # "MMOI", written into the SQLite file so that a stranger's file is refused

SOURCE_KINDS = ("article", "press", "report", "register", "demonstration")
QUALIFIERS = ("exact", "at_least", "at_most", "about", "almost", "ambiguous")
UNITS = ("people", "households", "events", "services", "countries", "documents", "items", "xof", "eur", "date")
NATURES = ("stock", "flow", "cumulative", "none")
DIRECTIONS = ("more_is_better", "less_is_better", "none")
SENSITIVITIES = ("public", "protected")
SIDES = ("ministry", "iom")
ORGANISATION_KINDS = ("ministry", "iom", "partner")
SEXES = ("f", "m", "unknown")
AGE_GROUPS = ("0-17", "18-34", "35-59", "60+", "unknown")
DATE_STATUSES = ("printed", "month_printed", "year_printed", "inferred", "outside_articles", "not_printed")
FRAMEWORK_KINDS = ("roadmap", "plan", "mechanism", "convention", "policy", "programme", "institution", "international")
CENTRE_STATUSES = ("operational", "not_confirmed")
REVIEW_STATUSES = ("planned", "held", "signed")
FOLLOW_UPS = ("kept", "missed", "changed")
WRITTEN_IN = ("fr", "en")
"""The one language in which words were typed: they then stand in the columns of both."""
ROLES = ("reader", "ministry_editor", "iom_editor", "communications", "protection", "administrator")
TERRITORY_KINDS = ("country", "region", "district", "unknown")
BATCH_KINDS = ("published", "demonstration", "import", "withdrawal", "restoration")
LOADS = ("cells", "figures", "progress", "activities")
"""What the rows of a file become."""
DRAFT_STATUSES = (
    "reading", "questions", "faulty", "ready", "proposed", "accepted", "returned", "abandoned", "interrupted",
    "refused",
)  # fmt: skip


class UTCDateTime(TypeDecorator[dt.datetime]):
    """A moment with its time zone: stored as UTC, read back as UTC (SQLite drops the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that `column` holds one of `values`; named after the column."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({quoted})", name=f"{column}_known")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as declared)
        dt.datetime: UTCDateTime,
        Decimal: Numeric(20, 2, asdecimal=False),
        str: Text,
    }


class Appended:
    """Columns of a statement that is corrected by a new row, never changed."""

    recorded_at: Mapped[dt.datetime] = mapped_column(index=True)
    superseded_at: Mapped[dt.datetime | None]
    reason: Mapped[str | None]


def short(length: int = 64) -> String:
    return String(length)


def code(length: int) -> TypeEngine[str]:
    """A short word in a wide key: compared byte by byte, which PostgreSQL otherwise leaves to the server's language."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


# ------------------------------------------------------------------ what the dashboard itself is


class DataVersion(Base):
    """One row, whose number moves with every write: caches are keyed on it."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[dt.datetime]


class Source(Base):
    """Who said it: one document, register or demonstration set."""

    __tablename__ = "source"
    __table_args__ = (one_of("kind", SOURCE_KINDS), one_of("date_status", DATE_STATUSES))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    publisher: Mapped[str]
    published_on: Mapped[dt.date | None]  # last day of the period when only a month or a year is printed
    date_printed: Mapped[str | None]  # as the document gives it: "2025-04", "2023"
    date_status: Mapped[str] = mapped_column(short(20))
    reference: Mapped[str | None]  # address or shelf mark; shown as text, never fetched
    kind: Mapped[str] = mapped_column(short(20))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    laid_out_on: Mapped[dt.date | None]  # demonstration only: the day its dates are laid out around


class Batch(Base):
    """What came in together: one file or one run of the loader or the generator.

    A withdrawal takes out what an import brought; a restoration puts back, under the source of an earlier batch, what
    that import had superseded.
    """

    __tablename__ = "batch"
    __table_args__ = (
        one_of("kind", BATCH_KINDS),
        one_of("loads", LOADS),
        one_of("side", SIDES),
        one_of("accepted_side", SIDES),
        one_of("withdrawal_side", SIDES),
        CheckConstraint("withdrawn_at IS NULL OR withdrawal_reason IS NOT NULL", name="withdrawal_has_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    kind: Mapped[str] = mapped_column(short(20))
    file_name: Mapped[str | None]
    sha256: Mapped[str | None] = mapped_column(short(64))
    row_count: Mapped[int] = mapped_column(CheckConstraint("row_count >= 0", name="row_count_not_negative"))
    recorded_at: Mapped[dt.datetime] = mapped_column(index=True)
    loads: Mapped[str | None] = mapped_column(short(20))
    added: Mapped[int | None]  # rows that were new, that replaced others, that stood already
    superseded: Mapped[int | None]
    unchanged: Mapped[int | None]
    left_out: Mapped[int | None]  # faulty rows, when only the valid ones were accepted
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who brought it
    side: Mapped[str | None] = mapped_column(short(20))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    accepted_side: Mapped[str | None] = mapped_column(short(20))
    mapping: Mapped[str | None]  # name of the remembered answers it was read with
    reason: Mapped[str | None]  # why it replaces what stood there
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    original_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)  # taken out, or put back
    withdrawal_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who asked
    withdrawal_side: Mapped[str | None] = mapped_column(short(20))
    withdrawal_reason: Mapped[str | None]
    withdrawal_asked_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who agreed


class ImportDraft(Base):
    """A file that was dropped, until it is accepted or abandoned: its content then leaves, what was said of it stays.

    Nothing of a draft is on any page but those of editors.
    """

    __tablename__ = "import_draft"
    __table_args__ = (
        one_of("status", DRAFT_STATUSES),
        one_of("side", SIDES),
        one_of("source_kind", ("register", "report")),
        one_of("spoken", WRITTEN_IN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64), index=True)
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(short(20))
    version: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    side: Mapped[str] = mapped_column(short(20))
    spoken: Mapped[str] = mapped_column(short(2))  # the language of what its author typed in the file
    dropped_at: Mapped[dt.datetime] = mapped_column(index=True)
    changed_at: Mapped[dt.datetime]
    answers: Mapped[str]  # JSON, as all that follows but the names, the words and the bytes
    mapping: Mapped[str | None]
    outcome: Mapped[str | None]
    refusal: Mapped[str | None]  # why it cannot be read: key of a text, and its holes
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)  # CSV, compressed
    issues: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_valid_only: Mapped[bool]  # the faulty rows are left out
    source_title_fr: Mapped[str | None]
    source_title_en: Mapped[str | None]
    source_publisher: Mapped[str | None]
    source_published_on: Mapped[dt.date | None]
    source_kind: Mapped[str | None] = mapped_column(short(20))
    reason: Mapped[str | None]  # why it replaces what stands
    compared: Mapped[str | None]  # what would change, and the data version at which that was so
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[dt.datetime | None]
    return_reason: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))


class ImportMapping(Base):
    """Answers given for a shape of file, under a name, for the next file of that shape."""

    __tablename__ = "import_mapping"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(short(120), unique=True)
    signature: Mapped[str]
    answers: Mapped[str]  # JSON
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changed_at: Mapped[dt.datetime]


class Event(Base):
    """Who did what, when: appended, never changed. `before` and `after` are JSON texts."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[dt.datetime] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    login: Mapped[str | None] = mapped_column(short(120))  # stays when a demonstration account is taken out
    side: Mapped[str | None] = mapped_column(short(20))
    action: Mapped[str] = mapped_column(short())
    object_kind: Mapped[str] = mapped_column(short())
    object_key: Mapped[str | None]
    reason: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]


class Account(Base):
    """A person's access: one side, one or more roles. It is closed, never deleted, unless it is a demonstration."""

    __tablename__ = "account"
    __table_args__ = (one_of("side", SIDES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(short(120), unique=True)
    display_name: Mapped[str]
    side: Mapped[str | None] = mapped_column(short(20))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[dt.datetime]
    password_hash: Mapped[str | None]  # nothing when a provider, or a click on the demonstration, signs it in
    is_password_temporary: Mapped[bool] = mapped_column(server_default=text("false"))  # somebody else has seen it
    subject: Mapped[str | None] = mapped_column(unique=True)  # a provider's issuer and its subject, a space between
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))  # the demonstration set it belongs to


class AccountRole(Base):
    __tablename__ = "account_role"
    __table_args__ = (one_of("role", ROLES),)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(short(20), primary_key=True)


class AccountSession(Base):
    """One browser that signed in. It holds the token; here is only its SHA-256."""

    __tablename__ = "account_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(short(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class SignInFailure(Base):
    """Attempts that failed for one login or from one address, both kept as SHA-256: some type a password as login."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        one_of("kind", ("login", "address")),
        CheckConstraint("count >= 0", name="count_not_negative"),
    )
    kind: Mapped[str] = mapped_column(short(20), primary_key=True)
    key_sha256: Mapped[str] = mapped_column(short(64), primary_key=True)
    count: Mapped[int]
    latest_at: Mapped[dt.datetime]


class Setting(Base):
    """What an administrator chose in place of a default; earlier choices are events."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(short(), primary_key=True)
    value: Mapped[str]  # JSON
    changed_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class RequestDone(Base):
    """A write that was asked for under a key of the browser: asked for again, it gives the first result."""

    __tablename__ = "request_done"
    key: Mapped[str] = mapped_column(short(), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(short())
    result: Mapped[str]  # JSON
    done_at: Mapped[dt.datetime] = mapped_column(index=True)


# ------------------------------------------------------------------ places and people


class Territory(Base):
    """A region (or Bamako, or Mali as a whole) in one division of the country.

    `key` is our own slug; `division` the year of the law that drew it (2023: 19 regions and the District;
    1991: the eight older regions and the District, which have outlines). Each foreign code has its column.
    """

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("key", "division"), one_of("kind", TERRITORY_KINDS))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short())
    division: Mapped[int]
    kind: Mapped[str] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    capital: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range")
    )
    longitude: Mapped[float | None] = mapped_column(
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range")
    )
    older_key: Mapped[str | None] = mapped_column(short())  # key of the 1991 region whose outline contains it
    iso_3166_2: Mapped[str | None] = mapped_column(short(10))
    ocha_pcode_2021: Mapped[str | None] = mapped_column(short(10))
    geonames_admin1: Mapped[str | None] = mapped_column(short(20))
    law_number: Mapped[str | None] = mapped_column(short(10))
    law_number_status: Mapped[str | None] = mapped_column(short(20))
    spellings: Mapped[str | None]  # met elsewhere, separated by |
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]


class Country(Base):
    __tablename__ = "country"
    code: Mapped[str] = mapped_column(short(2), primary_key=True)  # ISO 3166-1 alpha-2
    alpha3: Mapped[str] = mapped_column(short(3), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    latitude: Mapped[float]  # where a route starts on the map: the main town of departure
    longitude: Mapped[float]


class Place(Base):
    """A town on the map."""

    __tablename__ = "place"
    id: Mapped[int] = mapped_column(primary_key=True)
    geonames_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    country_code: Mapped[str] = mapped_column(short(2))
    latitude: Mapped[float]
    longitude: Mapped[float]
    older_territory_key: Mapped[str | None] = mapped_column(short())


class Organisation(Base):
    __tablename__ = "organisation"
    __table_args__ = (one_of("kind", ORGANISATION_KINDS),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    acronym: Mapped[str | None] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str] = mapped_column(short(20))
    role_fr: Mapped[str | None]  # what the articles say of it
    role_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class ReceptionCentre(Base):
    __tablename__ = "reception_centre"
    __table_args__ = (one_of("status", CENTRE_STATUSES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    status: Mapped[str] = mapped_column(short(20))
    status_fr: Mapped[str]  # the sentence a reader sees, with its date
    status_en: Mapped[str]
    quote: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


# ------------------------------------------------------------------ numbers


class Indicator(Base):
    """What is counted, in which unit; `population` names the people it is about.

    Two indicators are never summed; `population` and `nature` say why in words.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        one_of("unit", UNITS),
        one_of("nature", NATURES),
        one_of("direction", DIRECTIONS),
        one_of("sensitivity", SENSITIVITIES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str] = mapped_column(short(20))
    nature: Mapped[str] = mapped_column(short(20))
    direction: Mapped[str] = mapped_column(short(20))
    sensitivity: Mapped[str] = mapped_column(short(20))
    population: Mapped[str] = mapped_column(short())  # e.g. assisted_voluntary_return, state_repatriation
    definition_fr: Mapped[str]
    definition_en: Mapped[str]
    rhythm_months: Mapped[int | None]  # how often a series is expected; nothing when it is a single statement
    baseline: Mapped[Decimal | None]
    target: Mapped[Decimal | None]


class Figure(Appended, Base):
    """What a source stated about an indicator, a period and a place. Never summed."""

    __tablename__ = "figure"
    __table_args__ = (
        one_of("qualifier", QUALIFIERS),
        CheckConstraint("value_low IS NULL OR value IS NULL OR value_low <= value", name="low_below_value"),
        CheckConstraint("value_high IS NULL OR value IS NULL OR value <= value_high", name="value_below_high"),
        CheckConstraint("value_low IS NULL OR value_high IS NULL OR value_low <= value_high", name="low_below_high"),
        CheckConstraint("value IS NULL OR value >= 0", name="value_not_negative"),
        CheckConstraint(
            "period_start IS NULL OR period_end IS NULL OR period_start <= period_end", name="period_in_order"
        ),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        Index(
            "uq_figure_key_live",
            "key",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short())
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    value: Mapped[Decimal | None]
    value_low: Mapped[Decimal | None]
    value_high: Mapped[Decimal | None]
    qualifier: Mapped[str] = mapped_column(short(20))
    quote: Mapped[str]  # as printed, never corrected
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    place: Mapped[str]  # as the source names it
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    country_code: Mapped[str | None] = mapped_column(ForeignKey("country.code"))
    said_by_fr: Mapped[str | None]  # the function, never the person's name
    said_by_en: Mapped[str | None]
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    is_confirmed: Mapped[bool]  # false: to be confirmed, said on screen
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))  # the file that brought it
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("figure.id"))


class FigureReading(Base):
    """A way to read an unclear printed number: shown, never picked in silence."""

    __tablename__ = "figure_reading"
    __table_args__ = (UniqueConstraint("figure_id", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    figure_id: Mapped[int] = mapped_column(ForeignKey("figure.id", ondelete="CASCADE"))
    value: Mapped[Decimal]
    is_plausible: Mapped[bool]
    note_fr: Mapped[str]
    note_en: Mapped[str]


class Tally(Base):
    """One cell of a register: indicator × territory × country × sex × age × detail × month → count.

    Zero is a row; not reported is no row. `month` is year × 100 + month. Demonstration cells live in a
    family of their own (`is_demonstration`) so that no sum can mix them with real ones.

    The order of the key is that of reading: who is fixed by filters, then when, then the places of a route, side by
    side. The batch comes last: all that was ever recorded of a cell stands together, for any past state.
    """

    __tablename__ = "tally"
    __table_args__ = (
        one_of("sex", SEXES),
        one_of("age_group", AGE_GROUPS),
        CheckConstraint("count >= 0", name="count_not_negative"),
        CheckConstraint("month BETWEEN 190001 AND 299912 AND month % 100 BETWEEN 1 AND 12", name="month_is_a_month"),
        Index(
            "uq_tally_live",
            "is_demonstration",
            "indicator_id",
            "sex",
            "age_group",
            "detail",
            "month",
            "territory_id",
            "country_code",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index(
            "ix_tally_superseded_by",
            "superseded_by",
            sqlite_where=text("superseded_by IS NOT NULL"),
            postgresql_where=text("superseded_by IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), primary_key=True)
    country_code: Mapped[str] = mapped_column(code(2), ForeignKey("country.code"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True, index=True)
    count: Mapped[int]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))


TALLY_DIMENSIONS = ("territory_id", "country_code", "sex", "age_group", "detail")
"""What a cell is about, besides its indicator and month; the place of each is its bit in `dimensions`."""
ALL_DIMENSIONS = 2 ** len(TALLY_DIMENSIONS) - 1


class TallySum(Base):
    """Sums of the live tally cells, kept in the transaction that writes the cells.

    `dimensions` says which are kept (bits: 1 territory, 2 country, 4 sex, 8 age group, 16 detail); one that
    is summed over holds 0 or ''. `period` is a month (202503) or a whole year (2025); with every dimension
    kept, only years stand here: months are the cells themselves. `cells` counts
    the live cells below: no row, or none of them, means not reported.
    """

    __tablename__ = "tally_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    dimensions: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    country_code: Mapped[str] = mapped_column(code(2), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    cells: Mapped[int]


class TallyChange(Base):
    """What one batch added to the sums of each month, and took away by superseding.

    The sums as of a moment are those of today without the changes of the batches recorded after it, so reading the
    past costs what changed since, not what is stored.
    """

    __tablename__ = "tally_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    dimensions: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True, index=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    country_code: Mapped[str] = mapped_column(code(2), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    cells: Mapped[int]


# ------------------------------------------------------------------ the roadmap


class Priority(Base):
    """One of the nine announced priorities; the grouping of printed phrases is data."""

    __tablename__ = "priority"
    __table_args__ = (one_of("grouping_status", ("provisional", "official")),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    grouping_status: Mapped[str] = mapped_column(short(20))


class RoadmapPhrase(Base):
    """One of the eleven phrases the article prints, in its order."""

    __tablename__ = "roadmap_phrase"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quote: Mapped[str]
    introduced_by: Mapped[str]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]


class RoadmapReading(Base):
    """One way to group the eleven phrases; an interpretation until the signed text is at hand."""

    __tablename__ = "roadmap_reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    note_fr: Mapped[str]
    note_en: Mapped[str]
    is_in_force: Mapped[bool]


class ReadingPhrase(Base):
    """Which number a phrase has under a reading."""

    __tablename__ = "reading_phrase"
    reading_id: Mapped[int] = mapped_column(ForeignKey("roadmap_reading.id", ondelete="CASCADE"), primary_key=True)
    phrase_number: Mapped[int] = mapped_column(ForeignKey("roadmap_phrase.number"), primary_key=True)
    group_number: Mapped[int]


class Activity(Base):
    """What will be done under a priority: the thing itself; its terms are versions."""

    __tablename__ = "activity"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)


class ActivityVersion(Appended, Base):
    """The agreed terms of an activity: title, deliverable, owner, dates, weight."""

    __tablename__ = "activity_version"
    __table_args__ = (
        CheckConstraint("starts_on <= due_on", name="dates_in_order"),
        CheckConstraint("weight > 0", name="weight_positive"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        Index(
            "uq_activity_version_live",
            "activity_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    deliverable_fr: Mapped[str]
    deliverable_en: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    starts_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    weight: Mapped[float]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("activity_version.id"))


class ActivityPartner(Base):
    __tablename__ = "activity_partner"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class Milestone(Appended, Base):
    """A dated step of an activity; `weight` is its share of the activity's plan."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("weight > 0", name="weight_positive"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        Index(
            "uq_milestone_live",
            "activity_id",
            "number",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title_fr: Mapped[str]
    title_en: Mapped[str]
    due_on: Mapped[dt.date]
    weight: Mapped[float]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))


class ProgressReport(Appended, Base):
    """What one side declared about an activity on a day; it counts once the other side accepted it."""

    __tablename__ = "progress_report"
    __table_args__ = (
        one_of("side", SIDES),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_range"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        UniqueConstraint("id", "side"),
        Index("ix_progress_report_activity_id_declared_on", "activity_id", "declared_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    side: Mapped[str] = mapped_column(short(20))
    declared_on: Mapped[dt.date]
    percent: Mapped[float]
    milestone_number: Mapped[int | None]  # the step this report says was reached
    comment_fr: Mapped[str | None]
    comment_en: Mapped[str | None]
    evidence: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("progress_report.id"))


class Verdict(Base):
    """The other side's answer to a report: accepted, or returned with a reason. Nobody answers their own side."""

    __tablename__ = "verdict"
    __table_args__ = (
        one_of("outcome", ("accepted", "returned")),
        one_of("side", SIDES),
        CheckConstraint("side <> declaring_side", name="other_side"),
        CheckConstraint("outcome = 'accepted' OR reason IS NOT NULL", name="returned_has_reason"),
        ForeignKeyConstraint(
            ["report_id", "declaring_side"], ["progress_report.id", "progress_report.side"], ondelete="CASCADE"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(unique=True)
    declaring_side: Mapped[str] = mapped_column(short(20))
    side: Mapped[str] = mapped_column(short(20))
    outcome: Mapped[str] = mapped_column(short(20))
    reason: Mapped[str | None]
    decided_at: Mapped[dt.datetime]


# ------------------------------------------------------------------ commitments


class Framework(Base):
    """A convention, policy, plan or mechanism that activities serve."""

    __tablename__ = "framework"
    __table_args__ = (one_of("kind", FRAMEWORK_KINDS), one_of("date_status", DATE_STATUSES))
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]  # order on the page
    key: Mapped[str] = mapped_column(short(), unique=True)
    acronym: Mapped[str | None] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str] = mapped_column(short(20))
    what_fr: Mapped[str]
    what_en: Mapped[str]
    commits_fr: Mapped[str | None]
    commits_en: Mapped[str | None]
    unknown_fr: Mapped[str | None]  # what is not known
    unknown_en: Mapped[str | None]
    date_fr: Mapped[str | None]  # the date as a reader should see it, inferred ones said so
    date_en: Mapped[str | None]
    starts_on: Mapped[dt.date | None]
    date_status: Mapped[str] = mapped_column(short(20))
    quote: Mapped[str | None]
    in_matrix: Mapped[bool]  # a column of the matrix priorities × commitments
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class FrameworkItem(Base):
    """One axis, objective, aim or step of a framework."""

    __tablename__ = "framework_item"
    __table_args__ = (UniqueConstraint("framework_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class ActivityFrameworkItem(Base):
    """Which commitment an activity serves."""

    __tablename__ = "activity_framework_item"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    framework_item_id: Mapped[int] = mapped_column(ForeignKey("framework_item.id"), primary_key=True)


class FrameworkIndicator(Base):
    """Which indicator tells about a framework."""

    __tablename__ = "framework_indicator"
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)


# ------------------------------------------------------------------ joint reviews


class Review(Base):
    """A joint review session of the two institutions."""

    __tablename__ = "review"
    __table_args__ = (one_of("status", REVIEW_STATUSES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    held_on: Mapped[dt.date]
    place: Mapped[str]
    status: Mapped[str] = mapped_column(short(20))
    summary_fr: Mapped[str | None]
    summary_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(server_default=text("1"))  # moves when its date, place or words change


def live_number(table: str) -> Index:
    """One row in force for each number of a review; those that were withdrawn or corrected stay readable."""
    return Index(
        f"uq_{table}_live",
        "review_id",
        "number",
        unique=True,
        sqlite_where=text("superseded_at IS NULL"),
        postgresql_where=text("superseded_at IS NULL"),
    )


class Participant(Appended, Base):
    """Who sits at a review: an institution and a function, never a person's name."""

    __tablename__ = "participant"
    __table_args__ = (live_number("participant"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))


class AgendaItem(Appended, Base):
    """A point of the agenda: a priority or a subject of its own; `place` is its turn."""

    __tablename__ = "agenda_item"
    __table_args__ = (live_number("agenda_item"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    place: Mapped[int]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))


class Remark(Appended, Base):
    """What was said at a review and is to be kept, about a priority or about all of them."""

    __tablename__ = "remark"
    __table_args__ = (live_number("remark"), one_of("only_in", WRITTEN_IN), one_of("side", SIDES))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    side: Mapped[str] = mapped_column(short(20))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("remark.id"))


class Decision(Appended, Base):
    """What a review decided: text, owner, due date. Reworded by new rows until the review is signed."""

    __tablename__ = "decision"
    __table_args__ = (live_number("decision"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    due_on: Mapped[dt.date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))


class DecisionFollowUp(Base):
    """What became of a decision; the latest row tells."""

    __tablename__ = "decision_follow_up"
    __table_args__ = (one_of("outcome", FOLLOW_UPS),)
    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(short(20))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    recorded_at: Mapped[dt.datetime]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))  # where it was said
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class PresenterPosition(Base):
    """What the projector of a review shows: the one row that every screen of the session follows."""

    __tablename__ = "presenter_position"
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    screen: Mapped[str] = mapped_column(short(20))
    version: Mapped[int]
    moved_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class ReviewPack(Base):
    """What was frozen for signature: canonical JSON and its digest, never changed. The last one of a review counts."""

    __tablename__ = "review_pack"
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64))
    frozen_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class Signature(Base):
    """One side's signature under a pack: its digest is what was signed."""

    __tablename__ = "signature"
    __table_args__ = (one_of("side", SIDES), UniqueConstraint("pack_id", "side"))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("review_pack.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    side: Mapped[str] = mapped_column(short(20))
    function_fr: Mapped[str]  # in what capacity, never a person's name
    function_en: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64))
    signed_at: Mapped[dt.datetime]
