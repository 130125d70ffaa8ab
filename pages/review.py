"""Joint reviews: prepared, held, signed, remembered."""

from dashboard.views import frame, review

frame.whole("review", review.page(frame.carried(), frame.query()))
