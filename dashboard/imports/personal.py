"""What names, reaches or locates one person: a file of counts that holds any of it is refused, a comment is doubted.

A file is judged by its headers, by cells that leave no doubt (an e-mail address, a telephone number written as one, an
identity number), and by columns most of whose cells look like persons. What was found is never repeated: only where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, Literal

from dashboard.imports.cells import folded, word_set
from dashboard.sheets.book import Remark, Value

Kind = Literal["name", "phone", "email", "identity", "birth", "address", "position"]

EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]+")
"""Its parts are bounded, so that a cell of many letters is searched in one pass."""
DIGITS: Final = re.compile(r"(?<![\w,.])(?:\+|00)?\d(?:[ \u00a0\u202f.\-]?\d){7,14}(?![\w])")
AMOUNT: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./-]\d\d?[./-]\d{4}|(?:19|20)\d\d[-/](?:19|20)\d\d")
CASE: Final = re.compile(
    r"\b(?:M\.|Mme|Mlle|MM\.|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?)\s+[A-ZÀ-Þ]"
    r"|\b(?:nommée?|surnommée?|prénommée?|named)\s+[A-ZÀ-Þ]"
    r"|\b(?:née? le|born on|date de naissance|date of birth)\b"
    r"|\b(?i:passeport|passport|dossier|case|NINA|carte d[’']identité)\s*(?:n[°ᵒo]\.?|no\.?|number|:)[\s:]*\w"
    r"|\bâgée? de \d+ ans|\baged \d+"
)
TELEPHONE: Final = re.compile(
    r"(?:(?:\+|00)223[ .-]?)?[5-9]\d(?:([ .-])\d\d)(?:\1\d\d){2}|(?:\+|00)[1-9]\d{0,2}(?:[ .-]?\d){7,11}"
)
"""Written as people write one: in pairs, or with the code of a country."""
BARE_TELEPHONE: Final = re.compile(r"[5-9]\d{7}")
IDENTITY: Final = re.compile(r"[12]\d{13} ?[A-Z]|[12](?: ?\d){13} ?[A-Z]")
"""A NINA, the number of Mali's register of persons: fourteen digits and a letter, the first digit for the sex."""
FAMILY_NAMES: Final = word_set(
    "ba bah bagayoko balde barry bathily berthe bocoum camara cisse coulibaly dembele diabate diakite diallo diarra "
    "diawara dicko diop djire doucoure doumbia doumbouya drame fofana gakou gassama haidara kanoute kante keita konate "
    "kone koumare kouyate macalou magassa maiga niare ouattara sacko samake samoura sangare sanogo sidibe simpara "
    "sissoko soumare sow sylla tall tamboura tangara togo toure tounkara traore yattara"
)
SEVERAL, MOST = 3, 0.5
"""How many different cells, and what share of a column, make it one of persons."""
PERSON: Final = (
    "beneficiaires?|beneficiary|migrants?|retournes?|returnees?|personnes?|persons?|chefs? de menages?|enfants?|child"
    "|peres?|father|meres?|mother|tuteurs?|victimes?|victim|enqueteurs?|enumerator|agents?|interesse|head of household"
)
HEADERS: Final[Mapping[Kind, str]] = {
    "email": r"e ?mails?\b.*|(?:adresse )?courriels?\b.*|mails?|adresses? (?:e ?mail|electronique|mail).*",
    "phone": (
        r"(?:(?:numeros?|n[o°]?)(?: de)? )?(?:tel|telephones?|phones?|mobiles?|portables?|cell ?phones?|whatsapp|gsm)"
        r"(?: (?:numbers?|no|mobile|portable|\d|d[eu] .*))?|contacts?(?: (?:telephoniques?|phone|tel|numbers?|no))?"
    ),
    "identity": (
        r"(?:(?:numeros?|n[o°]?|num)(?: de)? )?"
        r"(?:nina|cni|passe ?ports?|(?:pieces?|cartes?) d'identite|carte nina|biometri(?:e|que)"
        r"|passports?|identity card|national id|id card|biometrics?)(?: (?:numbers?|no|id|n[o°]?))?"
    ),
    "birth": (
        r"(?:date|lieu|annee|jour) de naissance|(?:date|place) of birth|birth ?(?:date|day)|dob|ne(?:e|\(e\))? le"
    ),
    "name": (
        r"noms?(?: et |/|, ?| & | )prenoms?.*|prenoms?\b.*|noms? (?:de famille|complets?)|patronymes?|surnames?"
        r"|(?:first|last|full|family|given|middle|sur) ?names?"
        rf"|(?:noms?|names?) (?:d[eu]s? |of )(?:la |l'|the )?(?:{PERSON})\b.*|(?:{PERSON})(?:'s)? names?"
    ),
    "address": (
        r"adresses?(?: (?:d[eu] .*|des .*|complete|physique|personnelle|postale))?|domiciles?|quartier de residence"
        r"|(?:home |street |postal )?address(?:es)?"
    ),
    "position": (
        r"(?:gps|coordonnees|position|localisation|latitude|longitude|location|coordinates)\b.*"
        r"(?:domicile|menage|maison|habitation|beneficiaire|migrant|home|household|house|beneficiary).*"
    ),
}
BARE: Final = re.compile(rf"noms?|names?|identites?|qui|who|{PERSON}")
"""Over a list of people when a way to reach them stands beside it; over anything else when none does."""
AGE: Final = re.compile(r"ages?(?: ?\(?(?:en annees|in years|annees|ans|years))?")
YEARS: Final = re.compile(r"1?\d?\d(?: ?ans| ?years)?")
REACHED: Final = frozenset({"phone", "email", "identity", "birth", "address"})
PATTERNS: Final = {kind: re.compile(patterns) for kind, patterns in HEADERS.items()}
SAID: Final[dict[Kind, str]] = {
    "name": "Column {column} seems to name persons. Count people instead: nothing of this file was kept.",
    "phone": "Column {column} seems to hold telephone numbers. Take it out: nothing of this file was kept.",
    "email": "Column {column} seems to hold e-mail addresses. Take it out: nothing of this file was kept.",
    "identity": "Column {column} seems to hold identity numbers. Take it out: nothing of this file was kept.",
    "birth": "Column {column} seems to hold dates of birth. Count people by age group: nothing of this file was kept.",
    "address": "Column {column} seems to hold people’s addresses. Count them by region: nothing of this file was kept.",
    "position": "Column {column} seems to hold the position of people’s homes. Take it out: nothing of this file was "
    "kept.",
}


