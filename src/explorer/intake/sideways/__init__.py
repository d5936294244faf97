"""Tables with a column for each period, sex or age, and how they are read."""

from explorer.intake.sideways.arranging import arranged
from explorer.intake.sideways.under import SideBySide, of_file

__all__ = ["SideBySide", "arranged", "of_file"]
