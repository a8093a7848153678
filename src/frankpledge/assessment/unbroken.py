"""The unbroken months up to the latest: what lies before a gap is not joined to them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frankpledge.assessment.evidence import Evidence
from frankpledge.month import Month

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np

FEWEST_A_MONTH = 5  # on average: under this a month stands out by one family's moving house
SEASON = FORECAST = 36  # months that a season, and a forecast tried on the past, need


@dataclass(frozen=True)
class Run:
    """The unbroken months up to the last of the period that is held, oldest first, their counts and their days."""

    months: tuple[Month, ...]
    counts: "np.ndarray"
    days: "np.ndarray"


def unbroken_months(evidence: Evidence) -> tuple[Month, ...]:
    """Back from the last month of the period that is held, to the first gap."""
    months: list[Month] = []
    month = max(evidence.period.held)
    while month in evidence.held:
        months.append(month)
        month = month.minus(1)
    return tuple(reversed(months))


def run_of(evidence: Evidence, crime_types: "Collection[str] | str | None") -> Run:
    """The counts of these types in those months."""
    import numpy as np

    months = unbroken_months(evidence)
    return Run(months, evidence.monthly(crime_types, months), np.array([month.days for month in months]))
