"""An older database is brought up to date by command only, step by step, with a copy made first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database, migrations
from dashboard.errors import DatabaseOutdated, DatabaseTooNew
from dashboard.model import Base

PACKAGE = Path(migrations.__file__).parent
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{head}"
def upgrade():
    with op.batch_alter_table("country") as table:
        table.add_column(sa.Column("capital", sa.Text))
"""
BROKEN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "broken", "next"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer))
    raise ZeroDivisionError
"""


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A version of the program that knows one more step."""
    folder = tmp_path / "migrations"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.replace("{head}", migrations.head()), "utf-8")
    monkeypatch.setattr(migrations, "LOCATION", str(folder))
    migrations.scripts.cache_clear()
    yield folder
    migrations.scripts.cache_clear()


def columns(where: sa.URL, table: str) -> set[str]:
    engine = database.connect(where)
    found = {column["name"] for column in sa.inspect(engine).get_columns(table)}
    engine.dispose()
    return found


def test_an_older_database_is_told_and_upgraded_by_command_only(configured: sa.URL, later_program: Path) -> None:
    with pytest.raises(DatabaseOutdated, match="database upgrade"), database.reading():
        pass
    assert database.health() == "outdated"
    assert "capital" not in columns(configured, "country")
    assert database.upgrade(configured) == ["next"]
    assert "capital" in columns(configured, "country")
    assert database.health() == "ok"
    assert database.upgrade(configured) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_of_the_file_is_made_first(url: sa.URL, later_program: Path) -> None:
    path, before = Path(str(url.database)), database.status(url).revision
    database.upgrade(url)
    (copy,) = path.parent.glob(f"{path.stem}.before-{before}.*.sqlite")
    assert "capital" not in columns(sa.URL.create("sqlite", database=str(copy)), "country")


def test_a_step_that_fails_leaves_the_database_at_the_step_before(url: sa.URL, later_program: Path) -> None:
    (later_program / "versions" / "broken.py").write_text(BROKEN, "utf-8")
    migrations.scripts.cache_clear()
    with pytest.raises(ZeroDivisionError):
        database.upgrade(url)
    assert database.status(url).revision == "next"
    (later_program / "versions" / "broken.py").unlink()
    migrations.scripts.cache_clear()
    database.check(url)


def test_a_newer_database_is_refused_and_says_which_version_it_needs(url: sa.URL) -> None:
    engine = database.connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of_tomorrow'")
    engine.dispose()
    with pytest.raises(DatabaseTooNew, match="of_tomorrow"):
        database.check(url)
    with pytest.raises(DatabaseTooNew):
        database.upgrade(url)


@pytest.fixture
def at_the_start(url: sa.URL) -> sa.URL:
    """A database as the first version made it, with one account and what it did."""
    engine = database.connect(url, foreign_keys=False)
    with engine.begin() as connection:
        names = [connection.dialect.identifier_preparer.quote(name) for name in sa.inspect(connection).get_view_names()]
        for name in names:
            connection.exec_driver_sql(f"DROP VIEW {name}")
    with engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
        migrations.step(connection, "start")
        for row in OLD_ROWS:
            connection.exec_driver_sql(row)
    engine.dispose()
    return url


