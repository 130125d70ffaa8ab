"""2025 results: what was stated, drawn to scale as far as it may be, and what other sources print beside it."""

from dashboard.queries.figures import figures
from dashboard.views import assistance, frame
from dashboard.views.fetch import fetch

language, reading = frame.language(), frame.reading()
stated = fetch(figures, reading=reading, keys=assistance.STATED)

frame.title(
    "assistance", assistance.sentence(stated, language), assistance.lead(stated, language),
    demonstration=stated.is_demonstration,
)  # fmt: skip
results = assistance.results(stated, reading, language)
compared = assistance.comparisons(reading, language)
if not results and not compared:
    frame.nothing_here("assistance")
frame.show(*results, key="assistance.results")
frame.show(*compared, key="assistance.comparisons")
