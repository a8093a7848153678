"""The paper that a chart is drawn on: wide for desks and print, narrow for phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """
    `width` is in the drawing's own units, `size` that of its text, `height` that of the room between two axes. A narrow sheet is as wide as a phone
    of 360 pixels is inside its margins, so that its text prints at 12 pixels or more, at 320 pixels too.
    """

    wide: bool
    width: float
    size: float
    height: float


WIDE = Sheet(True, 720.0, 16.0, 280.0)
HALF = Sheet(True, 470.0, 15.0, 190.0)  # two of them share the width of a page
NARROW = Sheet(False, 330.0, 14.0, 210.0)
