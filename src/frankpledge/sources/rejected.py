"""A row that could not be taken, in enough detail to find and mend it."""

from dataclasses import dataclass

CUT_SHORT = "cut short"


@dataclass(frozen=True)
class Rejected:
    """`row` counts lines of the file from 1, the header being line 1; `column` may be empty."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    @property
    def ends_early(self) -> bool:
        """Whether the file seems to break off in this row, as after a download that failed."""
        return CUT_SHORT in self.reason
