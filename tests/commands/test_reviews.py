"""`python -m dashboard review …`: what it lists, proves and saves, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database, model
from dashboard.exports import papers
from dashboard.queries import packs
from tests.test_command import Say, say

__all__ = ["say"]
pytestmark = pytest.mark.usefixtures("filled")


def test_every_review_is_listed_with_its_status(say: Say) -> None:
    status, out, _ = say("review", "list", "--language", "en")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 6)
    assert lines[-1].endswith("planned")
    assert lines[0].split()[:3] == ["901", "2026-02-19", "Bamako"]


def test_a_review_is_shown_with_who_sat_there_and_who_signed(say: Say) -> None:
    _, out, _ = say("review", "show", "905", "--language", "fr")
    assert "MMEIA  Secrétariat général (participation fictive)" in out
    assert out.count("2026-10-15 18:00 UTC") == 2


def test_a_review_that_does_not_exist_is_refused(say: Say) -> None:
    assert say("review", "show", "7", "--language", "en")[::2] == (1, "There is no joint review no. 7.\n")


@pytest.mark.parametrize("number", ["901", "905"])
def test_what_was_signed_verifies(say: Say, number: str) -> None:
    status, out, _ = say("review", "verify", number, "--language", "en")
    assert status == 0
    assert out.startswith("SHA-256  ")
    assert out.endswith(f"Review {number}: both sides signed exactly what is stored.\n")


def test_a_change_of_data_leaves_what_was_signed_and_a_change_of_the_pack_is_found(say: Say) -> None:
    with database.writing() as connection:
        connection.execute(sa.delete(model.Verdict))
    assert say("review", "verify", "905")[0] == 0
    with database.writing() as connection:
        touched = sa.func.replace(model.ReviewPack.content, "MMEIA", "MMEIB")
        connection.execute(sa.update(model.ReviewPack).values(content=touched))
    status, out, err = say("review", "verify", "905", "--language", "en")
    assert status == 1
    assert "its digest differs" in out
    assert err == "What is stored of review 905 is not what both sides signed.\n"


def test_a_review_that_nobody_signed_does_not_verify(say: Say) -> None:
    assert say("review", "verify", "906", "--language", "en")[::2] == (1, "Nothing was frozen for this review.\n")


def test_minutes_are_saved_in_each_form_and_language(say: Say, tmp_path: Path) -> None:
    status, out, _ = say(
        "review", "minutes", "904", "--language", "fr,en", "--format", "docx,pdf", "--out", str(tmp_path)
    )
    assert (status, [Path(line).name for line in out.splitlines()]) == (0, [
        "compte-rendu-de-la-revue-conjointe-904_fr_2026-08-20.docx",
        "compte-rendu-de-la-revue-conjointe-904_fr_2026-08-20.pdf",
        "minutes-of-joint-review-904_en_2026-08-20.docx",
        "minutes-of-joint-review-904_en_2026-08-20.pdf",
    ])  # fmt: skip
    assert all(Path(line).stat().st_size > 10_000 for line in out.splitlines())


@pytest.mark.parametrize(
    ("what", "name"),
    [("slides", "diapositives-de-la-revue-conjointe-904"), ("bulletin", "bulletin-de-la-revue-conjointe-904")],
)
def test_slides_and_bulletin_of_the_day_of_a_review_are_saved(say: Say, tmp_path: Path, what: str, name: str) -> None:
    status, out, _ = say("review", what, "904", "--out", str(tmp_path))
    form = {"slides": "pptx", "bulletin": "pdf"}[what]
    assert (status, [Path(line).name for line in out.splitlines()]) == (0, [f"{name}_fr_2026-08-20.{form}"])


def test_minutes_of_a_signed_review_do_not_follow_later_data(say: Say, tmp_path: Path) -> None:
    asked = ("review", "minutes", "904", "--format", "docx", "--out")
    say(*asked, str(tmp_path / "before"))
    with database.writing() as connection:
        connection.execute(sa.delete(model.Verdict))
    say(*asked, str(tmp_path / "after"))
    before, after = (next((tmp_path / name).glob("*.docx")).read_bytes() for name in ("before", "after"))
    assert before == after


def test_a_form_that_does_not_exist_is_refused_before_any_work(say: Say) -> None:
    status, _, err = say("review", "minutes", "904", "--language", "en", "--format", "odt")
    assert (status, "docx, pdf" in err) == (1, True)


def test_changes_are_told_and_saved_for_programs_and_people(say: Say, tmp_path: Path) -> None:
    _, told, _ = say("review", "changes", "904", "905", "--language", "en")
    _, out, _ = say("review", "changes", "904", "905", "--language", "en", "--format", "csv,json,pdf", "--out",
                    str(tmp_path))  # fmt: skip
    table, content, document = (Path(line).read_bytes() for line in out.splitlines())
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) == len(json.loads(content)["changes"]) == len(told.splitlines())
    assert {row["remark"] for row in rows} == {"Demonstration – fictitious data"}
    assert {row["kind"] for row in rows} == {"priority", "activity", "decision", "register"}
    assert document.startswith(b"%PDF")


def test_the_ends_may_be_days_in_either_order(say: Say) -> None:
    there, back = (say("review", "changes", *ends)[1] for ends in (("904", "905"), ("2026-10-15", "2026-08-20")))
    assert there == back


def test_what_is_neither_a_review_nor_a_day_is_refused(say: Say) -> None:
    status, _, err = say("review", "changes", "904", "yesterday", "--language", "en")
    assert (status, err) == (1, "“yesterday” is neither the number of a review nor a day (YYYY-MM-DD).\n")


@pytest.mark.parametrize("number", [902, 903, 904, 905])
def test_what_changed_between_two_signed_reviews_is_what_their_packs_say(number: int) -> None:
    with database.reading() as connection:
        found = papers.compared(connection, *(papers.end_of(connection, one) for one in (number - 1, number))).found
        then, now = (packs.pack(connection, number=one) for one in (number - 1, number))
    told = {row.key: (row.before, row.after) for row in found.rows.itertuples()
            if (row.kind, row.what) == ("activity", "progress")}  # fmt: skip
    assert then
    assert now
    old, new = ({row["activity_key"]: row["actual_pct"] for row in one.opened()["activities"]} for one in (then, now))
    assert told == {key: (old[key], new[key]) for key in new if key in old and old[key] != new[key]}
    assert told
