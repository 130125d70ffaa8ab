"""The way of a file on the entry page: each state says what stands and offers what can be done, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.actors import MACHINE, Actor
from dashboard.imports.understood import Column, Counts, Issue, IssueGroup, Option, Outcome, Question
from dashboard.model import ImportDraft
from dashboard.provenance import Reading
from dashboard.sheets.book import Remark
from dashboard.texts import LANGUAGES, Language
from dashboard.updates import batches, drafts, settings
from dashboard.updates.drafts import Read
from dashboard.views import entry, fetch, identity
from dashboard.views.link_values import Carried
from dashboard.views.shown import Shown
from tests.updates import editors, import_files
from tests.updates.registers import prepare

HOSTILE = '"><img src=x onerror=alert(1)>{x}'
Patch = pytest.MonkeyPatch


class People:
    ministry: Actor
    iom: Actor


@pytest.fixture
def people(configured: sa.URL) -> Iterator[People]:
    fetch.forget()
    found = People()
    with database.writing() as connection:
        prepare(connection)
        found.ministry, found.iom = (editors.editor(connection, side) for side in ("ministry", "iom"))
    yield found
    fetch.forget()


def seen(patch: Patch, reader: Actor, language: Language = "fr", **query: str) -> Shown:
    patch.setattr(identity, "actor", lambda: reader)
    return entry.page(Carried(language, Reading()), query)


def acts(shown: Shown) -> set[str]:
    return set(re.findall(r'data-act="import\.([^"]+)"', shown.html))


def words(shown: Shown) -> str:
    bare = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown.html)))
    return plain(bare)


def plain(sentence: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", sentence)


def dropped(actor: Actor, name: str = "retours.csv") -> int:
    with database.noting() as connection:
        return import_files.dropped(connection, actor, file_name=name)


def read(number: int, outcome: Outcome, rows: list[tuple[object, ...]] | None = None) -> None:
    with database.noting() as connection:
        written = import_files.written("cells", rows or [])
        drafts.store(connection, number, 1, Read(outcome, written, b""))


def ready(actor: Actor, count: int = 5) -> int:
    with database.noting() as connection:
        return import_files.ready(connection, actor, import_files.cells(import_files.one(count))).number


def accepted(actor: Actor, count: int = 5) -> int:
    with database.writing() as connection:
        return import_files.brought(connection, actor, import_files.one(count))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_zone_names_what_is_accepted_with_the_limits_of_the_settings(
    monkeypatch: Patch, people: People, language: Language
) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "import-text-megabytes", "7")
    shown = seen(monkeypatch, people.ministry, language, form="file")
    assert 'type="file"' in shown.html
    assert ("jusqu’à 7 Mo" if language == "fr" else "up to 7 MB") in words(shown)
    assert shown.html.count("/files/templates/") == 10
    assert shown.is_personal


def test_the_page_of_entries_leads_to_it(monkeypatch: Patch, people: People) -> None:
    assert 'href="/entry?form=file"' in seen(monkeypatch, people.ministry).html


@pytest.mark.parametrize(
    ("status", "told", "offered"),
    [
        ("reading", "Vous pouvez quitter cette page", {"abandon"}),
        ("interrupted", "Import interrompu, rien enregistré.", {"check_again", "abandon"}),
        ("abandoned", "Il n’en est conservé que le nom et la taille.", set()),
    ],
)
def test_each_state_says_what_stands_and_what_can_be_done(
    monkeypatch: Patch, people: People, status: str, told: str, offered: set[str]
) -> None:
    number = dropped(people.ministry)
    with database.noting() as connection:
        connection.execute(sa.update(ImportDraft).values(status=status))
    shown = seen(monkeypatch, people.ministry, draft=str(number))
    assert told in words(shown)
    assert acts(shown) == offered
    assert ("data-watch" in shown.html) == (status == "reading")


def test_a_refused_file_says_why(monkeypatch: Patch, people: People) -> None:
    number = dropped(people.ministry)
    with database.noting() as connection:
        refusal = '{"message_key": "This file is empty.", "holes": {}}'
        connection.execute(sa.update(ImportDraft).values(status="refused", refusal=refusal))
    shown = seen(monkeypatch, people.ministry, draft=str(number))
    assert "Ce fichier est vide." in words(shown)
    assert "Importer un autre fichier" in words(shown)


def test_questions_are_one_form_with_what_is_suggested_chosen(monkeypatch: Patch, people: People) -> None:
    few = Question("point", Remark("Which region is “{found}”?", {"found": "1.200"}),
                   (Option("thousands", "a"), Option("decimals", "b")))  # fmt: skip
    many = replace(few, key="place:Gaoo", options=tuple(Option(str(place), str(place)) for place in range(9)))
    number = dropped(people.ministry)
    asked = (few, replace(many, suggested="4"), replace(many, key="place:Sgou"))
    read(number, import_files.outcome(questions=asked))
    shown = seen(monkeypatch, people.ministry, draft=str(number))
    assert plain(shown.sentence) == "3 questions sur « retours.csv »"
    assert acts(shown) == {"answer", "abandon"}
    assert shown.html.count('name="q:point"') == 2
    assert " checked" not in shown.html
    assert '<option value="4" selected>' in shown.html
    assert shown.html.count('<option value="" selected>') == 1


def test_the_report_tells_errors_and_warnings_apart_with_the_first_ones_in_full(
    monkeypatch: Patch, people: People
) -> None:
    faults = tuple(
        Issue(level, "a", "", row, "C", "douze", Remark("Write a number."))
        for level in ("error", "warning") for row in range(2, 62)
    )  # fmt: skip
    groups = tuple(IssueGroup(level, "a", 5000, faults[at : at + 60]) for level, at in (("error", 0), ("warning", 60)))  # type: ignore[arg-type]
    number = dropped(people.ministry)
    counts = Counts(read=5001, loaded=1, accepted=1, faulty=5000, masked=3)
    read(
        number,
        replace(import_files.outcome(), issues=groups, counts=counts, lines=20_001),
        import_files.cells(import_files.one(5)),
    )
    shown = seen(monkeypatch, people.ministry, draft=str(number))
    assert [shown.html.count(f'id="{level}-a"') for level in ("error", "warning")] == [1, 1]
    assert shown.html.count("<q>douze</q>") == 2 * 50
    assert "et 4 950 autres, dans la liste complète" in words(shown)
    assert "3 masqué par la source" in words(shown)
    assert f"/entry/files/{number}/annotated.xlsx" in shown.html
    assert "plus de 20 000 lignes" in words(shown)
    assert 'name="valid_rows_only"' in shown.html


def test_a_checked_file_shows_what_would_change_and_one_button(monkeypatch: Patch, people: People) -> None:
    accepted(people.iom, 3)
    number = ready(people.ministry, 5)
    shown = seen(monkeypatch, people.ministry, draft=str(number))
    assert acts(shown) == {"accept", "abandon"}
    assert "1 remplacées par une autre valeur" in words(shown)
    assert re.search(r"returns 2026 3 5 \+2", words(shown))
    assert "Motif du remplacement de 1 valeur enregistrée" in words(shown)
    assert 'name="source_title_fr"' in shown.html
    assert "data-confirm" in shown.html


def test_the_other_side_answers_a_proposal_and_finds_nothing_else(monkeypatch: Patch, people: People) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "import-acceptance", "both")
    number = ready(people.ministry)
    assert seen(monkeypatch, people.iom, draft=str(number)).dropped == ("draft",)
    with database.writing() as connection:
        draft = import_files.found(connection, number)
        basis = import_files.compared(connection, draft).basis
        batches.accept(connection, people.ministry, number, version=draft.version, basis=basis, request="request-1")
    assert "retours.csv" in words(seen(monkeypatch, people.iom))
    assert acts(seen(monkeypatch, people.iom, draft=str(number))) == {"agree", "return"}
    assert acts(seen(monkeypatch, people.ministry, draft=str(number))) == {"abandon"}


def test_a_batch_says_what_it_brought_and_how_it_is_withdrawn(monkeypatch: Patch, people: People) -> None:
    number = accepted(people.ministry)
    shown = seen(monkeypatch, people.iom, batch=str(number))
    assert plain(shown.sentence) == "« retours.csv » est importé"
    assert acts(shown) == {"withdraw"}
    assert re.search(r"[0-9a-f]{64}", shown.html)
    with database.writing() as connection:
        import_files.withdraw(connection, people.ministry, number, "mauvais mois")
    gone = seen(monkeypatch, people.iom, batch=str(number))
    assert acts(gone) == set()
    assert "mauvais mois" in words(gone)


def test_a_withdrawal_that_both_sides_must_want_is_answered_by_the_other(monkeypatch: Patch, people: People) -> None:
    number = accepted(people.ministry)
    with database.writing() as connection:
        settings.change(connection, MACHINE, "import-acceptance", "both")
        import_files.withdraw(connection, people.ministry, number)
    assert acts(seen(monkeypatch, people.ministry, batch=str(number))) == set()
    assert acts(seen(monkeypatch, people.iom, batch=str(number))) == {"agree_to_withdraw", "keep"}
    assert "Fichiers dont l’autre partie demande le retrait" in words(seen(monkeypatch, people.iom))


@pytest.mark.parametrize("name", ["draft", "batch"])
@pytest.mark.parametrize("value", ["0", "999", "-1", "²", "1e9", "9" * 30])
def test_a_number_that_nothing_has_is_dropped_from_the_link(
    monkeypatch: Patch, people: People, name: str, value: str
) -> None:
    assert seen(monkeypatch, people.ministry, "fr", **{name: value}).dropped == (name,)


@pytest.mark.parametrize("questions", [True, False])
def test_nothing_that_stands_in_a_file_is_markup(monkeypatch: Patch, people: People, *, questions: bool) -> None:
    said = Remark("Which region is “{found}”?", {"found": HOSTILE})
    issue = Issue("error", HOSTILE, HOSTILE, 2, HOSTILE, HOSTILE, said)
    outcome = replace(
        import_files.outcome(),
        kind="xlsx", sheet=HOSTILE, hidden_sheets=(HOSTILE,), other_sheets=(HOSTILE,), encoding=HOSTILE,
        separator=HOSTILE, remarks=(said,), signature=HOSTILE, issues=(IssueGroup("error", HOSTILE, 1, (issue,)),),
        columns=(Column("C", HOSTILE, "ignored", "values", (HOSTILE,)),),
        questions=(Question(HOSTILE, said, (Option(HOSTILE, HOSTILE),)),) if questions else (),
    )  # fmt: skip
    number = dropped(people.ministry, f"{HOSTILE}.xlsx")
    read(number, outcome, import_files.cells(import_files.one(5)))
    for query in ({"draft": str(number)}, {"form": "file"}):
        shown = seen(monkeypatch, people.ministry, "fr", **query)
        assert "onerror" in shown.html
        assert "<img" not in shown.html
        assert not re.search(r'="[^"]*">alert', shown.html)
