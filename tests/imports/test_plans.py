"""Progress and activities of the roadmap, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.tables import Told, read, text_file

TERMS = "Priorité;Titre (français);Titre (anglais);Livrable;Responsable;Partenaires;Début;Échéance;Poids"


def progress(tmp_path: Path, *lines: str, **answers: str) -> Told:
    return read(tmp_path, text_file("Activité;Avancement (%);Date;Jalon;Commentaire", *lines), answers)


def terms(tmp_path: Path, *lines: str) -> Told:
    return read(tmp_path, text_file(TERMS, *lines))


def test_progress_is_declared_on_a_day(tmp_path: Path) -> None:
    told = progress(tmp_path, "Former les agents;45;13/03/2026;1;Bien avancé", "g-2;85 %;14/03/2026;;")
    assert told.outcome.loads == "progress"
    assert told.cells == [
        ("g-1", "2026-03-13", "45", "1", "Bien avancé", "", "", ""), ("g-2", "2026-03-14", "85", "", "", "", "", ""),
    ]  # fmt: skip


def test_a_comment_that_names_its_language_is_never_taken_for_its_translation(tmp_path: Path) -> None:
    head = "Activité;Avancement (%);Date;Commentaire (français);Commentaire (anglais)"
    told = read(tmp_path, text_file(head, "g-1;45;13/03/2026;;Well advanced", "g-2;10;13/03/2026;Commencé;Begun"))
    assert [cell[4:7] for cell in told.cells] == [("", "", "Well advanced"), ("", "Commencé", "Begun")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("g-1;120;13/03/2026;;", "number.over"),
        ("g-1;45;13/03/2027;;", "date.future"),
        ("g-1;45;;;", "missing.date"),
        ("g-1;45;13/03/2026;7;", "progress.milestone"),
        ("g-9;45;13/03/2026;;", "word.name"),
    ],
)
def test_a_faulty_declaration_is_named(tmp_path: Path, line: str, code: str) -> None:
    told = progress(tmp_path, line)
    assert code in told.codes
    assert not told.rows


def test_an_activity_without_progress_is_not_reported(tmp_path: Path) -> None:
    told = progress(tmp_path, "g-1;n.d.;;;", "g-2;10;13/03/2026;;")
    assert (told.outcome.counts.not_reported, told.column("activity")) == (1, ["g-2"])


def test_a_share_of_one_is_asked_about(tmp_path: Path) -> None:
    assert progress(tmp_path, "g-1;0,85;13/03/2026;;").asked == ["percent"]
    assert progress(tmp_path, "g-1;0,85;13/03/2026;;", percent="share").column("percent") == ["85.0"]


def test_a_comment_about_a_person_is_warned_of_and_not_repeated(tmp_path: Path) -> None:
    told = progress(tmp_path, "g-1;45;13/03/2026;;Appeler Mme Traoré au 76 12 34 56")
    assert [(issue.level, issue.code, issue.found) for issue in told.issues] == [("warning", "text.person", "")]
    assert told.outcome.counts.accepted == 1


def test_terms_of_an_activity_stand_in_both_languages(tmp_path: Path) -> None:
    told = terms(tmp_path, "1;Former;Train;Agents formés;OIM;MMEIA, UE;mars 2026;31/12/2026;1")
    assert told.outcome.loads == "activities"
    assert told.cells == [
        ("", "1", "Former", "Train", "Agents formés", "Agents formés", "iom", "mmeia;eu_delegation", "", "2026-03-01",
         "2026-12-31", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("priority", ["0", "10", "neuf"])
def test_a_priority_that_does_not_exist_is_refused(tmp_path: Path, priority: str) -> None:
    told = terms(tmp_path, f"{priority};Former;Train;Agents;OIM;;mars 2026;31/12/2026;1")
    assert told.codes == ["activity.priority"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1;Former;Train;Agents;OIM;;31/12/2026;01/02/2026;1", "activity.order"),
        ("1;Former;Train;Agents;OIM;;mars 2026;31/12/2026;0", "activity.weight"),
        ("1;Former;Train;;OIM;;mars 2026;31/12/2026;1", "missing.deliverable"),
        ("1;Former;Train;Agents;Croix-Rouge;;mars 2026;31/12/2026;1", "word.name"),
    ],
)
def test_faulty_terms_are_named(tmp_path: Path, line: str, code: str) -> None:
    assert terms(tmp_path, line).codes == [code]
