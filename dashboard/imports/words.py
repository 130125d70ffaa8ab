"""Words that stand for something known: sex, age group, yes and no, and anything that has names in both languages."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal

from dashboard.imports.cells import INVISIBLE, Absent, Fault, folded, foreign_signs, nothing, spaced, word_set
from dashboard.sheets.book import Remark, Value

Sex = Literal["f", "m", "unknown"]
AgeGroup = Literal["0-17", "18-34", "35-59", "60+", "unknown"]

SEX_WORDS: Final[Mapping[Sex, str]] = {
    "f": "f femme femmes fille filles feminin feminine female females woman women girl girls fem",
    "m": "m h homme hommes garcon garcons masculin masculine male males man men boy boys masc",
}
SEXES: Final[dict[str, Sex]] = {word: sex for sex, words in SEX_WORDS.items() for word in words.split()}
ALL: Final = frozenset(
    ("total", "totaux", "totals", "ensemble", "tous", "toutes", "all", "both", "les deux", "both sexes", "tous sexes",
     "tous les sexes", "deux sexes", "tous ages", "tous les ages", "all ages", "h/f", "f/h", "m/f", "f/m", "hf", "mf",
     "grand total", "total general", "sous-total", "sous total", "subtotal", "sub-total")
)  # fmt: skip
TOTALS: Final = (
    "total ", "sous-total ", "sous total ", "subtotal ", "sub-total ", "grand total ", "ensemble d", "recapitulatif ",
)  # fmt: skip
RECAPS: Final = frozenset({"recap", "recapitulatif", "recapitulation", "synthese", "cumul annuel"})
OLDEST: Final = 150
GROUPS: Final[dict[tuple[int, int], AgeGroup]] = {
    (0, 17): "0-17", (18, 34): "18-34", (35, 59): "35-59", (60, OLDEST): "60+",
}  # fmt: skip
CHILDREN: Final = word_set("enfant enfants mineur mineurs mineure mineures child children minor minors kids")
GRADES: Final = word_set(
    "adulte adultes adult adults jeune jeunes youth youths majeur majeurs majeures elderly aines nourrissons bebes "
    "infants adolescents adolescentes"
) | {"personnes agees", "personne agee", "older persons", "older people"}
YEARS: Final = re.compile(r" ?(?:ans|an|years? ?(?:old)?|yrs?|yo|y/o)\b\.?")
BETWEEN: Final = re.compile(r"(?:de |from |entre |between |aged? )?(\d{1,3}) ?(?:[-–—_/]|a|to|et|and) ?(\d{1,3})")
AND_OVER: Final = r"\+|& ?\+|et \+|(?:et|ou) plus|(?:and|or) (?:over|above|more|older)"
FROM: Final = re.compile(
    rf"(?:≥|>=|a partir de |aged? )?(\d{{1,3}}) ?(?:{AND_OVER})|(?:≥|>=|a partir de ) ?(\d{{1,3}})"
)
OVER: Final = re.compile(r"(?:>|plus de|over|above|more than) ?(\d{1,3})")
UNDER: Final = re.compile(r"(?:<|moins de|under|below|less than) ?(\d{1,3})")
UP_TO: Final = re.compile(
    r"(?:≤|<=|jusqu'a|up to) ?(\d{1,3})|(\d{1,3}) (?:et|ou|and|or) (?:moins|under|below|less|younger)"
)
EXPLAINED: Final = re.compile(r"[^\d(]+\((.*\d.*)\)")
"""`enfants (0-17 ans)`: the years say what the word means."""
YES: Final = word_set("oui o yes y vrai true 1 x ✓ ✔")
NO: Final = word_set("non n no faux false 0")
LOOKALIKES: Final = str.maketrans(
    "аеорсухікмнтвАЕОРСУХІКМНТВαοεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxikmhtbAEOPCYXIKMHTBaoeikvptuxABEZHIKMNOPTYX"
)
NEAR: Final = 0.76
FAULTS: Final = {
    "sex": "This is not a sex that is known here. Write F, M or “not specified”.",
    "all": "This row is about all of them together. Give each one its row, or leave the total out.",
    "age": "This is not an age group. Write 0-17, 18-34, 35-59, 60+ or “not specified”.",
    "age_other": "This age group crosses those of the dashboard: 0-17, 18-34, 35-59 and 60+. Ask the source for "
    "its counts.",
    "age_day": "The spreadsheet turned this age group into a date. Type it again as text, such as 0-17.",
    "age_alone": "A single age stands where a group is expected. Count people by age group.",
    "truth": "Yes or no is expected here.",
    "letters": "Letters of another alphabet stand in this word. Type it again.",
    "letters_near": "Letters of another alphabet stand in this word. Type it again: “{near}”?",
    "invisible": "An invisible sign stands in this cell. Type its content again.",
    "name": "This is not one of the names that are known here. Choose one of the list.",
    "name_near": "This is not one of the names that are known here. Did you mean “{near}”?",
}


def _fault(kind: str, **holes: object) -> Fault:
    return Fault(f"word.{kind}", Remark(FAULTS[kind], holes))


class Names:
    """Things that have names: a key, or any of the names, without regard to case, accents, hyphens and apostrophes.

    `strip` takes off what people put around a name. A name that two things share finds neither.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        strip: re.Pattern[str] | None = None,
        also_strip: re.Pattern[str] | None = None,
    ) -> None:
        self._strips = tuple(each for each in (strip, also_strip) if each)
        self._keys: dict[str, str | None] = {}
        self._shown: dict[str, str] = {}
        for key, known in names.items():
            for name in (*known, key):
                self._hold(key, name)

    def _hold(self, key: str, name: str) -> None:
        bare = _bare(name)
        if not bare:
            return
        self._keys[bare] = key if self._keys.get(bare, key) == key else None
        self._shown.setdefault(bare, name)

    def read(self, value: Value) -> str | Absent | Fault:
        """The key of what a cell names."""
        absent = nothing(value)
        words = spaced(str(value))
        if isinstance(absent, Fault) or absent is Absent.EMPTY:
            return absent
        found = self.find(words)
        if found or absent:
            return found or Absent.NOT_REPORTED
        near, foreign = self.near(words), foreign_signs(words)
        if foreign:
            return self.foreign(foreign, near)
        return _fault("name_near", near=near) if near else _fault("name")

    def find(self, words: str) -> str | None:
        """The key of a name as it is written or without what stands around it; nothing when a sign is foreign to it."""
        if foreign_signs(words):
            return None
        return next((key for each in self._forms(words) if (key := self._keys.get(each))), None)

    def near(self, words: str) -> str:
        """The name that is meant, probably: offered, never taken."""
        seen = INVISIBLE.sub("", words).translate(LOOKALIKES)
        for each in self._forms(seen):
            found = difflib.get_close_matches(each, self._keys, n=1, cutoff=NEAR)
            if found:
                return self._shown[found[0]]
        return ""

    def foreign(self, kind: str, near: str) -> Fault:
        """A word with signs that nobody meant to type."""
        if kind == "invisible":
            return _fault("invisible")
        return _fault("letters_near", near=near) if near else _fault("letters")

    def _forms(self, words: str) -> Iterable[str]:
        plain = folded(words)
        yield _bare(plain)
        for strip in self._strips:
            plain = strip.sub("", plain).strip()
            yield _bare(plain)


