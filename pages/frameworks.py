"""Frameworks and agreements: which activity serves which commitment, and what each text is."""

from dashboard.queries import frameworks
from dashboard.views import frame
from dashboard.views import frameworks as view
from dashboard.views.chosen import chosen
from dashboard.views.fetch import fetch, kept

carried, language, reading = frame.carried(), frame.language(), frame.reading()
systems = fetch(frameworks.frameworks, reading=reading)
cells = fetch(frameworks.matrix, reading=reading)
items = fetch(frameworks.items, reading=reading)
served = fetch(frameworks.served, reading=reading)
priority = chosen("priority", {str(number) for number in cells.rows["priority_number"]})
framework = chosen("framework", set(systems.rows["framework_key"]))

sentence, lead = view.sentence(items, language), view.lead(systems, cells, language)
frame.title("frameworks", sentence, lead, demonstration=cells.is_demonstration)
frame.show(
    view.commitments(cells, systems, served, carried, priority, framework),
    kept(view.cards, systems, carried),
    key="frameworks.body",
)
