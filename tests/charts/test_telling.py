from __future__ import annotations

from dashboard.charts import telling


def test_extremes_name_the_highest_and_the_lowest() -> None:
    found = [("Gao", 12.0, "12"), ("Kayes", 90.0, "90"), ("Kidal", None, "not reported"), ("Nara", 3.0, "3")]
    assert telling.extremes(found, "en") == "Highest: Kayes, 90; lowest: Nara, 3."


def test_equal_or_unknown_values_have_no_extremes() -> None:
    assert telling.extremes([("Gao", 3.0, "3"), ("Kayes", 3.0, "3"), ("Kidal", None, "")], "en") == ""


def test_french_lists_have_french_spaces() -> None:
    items = [telling.item("Gao", "12", "fr"), telling.item("Kayes", "9", "fr")]
    assert telling.listed(items, "fr") == "Gao\u00a0: 12\u202f; Kayes\u00a0: 9"