OLD_ROWS = (
    "INSERT INTO account (id, login, display_name, side, created_at) VALUES (1, 'awa', 'Awa', 'iom', '2026-01-01')",
    "INSERT INTO account_role (account_id, role) VALUES (1, 'iom_editor')",
    "INSERT INTO event (id, happened_at, account_id, action, object_kind) VALUES (1, '2026-01-01', 1, 'a', 'b')",
    (
        "INSERT INTO source (id, key, title_fr, title_en, publisher, date_status, kind) "
        "VALUES (1, 's', 's', 's', 's', 'not_printed', 'register')"
    ),
    "INSERT INTO organisation (id, key, name_fr, name_en, kind, source_id) VALUES (1, 'o', 'o', 'o', 'iom', 1)",
    (
        "INSERT INTO review (id, number, title_fr, title_en, held_on, place, status, source_id, recorded_at) "
        "VALUES (1, 1, 'r', 'r', '2026-01-01', 'Bamako', 'signed', 1, '2026-01-01')"
    ),
    (
        "INSERT INTO decision (id, review_id, number, text_fr, text_en, owner_id, due_on, recorded_at) "
        "VALUES (1, 1, 1, 'd', 'd', 1, '2026-02-01', '2026-01-01')"
    ),
    "INSERT INTO decision_follow_up (id, decision_id, outcome, recorded_at) VALUES (1, 1, 'kept', '2026-02-01')",
    (
        "INSERT INTO signature (id, review_id, side, function_fr, function_en, sha256, signed_at) "
        "VALUES (1, 1, 'iom', 'f', 'f', 'abc', '2026-01-01')"
    ),
    (
        "INSERT INTO batch (id, source_id, kind, file_name, row_count, recorded_at) "
        "VALUES (1, 1, 'published', 'f.csv', 1, '2026-01-01')"
    ),
    (
        "INSERT INTO indicator (id, key, name_fr, name_en, unit, nature, direction, sensitivity, population, "
        "definition_fr, definition_en) VALUES (1, 'i', 'i', 'i', 'people', 'flow', 'none', 'public', 'p', '', '')"
    ),
    (
        "INSERT INTO figure (id, key, indicator_id, source_id, qualifier, quote, place, is_confirmed, recorded_at) "
        "VALUES (1, 'S1', 1, 1, 'exact', 'q', 'Mali', true, '2026-01-01')"
    ),
    (
        "INSERT INTO territory (id, key, division, kind, name_fr, name_en) "
        "VALUES (1, 'gao', 2023, 'region', 'Gao', 'Gao')"
    ),
    "INSERT INTO country (code, alpha3, name_fr, name_en, latitude, longitude) VALUES ('NE', 'NER', 'n', 'n', 0, 0)",
    (
        "INSERT INTO tally (is_demonstration, indicator_id, sex, age_group, detail, month, territory_id, country_code, "
        "batch_id, count) VALUES (false, 1, 'f', '0-17', '', 202601, 1, 'NE', 1, 5)"
    ),
    (
        "CREATE VIEW reporting_decisions AS SELECT decision.id, review.number FROM decision "
        "JOIN review ON review.id = decision.review_id"
    ),
)


def test_batches_of_the_first_version_are_kept_and_say_nothing_more(at_the_start: sa.URL) -> None:
    assert "imports" in database.upgrade(at_the_start)
    engine = database.connect(at_the_start)
    with engine.connect() as connection:
        batch = connection.exec_driver_sql("SELECT kind, file_name, row_count, loads, withdrawn_at FROM batch").one()
        cell = connection.exec_driver_sql("SELECT batch_id, count FROM tally").one()
        figure = connection.exec_driver_sql("SELECT key, batch_id FROM figure").one()
        live = {index["name"]: index["dialect_options"] for index in sa.inspect(connection).get_indexes("figure")}
    engine.dispose()
    assert tuple(batch) == ("published", "f.csv", 1, None, None)
    assert (tuple(cell), tuple(figure)) == ((1, 5), ("S1", None))
    assert "superseded_at" in " ".join(map(str, live["uq_figure_key_live"].values()))


def test_accounts_and_events_of_the_first_version_are_kept(at_the_start: sa.URL) -> None:
    assert database.upgrade(at_the_start)[0] == "accounts"
    engine = database.connect(at_the_start)
    with engine.connect() as connection:
        account = connection.exec_driver_sql("SELECT login, display_name, side, password_hash FROM account").one()
        event = connection.exec_driver_sql("SELECT account_id, login, action FROM event").one()
        assert connection.exec_driver_sql("SELECT role FROM account_role").scalar() == "iom_editor"
    engine.dispose()
    assert tuple(account) == ("awa", "Awa", "iom", None)
    assert tuple(event) == (1, None, "a")


def test_reviews_of_the_first_version_are_kept_and_can_be_reworded(at_the_start: sa.URL) -> None:
    assert "reviews" in database.upgrade(at_the_start)
    engine = database.connect(at_the_start)
    with engine.connect() as connection:
        found = [connection.exec_driver_sql(f"SELECT {columns} FROM {table}").one() for columns, table in KEPT]
    engine.dispose()
    assert [tuple(row) for row in found] == [(1, "signed", 1), (1, "d", None), (1, "kept", None), ("iom", "abc", None),
                                             (1, "kept")]  # fmt: skip


KEPT = (
    ("number, status, version", "review"),
    ("number, text_fr, superseded_at", "decision"),
    ("decision_id, outcome, review_id", "decision_follow_up"),
    ("side, sha256, pack_id", "signature"),
    ("decision_number, follow_up", "reporting_decisions"),
)
