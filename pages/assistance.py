"""2025 results: what was stated, drawn to scale as far as it may be, and what other sources print beside it."""

from dashboard.views import assistance, frame

frame.whole("assistance", assistance.page(frame.carried(), frame.query()))
