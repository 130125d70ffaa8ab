"""A stated figure in words: its qualifier and its doubt are part of the number."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.texts import Language, number, text

SIGNS = {"at_least": "≥ {}", "at_most": "≤ {}", "almost": "≲ {}", "about": "≈ {}", "exact": "{}", "ambiguous": "{}"}
BILLION = 1_000_000_000


def amount(value: float, unit: str, language: Language) -> str:
    """A bare value in its unit: people and events as whole numbers, large sums of money in billions."""
    if unit in {"xof", "eur"}:
        return _money(value, unit, language)
    return number(value, language)


def _money(value: float, unit: str, language: Language) -> str:
    name = "FCFA" if unit == "xof" and language == "fr" else {"xof": "XOF", "eur": "EUR"}[unit]
    if value >= BILLION:
        billions = number(value / BILLION, language, 0 if value % BILLION == 0 else 1)
        return text("{amount} billion {currency}", language, amount=billions, currency=name)
    return text("{amount} million {currency}", language, amount=number(value / 1_000_000, language), currency=name)


def brief(row: Any, language: Language) -> str:
    """`≥ 41 000`, `8 050 – 8 500`, `200 – 300`: a figure row as a large number. Empty when nothing was counted.

    `row` has value, value_low, value_high, qualifier, unit and readings (see `queries.figures`).
    """
    plausible = [value for value, is_plausible, *_ in row.readings if is_plausible]
    if row.value is None and plausible:
        return " – ".join(amount(value, row.unit, language) for value in plausible)
    if row.value_low is not None and row.value_high is not None and row.value_low < row.value_high:
        return " – ".join(amount(value, row.unit, language) for value in (row.value_low, row.value_high))
    if row.value is None:
        return ""
    return SIGNS[row.qualifier].format(amount(row.value, row.unit, language))


def spoken(row: Any, language: Language) -> str:
    """`plus de 41 000`, `près de 200`, `entre 200 et 300`: the same in a sentence."""
    key: dict[str, Literal["more than {value}", "at most {value}", "nearly {value}", "about {value}", "{value}"]] = {
        "at_least": "more than {value}", "at_most": "at most {value}", "almost": "nearly {value}",
        "about": "about {value}", "exact": "{value}", "ambiguous": "{value}",
    }  # fmt: skip
    if row.value is None:
        return brief(row, language)
    return text(key[row.qualifier], language, value=amount(row.value, row.unit, language))