def _bare(name: str) -> str:
    """A name as letters and digits, one space between words: `Côte d’Ivoire` is `cote d ivoire`."""
    return " ".join(re.sub(r"[^\w+]|_", " ", folded(name)).split())


def sex(value: Value) -> Sex | Absent | Fault:
    """A sex that is not told is a sex not specified: somebody was counted. An empty cell is left to its caller."""
    absent = nothing(value)
    if isinstance(absent, Fault) or absent is Absent.EMPTY:
        return absent
    plain = folded(str(value)).rstrip(".")
    if absent:
        return "unknown"
    if plain in ALL:
        return _fault("all")
    return SEXES.get(plain) or _refused(str(value), "sex")


def doubtful_sexes(values: Collection[str]) -> bool:
    """Whether a file writes both `H` and `M`: M is then a woman (*mujer*) or a minor, or a man written two ways."""
    return {"h", "m"} <= {folded(value).rstrip(".") for value in values}


def age_group(value: Value) -> AgeGroup | Absent | Fault:
    """One of our age groups. Another one is refused, never put into the nearest."""
    absent = nothing(value)
    if isinstance(absent, Fault) or absent is Absent.EMPTY:
        return absent
    if isinstance(value, (dt.date, dt.time)):
        return _fault("age_day")
    plain = folded(str(value)).rstrip(".")
    if absent:
        return "unknown"
    if plain in ALL:
        return _fault("all")
    return _group(plain) or _refused(str(value), "age")


def _group(plain: str) -> AgeGroup | Fault | None:
    explained = EXPLAINED.fullmatch(plain)
    if explained:
        return _group(explained[1])
    if plain in CHILDREN:
        return "0-17"
    if plain in GRADES:
        return _fault("age_other")
    bounds = _bounds(" ".join(YEARS.sub("", plain.removeprefix("age ")).split()))
    if bounds:
        return GROUPS.get(bounds) or _fault("age_other")
    return _fault("age_alone") if re.fullmatch(r"\d{1,3}(?:\.0)?(?: ans?)?", plain) else None


def _bounds(plain: str) -> tuple[int, int] | None:
    """First and last age of a group, both included."""
    if found := BETWEEN.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := FROM.fullmatch(plain):
        return int(found[1] or found[2]), OLDEST
    if found := OVER.fullmatch(plain):
        return int(found[1]) + 1, OLDEST
    if found := UNDER.fullmatch(plain):
        return 0, int(found[1]) - 1
    if found := UP_TO.fullmatch(plain):
        return 0, int(found[1] or found[2])
    return None


def truth(value: Value) -> bool | Absent | Fault:
    """Yes or no, in either language."""
    if isinstance(value, bool):
        return value
    absent = nothing(value)
    if absent is not None:
        return absent
    plain = folded(str(value)).removesuffix(".0")
    return plain in YES if plain in YES | NO else _fault("truth")


def is_total(words: str) -> bool:
    """Whether a cell says that its row, or its column, sums others."""
    plain = folded(words).strip(" :.*")
    return plain in ALL or plain in RECAPS or plain.startswith(TOTALS)


def _refused(words: str, kind: str) -> Fault:
    foreign = foreign_signs(words)
    return _fault(foreign or kind)
