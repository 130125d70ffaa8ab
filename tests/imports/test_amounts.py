"""Numbers as people write them: what is read, what is asked once a file, what is refused and why."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.imports import amounts
from dashboard.imports.amounts import Quantity, Separators
from dashboard.imports.cells import Absent, Fault
from dashboard.sheets.book import Flaw, Value

THOUSANDS, DECIMALS = Separators("thousands", "thousands"), Separators("decimals", "decimals")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("41 000", 41_000),
        ("41\u00a0000", 41_000),
        ("41\u202f000", 41_000),
        ("41\u20091\u200900", None),
        ("1\u2009234\u2009567", 1_234_567),
        ("41’000", 41_000),
        ("41'000", 41_000),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1 234,0", 1_234),
        ("12.0", 12),
        ("  7 ", 7),
        ("0", 0),
        ("007", 7),
        (0, 0),
        (12.0, 12),
        (2**31 - 1, 2**31 - 1),
    ],
)
def test_a_count_is_read_as_it_is_written(cell: Value, number: int | None) -> None:
    found = amounts.count(cell)
    assert (None if isinstance(found, Fault) else found) == number


@pytest.mark.parametrize(
    "cell",
    ["-", "–", "—", "−", "--", "-00", "-0", "–00", "n.d.", "N.D.", "nd", "n/d", "N/A", "n/a", "na", "NaN", "nan", "…",
     "...", "Not available", "NOT AVAILABLE", "non disponible", "Non  disponible", "non renseigné", "NON PRÉCISÉ",
     "?", "non rapporte\u0301"],
)  # fmt: skip
def test_what_nobody_reported_is_not_a_zero(cell: str) -> None:
    assert amounts.count(cell) is Absent.NOT_REPORTED
    assert amounts.figure(cell) is Absent.NOT_REPORTED


@pytest.mark.parametrize("cell", ["*", "**", "(*)", "<5", "< 11", "≤5", "x", "X", "s", "S", "c"])
def test_what_was_counted_and_is_not_told_is_masked(cell: str) -> None:
    assert amounts.count(cell) is Absent.MASKED


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0"])
def test_an_empty_cell_is_empty(cell: Value) -> None:
    assert amounts.count(cell) is Absent.EMPTY


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("(12)", "negative"),
        ("( 1 200 )", "negative"),
        ("-5", "negative"),
        ("−5", "negative"),
        (-5, "negative"),
        (-0.5, "negative"),
        ("8.0500", "misprint"),
        ("8,0500", "misprint"),
        ("41OOO", "letters"),
        ("4l", "letters"),
        ("12 personnes", "unit"),
        ("12 cas", "unit"),
        ("plus de 41 000", "qualified"),
        ("près de 200", "qualified"),
        ("environ 200", "qualified"),
        ("≥ 200", "qualified"),
        ("< 41 000", "qualified"),
        ("200+", "qualified"),
        ("200 à 300", "qualified"),
        ("45 %", "percentage"),
        ("45%", "percentage"),
        ("0,85", "part"),
        ("12,5", "part"),
        (12.5, "part"),
        ("41 00", "groups"),
        ("12 345 6", "groups"),
        ("4 1 000", "groups"),
        ("1.23.456", "groups"),
        (2**31, "too_large"),
        ("2147483648", "too_large"),
        ("9007199254740993", "too_large"),
        (2**53 + 1, "too_large"),
        (float("inf"), "infinite"),
        (float("nan"), "infinite"),
        ("inf", "words"),
        ("1E+05", "shortened"),
        ("4,1E+04", "shortened"),
        (True, "truth"),
        ("VRAI", "truth"),
        (dt.date(2026, 1, 1), "day"),
        (dt.datetime.combine(dt.date(2026, 1, 1), dt.time()), "day"),
        (dt.time(12, 0), "day"),
        ("néant", "none"),
        ("aucun", "none"),
        ("41 000¹", "mark"),
        ("12½", "mark"),
        ("41\u200b000", "invisible"),
        ("\ufeff12", "invisible"),
        ("neuf", "words"),
        ("12 (1)", "words"),
        ("=1+1", "words"),
        ("41.000", "doubtful"),
        ("41,000", "doubtful"),
    ],
)
def test_what_is_no_count_is_named(cell: Value, fault: str) -> None:
    found = amounts.count(cell)
    assert isinstance(found, Fault)
    assert found.code == f"number.{fault}"


@pytest.mark.parametrize(
    ("cell", "code"),
    [(Flaw("error", "#REF!"), "cell.error"), (Flaw("formula", "=A1"), "cell.formula"),
     (Flaw("merged", ""), "cell.merged"),
     ("#REF!", "cell.error"), ("#N/A", "cell.error"), ("#VALEUR!", "cell.error"), ("#####", "cell.error")],
)  # fmt: skip
def test_a_cell_that_its_spreadsheet_left_without_a_value_is_named(cell: Value, code: str) -> None:
    found = amounts.count(cell)
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize(
    ("cell", "separators", "number"),
    [
        ("41.000", THOUSANDS, 41_000),
        ("41.000", DECIMALS, 41),
        ("41,000", Separators(comma="thousands"), 41_000),
        ("41.000", Separators(comma="decimals"), None),
        ("1.234.567", DECIMALS, None),
        ("12.0", THOUSANDS, None),
        ("1.234,0", Separators("thousands", "decimals"), 1_234),
        ("1,234.0", Separators("thousands", "decimals"), None),
    ],
)
def test_a_sign_means_what_it_means_in_the_whole_file(cell: str, separators: Separators, number: int | None) -> None:
    found = amounts.count(cell, separators)
    assert (None if isinstance(found, Fault) else found) == number


@pytest.mark.parametrize(
    ("cell", "sign"),
    [("41.000", "point"), ("1,234", "comma"), ("plus de 41.000 personnes", "point"), ("41 000", None), ("12,5", None),
     ("0.850", None), ("1.234.567", None), ("8.0500", None), ("4100.000", None), (41.0, None), (None, None)],
)  # fmt: skip
def test_only_three_digits_after_a_lone_sign_are_in_doubt(cell: Value, sign: str | None) -> None:
    assert amounts.doubtful(cell) == sign


@pytest.mark.parametrize(
    ("cell", "proof"),
    [
        ("1.234.567", Separators(point="thousands")),
        ("12,5", Separators(comma="decimals")),
        ("1 234,567", Separators(comma="decimals")),
        ("1.234,5", Separators("thousands", "decimals")),
        ("1,234.5", Separators("decimals", "thousands")),
        ("4100.000", Separators(point="decimals")),
        ("0.850", Separators(point="decimals")),
        ("8.0500", Separators()),
        ("41.000", Separators()),
        ("41 000", Separators()),
    ],
)
def test_a_cell_proves_what_its_signs_separate(cell: str, proof: Separators) -> None:
    assert amounts.settled(cell) == proof


def test_cells_that_disagree_leave_the_question_open() -> None:
    proofs = [amounts.settled(cell) for cell in ("1.234.567", "12.5", "3,5")]
    assert amounts.agreed(proofs) == Separators(None, "decimals")


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("plus de 41 000", Quantity(41_000, low=41_000, qualifier="at_least")),
        ("Plus de 41 000 personnes", Quantity(41_000, low=41_000, qualifier="at_least", unit="people")),
        ("au moins 200", Quantity(200, low=200, qualifier="at_least")),
        ("≥200", Quantity(200, low=200, qualifier="at_least")),
        ("200+", Quantity(200, low=200, qualifier="at_least")),
        ("moins de 200", Quantity(200, high=200, qualifier="at_most")),
        ("< 41 000", Quantity(41_000, high=41_000, qualifier="at_most")),
        ("près de 200", Quantity(200, qualifier="almost")),
        ("nearly 200", Quantity(200, qualifier="almost")),
        ("environ 40 974 Maliens", Quantity(40_974, qualifier="about", unit="people")),
        ("~200", Quantity(200, qualifier="about")),
        ("200 à 300", Quantity(None, 200, 300, "about")),
        ("entre 200 et 300 personnes", Quantity(None, 200, 300, "about", "people")),
        ("between 200 and 300", Quantity(None, 200, 300, "about")),
        ("200–300", Quantity(None, 200, 300, "about")),
        ("plus de 6 millions", Quantity(6_000_000, low=6_000_000, qualifier="at_least")),
        ("2,5 milliards de FCFA", Quantity(2_500_000_000, unit="xof")),
        ("1 250 000 F CFA", Quantity(1_250_000, unit="xof")),
        ("340 victimes", Quantity(340, unit="people")),
        ("12,5", Quantity(12.5)),
        (41_000, Quantity(41_000)),
    ],
)
def test_a_figure_keeps_its_qualifier_beside_its_number(cell: Value, stated: Quantity) -> None:
    assert amounts.figure(cell) == stated


@pytest.mark.parametrize("cell", ["8.0500", "plus de 8.0500 retours", "300 à 200", "des milliers", "12 xyz", -3])
def test_a_figure_that_cannot_be_read_is_refused(cell: Value) -> None:
    assert isinstance(amounts.figure(cell), Fault)


@pytest.mark.parametrize(
    ("cell", "are_shares", "percent"),
    [
        ("45 %", None, 45), ("45%", None, 45), ("45,5 %", None, 45.5), ("45", None, 45), (45, None, 45), ("0", None, 0),
        ("100 %", None, 100), ("0,85 %", None, 0.85), ("0,85", True, 85), ("0,85", False, 0.85), (0.85, True, 85),
        (1, True, 100), (1, None, 1), ("45 pour cent", None, 45), ("0.85", None, "share"), (0.5, None, "share"),
        ("101 %", None, "over"), (100.5, None, "over"), (-1, None, "negative"), ("-5 %", None, "negative"),
        ("moitié", None, "words"),
    ],
)  # fmt: skip
def test_a_percentage_goes_from_0_to_100_and_a_share_is_asked(
    cell: Value, are_shares: bool | None, percent: float | str
) -> None:
    found = amounts.percentage(cell, are_shares=are_shares)
    assert (found.code.removeprefix("number.") if isinstance(found, Fault) else found) == percent


@pytest.mark.parametrize(
    ("cell", "share"), [("0,85", True), (0.5, True), ("0,85 %", False), (1, False), ("45", False), ("n.d.", False)]
)
def test_a_number_between_0_and_1_without_a_sign_may_be_a_share(cell: Value, share: bool) -> None:
    assert amounts.is_share(cell) is share


@given(st.integers(0, 2**31 - 1), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "'", "’", ""]))
def test_every_count_is_read_back_with_any_space(number: int, space: str) -> None:
    assert amounts.count(f"{number:,}".replace(",", space)) == number


@given(st.integers(0, 2**31 - 1), st.sampled_from([".", ","]))
def test_every_count_is_read_back_when_the_sign_is_known(number: int, sign: str) -> None:
    assert amounts.count(f"{number:,}".replace(",", sign), THOUSANDS) == number


@given(st.text(max_size=20) | st.floats() | st.integers() | st.dates() | st.booleans())
def test_whatever_stands_in_a_cell_a_count_is_whole_and_not_negative(cell: Value) -> None:
    found = amounts.count(cell)
    assert isinstance(found, (Absent, Fault)) or (type(found) is int and 0 <= found < 2**31)


@given(st.text(alphabet="0123456789.,  '-+%<>*()OeE", max_size=14))
def test_a_number_is_never_made_of_other_digits_than_those_written(cell: str) -> None:
    found = amounts.count(cell)
    if type(found) is int:
        assert str(found) in {digits.lstrip("0") or "0" for digits in _digits_kept(cell)}


def _digits_kept(cell: str) -> set[str]:
    """The digits of a cell, with and without decimals that are zero."""
    digits = "".join(sign for sign in cell if sign.isdigit())
    whole = "".join(sign for sign in cell.replace(",", ".").rpartition(".")[0] if sign.isdigit())
    return {digits, whole}
