"""A calendar month, the finest time that police.uk data has."""

import calendar
import re
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Month:
    """
    One calendar month, kept as `index` = year * 12 + (month number - 1) so that months subtract.

    >>> Month.parse("2025-03").minus(3)
    Month('2024-12')
    >>> [str(m) for m in Month.parse("2024-12").to(Month.parse("2025-01"))]
    ['2024-12', '2025-01']
    """

    index: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "YYYY-MM", of the years 1900 to 2199; raises ValueError, naming the text, for anything else."""
        if not re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", text):
            raise ValueError(f"“{text}” is not a month: write it as YYYY-MM, for example 2025-03")
        return cls(int(text[:4]) * 12 + int(text[5:]) - 1)

    @property
    def year(self) -> int:
        return self.index // 12

    @property
    def number(self) -> int:
        """1 for January to 12 for December."""
        return self.index % 12 + 1

    @property
    def days(self) -> int:
        return calendar.monthrange(self.year, self.number)[1]

    @property
    def label(self) -> str:
        """For people to read: "March 2025"."""
        return f"{calendar.month_name[self.number]} {self.year}"

    def plus(self, months: int) -> "Month":
        return Month(self.index + months)

    def minus(self, months: int) -> "Month":
        return Month(self.index - months)

    def to(self, last: "Month") -> list["Month"]:
        """Every month from this one to `last`, both included."""
        return [Month(index) for index in range(self.index, last.index + 1)]

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __repr__(self) -> str:
        return f"Month('{self}')"
