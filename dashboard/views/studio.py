"""The studio: every picture as its own file shows it, the bulletin and the slides, and packs of many files."""

from __future__ import annotations

from typing import Final

from dashboard import pictures
from dashboard.exports.orders import BULLETIN, SLIDES
from dashboard.pictures import Entry
from dashboard.queries import quality
from dashboard.texts import LANGUAGES, Language, text
from dashboard.views import file_words, studio_pack, studio_picture
from dashboard.views.assets import url
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, link
from dashboard.views.shown import Query, Shown, unknown
from dashboard.views.site_map import BY_KEY

PICTURE: Final = "picture"


def page(carried: Carried, query: Query) -> Shown:
    """The gallery, or the picture that the link chooses."""
    known = {entry.key: entry for entry in pictures.entries()}
    chosen = known.get(query.get(PICTURE, ""))
    if chosen:
        return studio_picture.page(chosen, carried, query)
    language = carried.language
    lead = text(
        "Each file stands alone: title, source, day and caveats are inside it, in French or in English. "
        "Charts stay editable in PowerPoint and Excel.", language,
    )  # fmt: skip
    return Shown(
        text("{count} pictures ready to publish, and the data behind them", language, count=len(known)),
        lead,
        (_gallery(tuple(known.values()), carried),),
        fetch(quality.demonstration_day, reading=carried.reading) is not None,
        unknown(query, {PICTURE: known}),
    )


def _gallery(entries: tuple[Entry, ...], carried: Carried) -> str:
    language = carried.language
    label, none = text("Search a picture", language), text("No picture has these words.", language)
    items = "".join(_item(entry, carried) for entry in entries)
    return (
        f'<section class="studio" data-script="{url("studio.js")}">{_whole(carried)}'
        f'<input type="search" data-search id="studio-search" autocomplete="off" placeholder="{esc(label)}"'
        f' aria-label="{esc(label)}"><ul class="gallery">{items}</ul><p data-none hidden role="status">{esc(none)}</p>'
        f"{studio_pack.form(entries, carried)}</section>"
    )


def _whole(carried: Carried) -> str:
    """What tells everything at once: two pages for a partner, slides for a room."""
    language = carried.language
    told = (
        (BULLETIN, "pdf", text("Bulletin of the dialogue", language),
         text("Two A4 pages: where the priorities stand, what is late, figures, returns, decisions.", language)),
        (SLIDES, "pptx", text("Slides of the dialogue", language),
         text("The same story for a meeting, with charts that can be edited.", language)),
    )  # fmt: skip
    return f'<div class="whole">{"".join(_document(*one, carried) for one in told)}</div>'


def _document(key: str, form: str, title: str, lead: str, carried: Carried) -> str:
    names = file_words.languages()
    links = "".join(
        file_words.save(
            file_words.address(key, form, _in(language, carried)), f"{form.upper()} · {names[language]}", css="action"
        )
        for language in LANGUAGES
    )
    return f'<article><h2>{esc(title)}</h2><p>{esc(lead)}</p><p class="forms">{links}</p></article>'


def _in(language: Language, carried: Carried) -> dict[str, str]:
    """The day and scope of the page, in a language of its own."""
    return carried.query() | {"language": language}


def _item(entry: Entry, carried: Carried) -> str:
    page, title = BY_KEY[entry.page].named(carried.language), entry.titled(carried.language)
    words = " ".join((page, entry.key, *(entry.titled(language) for language in LANGUAGES)))
    thumbnail = file_words.address(entry.key, "png", carried.query(view="small"))
    return (
        f'<li data-words="{esc(words)}"><a data-go href="{esc(link("studio", carried.query(picture=entry.key)))}">'
        f'<img loading="lazy" width="480" height="270" alt="" src="{esc(thumbnail)}">'
        f"<small>{esc(page)}</small> <span>{esc(title)}</span></a></li>"
    )
