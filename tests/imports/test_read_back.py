"""Whatever is accepted is what was written, however people lay it out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.tables import DETAILS, known, read, workbook

FRENCH: Final = {
    "indicator": "Indicateur", "month": "Mois", "territory": "Région", "country": "Pays de provenance", "sex": "Sexe",
    "age_group": "Tranche d’âge", "detail": "Type", "count": "Nombre",
}  # fmt: skip
ENGLISH: Final = {
    "indicator": "Indicator", "month": "Month", "territory": "Region of return", "country": "Country of departure",
    "sex": "Sex", "age_group": "Age group", "detail": "Detail", "count": "Number of people",
}  # fmt: skip
MONTH_NAMES: Final = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                      "novembre", "décembre")  # fmt: skip
SEXES: Final[Mapping[str, tuple[str, ...]]] = {
    "f": ("F", "Femmes", "female"), "m": ("Hommes", "male", "Homme"), "unknown": ("Non précisé", "unknown", "n.d."),
}  # fmt: skip
AGES: Final[Mapping[str, tuple[str, ...]]] = {
    "0-17": ("0-17", "0–17 ans", "Moins de 18 ans"), "18-34": ("18-34", "18 à 34 ans"), "35-59": ("35-59", "35 to 59"),
    "60+": ("60+", "60 ans et plus"), "unknown": ("Non précisé", "unknown"),
}  # fmt: skip
KNOWN: Final = known()
REGISTERS: Final = [each for each in KNOWN.indicators if each.is_register]
PLACES: Final = [each for each in KNOWN.territories if each.kind != "country"]
ABROAD: Final = [each for each in KNOWN.countries if each.code != "ML"]
Cell = dict[str, Any]


@st.composite
def cells(draw: st.DrawFn) -> list[Cell]:
    """Up to a dozen cells of registers, each named once."""
    found: dict[tuple[Any, ...], Cell] = {}
    for _ in range(draw(st.integers(1, 12))):
        indicator = draw(st.sampled_from(REGISTERS))
        cell: Cell = {
            "indicator": indicator.key, "month": draw(st.integers(2015, 2025)) * 100 + draw(st.integers(1, 12)),
            "territory": draw(st.sampled_from(PLACES)).key, "country": draw(st.sampled_from(ABROAD)).code,
            "sex": draw(st.sampled_from(list(SEXES))), "age_group": draw(st.sampled_from(list(AGES))),
            "detail": draw(st.sampled_from(list(DETAILS.get(indicator.key, {"all": ()})))),
        }  # fmt: skip
        found[tuple(cell.values())] = {**cell, "count": draw(st.integers(0, 2**31 - 1))}
    return list(found.values())


def months(month: int, form: str) -> Any:
    year, number = divmod(month, 100)
    return {
        "iso": f"{year}-{number:02}", "slash": f"{number:02}/{year}", "words": f"{MONTH_NAMES[number - 1]} {year}",
        "day": f"{year}-{number:02}-15", "typed": dt.date(year, number, 1),
    }[form]  # fmt: skip


def numbers(count: int, form: str) -> Any:
    return {"plain": str(count), "space": f"{count:,}".replace(",", " "), "typed": count}[form]


@st.composite
def layouts(draw: st.DrawFn) -> dict[str, Any]:
    form = draw(st.sampled_from(["csv", "xlsx"]))
    typed = ["typed"] if form == "xlsx" else []
    return {
        "form": form,
        "headers": draw(st.sampled_from([FRENCH, ENGLISH])),
        "order": draw(st.permutations(list(FRENCH))),
        "above": draw(st.lists(st.sampled_from([["Registre des retours"], [], ["Source : OIM"]]), max_size=3)),
        "separator": draw(st.sampled_from([",", ";", "\t", "|"])),
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        "months": draw(st.sampled_from(["iso", "slash", "words", "day", *typed])),
        "numbers": draw(st.sampled_from(["plain", "space", *typed])),
        "spelling": draw(st.integers(0, 1)),
    }


def written(cell: Cell, name: str, layout: dict[str, Any]) -> Any:
    spelling = layout["spelling"]
    names: dict[str, Callable[[str], Any]] = {
        "month": lambda _: months(cell["month"], layout["months"]),
        "count": lambda _: numbers(cell["count"], layout["numbers"]),
        "indicator": lambda key: next(each.names[spelling] for each in REGISTERS if each.key == key),
        "territory": lambda key: next(each.names[0] for each in PLACES if each.key == key),
        "country": lambda key: next(each.names[spelling] for each in ABROAD if each.code == key),
        "sex": lambda key: SEXES[key][spelling],
        "age_group": lambda key: AGES[key][spelling],
        "detail": lambda key: "" if key == "all" else key,
    }
    return names[name](cell[name])


def made(register: list[Cell], layout: dict[str, Any]) -> bytes:
    rows: list[list[Any]] = [*layout["above"], [layout["headers"][name] for name in layout["order"]]]
    rows += [[written(cell, name, layout) for name in layout["order"]] for cell in register]
    if layout["form"] == "xlsx":
        return workbook({"Lisez-moi": [["Registre"]], "Données": rows})
    told = io.StringIO()
    csv.writer(told, delimiter=layout["separator"]).writerows(rows)
    return told.getvalue().encode(layout["encoding"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells(), layouts())
def test_what_is_accepted_is_what_was_written(register: list[Cell], layout: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = read(Path(folder), made(register, layout), {}, f"registre.{layout['form']}")
    assert not told.asked
    assert [issue.code for issue in told.issues if issue.level == "error"] == []
    keys = [*(name for name in FRENCH if name != "count"), "count"]
    found = sorted(tuple(row[key] for key in keys) for row in told.rows)
    assert found == sorted(tuple(str(cell[key]) for key in keys) for cell in register)
