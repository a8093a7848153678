"""What a load did, file by file, and what it found to look at."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from frankpledge.archive.quality import MonthQuality
from frankpledge.sources.rejected import Rejected

Status = Literal["loaded", "replaced", "unchanged", "repeated", "passed over", "refused", "failed"]
NOT_DONE: tuple[Status, ...] = ("refused", "failed")


@dataclass(frozen=True)
class FileReport:
    """
    What became of one file.

    loaded: its rows are now held; replaced: and took the place of another edition of the same month; unchanged: they
    were held already; repeated: the very same bytes came twice in this load; passed over: not a file we know, met in a
    folder; refused: it could be loaded, but a rule says no; failed: it cannot be read. `reason` says why, in words.
    """

    file: str
    status: Status
    reason: str = ""
    dataset: str | None = None
    force: str | None = None
    month: str | None = None
    rows: int = 0
    rejected: int = 0
    sha256: str | None = None
    sample: bool = False


@dataclass(frozen=True)
class EditionChange:
    """
    How a new edition of a force's month differs from the one that was held.

    `crimes` are the distinct Crime IDs with their type that both editions have, and `outcomes_moved` how many of them
    have another outcome (of a crime with several rows, its first row counts). `rows_added` and `rows_gone` count rows
    by Crime ID and type, or, where there is no Crime ID, by type and place. `places_moved` are crimes in both
    editions whose place differs.
    """

    dataset: str
    force: str
    month: str
    crimes: int
    outcomes_moved: int
    places_moved: int
    rows_added: int
    rows_gone: int


@dataclass(frozen=True)
class ReferenceChange:
    """What one load did to a dataset of places, in rows."""

    dataset: str
    rows_added: int
    rows_changed: int
    rows_held: int


@dataclass(frozen=True)
class Gap:
    """Months of a force's street-level crime that are not held, between some that are: never to be read as zero."""

    force: str
    months: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """How far a load has come. `done` and `total` are bytes as they lie on disk."""

    doing: str
    done: int
    total: int
    rows: int
    seconds: float

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """None until something has been done."""
        return self.seconds * (self.total - self.done) / self.done if self.done else None


@dataclass
class LoadReport:
    """Everything a load says; `ok` is false where any file or row was refused, rejected or could not be read."""

    load: str
    archive: str
    started_at: str
    dry_run: bool = False
    seconds: float = 0.0
    files: list[FileReport] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    changes: list[EditionChange] = field(default_factory=list)
    reference: list[ReferenceChange] = field(default_factory=list)
    quality: list[MonthQuality] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.rejected and not any(file.status in NOT_DONE for file in self.files)

    @property
    def rows(self) -> int:
        """Rows newly loaded."""
        return sum(file.rows for file in self.files if file.status in ("loaded", "replaced"))

    def with_status(self, *statuses: Status) -> list[FileReport]:
        return [file for file in self.files if file.status in statuses]

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "rows": self.rows, **asdict(self)}
