"""The files of a picture, one tap under it: six forms, its words to copy, the studio.

The links carry language, day and scope; the browser adds the filters of the page's own link when the menu opens.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.texts import text
from dashboard.views.link_values import AS_OF, LANGUAGE, SCOPE
from dashboard.views.markup import esc, link

MENU: Final = ("png", "svg", "pdf", "pptx", "xlsx", "csv")


def file_menu(visual: Visual) -> str:
    language = visual.language
    carried = {
        LANGUAGE: language if language != "fr" else "",
        AS_OF: visual.day.isoformat(),
        SCOPE: visual.scope if visual.scope != "all" else "",
    }
    forms = "".join(
        f'<a data-file href="{esc(link(f"files/{visual.key}.{form}", carried))}">{form.upper()}</a>' for form in MENU
    )
    copied = esc(text("Copied", language))
    copies = "".join(
        f'<button type="button" data-copy="{esc(said)}" data-done="{copied}">{esc(text(name, language))}</button>'
        for name, said in (
            ("Copy the alternative text", words.alt_text(visual)),
            ("Copy the citation", words.citation(visual)),
        )
    )
    studio = link("studio", {"picture": visual.key} | carried)
    return (
        f'<details class="source files"><summary>{esc(text("Download", language))}</summary><div class="source-pop">'
        f'<p class="forms">{forms}</p>{copies}'
        f'<a data-go href="{esc(studio)}">{esc(text("Open in the studio", language))}</a></div></details>'
    )
