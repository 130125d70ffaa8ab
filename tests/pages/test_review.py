"""The pages of joint reviews, for a stranger, a reader and an editor: planned, being held, signed by one, signed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
import sqlalchemy as sa

from dashboard import database, model
from dashboard.actors import Actor
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language, text
from dashboard.updates import review_entries
from dashboard.updates.review_entries import Said
from dashboard.views import fetch, identity, review
from dashboard.views.link_values import Carried
from dashboard.views.shown import Shown
from tests import databases
from tests.pages.opened import opened
from tests.queries.roadmap_rows import activity, report
from tests.updates import editors, review_rows
from tests.updates.review_rows import Dialogue, key

VERIFIED = "Verified now: what is stored is exactly what both sides signed."
HOSTILE = "<script>alert(1)</script> & “l’essai”"


@dataclass(frozen=True)
class House:
    """A dialogue, somebody who only reads, and a review that is signed, one being held, one planned."""

    people: Dialogue
    reader: Actor
    signed: int
    held: int
    planned: int


@pytest.fixture(scope="module")
def furnished(module_url: sa.URL) -> House:
    with databases.writing(module_url) as connection:
        people = review_rows.dialogue(connection)
        reader = editors.account(connection, "somebody", None, "reader", "communications")
        signed = review_rows.held(connection, people.iom)
        review_rows.decided(connection, people.iom, signed, HOSTILE)
        for who in (people.iom, people.ministry):
            review_rows.sign(connection, who, signed)
        held, planned = (make(connection, people.iom) for make in (review_rows.held, review_rows.prepared))
        return House(people, reader, signed, held, planned)


@pytest.fixture
def url(module_url: sa.URL, furnished: House) -> sa.URL:
    """Each test has the house to itself: signing anew for each would take seconds."""
    return databases.copied(module_url)


@pytest.fixture
def house(configured: sa.URL, furnished: House) -> Iterator[House]:
    fetch.forget()
    yield furnished
    fetch.forget()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> See:
    return See(monkeypatch)


@dataclass(frozen=True)
class See:
    """The page as somebody sees it."""

    patch: pytest.MonkeyPatch

    def __call__(
        self, reader: Actor | None, language: Language = "en", reading: Reading = Reading(), **query: object
    ) -> Shown:
        self.patch.setattr(identity, "actor", lambda: reader)
        fetch.refresh()
        return review.page(Carried(language, reading), {name: str(value) for name, value in query.items()})


def words(page: Shown) -> str:
    return plain(html.unescape(re.sub(r"<[^>]+>", " ", page.html)))


def plain(sentence: str) -> str:
    return re.sub(r"\s+", " ", sentence)


def acts(page: Shown) -> set[str]:
    return set(re.findall(r'data-act="([^"]+)"', page.html))


def test_the_list_tells_a_stranger_of_signed_reviews_only(house: House, seen: See) -> None:
    page = seen(None)
    assert page.sentence == "1 joint review signed by both sides"
    assert f"review={house.signed}" in page.html
    assert not {f"review={number}" for number in (house.held, house.planned)} & set(
        re.findall(r"review=\d+", page.html)
    )
    assert not acts(page)


def test_an_editor_finds_what_is_held_and_planned_and_may_announce_another(house: House, seen: See) -> None:
    page = seen(house.people.ministry)
    assert all(f"review={number}" in page.html for number in (house.held, house.planned))
    assert acts(page) == {"review.prepare"}
    assert page.is_personal


def test_what_is_not_signed_is_as_unknown_as_any_number(house: House, seen: See) -> None:
    unknown = seen(None, review=9999)
    assert unknown.dropped == ("review",)
    for reader, number, view in product((None, house.reader), (house.held, house.planned), ("", "sign", "presenter")):
        assert seen(reader, review=number, view=view) == unknown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signed_review_is_open_to_all_verified_and_without_a_form(
    house: House, seen: See, language: Language
) -> None:
    for reader in (None, house.reader, house.people.iom):
        page = seen(reader, language, review=house.signed)
        assert page.sentence == text("Joint review no. {review}", language, review=str(house.signed))
        assert plain(text(VERIFIED, language)) in words(page)
        assert f"python -m dashboard review verify {house.signed}" in page.html
        assert not acts(page)
        assert not page.dropped


def test_the_whole_digest_is_copied_from_a_short_one(house: House, seen: See) -> None:
    with database.reading() as connection:
        (sha256,) = connection.scalars(sa.select(model.ReviewPack.sha256))
    page = seen(None, review=house.signed)
    assert f'data-copy="{sha256}"' in page.html
    assert sha256 not in words(page)
    assert sha256[:12] in words(page)


def test_words_of_people_are_literal(house: House, seen: See) -> None:
    for page in (seen(None, "fr", review=house.signed), seen(None, "fr")):
        assert "<script" not in page.html
    assert HOSTILE in words(seen(None, "fr", review=house.signed))


def main_part(page: Shown) -> str:
    return page.html.partition("<aside>")[0]


def test_later_data_leave_a_signed_review_as_it_was(house: House, seen: See) -> None:
    before = main_part(seen(None, review=house.signed))
    with database.writing() as connection:
        report(connection, activity(connection, "later"), 1, 90.0)
    assert main_part(seen(None, review=house.signed)) == before


def test_a_pack_that_was_touched_is_told(house: House, seen: See) -> None:
    with database.noting() as connection:  # no data version moves under such a hand
        touched = sa.func.replace(model.ReviewPack.content, "Set it up", "Tear it down")
        connection.execute(sa.update(model.ReviewPack).values(content=touched))
    page = seen(None, review=house.signed)
    assert 'data-holds="no"' in page.html
    assert "its digest differs" in words(page)


def test_a_frozen_picture_has_its_words_and_rows_of_that_day(house: House, seen: See) -> None:
    page = seen(None, review=house.signed, picture="roadmap.by_priority")
    assert "40" in words(page)
    assert f"review={house.signed}" in page.html
    assert seen(None, review=house.signed, picture="nothing").dropped == ("picture",)


def test_a_planned_review_has_the_forms_that_prepare_it(house: House, seen: See) -> None:
    page = seen(house.people.iom, review=house.planned)
    assert {"review.change", "review.add_participant", "review.add_agenda_item", "review.move_agenda_item",
            "review.open"} <= acts(page)  # fmt: skip
    assert not {"review.add_decision", "review.sign"} & acts(page)


def test_the_recorder_writes_for_one_screen_at_a_time_and_starts_where_the_projector_stands(
    house: House, seen: See
) -> None:
    opening = seen(house.people.ministry, review=house.held)
    assert {"review.add_participant", "review.add_agenda_item"} <= acts(opening)
    page = seen(house.people.ministry, review=house.held, at="priority-1")
    assert {"review.add_decision", "review.add_remark"} <= acts(page)
    assert f'data-key="review.{house.held}.decision.new.1"' in page.html
    assert 'data-turn="priority-1"' in page.html
    assert seen(house.people.ministry, review=house.held, at="priority-99").dropped == ("at",)


def test_what_was_entered_can_be_changed_with_the_version_that_is_shown(house: House, seen: See) -> None:
    with database.writing() as connection:
        made = review_entries.add(
            connection, house.people.ministry, key=key(), review=house.held, entry=Said(1, fr="À noter")
        )
    page = seen(house.people.iom, "fr", review=house.held, at="priority-1")
    form = page.html.split(f'data-key="review.{house.held}.remark.1"')[1].split("</form>")[0]
    assert f'name="version" value="{made["version"]}"' in form
    assert "À noter</textarea>" in form
    assert form.count("À noter") == 1  # the other language stays empty: nobody wrote it


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_will_be_frozen_is_read_before_it_is_signed(house: House, seen: See, language: Language) -> None:
    page = seen(house.people.iom, language, review=house.held, view="sign")
    assert acts(page) == {"review.sign"}
    assert plain(text("State of each priority", language)) in words(page)
    with database.reading() as connection:
        assert f'name="seen" value="{review_rows.present(connection, house.held)}"' in page.html


def test_after_one_signature_the_other_side_has_the_form_and_this_one_waits(house: House, seen: See) -> None:
    with database.writing() as connection:
        review_rows.sign(connection, house.people.iom, house.held)
    mine = seen(house.people.iom, review=house.held, view="sign")
    assert not acts(mine)
    assert "has yet to sign the same pack" in words(mine)
    theirs = seen(house.people.ministry, review=house.held, view="sign")
    assert acts(theirs) == {"review.sign"}
    assert 'name="anew" value=""' in theirs.html


def test_what_changed_since_the_other_side_signed_is_told_before_anybody_signs_anew(house: House, seen: See) -> None:
    with database.writing() as connection:
        review_rows.sign(connection, house.people.iom, house.held)
        review_rows.decided(connection, house.people.iom, house.held)
    page = seen(house.people.ministry, review=house.held, view="sign")
    assert "IOM signed an earlier state. Since then, this has changed: " in words(page)
    assert "decisions" in words(page)
    assert 'name="anew" value="yes"' in page.html


def test_a_page_of_a_past_day_has_no_form_and_no_draft(house: House, seen: See) -> None:
    page = seen(house.people.iom, reading=Reading(review_rows.TODAY), review=house.held)
    assert page.dropped == ("review",)
    assert not acts(page)


def test_decisions_that_wait_are_listed_but_those_of_an_unsigned_review_for_editors_only(
    house: House, seen: See
) -> None:
    with database.writing() as connection:
        review_rows.decided(connection, house.people.iom, house.held, "Tenir la revue à Gao")
    for reader in (None, house.reader):
        assert f"{house.signed}.1" in words(seen(reader))
        assert f"{house.held}.1" not in words(seen(reader))
    assert f"{house.held}.1" in words(seen(house.people.ministry))


def test_a_decision_that_waits_has_each_cell_under_its_own_head_on_a_phone(house: House, seen: See) -> None:
    assert f'data-label="No.">{house.signed}.1</td>' in seen(None).html


def test_a_point_of_the_agenda_does_not_run_its_priority_into_its_numbers(house: House, seen: See) -> None:
    prepared = seen(house.people.ministry, review=house.planned).html
    assert re.search(r"<b>Priority \d</b>: ", prepared)


def test_the_live_page_and_its_first_paint_are_the_same_for_a_stranger(house: House, seen: See) -> None:
    live = seen(None, review=house.signed)
    assert live == review.public(Carried("en", Reading()), {"review": str(house.signed)})


def test_the_page_opens_from_the_frame(house: House) -> None:
    assert opened("review", language="en").title == "1 joint review signed by both sides"
    assert "Vérifié à l’instant" in opened("review", review=str(house.signed)).words
