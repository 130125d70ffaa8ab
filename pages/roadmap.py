"""Roadmap: the nine priorities, or one of them with its calendar, its course and its activities."""

from dashboard.charts.roadmap import finding
from dashboard.queries import roadmap
from dashboard.views import frame
from dashboard.views import roadmap as view
from dashboard.views.chosen import chosen
from dashboard.views.fetch import fetch, kept

carried, language, reading = frame.carried(), frame.language(), frame.reading()
priorities = fetch(roadmap.priorities, reading=reading)
rows = {str(row.number): row for row in priorities.rows.itertuples()}
number = chosen("priority", rows)

if number is None:
    activities = fetch(roadmap.activities, reading=reading)
    sentence, lead = finding(priorities, language), view.lead_of_all(activities, language)
    body = kept(view.of_all, activities, carried)
else:
    activities = fetch(roadmap.activities, reading=reading, priority=int(number))
    sentence, lead = view.sentence(rows[number], language), view.lead(rows[number], language)
    body = kept(view.of_one, activities, carried, int(number))

frame.title("roadmap", sentence, lead, demonstration=activities.is_demonstration)
frame.show(body, key="roadmap.body")
