"""What only the whole file can tell: thousands or decimals, day or month first, which codes, which unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from dashboard.imports import amounts, choices, dates
from dashboard.imports.cells import Absent, Fault, spaced
from dashboard.imports.columns import Seen, Spec
from dashboard.imports.known import Known
from dashboard.imports.lexicon import Lexicon
from dashboard.imports.places import SCHEMES, Scheme
from dashboard.imports.readers import Readers, Settled
from dashboard.imports.understood import Answers, Loads, Option, Question
from dashboard.imports.words import doubtful_sexes
from dashboard.sheets.book import Remark, Value

NUMBERS: Final = frozenset({"count", "value", "value_low", "value_high", "percent", "weight"})
DATES: Final = frozenset({"month", "date", "period_start", "period_end", "starts_on", "due_on"})
MOST_ASKED: Final = 12
"""Unknown names that are asked about; more of them are faults, row by row."""
ASKED_ABOUT: Final = {
    "place": frozenset({"place.near", "place.unknown"}),
    "country": frozenset({"place.country", "place.country_near"}),
    "indicator": frozenset({"indicator.unknown"}),
}
SCHEME_NAMES: Final[dict[Scheme, str]] = {
    "iso_3166_2": "ISO 3166-2 codes", "ocha_pcode_2021": "OCHA place codes of 2021",
    "geonames_admin1": "GeoNames codes", "law_number": "Numbers of the law of 2023",
}  # fmt: skip


def settle(
    specs: Sequence[Spec], seen: Seen, known: Known, lexicon: Lexicon, answers: Answers, loads: Loads
) -> tuple[Settled, list[Question]]:
    """What is proved by some cell or answered holds for all; the rest is asked once."""
    separators, doubts = _separators(list(_values(specs, seen, NUMBERS)), answers)
    order, days = _order(list(_values(specs, seen, DATES)), answers)
    scheme, codes = _scheme(list(_values(specs, seen, {"territory", "territory_code"})), answers)
    shares, percents = _shares(list(_values(specs, seen, {"percent"})), answers)
    settled = Settled(separators, order, scheme, shares, answers)
    names = _names(specs, seen, Readers(known, lexicon, settled), loads) if not codes else []
    return settled, [*doubts, *days, *codes, *percents, *names, *_sexes(specs, seen, answers)]


def _values(specs: Iterable[Spec], seen: Seen, fields: Iterable[str]) -> Iterator[Value]:
    wanted = set(fields)
    return (value for spec in specs if spec.field in wanted for value in seen.get(spec.number, set()))


def _separators(values: Sequence[Value], answers: Answers) -> tuple[amounts.Separators, list[Question]]:
    proved = amounts.agreed(amounts.settled(value) for value in values)
    doubtful = {sign: value for value in values if (sign := amounts.doubtful(value))}
    asked = []
    for sign, value in sorted(doubtful.items()):
        answer = answers.get(sign)
        if answer in {"thousands", "decimals"}:
            proved = proved._replace(**{sign: cast(amounts.Use, answer)})
        elif getattr(proved, sign) is None:
            asked.append(_which_use(sign, value))
    return proved, asked


def _which_use(sign: amounts.Sign, value: Value) -> Question:
    words = str(value).strip()
    asked = Remark("This file writes numbers like “{found}”. What does it mean?", {"found": words})
    plain = "".join(each for each in words if each.isdigit())
    whole = Remark("{number}: the sign separates thousands", {"number": int(plain)})
    parts = Remark("{found}: the sign comes before decimals", {"found": words})
    return Question(sign, asked, (Option("thousands", whole), Option("decimals", parts)))


def _order(values: Sequence[Value], answers: Answers) -> tuple[dates.Order | None, list[Question]]:
    chosen = answers.get("day_order")
    if chosen in {"day_first", "month_first"}:
        return cast(dates.Order, chosen), []
    proved = dates.agreed(dates.settled(value) for value in values)
    doubtful = next((value for value in values if dates.doubtful(value)), None)
    if proved or doubtful is None:
        return proved, []
    options = (
        Option("day_first", Remark("{day}: the day comes first", {"day": _day(doubtful, "day_first")})),
        Option("month_first", Remark("{day}: the month comes first", {"day": _day(doubtful, "month_first")})),
    )
    asked = Remark("This file writes dates like “{found}”. Which day is that?", {"found": str(doubtful)})
    return None, [Question("day_order", asked, options)]


def _day(value: Value, order: dates.Order) -> object:
    found = dates.day(value, order)
    return str(value) if isinstance(found, (Absent, Fault)) else found


def _scheme(values: Sequence[Value], answers: Answers) -> tuple[Scheme | None, list[Question]]:
    """Bare numbers of regions mean four different things."""
    chosen = next((scheme for scheme in SCHEMES if scheme == answers.get("scheme")), None)
    told = [str(value).strip() for value in values if str(value).strip()]
    if chosen or not told or not all(each.removesuffix(".0").isdigit() for each in told):
        return chosen, []
    options = tuple(Option(scheme, Remark(SCHEME_NAMES[scheme])) for scheme in SCHEMES)
    asked = Remark("Regions are numbers here, like “{found}”. Which codes are they?", {"found": told[0]})
    return None, [Question("scheme", asked, options)]


def _shares(values: Sequence[Value], answers: Answers) -> tuple[bool | None, list[Question]]:
    """`0.85` in a column of progress is 85 % or less than one."""
    chosen = answers.get("percent")
    if chosen in {"share", "hundredths"}:
        return chosen == "share", []
    share = next((value for value in values if amounts.is_share(value)), None)
    if share is None:
        return None, []
    options = (
        Option("share", Remark("A share: 1 is the whole")),
        Option("hundredths", Remark("A percentage: 100 is the whole")),
    )
    asked = Remark("Progress is written like “{found}” here. What does it mean?", {"found": str(share)})
    return None, [Question("percent", asked, options)]


def _sexes(specs: Sequence[Spec], seen: Seen, answers: Answers) -> list[Question]:
    """M beside H and F is told row by row; M beside H alone may be a woman."""
    told = {str(value).strip() for value in _values(specs, seen, {"sex"})}
    em = next((each for each in told if each.casefold() == "m"), None)
    if em is None or not doubtful_sexes(told) or f"sex:{em}" in answers:
        return []
    options = (Option("m", Remark("Men")), Option("f", Remark("Women")), Option("unknown", Remark("Sex not specified")))
    return [Question(f"sex:{em}", Remark("This file writes H and M for the sex. What is M?"), options)]


def _names(specs: Sequence[Spec], seen: Seen, readers: Readers, loads: Loads) -> list[Question]:
    """Names that nobody knows, each asked once with the nearest one suggested."""
    if loads not in {"cells", "figures"}:
        return []
    asked: list[Question] = []
    for kind, fields in (("place", {"territory"}), ("country", {"country"}), ("indicator", {"indicator"})):
        read = readers.of("territory" if kind == "place" else kind)
        faults = {spaced(str(value)): found for value in _values(specs, seen, fields)
                  if isinstance(found := read(value), Fault) and found.code in ASKED_ABOUT[kind]}  # fmt: skip
        if len(faults) <= MOST_ASKED:
            asked += [_who(kind, words, fault, readers, loads) for words, fault in sorted(faults.items())]
    return asked


def _who(kind: str, words: str, fault: Fault, readers: Readers, loads: Loads) -> Question:
    offered = _offered(kind, readers, loads)
    near = str(fault.said.holes.get("near", ""))
    suggested = next((option.value for option in offered if option.said == near), None)
    suggested = suggested or _found(kind, near, readers)
    asked = {
        "place": Remark("Which region is “{found}”?", {"found": words}),
        "country": Remark("Which country is “{found}”?", {"found": words}),
        "indicator": Remark("What does “{found}” count?", {"found": words}),
    }
    none = Option("none", Remark("None of these: leave its rows out"))
    return Question(f"{kind}:{words}", asked[kind], (*offered, none), suggested)


def _offered(kind: str, readers: Readers, loads: Loads) -> tuple[Option, ...]:
    known = readers.known
    if kind == "place":
        return choices.territories(known)
    if kind == "country":
        return choices.countries(known)
    return choices.registers(known) if loads == "cells" else choices.indicators(known, loads, {})


def _found(kind: str, near: str, readers: Readers) -> str | None:
    found = readers.of("territory" if kind == "place" else kind)(near) if near else None
    return found if isinstance(found, str) else None
