"""How much weight a finding can bear: the rules, in one place (docs/methods/summary.md tells readers the same)."""

from frankpledge.assessment.finding import Strength

SMALL_BASE = 50  # under this many in either period, counts are printed and percentages are not
SURE = 0.01
LIKELY = 0.05


def of_test(p: float | None, rows: int) -> Strength:
    """
    For a finding that rests on a test: `p` after allowing for the other tests made with it, and the smaller
    number of rows compared; None or NaN where none could be given. Strong: under 1 in 100 and 50 rows or more. Moderate: under 1 in 20. Else weak.

    >>> of_test(0.004, 120), of_test(0.004, 20), of_test(0.3, 120), of_test(None, 120)
    ('strong', 'moderate', 'weak', 'weak')
    """
    if p is None or not p < LIKELY:  # NaN is not known
        return "weak"
    return "strong" if p < SURE and rows >= SMALL_BASE else "moderate"


def of_interval(low: float, high: float, nothing: float, rows: int) -> Strength:
    """
    For a finding that rests on an interval: moderate where it leaves out `nothing` (the value that would mean
    no difference), strong where it still does so at twice the distance, and 50 rows or more.

    >>> of_interval(1.5, 1.9, 1.0, 400), of_interval(1.05, 1.6, 1.0, 400), of_interval(0.9, 1.6, 1.0, 400)
    ('strong', 'moderate', 'weak')
    """
    if low <= nothing <= high:
        return "weak"
    width = high - low
    clear = low - width / 2 > nothing or high + width / 2 < nothing
    return "strong" if clear and rows >= SMALL_BASE else "moderate"


def of_description(rows: int) -> Strength:
    """
    For a finding that describes and tests nothing: it can support another, and is never strong.

    >>> of_description(4000), of_description(12)
    ('moderate', 'weak')
    """
    return "moderate" if rows >= SMALL_BASE else "weak"
