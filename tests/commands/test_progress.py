"""`python -m dashboard progress`: the same rules as the page, in the name of an account."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from dashboard import command, database, model
from dashboard.queries import entry
from tests.queries.roadmap_rows import activity
from tests.updates.editors import editor

Say = Callable[..., tuple[int, str, str]]


def plain(words: str) -> str:
    """French typography's spaces as ordinary ones."""
    return re.sub("[\u202f\u00a0]", " ", words)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, configured: sa.URL) -> Say:
    """Runs a command on a database with one activity of the ministry and an editor of each side."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with database.writing() as connection:
        activity(connection, "a")
        editor(connection, "ministry"), editor(connection, "iom")

    def run(*words: str) -> tuple[int, str, str]:
        status = command.main(["progress", *words])
        said = capsys.readouterr()
        return status, plain(said.out), plain(said.err)

    return run


def as_(side: str) -> tuple[str, str]:
    return "--as", f"{side}.editor"


def waiting() -> list[int]:
    with database.reading() as connection:
        return list(entry.waiting(connection, side="iom").rows["report"])


def told(number: int) -> dict[str, object]:
    with database.reading() as connection:
        return entry.report(connection, number) or {}


def test_a_report_is_declared_corrected_listed_and_accepted(say: Say) -> None:
    words = ("--percent", "80", "--on", "2026-02-01", "--comment", "Fait.", "--evidence", "https://exemple.ml/pv")
    assert say("declare", "a", *as_("ministry"), *words)[0] == 0
    (old,) = waiting()
    assert say("correct", str(old), *as_("ministry"), "--percent", "8", "--reason", "faute de frappe")[0] == 0
    (new,) = waiting()
    assert say("pending", "--side", "iom")[1] == f"{new}  a  8 % · déclaré par le ministère · 1er février 2026\n"
    assert say("accept", str(new), *as_("iom"))[0] == 0
    found = told(new)
    assert (found["percent"], found["comment_fr"], found["evidence"]) == (8, "Fait.", "https://exemple.ml/pv")
    assert (found["outcome"], found["correction_reason"], str(found["declared_on"])) == (
        "accepted", "faute de frappe", "2026-02-01",
    )  # fmt: skip
    assert say("pending")[1] == "Aucun rapport n’attend de réponse.\n"


def test_a_report_is_returned_with_its_reason(say: Say) -> None:
    say("declare", "a", *as_("ministry"), "--percent", "80")
    (number,) = waiting()
    assert say("return", str(number), *as_("iom"), "--reason", "pièce manquante")[0] == 0
    assert (told(number)["outcome"], told(number)["return_reason"]) == ("returned", "pièce manquante")


@pytest.mark.parametrize(("options", "column"), [((), "comment_fr"), (("--comment-language", "en"), "comment_en")])
def test_a_comment_has_the_language_of_the_messages_or_the_one_named(
    say: Say, options: tuple[str, ...], column: str
) -> None:
    say("declare", "a", *as_("ministry"), "--percent", "80", "--comment", "Fait.", *options)
    assert told(waiting()[0])[column] == "Fait."


def test_the_same_request_is_recorded_once(say: Say) -> None:
    words = ("declare", "a", *as_("ministry"), "--percent", "80", "--request", "month-2026-11")
    assert say(*words)[1] == say(*words)[1]
    assert len(waiting()) == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("declare", "a", *as_("iom"), "--percent", "80"), "Cette activité relève de l’autre partie"),
        (("declare", "a", "--as", "nobody", "--percent", "80"), "Il n’y a pas de compte ouvert « nobody »"),
        (("declare", "z", *as_("ministry"), "--percent", "80"), "Cette activité a été retirée"),
        (("declare", "a", *as_("ministry"), "--percent", "0.8"), "écrivez 85 pour 85 %"),
        (("accept", "99", *as_("iom")), "Ce rapport n’existe plus"),
        (("correct", "99", *as_("ministry"), "--reason", "faute"), "Ce rapport n’existe plus"),
    ],
)
def test_what_is_refused_is_one_sentence_and_writes_nothing(say: Say, words: tuple[str, ...], complaint: str) -> None:
    status, said, told_why = say(*words)
    assert (status, said, told_why.count("\n")) == (1, "", 1)
    assert complaint in told_why
    assert waiting() == []


def test_events_tell_who_did_it_that_it_was_by_command_and_what_was_refused(say: Say) -> None:
    say("declare", "a", *as_("ministry"), "--percent", "80")
    say("accept", str(waiting()[0]), *as_("ministry"))
    with database.reading() as connection:
        done, refused = connection.execute(select(model.Event).order_by(model.Event.id)).all()
    assert (done.action, done.login, done.side) == ("progress_declared", "ministry.editor", "ministry")
    assert json.loads(done.after)["by_command"] is True
    assert (refused.action, refused.login) == ("progress_accepted_refused", "ministry.editor")
