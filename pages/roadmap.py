"""Roadmap: the nine priorities, or one of them with its calendar, its course and its activities."""

from dashboard.charts import roadmap as charts
from dashboard.queries import frameworks, roadmap
from dashboard.views import frame
from dashboard.views import roadmap as view
from dashboard.views.chosen import chosen
from dashboard.views.fetch import drawn, fetch
from dashboard.views.picture import side_by_side

carried, language, reading = frame.carried(), frame.language(), frame.reading()
priorities = fetch(roadmap.priorities, reading=reading)
rows = {str(row.number): row for row in priorities.rows.itertuples()}
number = chosen("priority", rows)

if number is None:
    activities = fetch(roadmap.activities, reading=reading)
    steps = fetch(roadmap.milestones, reading=reading)
    sentence, lead = charts.finding(priorities, language), view.lead_of_all(activities, language)
    frame.title("roadmap", sentence, lead, demonstration=activities.is_demonstration)
    rows_as_links = view.row_links(priorities, carried)
    bars = drawn(charts.by_priority, priorities, language, interactive=False, over=rows_as_links)
    frame.show(bars, view.agenda(steps, activities, carried), key="roadmap.overview")
else:
    row, one = rows[number], int(number)
    activities = fetch(roadmap.activities, reading=reading, priority=one)
    printed = fetch(roadmap.phrases, reading=reading)
    sentence, lead = view.sentence(row, language), view.lead(row, language)
    frame.title("roadmap", sentence, lead, demonstration=activities.is_demonstration)
    top = view.chooser(priorities, carried, one) + view.phrases(printed, row, language)
    around = view.neighbours(priorities, one, carried)
    if activities.is_empty:
        frame.show(top, around, key="roadmap.priority")
    else:
        steps = fetch(roadmap.milestones, reading=reading, priority=one)
        course = fetch(roadmap.progress_over_time, reading=reading, priority=one)
        reports = fetch(roadmap.reports, reading=reading, priority=one)
        served = fetch(frameworks.served, reading=reading, priority=one)
        partners = fetch(roadmap.partners, reading=reading, priority=one)
        beside = view.for_the_review(activities, steps, carried)
        if not course.is_empty:
            beside = side_by_side(drawn(charts.over_time, course, language, slot="half"), beside)
        frame.show(
            top, drawn(charts.timeline, activities, language, steps=steps), beside,
            view.articles(activities, steps, reports, served, partners, carried), around, key="roadmap.priority",
        )  # fmt: skip
