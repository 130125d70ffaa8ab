"""A stated figure in words: its qualifier and its doubt are part of the number."""

from __future__ import annotations

from typing import Any

from dashboard.texts import NO_BREAK, Language, number, text

SIGNS = {
    "at_least": f"≥{NO_BREAK}{{}}", "at_most": f"≤{NO_BREAK}{{}}", "about": f"≈{NO_BREAK}{{}}", "exact": "{}",
    "ambiguous": "{}",
}  # fmt: skip
SPOKEN = {
    "at_least": "more than {value}", "at_most": "at most {value}", "almost": "nearly {value}", "about": "about {value}",
}  # fmt: skip
QUALIFIERS = {
    "exact": "number as printed",
    "at_least": "at least this number",
    "at_most": "at most this number",
    "about": "order of magnitude",
    "almost": "slightly fewer",
    "ambiguous": "unclear wording",
}
UNITS = {
    "people": "people", "households": "households", "events": "events", "services": "services",
    "countries": "countries", "documents": "documents", "items": "items", "xof": "CFA francs", "eur": "euros",
    "date": "date",
}  # fmt: skip
MILLION, BILLION = 1_000_000, 1_000_000_000


def amount(value: float, unit: str, language: Language) -> str:
    """A bare value in its unit: people and events as whole numbers, large sums of money in millions or billions."""
    if unit in {"xof", "eur"}:
        return _money(value, unit, language)
    return number(value, language)


def _money(value: float, unit: str, language: Language) -> str:
    euros = unit == "eur"
    if value >= BILLION:
        size, words = BILLION, "{amount} billion euros" if euros else "{amount} billion CFA francs"
    elif value >= MILLION:
        size, words = MILLION, "{amount} million euros" if euros else "{amount} million CFA francs"
    else:
        size, words = 1, "{amount} euros" if euros else "{amount} CFA francs"
    return text(words, language, amount=number(value / size, language, 0 if value % size == 0 else 1))


def brief(row: Any, language: Language) -> str:
    """`≥ 41 000`, `près de 200`, `8 050 – 8 500`: a figure row as a large number. Empty when nothing was counted.

    `row` has value, value_low, value_high, qualifier, unit and readings (see `queries.figures`).
    """
    if row.value is None:
        return " – ".join(amount(value, row.unit, language) for value in _either(row))
    if row.qualifier == "almost":  # no sign for "a little under" is both read by everyone and in the font
        return spoken(row, language)
    return SIGNS[row.qualifier].format(amount(row.value, row.unit, language))


def spoken(row: Any, language: Language) -> str:
    """`plus de 41 000`, `près de 200`, `entre 200 et 300`, `8 050 ou 8 500`: the same in a sentence."""
    if row.value is not None:
        return text(SPOKEN.get(row.qualifier, "{value}"), language, value=amount(row.value, row.unit, language))
    found = [amount(value, row.unit, language) for value in _either(row)]
    if len(found) < 2:
        return "".join(found)
    words = "{low} or {high}" if row.readings else "between {low} and {high}"
    return text(words, language, low=found[0], high=found[-1])


def qualifier(row: Any, language: Language) -> str:
    """How the printed words qualify the number of a figure row."""
    return text(QUALIFIERS[row.qualifier], language)


def unit(row: Any, language: Language) -> str:
    """What the number of a figure row counts."""
    return text(UNITS[row.unit], language)


def _either(row: Any) -> list[float]:
    """What an unsettled figure may be: its plausible readings, else the ends of its range."""
    plausible = [value for value, is_plausible, *_ in row.readings if is_plausible]
    return plausible or [value for value in (row.value_low, row.value_high) if value is not None]