def found(words: str) -> str | None:
    """`email`, `phone` or `case` in words that somebody wrote; nothing in ordinary words, amounts and dates."""
    if EMAIL.search(words):
        return "email"
    if any(not AMOUNT.fullmatch(each) and not DAY.fullmatch(each) for each in DIGITS.findall(words)):
        return "phone"
    return "case" if CASE.search(words) else None


def of_header(words: str) -> Kind | None:
    """What a column holds about persons by its header. `Nom de la région` names no person, nor does `Nom` alone."""
    plain = _plain(words)
    return next((kind for kind, pattern in PATTERNS.items() if pattern.fullmatch(plain)), None)


def is_age(words: str, values: Iterable[Value]) -> bool:
    """`Âge` over numbers of years; age groups have two of them, or words."""
    told = [str(value).strip() for value in values if value is not None]
    return bool(AGE.fullmatch(_plain(words))) and bool(told) and all(YEARS.fullmatch(each) for each in told)


def names_somebody(words: str) -> bool:
    """`Nom`, `Bénéficiaire`: persons, or places and things; what stands beside it tells."""
    return bool(BARE.fullmatch(_plain(words)))


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w/°&,.'()]|_", " ", folded(words)).split()).strip(" .:*()")


def of_cell(value: Value) -> Kind | None:
    """What one cell alone proves; a number of eight digits proves nothing, it may be an amount."""
    if not isinstance(value, str) or len(value) < 6:
        return None
    words = value.strip()
    if EMAIL.fullmatch(words):
        return "email"
    if TELEPHONE.fullmatch(words):
        return "phone"
    return "identity" if IDENTITY.fullmatch(words) else None


def of_column(values: Iterable[Value]) -> Kind | None:
    """What a column that is no count, no date and no known place seems to hold, by most of its different cells."""
    cells = {str(value).strip() for value in values if isinstance(value, (str, int)) and str(value).strip()}
    if _is_mostly(cells, _names_a_person):
        return "name"
    if _is_mostly(cells, _may_be_telephone):
        return "phone"
    return next((kind for cell in cells if (kind := of_cell(cell))), None)


def _is_mostly(cells: Collection[str], likely: Callable[[str], bool]) -> bool:
    number = sum(likely(cell) for cell in cells)
    return number >= max(SEVERAL, MOST * len(cells))


def said(kind: Kind, column: str) -> Remark:
    """Why a file is refused, without what was found."""
    return Remark(SAID[kind], {"column": column})


def _names_a_person(words: str) -> bool:
    """Two to five words, one of them a family name that is usual in Mali, or *ag*, “son of”, between two."""
    parts = re.findall(r"[^\W\d_]+", folded(words))
    if not 2 <= len(parts) <= 5 or re.search(r"\d", words):
        return False
    return not FAMILY_NAMES.isdisjoint(parts) or "ag" in parts[1:-1]


def is_telephone(value: Value) -> bool:
    """Eight digits too: only beside something else that speaks of a person."""
    return isinstance(value, (str, int)) and _may_be_telephone(str(value).strip())


def may_be_name(value: Value) -> bool:
    """Two to five words without a digit, which any title may be too."""
    return isinstance(value, str) and bool(re.fullmatch(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+){1,4}", value.strip()))


def _may_be_telephone(words: str) -> bool:
    return bool(TELEPHONE.fullmatch(words) or BARE_TELEPHONE.fullmatch(words))
