"""What a pack says of itself: a page without script that shows its files, and the list of its sources."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard import pictures
from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.exports.orders import WHOLE_TITLES, Order
from dashboard.texts import Language, date, text

STYLE: Final = (
    "body{font:16px/1.45 'Source Sans 3',system-ui,sans-serif;color:#14213d;max-width:64rem;margin:2rem auto;"
    "padding:0 1rem}h1,h2{line-height:1.2;text-wrap:balance}article{border-top:2px solid #14213d;padding:1rem 0 2rem}"
    "img{max-width:100%;max-height:34rem;border:1px solid #e4e9f2}a{color:#0033a0}"
    ".demo{background:#fff0cf;color:#6b4300;padding:.1rem .5rem;border-radius:4px;font-weight:600}"
    "ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}.small{color:#545f75;font-size:14px}"
)
POLICY: Final = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"


@dataclass
class Chapter:
    """A picture in a language with its files in the pack; `refused` says why it has none."""

    order: Order
    visual: Visual | None
    names: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def title(self) -> str:
        if self.visual:
            return self.visual.title
        key, language = self.order.key, self.order.language
        return text(WHOLE_TITLES[key], language) if key in WHOLE_TITLES else pictures.entry(key).titled(language)


def page(chapters: Sequence[Chapter], language: Language) -> str:
    """`index.html`: each picture with its files, its alternative text and its citation."""
    title = text("Pictures of the IOM–MMEIA dialogue", language)
    lead = text("Each file holds its own title, source and day. Sources and citations: {file}.", language, file="§")
    link = _esc(lead).replace("§", '<a href="SOURCES.md">SOURCES.md</a>')
    body = "".join(_article(chapter) for chapter in chapters)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{_esc(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" '
        f'content="{POLICY}"><style>{STYLE}</style></head>'
        f"<body><h1>{_esc(title)}</h1><p>{link}</p>{body}</body></html>\n"
    )


def _article(chapter: Chapter) -> str:
    language = chapter.order.language
    links = "".join(f'<li><a href="{_esc(name)}">{_esc(name.split("/")[-1])}</a></li>' for name in chapter.names)
    refused = f"<p>{_esc(chapter.refused)}</p>" if chapter.refused else ""
    visual = chapter.visual
    said = _said(visual) if visual else ""
    return (
        f'<article lang="{language}"><h2>{_esc(chapter.title)}</h2>{refused}'
        f"{_shown(chapter)}{said}<ul>{links}</ul></article>"
    )


def _shown(chapter: Chapter) -> str:
    """The first picture of the chapter that a browser shows."""
    name = next((name for name in chapter.names if name.endswith((".png", ".svg"))), None)
    if not name or not chapter.visual:
        return ""
    return f'<a href="{_esc(name)}"><img loading="lazy" src="{_esc(name)}" alt="{_esc(chapter.visual.alt)}"></a>'


def _said(visual: Visual) -> str:
    fictitious = words.demonstration(visual)
    badge = f'<p><span class="demo">{_esc(fictitious)}</span></p>' if fictitious else ""
    return f'{badge}<p>{_esc(words.alt_text(visual))}</p><p class="small">{_esc(words.citation(visual))}</p>'


def sources(chapters: Sequence[Chapter], language: Language) -> str:
    """`SOURCES.md`: what each picture is, from whom, as of when, and how to cite it."""
    parts = [f"# {_literal(text('Sources of these pictures', language))}"]
    parts += [_entry(chapter) for chapter in chapters if chapter.visual]
    return "\n\n".join(parts) + "\n"


def _entry(chapter: Chapter) -> str:
    visual, language = chapter.visual, chapter.order.language
    assert visual is not None
    facts = [
        (text("As of", language), date(visual.day, language)),
        *visual.filters,
        (
            text("Sources", language),
            text("; ", language).join(words.reference(one, language) for one in visual.sources),
        ),
        (text("To cite it", language), words.citation(visual)),
    ]
    lines = [f"- {_literal(name)}{text(': ', language)}{_literal(value)}" for name, value in facts]
    lines += [f"- {_literal(caveat)}" for caveat in visual.caveats]
    lines += [f"- {text('Files', language)}{text(': ', language)}{', '.join(f'`{name}`' for name in chapter.names)}"]
    fictitious = words.demonstration(visual)
    badge = f"**{_literal(fictitious)}**\n\n" if fictitious else ""
    return f"## {_literal(visual.title)}\n\n{badge}" + "\n".join(lines)


def _esc(said: str) -> str:
    return html.escape(words.clean(said), quote=True)


def _literal(said: str) -> str:
    """Words of people as Markdown shows them, nothing in them a link, a picture or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~])", r"\\\1", words.clean(said))
