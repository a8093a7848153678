"""A strategic assessment: findings in order, about one area and one period."""

from dataclasses import dataclass

from frankpledge.assessment.finding import Finding
from frankpledge.month import Month


@dataclass(frozen=True)
class Period:
    """
    The months asked for, and those that can honestly be used.

    `held` are the months of `first`..`last` for which every force that covers the area has published
    a whole file; `compared` those of them whose month a year earlier (`step` months: whole years)
    is held too. `before` are the earlier months that match `compared`, in the same order.
    """

    first: Month
    last: Month
    held: tuple[Month, ...]
    compared: tuple[Month, ...]

    @property
    def asked(self) -> tuple[Month, ...]:
        return tuple(self.first.to(self.last))

    @property
    def missing(self) -> tuple[Month, ...]:
        return tuple(month for month in self.asked if month not in self.held)

    @property
    def step(self) -> int:
        """Months back to the period compared with: whole years, so that a summer meets a summer."""
        return 12 * -(-len(self.asked) // 12)

    @property
    def before(self) -> tuple[Month, ...]:
        return tuple(month.minus(self.step) for month in self.compared)


@dataclass(frozen=True)
class Assessment:
    """What was asked, of which area, and every finding in reading order (the summary first)."""

    area_code: str
    area_name: str
    area_kind: str  # "Community Safety Partnership", "council", "ward", …
    period: Period
    findings: tuple[Finding, ...]
    attribution: tuple[str, ...]  # licence lines that must be shown with the figures
    made_at: str  # ISO 8601, UTC
    kicker: str = "Strategic assessment"  # what kind of document it is

    @property
    def title(self) -> str:
        return f"{self.kicker}: {self.area_name}"
