"""The tables as the first version made them; the last step that changes one makes the views."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from dashboard.model import UTCDateTime

revision = "start"
down_revision = None


def upgrade() -> None:
    tables()
    op.execute(
        sa.text("INSERT INTO data_version (id, number, changed_at) VALUES (1, 1, :now)").bindparams(
            sa.bindparam("now", dt.datetime.now(dt.UTC), UTCDateTime())
        )
    )


def tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("side IN ('ministry', 'iom')", name=op.f("ck_account_side_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "country",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("alpha3", sa.String(length=3), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_country")),
        sa.UniqueConstraint("alpha3", name=op.f("uq_country_alpha3")),
    )
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("nature", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("sensitivity", sa.String(length=20), nullable=False),
        sa.Column("population", sa.String(length=64), nullable=False),
        sa.Column("definition_fr", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("rhythm_months", sa.Integer(), nullable=True),
        sa.Column("baseline", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=True),
        sa.Column("target", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=True),
        sa.CheckConstraint(
            "direction IN ('more_is_better', 'less_is_better', 'none')", name=op.f("ck_indicator_direction_known")
        ),
        sa.CheckConstraint("nature IN ('stock', 'flow', 'cumulative', 'none')", name=op.f("ck_indicator_nature_known")),
        sa.CheckConstraint("sensitivity IN ('public', 'protected')", name=op.f("ck_indicator_sensitivity_known")),
        sa.CheckConstraint(
            "unit IN ('people', 'households', 'events', 'services', 'countries', 'documents', 'items', 'xof', "
            "'eur', 'date')",
            name=op.f("ck_indicator_unit_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("key", name=op.f("uq_indicator_key")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("geonames_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country_code", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("older_territory_key", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("geonames_id", name=op.f("uq_place_geonames_id")),
    )
    op.create_table(
        "priority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("grouping_status", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "grouping_status IN ('provisional', 'official')", name=op.f("ck_priority_grouping_status_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
        sa.UniqueConstraint("key", name=op.f("uq_priority_key")),
        sa.UniqueConstraint("number", name=op.f("uq_priority_number")),
    )
    op.create_table(
        "roadmap_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("is_in_force", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_reading")),
        sa.UniqueConstraint("key", name=op.f("uq_roadmap_reading_key")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("date_printed", sa.Text(), nullable=True),
        sa.Column("date_status", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("laid_out_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "date_status IN ('printed', 'month_printed', 'year_printed', 'inferred', 'outside_articles', "
            "'not_printed')",
            name=op.f("ck_source_date_status_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('article', 'press', 'report', 'register', 'demonstration')", name=op.f("ck_source_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )
    op.create_table(
        "tally_sum",
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("dimensions", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "sex", sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "age_group",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "detail",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "country_code",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "is_demonstration",
            "dimensions",
            "indicator_id",
            "sex",
            "age_group",
            "detail",
            "period",
            "territory_id",
            "country_code",
            name=op.f("pk_tally_sum"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("division", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("capital", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("older_key", sa.String(length=64), nullable=True),
        sa.Column("iso_3166_2", sa.String(length=10), nullable=True),
        sa.Column("ocha_pcode_2021", sa.String(length=10), nullable=True),
        sa.Column("geonames_admin1", sa.String(length=20), nullable=True),
        sa.Column("law_number", sa.String(length=10), nullable=True),
        sa.Column("law_number_status", sa.String(length=20), nullable=True),
        sa.Column("spellings", sa.Text(), nullable=True),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('country', 'region', 'district', 'unknown')", name=op.f("ck_territory_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("key", "division", name=op.f("uq_territory_key_division")),
    )
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'ministry_editor', 'iom_editor', 'communications', 'protection', 'administrator')",
            name=op.f("ck_account_role_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_activity_priority_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_activity_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("key", name=op.f("uq_activity_key")),
    )
    op.create_index(op.f("ix_activity_priority_id"), "activity", ["priority_id"], unique=False)
    op.create_index(op.f("ix_activity_source_id"), "activity", ["source_id"], unique=False)
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('published', 'demonstration', 'import')", name=op.f("ck_batch_kind_known")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_batch_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index(op.f("ix_batch_recorded_at"), "batch", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_batch_source_id"), "batch", ["source_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happened_at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_kind", sa.String(length=64), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_happened_at"), "event", ["happened_at"], unique=False)
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=True),
        sa.Column("value_low", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=True),
        sa.Column("value_high", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=True),
        sa.Column("qualifier", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column("country_code", sa.String(length=2), nullable=True),
        sa.Column("said_by_fr", sa.Text(), nullable=True),
        sa.Column("said_by_en", sa.Text(), nullable=True),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "qualifier IN ('exact', 'at_least', 'at_most', 'about', 'almost', 'ambiguous')",
            name=op.f("ck_figure_qualifier_known"),
        ),
        sa.CheckConstraint(
            "period_start IS NULL OR period_end IS NULL OR period_start <= period_end",
            name=op.f("ck_figure_period_in_order"),
        ),
        sa.CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name=op.f("ck_figure_correction_has_reason")),
        sa.CheckConstraint("value IS NULL OR value >= 0", name=op.f("ck_figure_value_not_negative")),
        sa.CheckConstraint(
            "value_high IS NULL OR value IS NULL OR value <= value_high", name=op.f("ck_figure_value_below_high")
        ),
        sa.CheckConstraint(
            "value_low IS NULL OR value IS NULL OR value_low <= value", name=op.f("ck_figure_low_below_value")
        ),
        sa.CheckConstraint(
            "value_low IS NULL OR value_high IS NULL OR value_low <= value_high", name=op.f("ck_figure_low_below_high")
        ),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_figure_country_code")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_figure_indicator_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_figure_source_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["figure.id"], name=op.f("fk_figure_supersedes_id")),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_figure_territory_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_indicator_id"), "figure", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_figure_recorded_at"), "figure", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_figure_source_id"), "figure", ["source_id"], unique=False)
    op.create_index(
        "uq_figure_key_live",
        "figure",
        ["key"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("acronym", sa.String(length=20), nullable=True),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("what_fr", sa.Text(), nullable=False),
        sa.Column("what_en", sa.Text(), nullable=False),
        sa.Column("commits_fr", sa.Text(), nullable=True),
        sa.Column("commits_en", sa.Text(), nullable=True),
        sa.Column("unknown_fr", sa.Text(), nullable=True),
        sa.Column("unknown_en", sa.Text(), nullable=True),
        sa.Column("date_fr", sa.Text(), nullable=True),
        sa.Column("date_en", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("date_status", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("in_matrix", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "date_status IN ('printed', 'month_printed', 'year_printed', 'inferred', 'outside_articles', "
            "'not_printed')",
            name=op.f("ck_framework_date_status_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('roadmap', 'plan', 'mechanism', 'convention', 'policy', 'programme', 'institution', "
            "'international')",
            name=op.f("ck_framework_kind_known"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_framework_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("key", name=op.f("uq_framework_key")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("acronym", sa.String(length=20), nullable=True),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("role_fr", sa.Text(), nullable=True),
        sa.Column("role_en", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('ministry', 'iom', 'partner')", name=op.f("ck_organisation_kind_known")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_organisation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
    )
    op.create_table(
        "reception_centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_fr", sa.Text(), nullable=False),
        sa.Column("status_en", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('operational', 'not_confirmed')", name=op.f("ck_reception_centre_status_known")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_reception_centre_source_id")),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_reception_centre_territory_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_centre")),
        sa.UniqueConstraint("key", name=op.f("uq_reception_centre_key")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("summary_fr", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'held', 'signed')", name=op.f("ck_review_status_known")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_review_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("number", name=op.f("uq_review_number")),
    )
    op.create_index(op.f("ix_review_source_id"), "review", ["source_id"], unique=False)
    op.create_table(
        "roadmap_phrase",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("introduced_by", sa.Text(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_roadmap_phrase_priority_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_roadmap_phrase_source_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_roadmap_phrase")),
    )
    op.create_table(
        "activity_partner",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_partner_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_activity_partner_organisation_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "organisation_id", name=op.f("pk_activity_partner")),
    )
    op.create_table(
        "activity_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("deliverable_fr", sa.Text(), nullable=False),
        sa.Column("deliverable_en", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("starts_on <= due_on", name=op.f("ck_activity_version_dates_in_order")),
        sa.CheckConstraint(
            "supersedes_id IS NULL OR reason IS NOT NULL", name=op.f("ck_activity_version_correction_has_reason")
        ),
        sa.CheckConstraint("weight > 0", name=op.f("ck_activity_version_weight_positive")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_version_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_activity_version_owner_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["activity_version.id"], name=op.f("fk_activity_version_supersedes_id")
        ),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_activity_version_territory_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_version")),
    )
    op.create_index(op.f("ix_activity_version_activity_id"), "activity_version", ["activity_id"], unique=False)
    op.create_index(op.f("ix_activity_version_recorded_at"), "activity_version", ["recorded_at"], unique=False)
    op.create_index(
        "uq_activity_version_live",
        "activity_version",
        ["activity_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_decision_owner_id")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_decision_priority_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_decision_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_decision_review_id_number")),
    )
    op.create_index(op.f("ix_decision_review_id"), "decision", ["review_id"], unique=False)
    op.create_table(
        "figure_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=2, asdecimal=False), nullable=False),
        sa.Column("is_plausible", sa.Boolean(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figure.id"], name=op.f("fk_figure_reading_figure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_reading")),
        sa.UniqueConstraint("figure_id", "value", name=op.f("uq_figure_reading_figure_id_value")),
    )
    op.create_table(
        "framework_indicator",
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_framework_indicator_framework_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_framework_indicator_indicator_id")),
        sa.PrimaryKeyConstraint("framework_id", "indicator_id", name=op.f("pk_framework_indicator")),
    )
    op.create_table(
        "framework_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_framework_item_framework_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_framework_item_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_item")),
        sa.UniqueConstraint("framework_id", "number", name=op.f("uq_framework_item_framework_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_framework_item_key")),
    )
    op.create_index(op.f("ix_framework_item_framework_id"), "framework_item", ["framework_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "supersedes_id IS NULL OR reason IS NOT NULL", name=op.f("ck_milestone_correction_has_reason")
        ),
        sa.CheckConstraint("weight > 0", name=op.f("ck_milestone_weight_positive")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_milestone_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["supersedes_id"], ["milestone.id"], name=op.f("fk_milestone_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_activity_id"), "milestone", ["activity_id"], unique=False)
    op.create_index(op.f("ix_milestone_recorded_at"), "milestone", ["recorded_at"], unique=False)
    op.create_index(
        "uq_milestone_live",
        "milestone",
        ["activity_id", "number"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "progress_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Double(), nullable=False),
        sa.Column("milestone_number", sa.Integer(), nullable=True),
        sa.Column("comment_fr", sa.Text(), nullable=True),
        sa.Column("comment_en", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("side IN ('ministry', 'iom')", name=op.f("ck_progress_report_side_known")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_progress_report_percent_range")),
        sa.CheckConstraint(
            "supersedes_id IS NULL OR reason IS NOT NULL", name=op.f("ck_progress_report_correction_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_progress_report_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_progress_report_source_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["progress_report.id"], name=op.f("fk_progress_report_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_report")),
        sa.UniqueConstraint("id", "side", name=op.f("uq_progress_report_id_side")),
    )
    op.create_index(
        "ix_progress_report_activity_id_declared_on", "progress_report", ["activity_id", "declared_on"], unique=False
    )
    op.create_index(op.f("ix_progress_report_recorded_at"), "progress_report", ["recorded_at"], unique=False)
    op.create_table(
        "reading_phrase",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("phrase_number", sa.Integer(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["phrase_number"], ["roadmap_phrase.number"], name=op.f("fk_reading_phrase_phrase_number")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["roadmap_reading.id"], name=op.f("fk_reading_phrase_reading_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading_id", "phrase_number", name=op.f("pk_reading_phrase")),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("function_fr", sa.Text(), nullable=False),
        sa.Column("function_en", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("side IN ('ministry', 'iom')", name=op.f("ck_signature_side_known")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_signature_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("review_id", "side", name=op.f("uq_signature_review_id_side")),
    )
    op.create_table(
        "tally",
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "sex", sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "age_group",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "detail",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "country_code",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "age_group IN ('0-17', '18-34', '35-59', '60+', 'unknown')", name=op.f("ck_tally_age_group_known")
        ),
        sa.CheckConstraint("sex IN ('f', 'm', 'unknown')", name=op.f("ck_tally_sex_known")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_tally_count_not_negative")),
        sa.CheckConstraint(
            "month BETWEEN 190001 AND 299912 AND month % 100 BETWEEN 1 AND 12", name=op.f("ck_tally_month_is_a_month")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_tally_batch_id")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_tally_country_code")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_tally_indicator_id")),
        sa.ForeignKeyConstraint(["superseded_by"], ["batch.id"], name=op.f("fk_tally_superseded_by")),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_tally_territory_id")),
        sa.PrimaryKeyConstraint(
            "is_demonstration",
            "indicator_id",
            "sex",
            "age_group",
            "detail",
            "month",
            "territory_id",
            "country_code",
            "batch_id",
            name=op.f("pk_tally"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tally_batch_id"), "tally", ["batch_id"], unique=False)
    op.create_index(
        "ix_tally_superseded_by",
        "tally",
        ["superseded_by"],
        unique=False,
        sqlite_where=sa.text("superseded_by IS NOT NULL"),
        postgresql_where=sa.text("superseded_by IS NOT NULL"),
    )
    op.create_index(
        "uq_tally_live",
        "tally",
        ["is_demonstration", "indicator_id", "sex", "age_group", "detail", "month", "territory_id", "country_code"],
        unique=True,
        sqlite_where=sa.text("superseded_by IS NULL"),
        postgresql_where=sa.text("superseded_by IS NULL"),
    )
    op.create_table(
        "tally_change",
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("dimensions", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "sex", sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "age_group",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "detail",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "country_code",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_tally_change_batch_id")),
        sa.PrimaryKeyConstraint(
            "is_demonstration",
            "dimensions",
            "indicator_id",
            "sex",
            "age_group",
            "detail",
            "batch_id",
            "month",
            "territory_id",
            "country_code",
            name=op.f("pk_tally_change"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tally_change_batch_id"), "tally_change", ["batch_id"], unique=False)
    op.create_table(
        "activity_framework_item",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("framework_item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_framework_item_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["framework_item_id"], ["framework_item.id"], name=op.f("fk_activity_framework_item_framework_item_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "framework_item_id", name=op.f("pk_activity_framework_item")),
    )
    op.create_table(
        "decision_follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('kept', 'missed', 'changed')", name=op.f("ck_decision_follow_up_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_follow_up_decision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_follow_up")),
    )
    op.create_index(op.f("ix_decision_follow_up_decision_id"), "decision_follow_up", ["decision_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("declaring_side", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("outcome = 'accepted' OR reason IS NOT NULL", name=op.f("ck_verdict_returned_has_reason")),
        sa.CheckConstraint("outcome IN ('accepted', 'returned')", name=op.f("ck_verdict_outcome_known")),
        sa.CheckConstraint("side IN ('ministry', 'iom')", name=op.f("ck_verdict_side_known")),
        sa.CheckConstraint("side <> declaring_side", name=op.f("ck_verdict_other_side")),
        sa.ForeignKeyConstraint(
            ["report_id", "declaring_side"],
            ["progress_report.id", "progress_report.side"],
            name=op.f("fk_verdict_report_id_declaring_side"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("report_id", name=op.f("uq_verdict_report_id")),
    )
