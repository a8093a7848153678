"""
How likely and how bad a risk is, on the scale that a partnership chose, and what the two come to.

Three steps are those of most partnerships' logs; five those of larger bodies' registers. The score is the product of
both steps. Where a level begins is this program's choice, the same for everybody and shown beside each table: no law
or standard sets it.
"""

from dataclasses import dataclass

THREE, FIVE = 3, 5
SCALES = ((THREE, "Low, medium, high"), (FIVE, "1 to 5"))
STEPS = {
    THREE: {1: "low", 2: "medium", 3: "high"},
    FIVE: {1: "1", 2: "2", 3: "3", 4: "4", 5: "5"},
}
LIKELIHOOD = {
    THREE: {1: "Low", 2: "Medium", 3: "High"},
    FIVE: {1: "1, rare", 2: "2, unlikely", 3: "3, possible", 4: "4, likely", 5: "5, almost certain"},
}
SEVERITY = {
    THREE: {1: "Low", 2: "Medium", 3: "High"},
    FIVE: {1: "1, negligible", 2: "2, minor", 3: "3, moderate", 4: "4, major", 5: "5, extreme"},
}


@dataclass(frozen=True)
class Level:
    """What a score comes to: a word, and a shape and a colour that say the same."""

    word: str
    shape: str
    colour: str


LOW, MEDIUM = Level("low", "●", "green"), Level("medium", "▲", "yellow")
HIGH, VERY_HIGH = Level("high", "■", "red"), Level("very high", "◆", "purple")
# The least score of each level.
BANDS = {
    THREE: ((6, HIGH), (3, MEDIUM), (1, LOW)),
    FIVE: ((15, VERY_HIGH), (10, HIGH), (5, MEDIUM), (1, LOW)),
}


def level(scale: int, likelihood: int, severity: int) -> Level:
    """
    What a likelihood and a severity come to.

    >>> level(3, 2, 2).word, level(3, 2, 3).word, level(5, 5, 1).word, level(5, 3, 5).word
    ('medium', 'high', 'medium', 'very high')
    """
    if not (1 <= likelihood <= scale and 1 <= severity <= scale):
        raise ValueError(f"A scale of {scale} has no step {likelihood} or {severity}.")
    return next(found for least, found in BANDS[scale] if likelihood * severity >= least)


def spelt(scale: int, likelihood: int, severity: int) -> str:
    """
    A score in words.

    >>> spelt(3, 2, 1)
    'likelihood medium, severity low'
    >>> spelt(5, 2, 4)
    'likelihood 2 of 5, severity 4 of 5'
    """
    of = "" if scale == THREE else f" of {scale}"
    steps = STEPS[scale]
    return f"likelihood {steps[likelihood]}{of}, severity {steps[severity]}{of}"
