"""What can be typed about progress, and what is asked again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.errors import EntryRefused
from dashboard.updates import declared
from dashboard.updates.declared import Declared

TODAY = dt.datetime.now(dt.UTC).date()


def typed(**fields: Any) -> Declared:
    return Declared(**{"activity_key": "a", "version": "0.0", "declared_on": TODAY, "percent": 40, **fields})


def fault(**fields: Any) -> str:
    """The field that is refused."""
    with pytest.raises(EntryRefused) as refused:
        declared.columns(typed(**fields))
    return refused.value.field


@pytest.mark.parametrize("percent", [0, 1, 99.5, 100])
def test_progress_from_0_to_100_is_kept(percent: float) -> None:
    assert declared.columns(typed(percent=percent))["percent"] == percent


@pytest.mark.parametrize("percent", [-1, 100.1, 0.85, float("nan"), float("inf")])
def test_progress_outside_or_typed_as_a_share_is_asked_again(percent: float) -> None:
    assert fault(percent=percent) == "percent"


def test_tomorrow_cannot_be_reported() -> None:
    assert declared.columns(typed())["declared_on"] == TODAY
    assert fault(declared_on=TODAY + dt.timedelta(days=1)) == "declared_on"


def test_a_comment_goes_to_the_language_it_is_typed_in() -> None:
    french, english = (declared.columns(typed(comment="Fait.", language=language)) for language in ("fr", "en"))
    assert (french["comment_fr"], french["comment_en"]) == ("Fait.", None)
    assert (english["comment_fr"], english["comment_en"]) == (None, "Fait.")


def test_a_comment_that_a_file_brings_in_both_languages_goes_to_both() -> None:
    found = declared.columns(typed(comment="Done.", language="en", translated="Fait."))
    assert (found["comment_fr"], found["comment_en"]) == ("Fait.", "Done.")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (" Réunion\r\ntenue ", "Réunion\ntenue"),
        ("Re\u0301union", "Réunion"),
        ("a\x00b\x1bc\ud800", "abc"),
        ("<b>gras</b> {x}", "<b>gras</b> {x}"),
        (" \n", None),
    ],
)
def test_a_comment_is_kept_as_text_that_both_databases_hold(said: str, kept: str | None) -> None:
    assert declared.columns(typed(comment=said))["comment_fr"] == kept


def test_a_text_that_is_too_long_is_told_never_cut() -> None:
    assert fault(comment="x" * 2001) == "comment"


@pytest.mark.parametrize(
    "address", ["https://exemple.ml/pv.pdf", "http://exemple.ml:8080/a?b=c#d", "HTTPS://exemple.ml"]
)
def test_evidence_is_an_address_kept_as_text(address: str) -> None:
    assert declared.columns(typed(evidence=f" {address} "))["evidence"] == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://exemple.ml/a",
        "file:///etc/passwd",
        "data:text/html,x",
        "exemple.ml/pv.pdf",
        "https://",
        "https:///a",
        "https://exemple.ml/a b",
        "https://exemple.ml/\x00",
        "https://jean:secret@exemple.ml/",
        "https://[exemple.ml/",
        "https://exemple.ml/" + "x" * 500,
    ],
)
def test_evidence_that_is_no_public_address_is_asked_again(address: str) -> None:
    assert fault(evidence=address) == "evidence"


def test_evidence_that_stood_there_before_may_stay() -> None:
    assert declared.columns(typed(evidence="pv-12.pdf"), known_evidence="pv-12.pdf")["evidence"] == "pv-12.pdf"


def test_a_reason_is_always_said() -> None:
    assert declared.reason(" à préciser ") == "à préciser"
    for nothing in ("", " \n\x00"):
        with pytest.raises(EntryRefused):
            declared.reason(nothing)
