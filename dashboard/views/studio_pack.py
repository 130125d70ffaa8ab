"""The form of a pack: pictures × formats × sizes × languages; `studio.js` counts, starts, watches and stops it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.exports import limits
from dashboard.exports.orders import DRAWN
from dashboard.pictures import Entry
from dashboard.texts import Language, text
from dashboard.views import file_words
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc

TICKED = ("png", "16x9")
"""What stands chosen at first, beside the page's language."""


def form(entries: Iterable[Entry], carried: Carried) -> str:
    language = carried.language
    titles = {entry.key: entry.titled(language) for entry in entries}
    boxes = "".join(
        (
            _boxes("picture", text("Pictures", language), titles, language, is_long=True),
            _boxes("format", text("Formats", language), file_words.forms(language), language),
            _boxes("size", text("Sizes", language), file_words.sizes(language), language),
            _boxes("in", text("Languages", language), file_words.languages(), language),
        )
    )
    kept = "".join(
        f'<input type="hidden" name="{esc(name)}" value="{esc(value)}">' for name, value in carried.query().items()
    )
    return (
        f'<details class="pack" id="pack"><summary>{esc(text("Many files at once", language))}</summary>'
        f"<form data-pack {_words(language)}>{kept}{boxes}{_end(language)}</form></details>"
    )


def _boxes(name: str, title: str, options: Mapping[str, str], language: Language, *, is_long: bool = False) -> str:
    ticks = "".join(
        f'<label class="tick"><input type="checkbox" name="{name}" value="{esc(key)}"'
        f"{' checked' if key in (*TICKED, language) else ''}{' data-sized' if key in DRAWN else ''}>{esc(said)}</label>"
        for key, said in options.items()
    )
    every = text("All or none", language)
    button = f'<button type="button" class="chip" data-all="{name}">{esc(every)}</button>' if is_long else ""
    return f'<fieldset class="{"long" if is_long else ""}"><legend>{esc(title)} {button}</legend>{ticks}</fieldset>'


def _words(language: Language) -> str:
    """What the browser says while it counts and waits; holes are filled there."""
    said = {
        "count": text("Files: {count} (at most {most})", language).replace("{most}", str(limits.PACK_FILES)),
        "nothing": text("Choose at least one picture, one format, one size and one language.", language),
        "waiting": text("Waiting for its turn…", language),
        "progress": text("{done} of {of} files made", language),
        "done": text("The pack is ready.", language),
        "stopped": text("The pack was cancelled: nothing of it is kept.", language),
        "lost": text("The server does not answer: try again.", language),
    }
    return " ".join(f'data-{name}="{esc(words)}"' for name, words in said.items())


def _end(language: Language) -> str:
    name, make = text("Progress of the pack", language), text("Make the pack", language)
    return (
        f'<p class="pack-end"><button type="submit" class="action" data-start>{esc(make)}</button>'
        f'<progress hidden aria-label="{esc(name)}"></progress>'
        f'<button type="button" class="chip" data-stop hidden>{esc(text("Cancel", language))}</button>'
        f'<a data-ready hidden class="action main" download>{esc(text("Download the pack (ZIP)", language))}</a>'
        f'<span data-told role="status"></span></p>'
    )
