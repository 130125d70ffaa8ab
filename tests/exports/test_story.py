"""What bulletin and slides tell is what the pages tell, and says nothing where nothing is known."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.exports import story as stories
from dashboard.exports.story import AGAINST, MAP, PROGRESS, STATED, STATED_RETURNS, Story, story
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language
from dashboard.views import fetch, link_values
from dashboard.views import summary as summary_page

KEYS = (PROGRESS, AGAINST, MAP)


@pytest.fixture
def told(ask: Ask, reading: Reading) -> Story:
    return story(ask, reading=reading, language="fr", keys=KEYS)


@pytest.fixture
def published(ask: Ask, reading: Reading) -> Story:
    return story(ask, reading=Reading(reading.as_of, "published"), language="fr", keys=KEYS)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_with_the_sentence_of_the_summary(ask: Ask, reading: Reading, language: Language) -> None:
    fetch.refresh()
    query = {"as-of": str(reading.as_of), "language": language}
    page = summary_page.page(link_values.read(query, today=dt.date(2026, 11, 21)), {})
    finding = story(ask, reading=reading, language=language, keys=()).finding
    assert (finding.sentence, finding.lead) == (page.sentence, page.lead)


def test_every_number_has_a_place_in_the_list_of_sources(told: Story) -> None:
    figures = [told.numbers((one.source,)) for one in told.figures]
    pictures = [told.numbers(visual.sources) for visual in told.pictures.values()]
    assert all(figures + pictures)
    assert {number for numbers in figures + pictures for number in numbers} == set(range(1, len(told.sources) + 1))


def test_the_map_is_of_returns_once_they_are_registered(told: Story, published: Story) -> None:
    assert "retours assistés" in told.pictures[MAP].title
    assert "personnes déplacées internes" in published.pictures[MAP].title


def test_the_decisions_are_those_of_the_last_review_held(told: Story) -> None:
    assert told.review is not None
    assert told.review.held_on == dt.date(2026, 10, 15)
    assert [one.number for one in told.review.decisions] == list(range(1, 9))
    assert {one.state for one in told.review.decisions} >= {"kept", "open"}


def test_what_is_published_alone_tells_no_activity_no_review_and_is_no_demonstration(published: Story) -> None:
    assert published.late is None
    assert published.review is None
    assert published.next_review == ""
    assert not published.is_demonstration


def test_before_any_register_came_what_sources_stated_stands_in(told: Story, published: Story) -> None:
    assert set(STATED) <= published.pictures.keys()
    assert STATED_RETURNS not in told.pictures
    assert published.returned.sentence == "Aucun registre mensuel des retours n’a encore été chargé"
    assert published.reintegrated is None


def test_a_day_before_the_first_review_has_none_to_tell(ask: Ask) -> None:
    early = story(ask, reading=Reading(dt.date(2026, 2, 1)), language="en", keys=KEYS)
    assert early.review is None
    assert stories.AGAINST in early.pictures
