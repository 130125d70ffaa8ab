"""Sources and method: every figure with its words and source, what is not settled, the rule, the state of the data."""

from dashboard.queries import quality
from dashboard.queries.figures import figures
from dashboard.texts import text
from dashboard.views import frame, sources_page
from dashboard.views.fetch import fetch, kept

language, reading = frame.language(), frame.reading()
stated = fetch(figures, reading=reading)
is_fictitious = fetch(quality.demonstration_day, reading=reading) is not None

asked = sources_page.asked(stated, language)  # before the heading, which says what the link held in vain
lead = text("What a number means, who said it, what remains open, and how old and complete the data are.", language)
frame.title("sources", sources_page.sentence(stated, language), lead, demonstration=is_fictitious)
frame.show(asked, kept(sources_page.body, stated, reading, language), key="sources.body")
