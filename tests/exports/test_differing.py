"""What two packs do not say alike, in words that a signer reads."""

from __future__ import annotations

import pytest

from dashboard.exports import differing, frozen
from dashboard.exports.differing import PARTS
from dashboard.texts import LANGUAGES, Language, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_pack_has_words_in_both_languages(language: Language) -> None:
    found = differing.words(PARTS, language)
    assert len(found) == len(PARTS)
    assert found == [text(words, language) for words in PARTS.values()]


def test_a_picture_is_named_once_whatever_the_number_of_its_values() -> None:
    before = {"pictures": {"roadmap.timeline?priority=1": 1, "roadmap.timeline?priority=2": 1, "returns.by_month": 1}}
    parts = frozen.differences(before, {"pictures": {"returns.by_month": 2}})
    assert len(parts) == 3
    assert len(differing.words(parts, "fr")) == 2
    assert all(words.startswith("visuel «") for words in differing.words(parts, "fr"))


def test_a_part_that_a_later_program_knows_is_named_as_it_is() -> None:
    assert differing.words(["budget"], "en") == ["budget"]
