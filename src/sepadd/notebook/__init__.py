"""What a notebook shows: things as small tables, calendars, and drawings. Nothing to install."""

from sepadd.notebook.days import month_of, year_of
from sepadd.notebook.diagram import diagram_of
from sepadd.notebook.drawing import Svg
from sepadd.notebook.fragment import Shown
from sepadd.notebook.things import html_of, shown
from sepadd.notebook.time_axis import timeline

__all__ = (
    "Shown",
    "Svg",
    "diagram_of",
    "html_of",
    "month_of",
    "shown",
    "timeline",
    "year_of",
)
