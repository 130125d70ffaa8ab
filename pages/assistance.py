"""2025 results: what was stated, drawn to scale as far as it may be, and what other sources print beside it."""

from dashboard.queries.figures import figures
from dashboard.views import assistance, frame
from dashboard.views.fetch import fetch, kept

language, reading = frame.language(), frame.reading()
stated = fetch(figures, reading=reading, keys=assistance.STATED)

frame.title(
    "assistance", assistance.sentence(stated, language), assistance.lead(stated, language),
    demonstration=stated.is_demonstration,
)  # fmt: skip
body = kept(assistance.body, stated, reading, language)
if not body.html:
    frame.nothing_here("assistance")
frame.show(body, key="assistance.body")
