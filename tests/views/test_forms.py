"""Forms as the browser gets them: named, labelled, and holding what was typed as plain words."""

from __future__ import annotations

import re

from dashboard.texts import text
from dashboard.views import forms

HOSTILE = '"><script>alert(1)</script>'


def test_every_word_of_the_script_is_in_both_languages() -> None:
    assert not [key for key in forms.WORDS.values() if text(key, "fr") == key]


def test_a_field_has_its_label_its_help_and_room_for_a_fault() -> None:
    html = forms.form("progress.declare", forms.line("evidence", "Evidence", help="An address"), key="a.b", submit="Go")
    assert '<label for="a-b-evidence">Evidence</label>' in html
    assert 'aria-describedby="a-b-evidence-help a-b-evidence-fault"' in html
    assert 'id="a-b-evidence-fault" hidden' in html


def test_the_version_travels_with_the_form() -> None:
    assert '<input type="hidden" name="version" value="57.12">' in forms.form(
        "a.b", key="k", submit="Go", version="57.12"
    )


def test_nothing_that_was_typed_is_markup() -> None:
    html = forms.form(
        "progress.declare",
        forms.line("line", HOSTILE, value=HOSTILE, help=HOSTILE),
        forms.area("area", HOSTILE, value=HOSTILE),
        forms.choice("choice", HOSTILE, [(HOSTILE, HOSTILE)], value=HOSTILE),
        forms.pick(HOSTILE, HOSTILE, [(HOSTILE, HOSTILE)]),
        forms.table([HOSTILE, HOSTILE], [forms.Row(HOSTILE, HOSTILE, [forms.cell("cell", HOSTILE)])], caption=HOSTILE),
        forms.group(HOSTILE, forms.tick("tick", HOSTILE, value=HOSTILE)),
        key=HOSTILE, submit=HOSTILE, version=HOSTILE, confirm=HOSTILE, after=HOSTILE,
    )  # fmt: skip
    assert "<script" not in html
    assert not re.search(r'="[^"]*">alert', html)


def test_a_few_ways_are_all_seen_and_none_is_chosen_without_a_suggestion() -> None:
    ways = [("a", "One"), ("b", "Other")]
    html = forms.form("a.b", forms.pick("q:point", "Which?", ways), key="k", submit="Go")
    assert (html.count('type="radio"'), " checked" in html) == (2, False)
    assert ' value="b" aria-describedby="k-q-point-' in html
    assert forms.form("a.b", forms.pick("p", "?", ways, value="b"), key="k", submit="Go").count(" checked") == 1


def test_two_names_that_differ_by_a_sign_only_are_two_fields() -> None:
    html = forms.form("a.b", forms.line("q:a b", "A"), forms.line("q:a-b", "B"), key="k", submit="Go")
    first, second = re.findall(r'<input type="text"[^>]* id="([^"]+)"', html)
    assert first != second
