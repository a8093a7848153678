"""Which months the newest load restated: held before it, and since it from another edition."""

from itertools import takewhile

from frankpledge.archive.archive import Archive

ForceMonth = tuple[str, str]


def restated(archive: Archive, dataset: str) -> frozenset[ForceMonth]:
    """Force and month ("YYYY-MM") of what the newest load that changed this dataset put in place of another file."""
    if not archive.holds(dataset):
        return frozenset()
    history = archive.table(dataset).history()
    newest = history[0].get("load")
    commits = list(takewhile(lambda commit: commit.get("load") == newest, history))
    before = int(commits[-1]["version"]) - 1
    if before < 0:
        return frozenset()
    then, now = _files(archive, dataset, before), _files(archive, dataset, int(history[0]["version"]))
    return frozenset(held for held, sha256 in now.items() if held in then and then[held] != sha256)


def _files(archive: Archive, dataset: str, version: int) -> dict[ForceMonth, str]:
    """The file that each force's whole month was held from at that version, by its SHA-256."""
    rows = archive.snapshot({dataset: version}).rows(dataset)
    found = rows.filter(~rows["sample"]).select("force", "month", "sha256").distinct().to_pyarrow().to_pylist()
    return {(row["force"], row["month"]): row["sha256"] for row in found}
