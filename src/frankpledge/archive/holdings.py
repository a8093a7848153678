"""What is held: each file's rows, by dataset, force and month."""

from dataclasses import dataclass

from frankpledge.archive.archive import Snapshot
from frankpledge.sources.partner_extract import EVENTS
from frankpledge.sources.titles import TITLES


@dataclass(frozen=True)
class Holding:
    """
    One force's month of a dataset, or one partner's feed's (`force` is then the sender and the feed's name), or (month
    and force None) one file of a look-up or of boundaries.
    """

    dataset: str
    force: str | None
    month: str | None
    rows: int
    loaded_at: str
    sha256: str
    file: str = ""
    edition: str | None = None
    sample: bool = False
    rejected_rows: int = 0

    @property
    def title(self) -> str:
        return TITLES.get(self.dataset, self.dataset)


def holdings(snapshot: Snapshot) -> list[Holding]:
    """Everything held, by dataset, force and month. Reads a few columns that hardly take room."""
    found: list[Holding] = []
    for dataset in sorted(snapshot.versions):
        table = snapshot.rows(dataset)
        if dataset == EVENTS.name:
            found += _of_partners(snapshot)
            continue
        monthly = "sample" in table.columns
        by = ["loaded_at", "sha256", "file"]
        if monthly:
            by += ["force", "month", "edition", "sample", "rejected_rows"]
        counted = table.group_by(by).agg(rows=table.count()).to_pyarrow().to_pylist()
        for row in counted:
            row.setdefault("force", None)
            row.setdefault("month", None)
            found.append(Holding(dataset=dataset, **row))
    return sorted(found, key=lambda held: (held.dataset, held.force or "", held.month or "", held.file))


def _of_partners(snapshot: Snapshot) -> list[Holding]:
    table = snapshot.rows(EVENTS.name)
    by = ["sender", "feed", "month", "loaded_at", "sha256", "file", "rejected_rows"]
    counted = table.group_by(by).agg(rows=table.count()).to_pyarrow().to_pylist()
    return [
        Holding(
            dataset=EVENTS.name,
            force=f"{row['sender']}: {row['feed'].partition('/')[2]}",
            **{name: row[name] for name in ("month", "rows", "loaded_at", "sha256", "file", "rejected_rows")},
        )
        for row in counted
    ]
