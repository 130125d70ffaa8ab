"""Summary: where the dialogue stands, in one screen."""

from dashboard.views import frame
from dashboard.views.summary import summary

page = summary(frame.carried())
frame.title("summary", page.sentence, page.lead, demonstration=page.is_demonstration)
frame.show(*page.parts, key="summary.body")
