"""What counts as a good answer to people who export, and that no two of them ask for the same."""

from __future__ import annotations

from itertools import islice

import httpx
import pytest

from benchmarks.exporters import is_sound, wishes


@pytest.mark.parametrize(
    ("answer", "is_good"),
    [
        (httpx.Response(200, content=b"<svg xmlns='http://www.w3.org/2000/svg'/>"), True),
        (httpx.Response(200, content=b"<svg"), False),
        (httpx.Response(500, content=b"<svg xmlns='http://www.w3.org/2000/svg'/>"), False),
        (httpx.Response(503, headers={"retry-after": "5"}), True),
        (httpx.Response(503), False),
    ],
)
def test_an_answer_is_a_whole_file_or_a_request_to_come_back(answer: httpx.Response, is_good: bool) -> None:
    assert is_sound(answer, "svg") is is_good


def test_no_two_people_ask_for_the_same_file() -> None:
    asked = [order for person in range(9) for order in islice(wishes(person), 50)]
    assert len(set(asked)) == len(asked)
