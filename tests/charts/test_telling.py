from __future__ import annotations

from dashboard.charts import registers, telling


def test_extremes_name_the_highest_and_the_lowest() -> None:
    found = [("Gao", 12.0, "12"), ("Kayes", 90.0, "90"), ("Kidal", None, "not reported"), ("Nara", 3.0, "3")]
    assert telling.extremes(found, "en") == "Highest: Kayes, 90; lowest: Nara, 3."


def test_equal_or_unknown_values_have_no_extremes() -> None:
    assert telling.extremes([("Gao", 3.0, "3"), ("Kayes", 3.0, "3"), ("Kidal", None, "")], "en") == ""


def test_french_lists_have_french_spaces() -> None:
    items = [telling.item("Gao", "12", "fr"), telling.item("Kayes", "9", "fr")]
    assert telling.listed(items, "fr") == "Gao\u00a0: 12\u202f; Kayes\u00a0: 9"


def test_a_line_tells_the_month_that_nobody_reported() -> None:
    told = registers.lines_told({"Returns": {202601: 3, 202603: 9}}, [202601, 202602, 202603], "en")
    assert told == (
        "Line by month. Returns: from 3 in January 2026 to 9 in March 2026; highest 9 in March 2026, lowest 3 in "
        "January 2026. Not reported: February 2026."
    )
