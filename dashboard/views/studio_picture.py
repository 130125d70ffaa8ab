"""One picture of the studio: its choices, the very file they make, its words to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from dashboard import pictures
from dashboard.charts.visual import Visual
from dashboard.errors import NothingToDraw
from dashboard.exports import words
from dashboard.exports.orders import DRAWN, TAGGED, THEMED
from dashboard.pictures import Entry
from dashboard.pictures.filters import Filter
from dashboard.pictures.filters import unknown as unknown_filters
from dashboard.texts import LANGUAGES, Language, as_language, text
from dashboard.views import file_words, filters
from dashboard.views.assets import url
from dashboard.views.fetch import fetch
from dashboard.views.link_values import LANGUAGE, Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.picture import data_table
from dashboard.views.shown import Query, Shown, unknown

FORMAT, SIZE, THEME, IN, HXL = "format", "size", "theme", "in", "hxl"
WITHIN: Final = "studio"
_box = partial(filters.box, within=WITHIN)


@dataclass(frozen=True)
class Wanted:
    """The file that a link chooses, and the filters it leaves the reader."""

    entry: Entry
    carried: Carried
    form: str
    size: str
    theme: str
    language: Language
    hxl: bool
    filters: Mapping[str, str]
    offered: tuple[Filter, ...]

    def address(self, form: str = "", **more: str) -> str:
        """Where that file, or the same in another form, is made; not yet escaped."""
        form = form or self.form
        look = {
            SIZE: self.size if form in DRAWN else "", THEME: self.theme if form in THEMED else "",
            HXL: "1" if self.hxl and form in TAGGED else "",
        }  # fmt: skip
        query = self.carried.query() | {LANGUAGE: self.language} | look | dict(self.filters) | more
        return file_words.address(self.entry.key, form, query)

    def visual(self, language: Language) -> Visual:
        return pictures.picture(
            self.entry.key, fetch, reading=self.carried.reading, language=language, filters=self.filters
        )


def page(entry: Entry, carried: Carried, query: Query) -> Shown:
    wanted, dropped = asked(entry, carried, query)
    title = entry.titled(carried.language)
    try:
        visual = wanted.visual(wanted.language)
    except NothingToDraw as nothing:
        body = f'<p class="notice">{esc(nothing.message(carried.language))}</p>'
        return Shown(title, "", (_around(wanted, body, ""),), is_demonstration=False, dropped=dropped)
    body = _preview(wanted, visual) + _words(wanted, visual)
    return Shown(title, visual.title, (_around(wanted, body, _downloads(wanted)),), visual.is_demonstration, dropped)


def asked(entry: Entry, carried: Carried, query: Query) -> tuple[Wanted, tuple[str, ...]]:
    """What the link chooses, and the names of its values that mean nothing here."""
    language = carried.language
    known = {
        FORMAT: file_words.forms(language), SIZE: file_words.sizes(language), THEME: file_words.themes(language),
        IN: file_words.languages(),
    }  # fmt: skip
    wrong = unknown(query, known)
    value = {name: next(iter(options)) for name, options in known.items()} | {IN: language}
    value |= {name: query[name] for name in known if query.get(name) and name not in wrong}
    filters = pictures.filters_of(entry.key, query)
    offered = entry.offer(fetch, carried.reading, language, filters)
    meant_nothing = unknown_filters(offered, filters, entry.filters if offered else ())
    kept = {name: said for name, said in filters.items() if name not in meant_nothing}
    mine = tuple(one for one in offered if one.name in entry.filters)
    wanted = Wanted(entry, carried, value[FORMAT], value[SIZE], value[THEME], as_language(value[IN]),
                    query.get(HXL) == "1", kept, mine)  # fmt: skip
    return wanted, (*wrong, *meant_nothing)


def _around(wanted: Wanted, body: str, downloads: str) -> str:
    """The ways from here and the file itself, the choices at the side, what is shown."""
    return (
        f'<div class="studio-one" data-script="{url("studio.js")}"><div class="ways">{_ways(wanted)}{downloads}</div>'
        f'<form class="choices">{_choices(wanted)}</form>'
        f'<div class="studio-body">{body}</div></div>'
    )


def _ways(wanted: Wanted) -> str:
    language, keys = wanted.carried.language, [entry.key for entry in pictures.entries()]
    here = keys.index(wanted.entry.key)
    ways = [("", f"← {text('All pictures', language)}")]
    ways += [(keys[here - 1], f"‹ {text('Previous picture', language)}")] if here else []
    ways += [(keys[here + 1], f"{text('Next picture', language)} ›")] if here + 1 < len(keys) else []
    links = "".join(go(link("studio", wanted.carried.query(picture=key)), said) for key, said in ways)
    shown_on = link(wanted.entry.page, wanted.carried.query() | dict(wanted.filters))
    on_page = go(shown_on, text("See it on its page", language))
    return f'<nav aria-label="{esc(text("Pictures", language))}">{links}{on_page}</nav>'


def _choices(wanted: Wanted) -> str:
    language = wanted.carried.language
    parts = [_box(FORMAT, text("Format", language), file_words.forms(language), wanted.form)]
    if wanted.form in DRAWN:
        parts.append(_box(SIZE, text("Size", language), file_words.sizes(language), wanted.size))
    if wanted.form in THEMED:
        parts.append(_box(THEME, text("Ground", language), file_words.themes(language), wanted.theme))
    parts.append(_box(IN, text("Language of the file", language), file_words.languages(), wanted.language))
    if wanted.form in TAGGED:
        parts.append(filters.switch(HXL, text("HXL tags, for HDX", language), "1", is_on=wanted.hxl, within=WITHIN))
    return "".join(parts) + _filters(wanted)


def _filters(wanted: Wanted) -> str:
    """Closed until one is in force, so that a phone shows the picture soon."""
    if not wanted.offered:
        return ""
    is_open = " open" if wanted.filters else ""
    boxes = "".join(filters.select(one, wanted.filters, within=WITHIN) for one in wanted.offered)
    words = esc(text("Filters", wanted.carried.language))
    return (
        f'<details id="studio-filters"{is_open}><summary>{words}</summary><div class="choices">{boxes}</div></details>'
    )


def _downloads(wanted: Wanted) -> str:
    language = wanted.carried.language
    name = f"{text('Download', language)} · {wanted.form.upper()}"
    first = file_words.save(wanted.address(), name, css="action main")
    second = ""
    if wanted.form == "csv":
        second = file_words.save(wanted.address("json"), text(file_words.FORM_NAMES["json"], language))
    return f'<p class="downloads">{first}{second}</p>'


def _preview(wanted: Wanted, visual: Visual) -> str:
    """The file itself; of an office file what is inside, and the rows. A browser that shows no PDF keeps its page as a
    picture."""
    language = wanted.carried.language
    if wanted.form not in DRAWN:
        said = text("Browsers do not show this format: here is what the file holds.", language)
        held = f"<p><small>{esc(said)}</small></p><p>{esc(_inside(wanted, visual))}</p>"
        return f'<div class="inside">{held}{_opened(data_table(visual))}</div>'
    shown = wanted.address("svg" if wanted.form == "svg" else "png", view="whole")
    within, under = _pdf(wanted, visual) if wanted.form == "pdf" else ("", "")
    return (
        f'<div class="preview size-{wanted.size} theme-{wanted.theme}"{within}>'
        f'<img src="{esc(shown)}" alt="{esc(words.alt_text(visual))}" lang="{wanted.language}"></div>{under}'
    )


def _pdf(wanted: Wanted, visual: Visual) -> tuple[str, str]:
    """What `studio.js` shows the file itself with, and what it says under it."""
    language = wanted.carried.language
    is_file = text("The very file: its text can be selected.", language)
    is_picture = text("This browser shows no PDF: here is the same page as a picture.", language)
    within = f' data-pdf="{esc(wanted.address(view="whole"))}" data-title="{esc(visual.title)} (PDF)"'
    return within, f'<p data-shown data-whole="{esc(is_file)}" data-picture="{esc(is_picture)}"></p>'


def _opened(table: str) -> str:
    return table.replace("<details ", "<details open ", 1)


def _inside(wanted: Wanted, visual: Visual) -> str:
    language = wanted.carried.language
    if wanted.form == "csv":
        return text(
            "One row under its column names, with units; the description says what each column means.", language
        )
    if wanted.form == "xlsx":
        return text(
            "A sheet of typed data, its chart, and a sheet with source, caveats, definitions and citation.", language
        )
    if visual.native:
        return text(
            "One slide: title, a chart edited by a double click with its data, source and day; notes with caveats and "
            "citation.",
            language,
        )
    return text(
        "One slide: title, the picture and its editable table, source and day; notes with caveats and citation.",
        language,
    )


def _words(wanted: Wanted, visual: Visual) -> str:
    """Alternative text in both languages, citation and caption, each one tap from the clipboard."""
    language = wanted.carried.language
    alternatives = [
        (text("Alternative text (alt)", language), words.alt_text(wanted.visual(one)), one) for one in LANGUAGES
    ]
    others = [
        (text("Citation", language), words.citation(visual), wanted.language),
        (text("Caption for social media", language), words.caption(visual), wanted.language),
    ]
    blocks = "".join(_copied(*one, language) for one in (*alternatives, *others))
    return f'<div class="copied">{blocks}</div>'


def _copied(label: str, said: str, spoken: Language, language: Language) -> str:
    name = file_words.LANGUAGE_NAMES[spoken]
    copy, copied = text("Copy", language), text("Copied", language)
    return (
        f'<section><h2>{esc(label)} <small>{name}</small></h2><p lang="{spoken}">{esc(said)}</p>'
        f'<button type="button" class="chip" data-copy="{esc(said)}" data-done="{esc(copied)}"'
        f' aria-label="{esc(copy)} – {esc(label)}, {name}">{esc(copy)}</button></section>'
    )
