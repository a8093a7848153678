"""Which months say how uneven the months of a series are."""

from frankpledge.assessment.evidence import Evidence
from frankpledge.month import Month

MOST = 12  # pairs: older ones say less about the months compared


def uneven_months(evidence: Evidence) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """
    The months to measure unevenness on, and those before that they are paired with.

    They are the months compared. One alone says nothing, so then they are the newest twelve, or fewer, that are held
    in both years.
    """
    period = evidence.period
    if len(period.compared) != 1:
        return period.before, period.compared
    pairs = [month for month in evidence.months if month in evidence.held and month.minus(period.step) in evidence.held]
    after = tuple(pairs[-MOST:])
    return tuple(month.minus(period.step) for month in after), after
