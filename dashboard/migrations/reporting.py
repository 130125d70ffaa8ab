"""The `reporting_…` views: the pages' numbers, with the pages' rules, for whoever reads the database with plain SQL.

Written once for both engines: `{month}`, `{today}`, `{days}` and `{list}` stand for what they write differently.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class View:
    name: str
    comment: str
    query: str


DIALECTS = {
    "sqlite": {
        "month": "date(substr({0}, 1, 4) || '-' || substr({0}, 5, 2) || '-01')",
        "today": "date('now')",
        "days": "(julianday({0}) - julianday({1}))",
        "list": "group_concat({0}, '; ')",
    },
    "postgresql": {
        "month": "make_date({0} / 100, {0} % 100, 1)",
        "today": "CAST(now() AT TIME ZONE 'UTC' AS date)",
        "days": "({0} - {1})",
        "list": "string_agg({0}, '; ')",
    },
}

FIGURES = View(
    "reporting_figures",
    "One row per published figure in force. Never add them up: they are statements. Read value with qualifier "
    "(at_least is a floor) and quote; is_confirmed false means unsettled, value_low and value_high bound it.",
    """
    SELECT figure.key AS figure_key, indicator.key AS indicator_key, indicator.name_fr AS indicator_fr,
        indicator.name_en AS indicator_en, indicator.unit, indicator.nature, indicator.population,
        figure.qualifier, figure.value, figure.value_low, figure.value_high, figure.is_confirmed, figure.quote,
        figure.period_start, figure.period_end, figure.place, territory.key AS territory_key,
        territory.division AS territory_division, figure.country_code, figure.said_by_fr, figure.said_by_en,
        figure.note_fr, figure.note_en, source.key AS source_key, source.title_fr AS source_fr,
        source.title_en AS source_en, source.publisher, source.published_on, source.date_status, source.reference,
        figure.recorded_at, source.kind = 'demonstration' AS is_demonstration
    FROM figure
    JOIN indicator ON indicator.id = figure.indicator_id
    JOIN source ON source.id = figure.source_id
    LEFT JOIN territory ON territory.id = figure.territory_id
    WHERE figure.superseded_at IS NULL
    """,
)
PROGRESS = View(
    "reporting_progress",
    "One row per activity in force. Only accepted_percent counts; no value there means not reported, which is not "
    "zero. declared_percent still awaits the other side. planned_percent is of today. A priority is the mean of its "
    "reported activities, weighted by weight.",
    """
    WITH answered AS (
        SELECT report.id, report.activity_id, report.side, report.percent, report.declared_on, verdict.outcome,
            row_number() OVER (PARTITION BY report.activity_id, verdict.outcome
                               ORDER BY report.declared_on DESC, report.id DESC) AS recency
        FROM progress_report AS report LEFT JOIN verdict ON verdict.report_id = report.id
        WHERE report.superseded_at IS NULL
    ), accepted AS (
        SELECT * FROM answered WHERE outcome = 'accepted' AND recency = 1
    ), pending AS (
        SELECT * FROM answered WHERE outcome IS NULL AND recency = 1
    ), steps AS (
        SELECT activity_id, sum(weight) AS total,
            sum(CASE WHEN due_on <= {today} THEN weight ELSE 0 END) AS due
        FROM milestone WHERE superseded_at IS NULL GROUP BY activity_id
    )
    SELECT priority.number AS priority_number, priority.key AS priority_key, priority.name_fr AS priority_fr,
        priority.name_en AS priority_en, priority.grouping_status, activity.key AS activity_key,
        version.title_fr AS activity_fr, version.title_en AS activity_en, owner.key AS owner_key,
        owner.name_fr AS owner_fr, owner.name_en AS owner_en, version.starts_on, version.due_on, version.weight,
        CASE WHEN steps.total > 0 THEN 100.0 * steps.due / steps.total
             WHEN {today} < version.starts_on THEN 0.0
             WHEN {today} >= version.due_on THEN 100.0
             ELSE 100.0 * ({elapsed} + 1) / ({length} + 1) END AS planned_percent,
        accepted.percent AS accepted_percent, accepted.declared_on AS accepted_report_on,
        pending.percent AS declared_percent, pending.declared_on AS declared_on, pending.side AS declared_side,
        source.key AS source_key, source.kind = 'demonstration' AS is_demonstration
    FROM activity
    JOIN activity_version AS version ON version.activity_id = activity.id AND version.superseded_at IS NULL
    JOIN priority ON priority.id = activity.priority_id
    JOIN organisation AS owner ON owner.id = version.owner_id
    JOIN source ON source.id = activity.source_id
    LEFT JOIN steps ON steps.activity_id = activity.id
    LEFT JOIN accepted ON accepted.activity_id = activity.id
    LEFT JOIN pending ON pending.activity_id = activity.id
        AND (accepted.id IS NULL OR pending.declared_on > accepted.declared_on
             OR (pending.declared_on = accepted.declared_on AND pending.id > accepted.id))
    """,
)
CELLS = """
    SELECT indicator.key AS indicator_key, indicator.name_fr AS indicator_fr, indicator.name_en AS indicator_en,
        indicator.unit, {month} AS month, territory.key AS territory_key, territory.division AS territory_division,
        territory.name_fr AS territory_fr, territory.name_en AS territory_en, tally.country_code,
        country.name_fr AS country_fr, country.name_en AS country_en, tally.sex, tally.age_group, tally.detail,
        tally.count, tally.is_demonstration
    FROM tally
    JOIN indicator ON indicator.id = tally.indicator_id
    JOIN territory ON territory.id = tally.territory_id
    JOIN country ON country.code = tally.country_code
    WHERE tally.superseded_by IS NULL AND indicator.sensitivity = 'public' AND indicator.key LIKE '{family}%'
    """
CELLS_COMMENT = (
    "One row per cell in force and month (its first day). Zero was reported; a missing row is not reported. Add counts "
    "within one indicator_key and one is_demonstration only: indicators may count the same people. Protected "
    "indicators are not told by cell: see reporting_tallies_by_month. "
)
RETURNS = View(
    "reporting_returns",
    CELLS_COMMENT + "Returns: territory is where people came back to, country where they came from.",
    CELLS.replace("{family}", "returns_"),
)
REINTEGRATION = View(
    "reporting_reintegration",
    CELLS_COMMENT + "Reintegration: territory is where it takes place, detail the form of support or the delay.",
    CELLS.replace("{family}", "reintegration_"),
)
TALLIES_BY_MONTH = View(
    "reporting_tallies_by_month",
    "One row per indicator and month (its first day): the sum of all cells in force and how many there are. A missing "
    "month is not reported. Protected indicators are rounded to 10; under 11, or the higher number that was chosen, "
    "nothing is told.",
    """
    SELECT indicator.key AS indicator_key, indicator.name_fr AS indicator_fr, indicator.name_en AS indicator_en,
        indicator.unit, indicator.population, {month} AS month,
        CASE WHEN indicator.sensitivity = 'public' THEN total.count
             WHEN total.count < COALESCE(
                 (SELECT CAST(setting.value AS INTEGER) FROM setting WHERE setting.key = 'small-count'), 11) THEN NULL
             ELSE (total.count + 5) / 10 * 10 END AS count,
        CASE WHEN indicator.sensitivity = 'public' THEN total.cells END AS cells,
        indicator.sensitivity = 'protected' AS is_rounded, total.is_demonstration
    FROM tally_sum AS total
    JOIN indicator ON indicator.id = total.indicator_id
    WHERE total.dimensions = 0 AND total.period > 9999 AND total.cells > 0
    """,
)
DECISIONS = View(
    "reporting_decisions",
    "One row per decision of a joint review: what, who, by when, and what became of it last; no follow_up means "
    "nothing was said of it yet.",
    """
    WITH followed AS (
        SELECT decision_id, outcome, note_fr, note_en, recorded_at,
            row_number() OVER (PARTITION BY decision_id ORDER BY recorded_at DESC, id DESC) AS recency
        FROM decision_follow_up
    )
    SELECT review.number AS review_number, review.title_fr AS review_fr, review.title_en AS review_en,
        review.held_on, review.status AS review_status, decision.number AS decision_number, decision.text_fr,
        decision.text_en, owner.key AS owner_key, owner.name_fr AS owner_fr, owner.name_en AS owner_en,
        priority.number AS priority_number, decision.due_on, followed.outcome AS follow_up,
        followed.note_fr AS follow_up_fr, followed.note_en AS follow_up_en, followed.recorded_at AS followed_up_at,
        source.key AS source_key, source.kind = 'demonstration' AS is_demonstration
    FROM decision
    JOIN review ON review.id = decision.review_id
    JOIN organisation AS owner ON owner.id = decision.owner_id
    JOIN source ON source.id = review.source_id
    LEFT JOIN priority ON priority.id = decision.priority_id
    LEFT JOIN followed ON followed.decision_id = decision.id AND followed.recency = 1
    WHERE decision.superseded_at IS NULL
    """,
)
ACTIVITIES = View(
    "reporting_activities",
    "One row per activity in force: its agreed terms, partners, and the commitments it serves (keys separated by ;).",
    """
    SELECT activity.key AS activity_key, priority.number AS priority_number, priority.name_fr AS priority_fr,
        priority.name_en AS priority_en, version.title_fr, version.title_en, version.deliverable_fr,
        version.deliverable_en, owner.key AS owner_key, owner.name_fr AS owner_fr, owner.name_en AS owner_en,
        territory.key AS territory_key, version.starts_on, version.due_on, version.weight,
        (SELECT count(*) FROM milestone WHERE milestone.activity_id = activity.id AND milestone.superseded_at IS NULL)
            AS milestones,
        (SELECT {partners} FROM activity_partner JOIN organisation ON organisation.id = activity_partner.organisation_id
         WHERE activity_partner.activity_id = activity.id) AS partner_keys,
        (SELECT {items} FROM activity_framework_item AS served
         JOIN framework_item AS item ON item.id = served.framework_item_id
         WHERE served.activity_id = activity.id) AS framework_item_keys,
        source.key AS source_key, source.kind = 'demonstration' AS is_demonstration
    FROM activity
    JOIN activity_version AS version ON version.activity_id = activity.id AND version.superseded_at IS NULL
    JOIN priority ON priority.id = activity.priority_id
    JOIN organisation AS owner ON owner.id = version.owner_id
    JOIN source ON source.id = activity.source_id
    LEFT JOIN territory ON territory.id = version.territory_id
    """,
)
VIEWS = (FIGURES, PROGRESS, RETURNS, REINTEGRATION, TALLIES_BY_MONTH, DECISIONS, ACTIVITIES)


def drop(connection: Connection) -> None:
    """Take every view away: a step that changes a table they read makes them again at its end."""
    for view in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {view.name}"))


def create(connection: Connection) -> None:
    """Make every view, with its comment where each engine keeps one."""
    for view in VIEWS:
        query = _written(view, connection.dialect.name)
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"CREATE VIEW {view.name} AS {query}"))
            connection.execute(text(f"COMMENT ON VIEW {view.name} IS '{view.comment}'"))
        else:
            connection.execute(text(f"CREATE VIEW {view.name} AS /* {view.comment} */ {query}"))


def _written(view: View, dialect: str) -> str:
    words = DIALECTS[dialect]
    month = "total.period" if view is TALLIES_BY_MONTH else "tally.month"
    return view.query.format(
        month=words["month"].format(month),
        today=words["today"],
        elapsed=words["days"].format(words["today"], "version.starts_on"),
        length=words["days"].format("version.due_on", "version.starts_on"),
        partners=words["list"].format("organisation.key"),
        items=words["list"].format("item.key"),
    )
