"""The filters of the register pages: months, country, region, sex and age, each in the link, with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.charts import registers as words
from dashboard.charts.registers import AGE_NAMES, SEX_NAMES
from dashboard.queries.registers import Part
from dashboard.texts import Language, said, text
from dashboard.views import filters

LATEST_MONTHS = 12
NAMES = ("country", "region", "sex", "age", "form")
Options = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Choice:
    """The part of the registers asked for, and what a reader is told it is."""

    part: Part
    people: str
    subject: str = ""

    def when(self, language: Language) -> str:
        """`entre novembre 2025 et octobre 2026`."""
        return words.between(self.part.first_month, self.part.last_month, language)

    def told(self, language: Language) -> str:
        """What stands under each picture’s title: subject, months, people."""
        months = words.period(self.part.first_month, self.part.last_month, language)
        return " · ".join(part for part in (self.subject, months, self.people) if part)


def months(page: str, calendar: tuple[int, ...], language: Language) -> tuple[int, int]:
    """The last twelve months until the reader asks for others."""
    return filters.months(page, calendar, language, latest=LATEST_MONTHS)


def people(
    page: str, known: Mapping[str, Mapping[str, Any]], language: Language, *, forms: Mapping[str, str] | None = None
) -> tuple[dict[str, str | None], str]:
    """The choices behind one button, and their words: `Niger · Femmes`.

    `known` is what `queries.registers.choices` gives; `forms` are choices of the detail, where the register has any.
    """
    options = _options(known, language, forms or {})
    with st.popover(text("Filters", language), width="stretch", key=f"{page}.filters"):
        chosen = {
            name: filters.choice(page, name, label, options[name], everything=text(everything, language))
            for name, label, everything in _labels(language)
            if options[name]
        }
        st.button(text("Clear these filters", language), key=f"{page}.clear", on_click=clear, args=(page,),
                  disabled=not any(chosen.values()))  # fmt: skip
    told = " · ".join(options[name][key] for name, key in chosen.items() if key)
    return chosen, told


def clear(page: str) -> None:
    """Forget the choices, in the session and in the link."""
    for name in NAMES:
        st.session_state.pop(f"{page}.{name}", None)
        if name in st.query_params:
            del st.query_params[name]


def _labels(language: Language) -> tuple[tuple[str, str, str], ...]:
    """Name in the link, label, and the key of what everything is called."""
    return (
        ("country", text("Country of departure", language), "All countries"),
        ("region", text("Region of return", language), "All regions"),
        ("sex", text("Sex", language), "Everyone"),
        ("age", text("Age", language), "All ages"),
        ("form", text("Form of return", language), "All forms"),
    )


def _options(known: Mapping[str, Mapping[str, Any]], language: Language, forms: Mapping[str, str]) -> Options:
    return {
        "country": _by_name({key: said(row, "name", language) for key, row in known["country"].items()}),
        "region": _by_name({key: said(row, "name", language) for key, row in known["region"].items()}),
        "sex": {key: text(name, language) for key, name in SEX_NAMES.items()},
        "age": {**{key: text(name, language) for key, name in AGE_NAMES.items()},
                "unknown": text("Age not specified", language)},
        "form": {key: text(name, language) for key, name in forms.items()},
    }  # fmt: skip


def _by_name(names: dict[str, str]) -> dict[str, str]:
    """In alphabetical order, accents apart; the unspecified one last."""
    unknown = {"ZZ", "not_specified"}
    return dict(sorted(names.items(), key=lambda item: (item[0] in unknown, words.alphabetical(item[1]))))
