"""Frameworks and agreements: which activity serves which commitment, and what each text is."""

from dashboard.charts import frameworks as charts
from dashboard.queries import frameworks
from dashboard.views import frame
from dashboard.views import frameworks as view
from dashboard.views.chosen import chosen
from dashboard.views.fetch import drawn, fetch

carried, language, reading = frame.carried(), frame.language(), frame.reading()
systems = fetch(frameworks.frameworks, reading=reading)
cells = fetch(frameworks.matrix, reading=reading)
items = fetch(frameworks.items, reading=reading)
served = fetch(frameworks.served, reading=reading)
indicators = fetch(frameworks.indicators, reading=reading)
priority = chosen("priority", {str(number) for number in cells.rows["priority_number"]})
framework = chosen("framework", set(systems.rows["framework_key"]))

frame.title("frameworks", view.sentence(items, language), view.lead(systems, cells, language),
            demonstration=cells.is_demonstration)  # fmt: skip
drawing = drawn(charts.matrix, cells, language, interactive=False)
frame.show(
    view.commitments(drawing, served, systems, cells, carried, priority, framework),
    view.cards(systems, items, served, indicators, carried),
    key="frameworks.body",
)
