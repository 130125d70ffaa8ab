"""The slides read back: the story of the bulletin, its charts editable, its titles real, nothing lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from dashboard.charts.headlines import Late
from dashboard.exports import slides as module
from dashboard.exports import story as stories
from dashboard.exports.slides import KEYS, slides
from dashboard.exports.story import AGAINST, BY_COUNTRY, BY_MONTH, BY_REGION, FUNNEL, PROGRESS, Story, story
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.queries import settings
from dashboard.status import Rule
from dashboard.texts import LANGUAGES, Language

BADGE = {"fr": "Démonstration – données fictives", "en": "Demonstration – fictitious data"}
HOSTILE = "=HYPERLINK(1) <a:t> ]]> & {x} \x07 https://example.org"


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def words_of(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def every_word(deck: Any) -> str:
    return "\n".join(words for slide in deck.slides for words in words_of(slide))


def missing(deck: Any, *words: str) -> list[str]:
    found = every_word(deck)
    return [one for one in words if one not in found]


@pytest.fixture(scope="module", params=LANGUAGES)
def full(request: pytest.FixtureRequest, ask: Ask, reading: Reading) -> tuple[Story, Any]:
    language: Language = request.param
    told = story(ask, reading=reading, language=language, keys=KEYS)
    return told, opened(slides(ask, reading=reading, language=language))


@pytest.fixture(scope="module", params=LANGUAGES)
def published(request: pytest.FixtureRequest, ask: Ask, reading: Reading) -> tuple[Story, Any]:
    language: Language = request.param
    known = Reading(reading.as_of, "published")
    told = story(ask, reading=known, language=language, keys=KEYS)
    return told, opened(slides(ask, reading=known, language=language))


def test_it_has_the_length_of_a_review(full: tuple[Story, Any]) -> None:
    assert 10 <= len(full[1].slides) <= 14


def test_every_slide_has_a_title_a_day_and_whose_it_is(full: tuple[Story, Any], published: tuple[Story, Any]) -> None:
    for told, deck in (full, published):
        for slide in deck.slides:
            said = "\n".join(words_of(slide))
            assert slide.shapes.title.text_frame.text.strip()
            assert str(told.day.year) in said
            assert "MMEIA – " in said


def test_every_slide_has_notes_for_who_speaks(full: tuple[Story, Any]) -> None:
    assert all(slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip() for slide in full[1].slides)


def test_the_charts_are_editable_and_hold_the_numbers_of_their_rows(full: tuple[Story, Any]) -> None:
    told, deck = full
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == len({PROGRESS, BY_MONTH, BY_COUNTRY, BY_REGION, AGAINST, FUNNEL})
    held = [value for chart in charts for series in chart.plots[0].series for value in series.values]
    assert {row.returns for row in told.pictures[BY_COUNTRY].rows.itertuples()} <= set(held)


def test_every_late_activity_is_there_with_owner_and_delay(full: tuple[Story, Any]) -> None:
    told, deck = full
    assert told.late
    assert not missing(deck, *(words for one in told.late for words in (one.name, one.under, one.much)))


def test_every_figure_keeps_its_qualifier_its_doubt_and_its_printed_words(full: tuple[Story, Any]) -> None:
    told, deck = full
    assert not missing(deck, *(words for one in told.figures for words in (one.number, one.doubt, one.quote)))


def test_every_decision_every_source_and_the_next_review_are_there(full: tuple[Story, Any]) -> None:
    told, deck = full
    assert told.review is not None
    decisions = [words for one in told.review.decisions for words in (one.words, one.owner)]
    publishers = [source.publisher for source in told.sources if not source.is_demonstration]
    assert not missing(deck, told.finding.sentence, told.next_review, *decisions, *publishers)


def test_slides_of_fictitious_numbers_say_so_and_others_do_not(
    full: tuple[Story, Any], published: tuple[Story, Any]
) -> None:
    told, deck = full
    unmarked = [slide for slide in deck.slides if BADGE[told.language] not in "\n".join(words_of(slide))]
    assert len(unmarked) == 2  # the 2025 results, and the list of sources
    assert missing(published[1], *BADGE.values()) == list(BADGE.values())


def test_what_is_published_alone_tells_no_decision_and_shows_what_was_stated(published: tuple[Story, Any]) -> None:
    told, deck = published
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert {told.pictures[key].title for key in stories.STATED} <= set(titles)
    assert len(titles) == 7


def test_pictures_and_charts_have_their_words_for_those_who_do_not_see(full: tuple[Story, Any]) -> None:
    shapes = [shape for slide in full[1].slides for shape in slide.shapes]
    shown = [shape for shape in shapes if shape.has_chart or shape._element.tag.endswith("}pic")]
    told = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in shown]
    assert len(told) == 7
    assert all(len(words) > 60 for words in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_data_and_day_give_the_same_bytes(ask: Ask, reading: Reading, language: Language) -> None:
    one, two = (slides(ask, reading=reading, language=language) for _ in range(2))
    assert one == two


def test_the_thresholds_that_were_chosen_are_printed(ask: Ask, reading: Reading) -> None:
    def chosen(query: Any, **more: Any) -> Any:
        return Rule(15, 30) if query is settings.status_rule else ask(query, **more)

    words = every_word(opened(slides(chosen, reading=reading, language="en")))
    assert "more than 30 points behind" in words
    assert "more than 15 points behind" in words


def test_words_that_people_typed_are_literal(ask: Ask, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    told = story(ask, reading=reading, language="fr", keys=(PROGRESS,))
    assert told.review is not None
    decided = tuple(replace(one, words=HOSTILE) for one in told.review.decisions)
    typed = replace(told, late=(Late(HOSTILE, HOSTILE, "3 jours", 1),),
                    review=replace(told.review, decisions=decided, summary=HOSTILE))  # fmt: skip
    monkeypatch.setattr(module, "story", lambda *_, **__: typed)
    deck = opened(slides(ask, reading=reading, language="fr"))
    assert every_word(deck).count(HOSTILE.replace("\x07", "")) > 8
    assert not any(rel.is_external for slide in deck.slides for rel in slide.part.rels.values())
