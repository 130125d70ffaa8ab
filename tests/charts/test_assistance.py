"""Stated figures drawn: each bar says how far its number is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.charts import assistance
from dashboard.charts.measure import text_width
from dashboard.charts.svg import to_svg
from dashboard.charts.visual import Visual
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.queries.figures import COLUMNS
from dashboard.texts import LANGUAGES, Language
from dashboard.texts.quantity import amount

PRESS = Source("press", "Titre", "Title", "L’Essor", dt.date(2026, 2, 13), None, "printed", None, "article")
OTHER = Source("other", "Titre", "Title", "APA", dt.date(2024, 12, 31), None, "printed", None, "press")
READINGS = ((8050, True, "n", "n"), (8500, True, "n", "n"), (80500, False, "n", "n"))
YEAR = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}


def figure(key: str, value: float | None, qualifier: str = "exact", **columns: Any) -> dict[str, Any]:
    row = {
        "figure_key": key, "indicator_key": key, "indicator_fr": f"{key} (fr)", "indicator_en": key, "unit": "people",
        "value": value, "qualifier": qualifier, "quote": f"{value} personnes", "place": "Mali", "is_confirmed": True,
        "readings": (), "source_key": "press", "said_by_fr": None, "said_by_en": None,
    }  # fmt: skip
    return row | YEAR | columns


def stated(*rows: dict[str, Any]) -> Sourced:
    table = frame(([row.get(name) for name in COLUMNS] for row in rows), COLUMNS)
    return Sourced(table, (PRESS, OTHER), Reading(dt.date(2026, 11, 21)))


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def words_drawn(visual: Visual, width: int = 1000) -> str:
    return plain(" | ".join(note["text"] for note in visual.draw(width)["layout"]["annotations"]))


def bars(visual: Visual, width: int = 1000) -> list[dict[str, Any]]:
    return [trace for trace in visual.draw(width)["data"] if trace["type"] == "bar"]


def dashes(visual: Visual) -> list[str]:
    lines = [shape["line"] for shape in visual.draw(1000)["layout"]["shapes"]]
    return [line.get("dash", "solid") for line in lines if line["width"]]


UNSETTLED = figure("returns", None, "ambiguous", readings=READINGS, is_confirmed=False)
THOUSANDS = figure("vulnerable_migrants_protected", None, "ambiguous", quote="des milliers de migrants vulnérables")
VICTIMS = figure("trafficking_victims_protected", 340, quote="dont 340 victimes de traite")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (figure("a", 41000, "at_least"), ("at_least", (41000, 41000))),
        (figure("a", 1000, "almost"), ("almost", (1000, 1000))),
        (figure("a", 12), ("exact", (12, 12))),
        (figure("a", 0), ("exact", (0, 0))),
        (figure("a", 4500, "ambiguous", is_confirmed=False), ("unsettled", (4500, 4500))),
        (figure("a", None, "about", value_low=200, value_high=300), ("unsettled", (200, 300))),
        (UNSETTLED, ("unsettled", (8050, 8500))),
        (THOUSANDS, ("uncounted", (None, None))),
    ],
)
def test_what_is_drawn_follows_from_what_was_printed(row: dict[str, Any], expected: object) -> None:
    (only,) = stated(row).rows.itertuples()
    assert (assistance.kind(only), assistance.bounds(only)) == expected


def test_bars_are_in_proportion_to_their_numbers() -> None:
    visual = assistance.people(stated(figure("a", 40000), figure("b", 10000)), "fr")
    long, short = bars(visual)[0]["x"]
    assert long == pytest.approx(4 * short)


def test_an_unsettled_number_is_hatched_up_to_the_lowest_reading_and_dashed_up_to_the_highest() -> None:
    visual = assistance.people(stated(figure("a", 41000, "at_least"), UNSETTLED), "fr")
    (hatched,) = [bar for bar in bars(visual) if "pattern" in bar["marker"]]
    solid = bars(visual)[0]["x"][0]
    outline = next(s for s in visual.draw(1000)["layout"]["shapes"] if s["line"].get("dash") == "dash")
    assert hatched["x"][0] / solid == pytest.approx(8050 / 41000)
    assert (outline["x1"] - outline["x0"]) / solid == pytest.approx(8500 / 41000)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "8 050 – 8 500 | à confirmer"), ("en", "8,050 – 8,500 | to be confirmed")],
)
def test_a_doubt_is_written_beside_its_number(language: Language, words: str) -> None:
    assert words in words_drawn(assistance.people(stated(figure("a", 41000, "at_least"), UNSETTLED), language))


def test_the_implausible_reading_is_not_drawn() -> None:
    visual = assistance.people(stated(UNSETTLED), "fr")
    assert "80 500" not in words_drawn(visual)
    assert "80 500" not in plain(visual.alt)


def test_a_floor_has_an_open_arrow_after_its_bar() -> None:
    floor, exact = (assistance.people(stated(figure("a", 100, kind)), "fr") for kind in ("at_least", "exact"))
    arrows = [trace for trace in floor.draw(1000)["data"] if trace["type"] == "scatter"]
    assert len(arrows) == 2
    assert min(arrows[0]["x"]) > bars(floor)[0]["x"][0]
    assert not [trace for trace in exact.draw(1000)["data"] if trace["type"] == "scatter"]


def test_nearly_tapers_to_the_number_that_it_does_not_reach() -> None:
    visual = assistance.trained(stated(figure("a", 1000, "almost")), "fr")
    (taper,) = [trace for trace in visual.draw(1000)["data"] if trace["type"] == "scatter"]
    bar = bars(visual)[0]
    assert bar["base"][0] + bar["x"][0] == taper["x"][0] < taper["x"][1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "dont 340 ; aucun total n’est imprimé"), ("en", "including 340; no total is printed")],
)
def test_a_part_is_drawn_inside_a_whole_that_has_no_number(language: Language, words: str) -> None:
    visual = assistance.people(stated(figure("a", 41000, "at_least"), THOUSANDS, VICTIMS), language)
    assert words in words_drawn(visual)
    assert dashes(visual).count("dot") == 2
    assert len(bars(visual)[0]["x"]) == 2


def test_a_part_without_its_whole_is_a_bar_of_its_own() -> None:
    assert words_drawn(assistance.people(stated(VICTIMS), "fr")).endswith("340")


def test_the_words_as_printed_stand_under_the_label() -> None:
    visual = assistance.stock(stated(figure("a", 414000, "at_least", quote="plus de 414.000 personnes")), "fr")
    assert "« plus de 414.000 personnes »" in words_drawn(visual)
    assert plain(visual.title) == "Plus de 414 000 personnes déplacées suivies"


@pytest.mark.parametrize("width", [344, 480, 560, 1000, 1400])
def test_no_number_is_cut_at_the_right_edge(width: int) -> None:
    visual = assistance.people(stated(figure("a", 41000, "at_least"), UNSETTLED), "fr")
    for note in visual.draw(width)["layout"]["annotations"]:
        if note["xanchor"] == "left":
            bold = note["font"]["weight"] == 600
            end = max(text_width(row, note["font"]["size"], bold=bold) for row in note["text"].split("<br>"))
            assert note["x"] + note["xshift"] + end <= width


def repatriated(key: str, end: tuple[int, int], value: float, qualifier: str = "exact") -> dict[str, Any]:
    period = {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, *end)}
    return figure(key, value, qualifier, source_key="other", **period)


def test_each_statement_is_drawn_over_the_period_it_speaks_of() -> None:
    visual = assistance.repatriations(stated(repatriated("b", (12, 31), 12300), repatriated("a", (6, 30), 4577)), "fr")
    spans = [s for s in visual.draw(1000)["layout"]["shapes"] if s["type"] == "rect"]
    half, whole = (span["x1"] - span["x0"] for span in spans)
    assert half / whole == pytest.approx(182 / 366, abs=0.01)


def test_the_sources_are_named_on_the_marks_in_the_order_of_their_periods() -> None:
    visual = assistance.repatriations(stated(repatriated("b", (12, 31), 12300), repatriated("a", (6, 30), 4577)), "fr")
    words = words_drawn(visual)
    assert words.index("jusqu’au 30 juin 2024") < words.index("jusqu’au 31 décembre 2024")
    assert words.count("APA") == 2
    assert plain(visual.title).startswith("Rapatriements de 2024 : de 4 577 à 12 300")


def test_one_statement_alone_makes_no_range() -> None:
    one = stated(repatriated("a", (6, 30), 4577))
    assert assistance.repatriations(one, "fr").title == "Rapatriements, déclaration par déclaration"


def counted(key: str, end: dt.date, value: float, qualifier: str = "exact", **columns: Any) -> dict[str, Any]:
    return figure(key, value, qualifier, **({"period_start": end, "period_end": end} | columns))


def test_counts_of_displaced_persons_are_dots_and_never_joined() -> None:
    rows = (counted("a", dt.date(2023, 9, 30), 391961), counted("b", dt.date(2024, 9, 30), 378363))
    visual = assistance.displaced(stated(*rows), "en")
    assert [trace["mode"] for trace in visual.draw(1000)["data"]] == ["markers", "markers"]
    assert visual.title == "Displaced persons: from 378,363 to 391,961 depending on the count, between 2023 and 2024"


def test_a_count_over_a_year_is_a_line_and_a_floor_points_upwards() -> None:
    row = counted("a", dt.date(2025, 12, 31), 414000, "at_least", period_start=dt.date(2025, 1, 1))
    line, arrow = assistance.displaced(stated(row), "fr").draw(1000)["data"]
    assert line["x"][1] - line["x"][0] == 364
    assert arrow["marker"]["symbol"] == "triangle-up"


def sent(key: str, year: int | None, billions: float, qualifier: str = "exact") -> dict[str, Any]:
    start = dt.date(year, 1, 1) if year else None
    end = dt.date(year or 2025, 12, 31)
    return figure(key, billions * 1e9, qualifier, unit="xof", period_start=start, period_end=end)


def test_values_of_one_year_stand_side_by_side_and_another_year_is_paler() -> None:
    visual = assistance.remittances(stated(sent("a", 2023, 583.5), sent("b", 2023, 793), sent("c", 2024, 601.6)), "fr")
    colours = bars(visual)[0]["marker"]["color"]
    assert colours[0] == colours[1] != colours[2]
    assert plain(visual.title) == (
        "Transferts de la diaspora en 2023 : de 583,5 à 793 milliards de FCFA selon qui mesure"
    )


def test_a_year_that_is_not_given_is_said() -> None:
    visual = assistance.remittances(stated(sent("a", 2023, 583.5), sent("b", None, 700, "at_least")), "fr")
    assert "année non précisée" in words_drawn(visual)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("chart", "rows"),
    [
        (assistance.people, (figure("a", 41000, "at_least"), UNSETTLED, THOUSANDS, VICTIMS)),
        (assistance.trained, (figure("a", 1000, "almost"), figure("b", 200, "almost"))),
        (assistance.stock, (figure("a", 414000, "at_least"),)),
        (assistance.repatriations, (repatriated("a", (6, 30), 4577), repatriated("b", (12, 3), 4500, "at_least"))),
        (assistance.displaced, (counted("a", dt.date(2023, 9, 30), 391961), counted("b", dt.date(2024, 9, 1), 378363))),
        (assistance.remittances, (sent("a", 2023, 583.5), sent("b", None, 700, "at_least"))),
    ],
)
def test_every_picture_is_drawn_on_the_server_and_told_in_words(chart: Any, rows: Any, language: Language) -> None:
    visual = chart(stated(*rows), language)
    for width in (344, 1000):
        assert to_svg(visual.draw(width), name=visual.title, description=visual.alt, identity="x").startswith("<svg")
    numbers = [amount(row["value"], row["unit"], language) for row in rows if row["value"]]
    assert [words for words in numbers if words not in visual.alt] == []
    assert len(visual.rows) == len(rows)
    assert visual.sources
