"""Words and pieces that the steps of an import share: what the contract keeps as keys, sections, notices, tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from dashboard.imports.understood import Field, Loads, Shape
from dashboard.texts import Language, number, text
from dashboard.views import forms
from dashboard.views.markup import esc

ADDRESS: Final = "/entry/files"
"""Where files come in, and what belongs to one of them."""
FIELDS: Final[dict[Field, str]] = {
    "indicator": "Indicator",
    "month": "Month",
    "date": "Date",
    "year": "Year",
    "territory": "Region",
    "territory_code": "Code of the region",
    "country": "Country",
    "sex": "Sex",
    "age_group": "Age group",
    "detail": "Detail",
    "count": "Number counted",
    "level": "Level of the place",
    "value": "Value",
    "value_low": "Lower bound",
    "value_high": "Upper bound",
    "qualifier": "Qualifier",
    "quote": "Words as printed",
    "period_start": "Start of the period",
    "period_end": "End of the period",
    "place": "Place",
    "source": "Source",
    "note": "Note",
    "activity": "Activity",
    "percent": "Progress",
    "milestone": "Milestone reached",
    "comment": "Comment",
    "evidence": "Evidence",
    "priority": "Priority",
    "title": "Title",
    "deliverable": "Deliverable",
    "owner": "Owner",
    "partners": "Partners",
    "starts_on": "Start",
    "due_on": "Due date",
    "weight": "Weight",
    "ignored": "Not loaded",
}
SHAPES: Final[dict[Shape, str]] = {
    "template": "a template of this dashboard",
    "dtm": "a DTM export (Displacement Tracking Matrix)",
    "hxl": "a file with HXL tags",
    "unhcr": "a UNHCR file",
    "iati": "IATI results",
    "unknown": "an ordinary table, read by its headers",
}
LOADS: Final[dict[Loads, str]] = {
    "cells": "counts of a monthly register",
    "figures": "figures as a source states them",
    "progress": "progress reports, awaiting the other side’s acceptance",
    "activities": "activities of the roadmap",
}
KINDS: Final = {
    "csv": "Text with separators (CSV)",
    "xlsx": "Excel workbook (XLSX)",
    "xls": "Old Excel workbook (XLS)",
    "ods": "OpenDocument workbook (ODS)",
    "xml": "XML file",
}
SEPARATORS: Final = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar", ":": "colon"}
HOW: Final = {
    "header": "by its header",
    "hxl": "by its HXL tag",
    "template": "by the template",
    "answer": "by your answer",
    "values": "by its values",
}


def field(name: Field, language: Language) -> str:
    return text(FIELDS[name], language)


def size(octets: int, language: Language) -> str:
    """`4,2 Mo`; whole where nothing stands behind the comma."""
    if octets < 1_000_000:
        return text("{count} kB", language, count=number(max(octets // 1000, 1), language))
    millions = octets / 1_000_000
    decimals = 0 if round(millions, 1).is_integer() else 1
    return text("{count} MB", language, count=number(millions, language, decimals))


def rows(count: int, language: Language) -> str:
    return text("{count} row", "{count} rows", count=count, language=language)


def based_on(draft: int, version: str) -> tuple[str, str]:
    """What every form about a file sends. The version is that of what stands on the page, never of what was typed:
    whoever sends agrees to what they see."""
    return forms.hidden("draft", draft), forms.hidden("version", version, is_fresh=True)


def block(title: str, *parts: str, note: str = "", css: str = "") -> str:
    """A part of the page under its title; `parts` are ready HTML."""
    told = f"<p>{esc(note)}</p>" if note else ""
    return f'<section class="ruled {css}"><h2>{esc(title)}</h2>{told}{"".join(parts)}</section>'


def notice(sentence: str, more: str = "", *, css: str = "") -> str:
    """`more` is ready HTML: a link, as a rule."""
    return f'<p class="notice {css}">{esc(sentence)} {more}</p>' if sentence else ""


def table(caption: str, head: Sequence[str], rows: str, *, css: str = "", numeric: Collection[int] = ()) -> str:
    """Rows of ready HTML under plain titles; on a phone each row stacks its cells."""
    titles = "".join(
        f'<th scope="col"{" class=num" if place in numeric else ""}>{esc(words)}</th>'
        for place, words in enumerate(head)
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{esc(caption)}"><table class="stacks {css}">'
        f"<caption>{esc(caption)}</caption><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def counted(pairs: Sequence[tuple[str, int]], language: Language) -> str:
    """Numbers with what they count, side by side."""
    items = "".join(f"<li><b>{esc(number(many, language))}</b> <span>{esc(what)}</span></li>" for what, many in pairs)
    return f'<ul class="counted-rows">{items}</ul>'
