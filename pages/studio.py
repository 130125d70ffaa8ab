"""Visual studio: any picture, in any format, size and language, ready to publish."""

from dashboard.views import frame, studio

frame.whole("studio", studio.page(frame.carried(), frame.query()))
