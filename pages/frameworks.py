"""Frameworks and agreements: which activity serves which commitment, and what each text is."""

from dashboard.views import frame, frameworks

frame.whole("frameworks", frameworks.page(frame.carried(), frame.query()))
