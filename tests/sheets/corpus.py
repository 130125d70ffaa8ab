"""Files as people bring them, each with what must become of it: every fault of a kind alone, then several at once.

Each one holds the same few rows of expulsions, so that what differs is the fault. `accepted` counts rows; with
questions open, those that can be read already.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dashboard.sheets.book import Kind
from dashboard.sheets.limits import Limits
from tests.sheets import made
from tests.sheets.made import Cell

HEADER = ("Mois", "Région", "Pays", "Sexe", "Indicateur", "Nombre")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("2024-03", "Gao", "Niger", "F", "Expulsions", 12),
    ("2024-03", "Ménaka", "Algérie", "H", "Expulsions", 7),
    ("2024-04", "Kayes", "Libye", "F", "Expulsions", 5),
    ("2024-04", "Tombouctou", "Niger", "H", "Expulsions", 30),
)
TABLE = (HEADER, *ROWS)
FORMULA = "=SUM(F2:F4)"


@dataclass(frozen=True)
class Dropped:
    """One file. `refused` is how its sentence begins; `apart` are rows that are neither loaded nor faulty."""

    what: str
    content: Callable[[], bytes]
    name: str = "expulsions.csv"
    refused: str = ""
    accepted: int = 0
    asked: tuple[str, ...] = ()
    errors: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)
    apart: Mapping[str, int] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    shape: str = "unknown"
    sheet: str | None = None
    encoding: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    is_hostile: bool = False

    @property
    def kind(self) -> Kind:
        endings: dict[str, Kind] = {"xlsm": "xlsx", "xlsx": "xlsx", "xls": "xls", "ods": "ods", "xml": "xml"}
        return endings.get(self.name.rpartition(".")[2], "csv")


def rows(*changed: Sequence[Cell]) -> made.Table:
    """The usual table with other rows under its header."""
    return (HEADER, *changed)


def one(**changed: Cell) -> made.Table:
    """The usual table, some cells of its second row changed: by month, region, country, sex, count."""
    names = ("month", "region", "country", "sex", "indicator", "count")
    row = tuple(changed.get(name, cell) for name, cell in zip(names, ROWS[0], strict=True))
    return rows(row, *ROWS[1:])


def csv_of(table: made.Table, **making: str) -> Callable[[], bytes]:
    return partial(made.text, table, **making)  # type: ignore[arg-type]


def xlsx_of(table: made.Table, *merged: str) -> Callable[[], bytes]:
    return partial(made.xlsx_merged, table, *merged)


def written() -> Iterator[Dropped]:
    """The same four rows, however they are written."""
    usual = Dropped("", made.text, accepted=4)
    for encoding, name in (
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252"), ("latin-1", "Windows-1252"), ("mac_roman", "Mac Roman"),
        ("cp850", "CP850"),
    ):  # fmt: skip
        yield replace(usual, what=f"written in {encoding}", content=csv_of(TABLE, encoding=encoding), encoding=name)
    for separator, name in ((",", "csv"), ("\t", "tsv"), ("|", "txt"), (":", "csv")):
        yield replace(usual, what=f"cut by {separator!r}", content=csv_of(TABLE, separator=separator), name=f"e.{name}")
    for line_end in ("\r", "\n"):
        yield replace(usual, what=f"lines ended by {line_end!r}", content=csv_of(TABLE, line_end=line_end))
    yield replace(usual, what="separator named first", content=lambda: b"sep=;\r\n" + made.text(TABLE))
    yield replace(usual, what="line ends mixed", content=lambda: made.text(TABLE).replace(b"\r\n", b"\r", 2))
    yield replace(usual, what="Excel", content=xlsx_of(TABLE), name="e.xlsx")
    yield replace(usual, what="Excel 97", content=lambda: made.xls({"F": made.xls_rows(TABLE)}), name="e.xls")
    yield replace(usual, what="OpenDocument", content=lambda: made.ods({"F": made.ods_rows(TABLE)}), name="e.ods")


def laid_out() -> Iterator[Dropped]:
    """Titles, notes, covers, hidden sheets, headers on several rows, tags, totals."""
    titles: made.Table = (("Expulsions, par région et par mois",), ("Source : DGME, provisoire",), ())
    notes: made.Table = ((), ("Source : registre de la DGME",), ("(*) chiffres provisoires",))
    yield Dropped("titles above, notes below", csv_of((*titles, *TABLE, *notes)), accepted=4, apart={"notes": 2})
    yield Dropped(
        "a hidden sheet first", lambda: made.xlsx({"Listes": TABLE, "Saisie": TABLE}, hidden=["Listes"]),
        "e.xlsx", accepted=4, sheet="Saisie",
    )  # fmt: skip
    yield Dropped(
        "a cover first",
        lambda: made.xlsx({"Couverture": titles, "Saisie": TABLE}),
        "e.xlsx",
        accepted=4,
        sheet="Saisie",
    )
    yield Dropped("two sheets of data", lambda: made.xlsx({"2023": TABLE, "2024": TABLE}), "e.xlsx", asked=("sheet",))
    on_two: made.Table = (
        ("Mois", "Région", "Pays", "Expulsions", None), (None, None, None, "F", "H"),
        ("2024-03", "Gao", "Niger", 12, 3), ("2024-04", "Kayes", "Libye", 5, 0),
    )  # fmt: skip
    areas = ("A1:A2", "B1:B2", "C1:C2", "D1:E1")
    yield Dropped("merged headers on two rows", xlsx_of(on_two, *areas), "e.xlsx", accepted=2)
    on_three: made.Table = (
        ("Mois", "Région", "Pays", "Expulsions", None, None, None), (None, None, None, "F", None, "H", None),
        (None, None, None, "18-34 ans", "Enfants", "18-34 ans", "Enfants"),
        ("2024-03", "Gao", "Niger", 12, 3, 4, 0), ("2024-04", "Kayes", "Libye", 5, 0, 1, 1),
    )  # fmt: skip
    deeper = ("A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:E2", "F2:G2")
    yield Dropped("merged headers on three rows", xlsx_of(on_three, *deeper), "e.xlsx", accepted=2)
    totals = (*ROWS[:2], ("Sous-total mars 2024", "", "", "", "", 19), *ROWS[2:], ("TOTAL", "", "", "", "", 54))
    yield Dropped("totals and sub-totals", csv_of(rows(*totals)), accepted=4, apart={"totals": 2})
    yield Dropped("the columns in another order", csv_of([row[::-1] for row in TABLE]), accepted=4)
    yield Dropped("no header", csv_of(ROWS), asked=("header",))
    yield Dropped("a header twice", csv_of([(*row, row[-1]) for row in TABLE]), asked=("column:F", "column:G"))
    yield Dropped("a header alone", csv_of([HEADER]), asked=("header",))
    yield Dropped("two tables one after the other", lambda: made.text(TABLE) + made.glued_texts(), accepted=4,
                  errors={"row.another_table": 1})  # fmt: skip


def tagged() -> Iterator[Dropped]:
    """HXL tags under the header: all of them, alone, incomplete, malformed."""
    tags = ("#date+month", "#adm1+name", "#country+name", "#sex", "#indicator+name", "#affected")
    usual = Dropped("", made.text, accepted=4, shape="hxl")
    yield replace(usual, what="HXL tags", content=csv_of((HEADER, tags, *ROWS)))
    yield replace(usual, what="HXL tags alone", content=csv_of((tags, *ROWS)), said=("HXL tags stand alone",))
    missing = ("#date+month", "#adm1+name", "", "#sex", "#indicator+name", "#affected")
    yield replace(usual, what="HXL tags, one missing", content=csv_of((HEADER, missing, *ROWS)),
                  said=("Columns without HXL tag",))  # fmt: skip
    malformed = ("#date+month", "#adm1++name", "#country+name", "#sex", "#indicator+name", "#affected")
    yield replace(usual, what="HXL tags, one malformed", content=csv_of((HEADER, malformed, *ROWS)),
                  said=("HXL tags that are malformed",))  # fmt: skip


def published() -> Iterator[Dropped]:
    """Forms that others publish: levels, masks and other countries are told apart."""
    dtm = (
        "operation,admin0Name,admin0Pcode,admin1Name,admin1Pcode,admin2Name,admin2Pcode,adminLevel,numPresentIdpInd,"
        "reportingDate,roundNumber,numberMales,numberFemales\n"
        "Mali Conflict,Mali,MLI,,,,,0,600,2024-03-31,70,200,400\n"
        "Mali Conflict,Mali,MLI,Gao,ML07,,,1,600,2024-03-31,70,200,400\n"
        "Mali Conflict,Mali,MLI,Gao,ML07,Ansongo,ML0702,2,600,2024-03-31,70,200,400\n"
        "Mali Conflict,Mali,MLI,Mopti,ML05,,,1,Not available,2024-03-31,70,nan,nan\n"
    )
    yield Dropped("DTM", partial(bytes, dtm.encode()), shape="dtm", accepted=1,
                  apart={"other_levels": 2, "not_reported": 1})  # fmt: skip
    unhcr = (
        "Country,ISO3,Country of Origin,ISO3 of Origin,Population type,Source,Date,Individuals\n"
        "Mauritania,MRT,Mali,MLI,Refugees,UNHCR,2024-03-31,*\n"
        "Niger,NER,Mali,MLI,Refugees,UNHCR,2024-03-31,20000\n"
        "France,FRA,Syria,SYR,Refugees,UNHCR,2024-03-31,7\n"
    )
    yield Dropped("UNHCR", partial(bytes, unhcr.encode()), shape="unhcr", accepted=1, apart={"masked": 1, "outside": 1})


def numbers() -> Iterator[Dropped]:
    """Counts as people write them, and what is no count."""
    for what, number in {
        "a narrow space": "1\u202f250", "a no-break space": "1\xa0250", "a space": "1 250", "two spaces": "1 250 000",
    }.items():  # fmt: skip
        yield Dropped(f"a number with {what}", csv_of(one(count=number)), accepted=4)
    for number, kept in {"n.d.": "not_reported", "-": "not_reported", "-00": "not_reported", "nan": "not_reported",
                         "*": "masked"}.items():  # fmt: skip
        yield Dropped(f"a count written {number}", csv_of(one(count=number)), accepted=3, apart={kept: 1})
    for number, asked in {"41.000": "point", "41,000": "comma", "plus de 41.000": "point"}.items():
        yield Dropped(f"a count written {number}", csv_of(one(count=number)), asked=(asked,))
    yield Dropped(
        "counts with points, answered", csv_of(one(count="41.000")), answers={"point": "thousands"}, accepted=4
    )
    for number, code in {
        "8.0500": "number.misprint", "41OOO": "number.letters", "-3": "number.negative", "(12)": "number.negative",
        "0,5": "number.part", "120 %": "number.percentage", str(2**31): "number.too_large",
        str(2**53 + 1): "number.too_large", "#REF!": "cell.error", "VRAI": "number.truth", "12/03/2024": "number.words",
    }.items():  # fmt: skip
        yield Dropped(f"a count written {number}", csv_of(one(count=number)), accepted=3, errors={code: 1})


def cells() -> Iterator[Dropped]:
    """Cells of workbooks that are no count, though a careless reader would make one of them."""
    usual = Dropped("", made.xlsx, "e.xlsx", accepted=3)
    for what, cell, code in (
        ("true", True, "number.truth"), ("a day", dt.date(2024, 3, 1), "number.day"), ("half", 0.5, "number.part"),
        ("negative", -3, "number.negative"), ("an error", "#DIV/0!", "cell.error"),
        ("a formula nobody computed", FORMULA, "cell.formula"), ("beyond 2^31", 2**31, "number.too_large"),
    ):  # fmt: skip
        yield replace(usual, what=f"a cell that is {what}", content=xlsx_of(one(count=cell)), errors={code: 1})
    true = one(count=True)
    yield replace(usual, what="a cell of OpenDocument that is true", name="e.ods", errors={"number.truth": 1},
                  content=lambda: made.ods({"F": made.ods_rows(true)}))  # fmt: skip
    yield replace(usual, what="a cell of Excel 97 that is true", name="e.xls", errors={"number.truth": 1},
                  content=lambda: made.xls({"F": made.xls_rows(true)}))  # fmt: skip
    merged = xlsx_of(rows(ROWS[0], (None, *ROWS[1][1:]), *ROWS[2:]), "A2:A3")
    yield replace(usual, what="merged data", content=merged, accepted=2, errors={"cell.merged": 2})


def days() -> Iterator[Dropped]:
    """Months and days as people write them."""
    for month in ("mars 2024", "03/2024", "2024-03-12", "31/12/2024", "12 mars 2024", "45352"):
        yield Dropped(f"the month {month}", csv_of(one(month=month)), accepted=4)
    yield Dropped("the month 12/03/2024", csv_of(one(month="12/03/2024")), asked=("day_order",))
    yield Dropped("an ambiguous day, answered", csv_of(one(month="12/03/2024")), answers={"day_order": "day_first"},
                  accepted=4)  # fmt: skip
    for month, code in {
        "T1 2024": "date.quarter", "31/02/2024": "date.none", "2024-13": "date.no_month", "mars": "missing.year",
        "2031-01": "date.future", "2024": "date.longer", "": "missing.month",
    }.items():  # fmt: skip
        yield Dropped(f"the month {month or 'missing'}", csv_of(one(month=month)), accepted=3, errors={code: 1})
    yield Dropped("days of Excel", xlsx_of(one(month=dt.date(2024, 3, 1))), "e.xlsx", accepted=4)
    yield Dropped("days counted since 1904", since_1904, "e.xlsx", accepted=4)
    early = xlsx_of(one(month=dt.date(1904, 3, 1)))
    yield Dropped("a day before every register", early, "e.xlsx", accepted=3, errors={"date.year": 1})


def since_1904() -> bytes:
    book = made.workbook({"F": one(month=dt.date(2024, 3, 1))})
    book.epoch = made.SINCE_1904
    return made.saved(book)


def places_and_people() -> Iterator[Dropped]:
    """Regions, countries, words for sexes; and persons, who have no place here."""
    decomposed = unicodedata.normalize("NFD", "Ménaka")
    for region in ("MENAKA", "ML-9", "ML09", "Région de Gao", "District de Bamako", decomposed):
        yield Dropped(f"the region {region!a}", csv_of(one(region=region)), accepted=4)
    for region in ("Tomboctou", "Atlantide"):
        yield Dropped(f"the region {region}", csv_of(one(region=region)), asked=(f"place:{region}",))
    for what, region, code in (
        ("with a Cyrillic letter", "G\u0430o", "word.letters_near"), ("that is a number", "09", "place.number"),
        ("with a sign of no width", "Ga\u200bo", "word.invisible"), ("missing", "", "missing.territory"),
    ):  # fmt: skip
        yield Dropped(f"a region {what}", csv_of(one(region=region)), accepted=3, errors={code: 1})
    for sex in ("Femmes", "female", "masculin", "Hommes", "boys"):
        yield Dropped(f"the sex {sex}", csv_of(one(sex=sex)), accepted=4)
    yield Dropped("a sex nobody knows", csv_of(one(sex="x")), accepted=3, errors={"word.sex": 1})
    for header, cell, said in (
        ("Nom et prénom", "Awa Exemple", "Column G seems to name persons"),
        ("Téléphone", "76 12 34 56", "Column G seems to hold telephone numbers"),
        ("Observation", "+223 76 12 34 56", "Column G seems to hold telephone numbers"),
        ("NINA", "19807301001023K", "Column G seems to hold identity numbers"),
    ):  # fmt: skip
        yield Dropped(f"persons: {header}", csv_of([(*HEADER, header), *((*row, cell) for row in ROWS)]), refused=said)


def twice() -> Iterator[Dropped]:
    """Rows that would count people twice, and rows of another width."""
    yield Dropped("the same row twice", csv_of((*TABLE, ROWS[0])), accepted=4, apart={"repeated": 1},
                  warnings={"row.repeated": 1})  # fmt: skip
    yield Dropped("two values of one cell", csv_of((*TABLE, (*ROWS[0][:-1], 99))), accepted=3, errors={"row.twice": 2})
    yield Dropped("a row with more cells", csv_of((*TABLE, (*ROWS[0], "x", "y"))), accepted=4, errors={"row.ragged": 1})
    yield Dropped("a row without its count", csv_of((*TABLE, ("2024-05", *ROWS[1][1:5]))), accepted=4,
                  apart={"not_reported": 1})  # fmt: skip
    yield Dropped("a row cut after its country", csv_of((*TABLE, ROWS[1][:3])), asked=("fill:E",), accepted=4,
                  errors={"missing.indicator": 1})  # fmt: skip
    wrong = tuple(("2024-03", "Gao", "Niger", "F", "Expulsions", "douze") for _ in range(5_000))
    yield Dropped("five thousand errors", csv_of(rows(*wrong)), errors={"number.words": 5_000})


def broken() -> Iterator[Dropped]:
    """What is refused as a whole: nothing in it, half of it, another kind of file."""
    yield Dropped("empty", partial(bytes, b""), refused="The file is empty")
    yield Dropped("blank lines only", partial(bytes, b"\n;;;\n"), refused="The file has no filled cells")
    yield Dropped("empty sheets", made.xlsx_empty, "e.xlsx", refused="The file has no filled cells")
    for what, whole, name in (
        ("Excel", made.xlsx(), "e.xlsx"), ("OpenDocument", made.ods(), "e.ods"), ("Excel 97", made.xls(), "e.xls"),
    ):  # fmt: skip
        yield Dropped(f"half of {what}", partial(made.cut, whole), name, refused="The file is incomplete")
    for real, whole, name in (
        ("PDF", made.PDF, "e.pdf"), ("PDF", made.PDF, "e.xlsx"), ("PNG", made.PNG, "e.csv"),
        ("HTML", made.HTML, "e.xls"), ("JSON", made.JSON, "e.csv"), ("ZIP", made.plain_zip(), "e.zip"),
        ("Word (.docx)", made.docx(), "e.xlsx"), ("PowerPoint (.pptx)", made.pptx(), "e.pptx"),
        ("OpenDocument (.odt)", made.odt(), "e.ods"),
        ("Word (.doc)", made.doc(), "e.xls"), ("Excel (.xlsb)", made.xlsb(), "e.xlsb"),
        ("Excel 2003 (XML)", made.EXCEL_2003, "e.xls"),
    ):  # fmt: skip
        yield Dropped(f"{real} called {name}", partial(bytes, whole), name, refused=f"This is a file of type {real}")
    for what, whole, name in (
        ("Excel", made.xlsx(), "e.csv"), ("a text", made.text(), "e.xlsx"), ("Excel 97", made.xls(), "e.xlsx"),
    ):  # fmt: skip
        renamed = f"The file is named {name[1:]} but is of type"
        yield Dropped(f"{what} called {name}", partial(bytes, whole), name, refused=renamed)
    for what, content, name in (
        ("Excel", made.xlsx_with_password, "e.xlsx"), ("Excel 97", made.xls_with_password, "e.xls"),
        ("OpenDocument", made.ods_with_password, "e.ods"), ("the parts of Excel", made.encrypted_zip, "e.xlsx"),
    ):  # fmt: skip
        yield Dropped(f"a password on {what}", content, name, refused="The file is protected by a password")


def illegible() -> Iterator[Dropped]:
    """Texts whose letters or lines cannot be told for certain."""
    controls, mixed = "Line 2 has characters that are not text", "The file mixes two encodings"
    quote = 'A quotation mark (") opened on line {}'
    for what, content, refused in (
        ("a NUL", csv_of(one(region="Ga\0o")), controls),
        ("a control character", csv_of(one(region="Ga\x1bo")), controls),
        ("garbled accents", partial(made.garbled_text, TABLE), "On line 1 “Ã©” should be “é”"),
        ("lost letters", made.text_with_lost_accents, "On line 1 letters were lost"),
        ("two encodings", partial(made.text_of_two_encodings, TABLE), mixed),
        ("cut within a letter", made.text_cut_within_a_letter, mixed),
        ("letters of nowhere", partial(bytes, b"region;n\nG\x81\x8do;1\n"), "The accents of this file cannot"),
        ("a quotation mark never closed", partial(made.unclosed, made.text(TABLE), line=3), quote.format(3)),
        ("a quotation mark that swallows rows", made.text_with_swallowed_rows, quote.format(2)),
        ("a quotation mark in a cell", partial(bytes, b'a;b\n"x" y;1\n'), "From line 2 on, a quotation mark"),
        ("two separators", partial(made.text_with_two_separators, TABLE), "Line 1 separates its columns by “;”"),
    ):
        yield Dropped(what, content, refused=refused)
    in_excel = made.xlsx_with_control_character
    yield Dropped("a control character in Excel", in_excel, "e.xlsx", refused="Cell B2 of sheet")


def hostile() -> Iterator[Dropped]:
    """What would harm whoever reads it carelessly."""
    declared, odd = "The file contains instructions", "The file is not built like an ordinary workbook"
    liar = partial(made.lying_size, "xl/worksheets/sheet1.xml", b" " * 5000, said=10)
    for what, content, refused in (
        ("a zip bomb", made.zip_bomb, "Unpacked, the file has 201 MB; at most 60 MB"),
        ("a swollen part", made.swollen_part, "Part of the file unpacks to"),
        ("an entity bomb", made.xlsx_with_declaration, declared),
        ("a declaration in UTF-16", partial(made.xlsx_with_declaration, encoding="utf-16"), declared),
        ("a file of the reader's machine", partial(made.xlsx_with_declaration, made.OUTSIDE_ENTITY), declared),
        ("a value in the last corner", made.xlsx_far_corner, "Sheet “F” is filled down to row 1048576; at most 20000"),
        ("20 000 parts", made.many_parts, "The file is made of 20003 parts; at most 2000"),
        ("a part twice", made.twice_the_same_part, odd),
        ("a part outside", made.part_outside, odd),
        ("a part that lies about its size", liar, "The file is damaged"),
        ("half a bomb", lambda: made.cut(made.zip_bomb()), "The file is incomplete"),
    ):
        yield Dropped(what, content, "e.xlsx", refused=refused, is_hostile=True)
    bomb = partial(made.ods, declaration=made.DOCTYPE)
    yield Dropped("a bomb of OpenDocument", bomb, "e.ods", refused=declared, is_hostile=True)
    entity = partial(bytes, made.XML_WITH_DECLARATION)
    yield Dropped("a file of the reader's machine in XML", entity, "e.xml", refused=declared, is_hostile=True)
    small = Limits(text_file=1_000_000, text_rows=500, columns=10)
    for what, content, refused in (
        ("too heavy", partial(bytes, b"a;b\n" * 300_000), "The file has 2 MB; at most 1 MB"),
        ("too many lines", partial(bytes, b"a;b\n" * 1_000), "The file has 1000 lines; at most 500"),
        ("too many columns", partial(bytes, b"a;" * 29 + b"a\n1\n"), "“expulsions” is filled up to column AD"),
    ):
        yield Dropped(what, content, refused=refused, limits=small)


def kept() -> Iterator[Dropped]:
    """What is read all the same, and says so."""
    usual = Dropped("", made.xlsx, accepted=4)
    macros = partial(with_part, "xl/vbaProject.bin")
    for name in ("e.xlsm", "e.xlsx"):
        yield replace(usual, what=f"macros in {name}", content=macros, name=name, said=("The macros of this file",))
    links = partial(with_part, "xl/externalLinks/externalLink1.xml")
    yield replace(usual, what="links to other files", content=links, name="e.xlsx", said=("Links to other files",))


def with_part(part: str) -> bytes:
    return made.with_part(made.xlsx({"Saisie": TABLE}), part, "<externalLink/>")


def at_once() -> Iterator[Dropped]:
    """Several faults in one file."""
    titled: made.Table = (("Expulsions, par région",), (), *one(count="1.250"), ("TOTAL", "", "", "", "", "54"))
    old = csv_of(titled, encoding="cp1252", line_end="\r")
    windows = Dropped("Windows-1252, a title, points, a total, old line ends", old, encoding="Windows-1252")
    yield replace(windows, asked=("point",))
    yield replace(windows, what="the same, answered", answers={"point": "thousands"}, accepted=4, apart={"totals": 1},
                  warnings={"total.differs": 1})  # fmt: skip
    yield Dropped("a hidden sheet, a merged title, a formula, macros", hidden_merged_formula, "e.xlsm", accepted=3,
                  errors={"cell.formula": 1}, said=("The macros of this file",), sheet="Saisie")  # fmt: skip
    tabs = made.unclosed(made.text(TABLE, separator="\t"), line=4).decode().encode("utf-16")
    yield Dropped("UTF-16, tabs, a quotation mark never closed", partial(bytes, tabs), "e.tsv",
                  refused='A quotation mark (") opened on line 4')  # fmt: skip
    doubts = csv_of(one(region="Tomboctou", month="12/03/2024", count="41.000"))
    yield Dropped("three doubts", doubts, asked=("point", "day_order", "place:Tomboctou"))
    answers = {"point": "thousands", "day_order": "day_first", "place:Tomboctou": "tombouctou"}
    yield Dropped("three doubts, answered", doubts, answers=answers, accepted=4)
    several = rows(("2031-01", "Gao", "Niger", "x", "Expulsions", "-3"), *ROWS[1:])
    yield Dropped("three errors in one row", csv_of(several), accepted=3,
                  errors={"date.future": 1, "number.negative": 1, "word.sex": 1})  # fmt: skip
    persons: made.Table = [(*HEADER, "Téléphone"), *((*row, f"76 12 34 5{at}") for at, row in enumerate(ROWS))]
    yield Dropped("garbled accents and persons", partial(made.garbled_text, persons), refused="On line 1 “Ã©”")
    yield Dropped("persons on a hidden sheet", lambda: made.xlsx({"Liste": persons, "Saisie": TABLE}, hidden=["Liste"]),
                  "e.xlsx", refused="Column G")  # fmt: skip
    yield Dropped("a password and macros", made.xlsx_with_password, "e.xlsm", refused="The file is protected")


WIDE: made.Table = (
    ("Pays", "janv. 2024", "févr. 2024", "mars 2024"), ("Niger", 1, "n.d.", 3), ("Libye", "*", 0, "-"),
)  # fmt: skip
OF_MARCH: made.Table = (("Région", "Pays", "Indicateur", "Nombre"), ("Gao", "Niger", "Expulsions", 12))


def combined() -> Iterator[Dropped]:
    """What stands alone above, met together as people send it."""
    titled: made.Table = (("Expulsions 2024",), ("Source : DGME",), (), *TABLE, ("TOTAL", "", "", "", "", 54))
    for what, content, name in (
        ("Excel 97", lambda: made.xls({"Listes": made.xls_rows(TABLE), "F": made.xls_rows(titled)}, hidden=["Listes"]),
         "e.xls"),
        ("OpenDocument", lambda: made.ods({"Listes": made.ods_rows(TABLE), "F": made.ods_rows(titled)},
                                          hidden=["Listes"]), "e.ods"),
    ):  # fmt: skip
        yield Dropped(f"a hidden sheet, titles and a total in {what}", content, name, accepted=4, sheet="F",
                      apart={"totals": 1})  # fmt: skip
    for encoding, separator, line_end in (("utf-16", "|", "\r"), ("cp1252", "\t", "\n"), ("utf-8-sig", ":", "\r\n")):
        names = {"utf-16": "UTF-16", "cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}
        yield Dropped(f"{encoding} cut by {separator!r}, lines ended by {line_end!r}, titles, a total",
                      csv_of(titled[1:], encoding=encoding, separator=separator, line_end=line_end),
                      "e.tsv" if separator == "\t" else "e.csv", accepted=4, apart={"totals": 1},
                      encoding=names[encoding])  # fmt: skip
    wide = xlsx_of((("Expulsions de Gao", *[None] * 3), *WIDE))
    asked = {"territory": "gao"}
    yield Dropped("months across, not reported and masked among them", wide, "expulsions.xlsx", answers=asked,
                  accepted=2)  # fmt: skip
    tags = ("#date+month", "#adm1+name", "#country+name", "#sex", "#indicator+name", "#affected")
    months = (HEADER, tags, ("T1 2024", *ROWS[0][1:]), ("mars 2024", *ROWS[1][1:-1], "(12)"), ROWS[2])
    yield Dropped("HXL tags, a quarter, a number in brackets, Windows-1252", csv_of(months, encoding="cp1252"),
                  shape="hxl", encoding="Windows-1252", accepted=1,
                  errors={"date.quarter": 1, "number.negative": 1})  # fmt: skip
    yield Dropped("a formula with its result", lambda: made.xlsx_of_cells(STORED), "e.xlsx", accepted=1,
                  answers={"indicator": "returns_expelled"})  # fmt: skip
    yield Dropped("decimals and a space", csv_of(one(count="1 234,5")), accepted=3, errors={"number.part": 1})
    yield Dropped("a number of a region among names", csv_of(one(region="3", count="41\u202f000")), accepted=3,
                  errors={"place.number": 1})  # fmt: skip
    yield Dropped("a sub-total, a region twice and a masked count",
                  csv_of((*TABLE, ("Sous-total", "", "", "", "", "54"), ROWS[0], (*ROWS[1][:-1], "*"))), accepted=4,
                  apart={"totals": 1, "repeated": 1, "masked": 1}, warnings={"row.repeated": 1})  # fmt: skip


STORED = "".join(
    f'<row r="{row}">' + "".join(cells) + "</row>" for row, cells in enumerate((
        [f'<c r="{letter}1" t="str"><v>{words}</v></c>' for letter, words in zip("ABCD", ("Mois", "Région", "Pays",
                                                                                       "Nombre"), strict=True)],
        ['<c r="A2" t="str"><v>2024-03</v></c>', '<c r="B2" t="str"><v>Gao</v></c>',
         '<c r="C2" t="str"><v>Niger</v></c>', '<c r="D2"><f>10+2</f><v>12</v></c>'],
    ), start=1)
)  # fmt: skip


def together() -> Iterator[Dropped]:
    """Several sheets of one shape; rows and columns that are hidden."""
    usual = Dropped("", made.xlsx, "e.xlsx")
    regions = {name: (HEADER[:1] + HEADER[2:], *(row[:1] + row[2:] for row in ROWS[:2])) for name in ("Gao", "Kayes")}
    yield replace(usual, what="a sheet a region", content=lambda: made.xlsx(regions), asked=("sheet",))
    every = {"sheet": "*"}
    yield replace(usual, what="a sheet a region, together", content=lambda: made.xlsx(regions), answers=every,
                  accepted=4, sheet="Gao, Kayes")  # fmt: skip
    months = {"Janvier 2024": OF_MARCH, "Février 2024": OF_MARCH, "Récap": OF_MARCH}
    yield replace(usual, what="a sheet a month and their total, together", content=lambda: made.xlsx(months),
                  answers=every, accepted=2, apart={"totals": 1}, warnings={"total.differs": 1})  # fmt: skip
    same = {"Saisie": TABLE, "Copie": TABLE}
    yield replace(usual, what="the same rows on two sheets, together", content=lambda: made.xlsx(same), answers=every,
                  asked=("repeat",), accepted=4, apart={"repeated": 4}, warnings={"row.repeated": 4})  # fmt: skip
    in_ods = partial(made.ods, {name: made.ods_rows(rows) for name, rows in regions.items()})
    yield replace(usual, what="sheets of OpenDocument together", content=in_ods, name="e.ods", answers=every,
                  accepted=4)  # fmt: skip
    in_xls = partial(made.xls, {name: made.xls_rows(rows) for name, rows in regions.items()})
    yield replace(usual, what="sheets of Excel 97 together", content=in_xls, name="e.xls", answers=every, accepted=4)
    yield replace(usual, what="hidden rows and columns", content=partly_hidden, accepted=4,
                  said=("Hidden rows of sheet", "Hidden columns of sheet"))  # fmt: skip


def partly_hidden() -> bytes:
    book = made.workbook({"Saisie": TABLE})
    book["Saisie"].row_dimensions[3].hidden = True
    book["Saisie"].column_dimensions["D"].hidden = True
    return made.saved(book)


def lists_of_people() -> Iterator[Dropped]:
    """However short, however written, with or without a table beside them."""
    people: made.Table = (("Nom", "Téléphone"), ("Awa Exemple", "76 12 34 56"), ("Moussa Exemple", "66 98 76 54"))
    named, phones = "Column A seems to name persons", "Column B seems to hold telephone numbers"
    yield Dropped("two people and nothing else", csv_of(people), refused=named)
    yield Dropped("two people in Excel", xlsx_of(people), "e.xlsx", refused=named)
    yield Dropped("two people in OpenDocument", lambda: made.ods({"F": made.ods_rows(people)}), "e.ods", refused=named)
    yield Dropped("two people in UTF-16, by tabs", csv_of(people, encoding="utf-16", separator="\t"), "e.tsv",
                  refused=named)  # fmt: skip
    yield Dropped("two people without a header", csv_of(people[1:]), refused=phones)
    yield Dropped("two people beside a table", lambda: made.xlsx({"Saisie": TABLE, "Équipe": people}), "e.xlsx",
                  refused="Column A (Équipe) seems to name persons")  # fmt: skip
    ages: made.Table = (("Nom", "Âge", "Région"), ("Awa Exemple", "34", "Gao"))
    yield Dropped("one person with an age", csv_of(ages), refused=named)


def hidden_merged_formula() -> bytes:
    table = (("Expulsions", *[None] * 5), *one(count=FORMULA))
    book = made.workbook({"Listes": TABLE, "Saisie": table}, hidden=["Listes"])
    book["Saisie"].merge_cells("A1:F1")
    return made.with_part(made.saved(book), "xl/vbaProject.bin", b"x")


GROUPS = (
    written, laid_out, tagged, published, numbers, cells, days, places_and_people, twice, broken, illegible, hostile,
    kept, at_once, combined, together, lists_of_people,
)  # fmt: skip
CORPUS: tuple[Dropped, ...] = tuple(dropped for group in GROUPS for dropped in group())
