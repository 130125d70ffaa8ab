"""`python -m dashboard import` and `quality`: the report of the page, and its acts, without a browser."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import command, database
from dashboard.model import Event, Tally
from dashboard.provenance import Reading
from dashboard.queries import batches, tallies
from tests.conftest import ENGINES
from tests.imports.tables import workbook
from tests.updates.editors import editor

Say = Callable[..., tuple[int, str, str]]
HEAD = "Mois;Région;Pays de départ;Sexe;Tranche d’âge;Effectif\n"
GAO, KAYES = "octobre 2026;Gao;Niger;Femmes;18-34;12\n", "octobre 2026;Kayes;Mauritanie;Hommes;18-34;30\n"
ASKED = ("--answer", "indicator=returns_assisted", "--answer", "detail=avr")
SOURCE = ("--source", "Registre des retours", "--publisher", "DGME")
IOM = ("--as", "iom.editor")


def plain(words: str) -> str:
    """French typography's spaces as ordinary ones."""
    return re.sub("[\u202f\u00a0]", " ", words)


@pytest.fixture(params=ENGINES)
def published(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The published lists, and an editor of each side."""
    url = request.getfixturevalue(f"fresh_{request.param}")("published")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    with database.writing() as connection:
        editor(connection, "ministry"), editor(connection, "iom")
    yield
    database.forget()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], published: None) -> Say:
    def run(*words: str) -> tuple[int, str, str]:
        spoken = [] if "--language" in words else ["--language", "en"]
        status = command.main([*words, *spoken])
        said = capsys.readouterr()
        return status, plain(said.out), plain(said.err)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "retours.csv"
    path.write_text(HEAD + GAO + KAYES, encoding="utf-8")
    return path


def total() -> int | None:
    with database.reading() as connection:
        sums = tallies.sums(connection, "returns_assisted", reading=Reading())
    return sums[0].count if sums else None


def test_a_file_is_read_asked_about_and_accepted(say: Say, file: Path) -> None:
    status, said, fault = say("import", str(file), *IOM)
    assert (status, "? indicator –" in said) == (1, True)
    assert "Rows read" not in said
    assert "--answer" in fault
    status, said, _ = say("import", str(file), *IOM, *ASKED)
    assert status == 0
    assert "2 added, 0 replaced, 0 unchanged" in said
    assert "2026 – not reported → 42" in said
    assert "returns.by_month" in said
    assert total() is None
    status, said, _ = say("import", str(file), *IOM, *ASKED, *SOURCE, "--accept")
    assert (status, total()) == (0, 42)
    assert "Accepted as file no." in said


def test_the_report_counts_what_is_left_out_on_purpose(say: Say, file: Path) -> None:
    more = "octobre 2026;Gao;Niger;Hommes;18-34;n.d.\noctobre 2026;Gao;Niger;Hommes;0-17;*\nTOTAL;;;;;42\n"
    file.write_text(HEAD + GAO + KAYES + more, encoding="utf-8")
    said = say("import", str(file), *IOM, *ASKED)[1]
    told = ("totals, not loaded twice – 1", "not reported: unknown, not zero – 1", "masked by the source – 1")
    assert "\n  ".join(("Left out on purpose:", *told)) in said


def test_a_file_with_errors_loads_nothing_unless_it_is_said(say: Say, file: Path) -> None:
    file.write_text(HEAD + GAO + "octobre 2026;Kayes;Niger;Femmes;18-34;-5\n", encoding="utf-8")
    status, said, fault = say("import", str(file), *IOM, *ASKED, *SOURCE, "--accept", "--language", "fr")
    assert (status, total()) == (1, None)
    assert "-5" in said
    assert "--valid-rows-only" in fault
    assert say("import", str(file), *IOM, *ASKED, *SOURCE, "--accept", "--valid-rows-only")[0] == 0
    with database.reading() as connection:
        notes = [batch.note_fr for batch in batches.accepted(connection)]
    assert "1 ligne fautive" in str(notes)


def test_who_acts_is_said_and_must_be_an_editor(say: Say, file: Path) -> None:
    assert "--as" in say("import", str(file))[2]
    assert "nobody" in say("import", str(file), "--as", "nobody")[2]


def test_accepted_files_are_listed_and_withdrawn_with_a_reason(say: Say, file: Path) -> None:
    assert "No file" in say("import", "list")[1]
    said = say("import", str(file), *IOM, *ASKED, *SOURCE, "--accept")[1]
    number = said.rstrip(".\n").rpartition(" ")[2]
    assert f"{number}  retours.csv" in say("import", "list")[1]
    assert say("import", "withdraw", number, *IOM)[0] == 1
    status, said, _ = say("import", "withdraw", number, *IOM, "--reason", "mauvais fichier")
    assert (status, total()) == (0, None)
    assert "withdrawn on" in say("import", "list")[1]
    with database.reading() as connection:
        told = connection.scalars(sa.select(Event.after).where(Event.action == "import_withdrawn")).one()
    assert json.loads(told or "")["by_command"] is True


def test_a_file_about_persons_leaves_nothing_behind(say: Say, file: Path) -> None:
    people = (("Awa Traoré", "76 12 34 56"), ("Moussa Diarra", "66 98 76 54"), ("Fanta Keïta", "79 11 22 33"))
    rows = "".join(f"octobre 2026;Gao;{name};{phone};1\n" for name, phone in people)
    file.write_text(f"Mois;Région;Nom et prénom;Téléphone;Effectif\n{rows}", encoding="utf-8")
    assert say("import", str(file), *IOM)[0] == 1
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT content, rows, outcome, refusal FROM import_draft").one()
        told = str(connection.execute(sa.select(Event.before, Event.after, Event.reason)).all())
    assert tuple(kept[:3]) == (None, None, None)
    assert "Traor" not in told + str(kept)


def test_the_pictures_that_figures_move_are_named_or_where_figures_stand(say: Say, file: Path) -> None:
    head = "Indicateur;Région;Début;Fin;Valeur\n"
    days = "2026-10-01;2026-10-31"
    file.write_text(f"{head}Personnes déplacées internes;Gao;{days};12000\n", encoding="utf-8")
    said = say("import", str(file), *IOM, *SOURCE)[1]
    assert "Pictures that would move: territories.by_region measure=displaced, territories.map measure=" in said
    file.write_text(f"{head}Transferts de la diaspora;;{days};12000\n", encoding="utf-8")
    assert "No picture draws these figures" in say("import", str(file), *IOM, *SOURCE)[1]


def test_sheets_of_one_shape_are_one_file(say: Say, tmp_path: Path) -> None:
    table = [["Mois", "Pays", "Effectif"], ["2026-03", "Niger", 12]]
    path = tmp_path / "expulsions.xlsx"
    path.write_bytes(workbook({"Gao": table, "Kayes": table}))
    assert "* = The 2 sheets with the same headers: Gao, Kayes" in say("import", str(path), *IOM)[1]
    status, said, _ = say("import", str(path), *IOM, *SOURCE, "--answer", "sheet=*", "--accept")
    assert (status, "2 added, 0 replaced" in said) == (0, True)
    with database.reading() as connection:
        assert len(batches.accepted(connection)) == 1


@pytest.mark.parametrize("header", ["Nom;Téléphone", "Name;Phone number"])
def test_a_list_of_two_people_leaves_no_word_in_database_folder_or_log(
    say: Say, file: Path, header: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    file.write_text(f"{header}\nAwa Exemple;76 12 34 56\nMoussa Exemple;66 98 76 54\n", encoding="utf-8")
    told = say("import", str(file), *IOM)
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM import_draft").all()
        events = connection.execute(sa.select(Event.before, Event.after, Event.reason)).all()
    assert (told[0], list(private.iterdir())) == (1, [])
    assert "Exemple" not in f"{told} {kept} {events} {caplog.text}"
    assert "76" not in f"{told[1:]}{caplog.text}"


def test_the_same_job_run_twice_records_nothing_more(say: Say, file: Path) -> None:
    once = (*IOM, *ASKED, *SOURCE, "--accept")
    assert say("import", str(file), *once)[0] == 0
    assert "already" in say("import", str(file), *once)[2]
    with database.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Tally)) == 2


def test_quality_is_told_to_people_and_to_jobs(say: Say) -> None:
    status, said, _ = say("quality", "--scope", "published")
    assert status == 0
    assert "out of 100" in said
    found = json.loads(say("quality", "--json")[1])
    weights = {share["name"]: share["weight"] for share in found["shares"]}
    assert weights["agreement"] == 20
    assert {row["indicator_key"] for row in found["contradictions"]} == {"remittances_received"}
    assert "Qualité des données" in say("quality", "--language", "fr")[1]
