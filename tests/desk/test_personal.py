"""What looks like a person is doubted once at its field; ordinary words are recorded."""

from __future__ import annotations

import pytest

from dashboard.desk.personal import doubt
from dashboard.errors import Doubtful


def test_a_comment_that_seems_to_name_a_person_is_asked_about_at_its_field() -> None:
    with pytest.raises(Doubtful, match="telephone number") as asked:
        doubt("joindre le 76 12 34 56", "comment")
    assert asked.value.field == "comment"


def test_an_ordinary_comment_is_not_asked_about() -> None:
    doubt("Deux ateliers tenus à Gao, 41 000 000 FCFA engagés le 31/03/2026.", "comment")
