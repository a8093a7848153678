"""A question as it is put: its parts, and what they mean in words."""

from dataclasses import dataclass
from typing import Literal

from frankpledge.month import Month
from frankpledge.web.evidence import row_types

Breakdown = Literal["month", "type", "ward", "lsoa", "outcome"]
CountedBy = Literal["lsoa", "points"]
STREET = "police.uk"
COUNTS, FEED = "counts:", "feed:"
BREAKDOWNS: dict[Breakdown, str] = {
    "month": "Month",
    "type": "Type",
    "ward": "Ward",
    "lsoa": "LSOA",
    "outcome": "Latest outcome",
}
BY: dict[CountedBy, str] = {
    "lsoa": "By LSOA: rows stated to be in the LSOAs of the area",
    "points": "By map point: rows whose point lies inside a drawn area",
}


class CannotAnswer(ValueError):
    """The question has no answer; the message says why, for whoever asked."""


@dataclass(frozen=True)
class Asked:
    """`crime_type` is a choice of `row_types` for police.uk, and a category ("" for all) for what partners sent."""

    source: str
    area: str
    counted_by: CountedBy
    crime_type: str
    breakdown: Breakdown
    first: Month | None = None
    last: Month | None = None
    latest: int | None = None

    def months(self, newest: Month) -> list[Month]:
        """The months asked for, where `newest` is the newest held."""
        if self.latest:
            return newest.minus(self.latest - 1).to(newest)
        if self.first is None or self.last is None:
            raise CannotAnswer("Say from which month to which, or how many of the newest.")
        return self.first.to(self.last)

    @property
    def of_what(self) -> str:
        """The type in words."""
        if self.source == STREET:
            return dict(row_types.choices()).get(self.crime_type, self.crime_type)
        return self.crime_type or "All categories"
