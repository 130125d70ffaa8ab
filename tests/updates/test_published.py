"""The loader of the published files: all or nothing, as often as one likes, and every refusal in words."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.updates import published
from dashboard.updates.published import BadFiles, Counts, Report

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the published files, free to be broken."""
    return Path(shutil.copytree(published.FOLDER, tmp_path / "published"))


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(path: Path, edit: Callable[[Rows], object]) -> None:
    """Rewrite a file after `edit` has had its rows."""
    rows = read(path)
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(path: Path, key: str, column: str, value: str) -> int:
    """Write one cell; the line it is on."""
    number = next(number for number, row in enumerate(read(path)) if row["key"] == key)
    change(path, lambda rows: rows[number].update({column: value}))
    return number + 2


def count(connection: sa.Connection, table: type[model.Base]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def versions_of(connection: sa.Connection, key: str) -> list[sa.Row[tuple[object, ...]]]:
    figure = model.Figure
    columns = (figure.id, figure.value, figure.recorded_at, figure.superseded_at, figure.supersedes_id, figure.reason)
    return list(connection.execute(sa.select(*columns).where(figure.key == key).order_by(figure.id)))


def refusal(connection: sa.Connection, folder: Path) -> BadFiles:
    with pytest.raises(BadFiles) as refused:
        published.load(connection, folder, now=NOW)
    return refused.value


def test_the_first_load_adds_every_line(connection: sa.Connection) -> None:
    report = published.load(connection, now=NOW)
    lines = sum(len(read(path)) for path in published.FOLDER.glob("*.csv") if path.stem != "figure_readings")
    assert (report.total.added, report.total.changed, report.total.left) == (lines, 0, 0)
    assert count(connection, model.Figure) == len(read(published.FOLDER / "figures.csv"))


def test_a_second_load_leaves_every_line_and_records_nothing(connection: sa.Connection) -> None:
    first = published.load(connection, now=NOW)
    second = published.load(connection, now=LATER)
    assert (second.total.added, second.total.changed, second.total.left) == (0, 0, first.total.added)
    assert not second.is_change
    assert (count(connection, model.Batch), count(connection, model.Event)) == (1, 1)


def test_a_run_that_changes_something_keeps_its_batch_and_its_event(connection: sa.Connection) -> None:
    report = published.load(connection, now=NOW)
    batch = connection.execute(sa.select(model.Batch.kind, model.Batch.row_count, model.Batch.sha256)).one()
    assert (batch.kind, batch.row_count, len(batch.sha256)) == ("published", report.total.added, 64)
    assert connection.scalar(sa.select(model.Event.action)) == "load_published"


def test_a_figure_is_known_since_the_day_its_source_printed_it(connection: sa.Connection) -> None:
    published.load(connection, now=NOW)
    known = [versions_of(connection, key)[0].recorded_at.date().isoformat() for key in ("S001", "S022", "X005")]
    assert known == ["2026-02-13", "2025-02-28", "2024-12-31"]  # a day, the end of a month, the end of a year


def test_a_figure_whose_source_gives_no_day_is_known_since_it_was_loaded(connection: sa.Connection) -> None:
    published.load(connection, now=NOW)
    assert versions_of(connection, "X063")[0].recorded_at == NOW


def test_no_figure_is_known_in_the_future(connection: sa.Connection) -> None:
    early = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    published.load(connection, now=early)
    assert connection.scalar(sa.select(sa.func.max(model.Figure.recorded_at))) == early


def test_a_corrected_figure_supersedes_the_old_one_and_says_why(connection: sa.Connection, folder: Path) -> None:
    published.load(connection, now=NOW)
    put(folder / "figures.csv", "X002", "value", "391962")
    report = published.load(connection, folder, now=LATER)
    old, new = versions_of(connection, "X002")
    assert (report.total.added, report.total.changed) == (0, 1)
    assert (old.value, old.superseded_at, old.supersedes_id) == (391961, LATER, None)
    assert (new.value, new.recorded_at, new.superseded_at, new.supersedes_id) == (391962, LATER, None, old.id)
    assert new.reason == "Correction of the published file"


def test_another_reading_of_a_figure_is_a_correction_that_keeps_the_former_readings(
    connection: sa.Connection, folder: Path
) -> None:
    published.load(connection, now=NOW)
    change(folder / "figure_readings.csv", lambda rows: rows.pop())
    published.load(connection, folder, now=LATER)
    old, new = versions_of(connection, "S006")
    readings = sa.select(sa.func.count()).select_from(model.FigureReading)
    assert connection.scalar(readings.where(model.FigureReading.figure_id == old.id)) == 3
    assert connection.scalar(readings.where(model.FigureReading.figure_id == new.id)) == 2


def test_a_description_changes_in_place_and_its_former_words_stay_in_the_event(
    connection: sa.Connection, folder: Path
) -> None:
    published.load(connection, now=NOW)
    put(folder / "priorities.csv", "governance", "name_en", "Steering")
    report = published.load(connection, folder, now=LATER)
    event = connection.execute(sa.select(model.Event).where(model.Event.action == "change_published")).one()
    assert report.tables["priorities"].changed == 1
    assert connection.scalar(sa.select(model.Priority.name_en).where(model.Priority.key == "governance")) == "Steering"
    assert (event.object_kind, event.object_key) == ("priorities", "governance")
    assert json.loads(event.before) == {"name_en": "Strategic steering and governance"}
    assert json.loads(event.after) == {"name_en": "Steering"}


def test_two_priorities_may_swap_their_numbers(connection: sa.Connection, folder: Path) -> None:
    published.load(connection, now=NOW)
    put(folder / "priorities.csv", "governance", "number", "2")
    put(folder / "priorities.csv", "migration_data", "number", "1")
    published.load(connection, folder, now=LATER)
    numbers = connection.execute(sa.select(model.Priority.key).order_by(model.Priority.number).limit(2)).scalars()
    assert list(numbers) == ["migration_data", "governance"]


def test_regrouping_the_phrases_is_a_change_of_lines(connection: sa.Connection, folder: Path) -> None:
    published.load(connection, now=NOW)
    change(folder / "phrases.csv", lambda rows: rows[0].update(priority_key="migration_data"))
    published.load(connection, folder, now=LATER)
    found = sa.select(model.Priority.key).join(model.RoadmapPhrase).where(model.RoadmapPhrase.number == 1)
    assert connection.scalar(found) == "migration_data"


def test_french_columns_get_french_spaces_and_quotes_keep_theirs(connection: sa.Connection) -> None:
    published.load(connection, now=NOW)
    figure = sa.select(model.Figure.note_fr, model.Figure.quote).where(model.Figure.key == "X002")
    note, quote = connection.execute(figure).one()
    assert note == "Total des régions\u202f; 222\u202f461 femmes et 169\u202f500 hommes, somme exacte."
    assert quote == "391 961 en septembre 2023"


def test_the_report_is_a_sentence_in_both_languages() -> None:
    report = Report({"figures": Counts(added=86), "sources": Counts(changed=1, left=49)})
    assert report.sentence("en") == "Published files: lines added: 86; changed: 1; left as they were: 49."
    assert report.lines("fr")[0].startswith("figures.csv\u00a0: lignes ajoutées\u00a0: 86\u202f; ")


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "problem"),
    [
        ("figures", "X002", "value", "391 961", "“391 961” is not a plain number"),
        ("figures", "X002", "value", "391.961.000", "“391.961.000” is not a plain number"),
        ("figures", "X002", "value", "391,961", "“391,961” is not a plain number"),
        ("figures", "X002", "value", "1e5", "“1e5” is not a plain number"),
        ("figures", "X002", "value", "٣", "“٣” is not a plain number"),
        ("figures", "X002", "value", "", "a number is missing; only “ambiguous” goes without one"),
        ("figures", "X031", "value", "-5", "“-5” is below zero"),
        ("figures", "X002", "qualifier", "more or less", "“more or less” is not one of: exact, at_least"),
        ("figures", "X021", "value_low", "400", "the lowest value exceeds"),
        ("figures", "S001", "value_low", "", "“at_least” wants its number as the lowest value too"),
        ("figures", "S006", "value", "8050", "a figure that can be read several ways has no value"),
        ("figures", "X002", "period_start", "2023-10-01", "the period ends before it starts"),
        ("figures", "X002", "period_end", "31/09/2023", "“31/09/2023” is not a date written year-month-day"),
        ("figures", "X002", "period_end", "2023-09-31", "“2023-09-31” is not a date written year-month-day"),
        ("figures", "X002", "source_key", "nobody", "“nobody” is not in sources.csv"),
        ("figures", "X002", "indicator_key", "", "a value is missing"),
        ("figures", "X002", "territory_key", "Mali", "“Mali 2023” is not in territories.csv"),
        ("figures", "X002", "country_code", "XX", "“XX” is not in countries.csv"),
        ("figures", "X002", "quote", "", "a value is missing"),
        ("figures", "X002", "quote", "391\ufffd961", "the text holds a character that cannot be read"),
        ("figures", "X002", "note_en", "", "the translation is missing"),
        ("figures", "X002", "is_confirmed", "oui", "“oui” is neither true nor false"),
        ("figures", "X002", "key", "X001", "“X001” is already on line"),
        ("priorities", "migration_data", "number", "1", "“1” is already on line"),
        ("priorities", "governance", "number", "1.5", "“1.5” is not a plain number"),
        ("framework_items", "cnrm_platform", "number", "1", "“cnrm 1” is already on line"),
        ("organisations", "iom", "acronym", "O" * 21, "is longer than 20 characters"),
        ("sources", "A1", "kind", "blog", "“blog” is not one of: article, press"),
        ("sources", "published_files", "key", "other", "the line “published_files” is missing"),
        ("territories", "gao", "latitude", "91", "“91” is beyond 90 degrees"),
        ("readings", "hyp_a", "is_in_force", "true", "exactly one reading of the roadmap is in force"),
    ],
)  # fmt: skip
def test_a_broken_cell_is_refused_with_its_file_line_and_column(
    connection: sa.Connection, folder: Path, table: str, key: str, column: str, value: str, problem: str
) -> None:
    line = put(folder / f"{table}.csv", key, column, value)
    fault = next(fault for fault in refusal(connection, folder).faults if problem in str(fault))
    assert fault.holes["file"] == f"{table}.csv"
    assert fault.holes.get("line", line) == line
    assert ("column" in fault.holes) == ("line" in fault.holes)
    assert count(connection, model.Source) == 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"number,key\n", "priorities.csv, line 1: the column “name_fr” is missing"),
        (b"number,key,name_fr,name_en,grouping_status,colour\n", "the column “colour” is unknown"),
        (b"number,key,name_fr,name_en,grouping_status,key\n", "the column “key” is there twice"),
        (b"number,key,name_fr,name_en,grouping_status\n1,a\n", "line 2: 2 cells, where 5 are expected"),
        (b"number,key,name_fr,name_en,grouping_status\n1,a,\xe9,e,official\n", "line 2: this is not UTF-8 text"),
        (b'number,key,name_fr,name_en,grouping_status\n1,a,"e,e,official\n', "line 2: quotation marks are not closed"),
        (b"", "the column “key” is missing"),
    ],
)
def test_a_broken_file_is_refused(connection: sa.Connection, folder: Path, content: bytes, problem: str) -> None:
    (folder / "priorities.csv").write_bytes(content)
    assert problem in str(refusal(connection, folder))
    assert count(connection, model.Source) == 0


def test_a_missing_file_is_refused(connection: sa.Connection, folder: Path) -> None:
    (folder / "figures.csv").unlink()
    assert "figures.csv: this file is missing from the published files." in str(refusal(connection, folder)).split("\n")


def test_all_faults_are_told_at_once_in_both_languages(connection: sa.Connection, folder: Path) -> None:
    put(folder / "figures.csv", "X002", "value", "many")
    put(folder / "sources.csv", "A1", "published_on", "soon")
    refused = refusal(connection, folder)
    assert len(refused.faults) == 2
    assert "sources.csv, ligne 2, colonne «\u00a0published_on\u00a0»" in refused.message("fr")
    assert "«\u00a0many\u00a0» n’est pas un nombre simple" in refused.message("fr")


def test_a_file_saved_by_a_spreadsheet_with_its_mark_is_read(connection: sa.Connection, folder: Path) -> None:
    path = folder / "priorities.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert published.load(connection, folder, now=NOW).tables["priorities"].added == 9
