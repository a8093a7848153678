"""Reading a tiny invented file as loading does: recognised by its content, then read."""

from pathlib import Path

from frankpledge.sources.opened import Opened, Reading
from frankpledge.sources.recognise import recognise


def read(folder: Path, name: str, *lines: str, end: str = "\n") -> Reading:
    """`lines` as the file of that name; fails where nothing recognises it."""
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode())
    opened = Opened(path)
    found = recognise(opened.head)
    assert found, f"{name} is not recognised"
    module, dataset = found
    return module.read(opened, dataset)


def recognised(folder: Path, *lines: str, name: str = "file.csv") -> str | None:
    """The name of the dataset that the lines are taken for, or None."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    found = recognise(Opened(path).head)
    return found[1].name if found else None


def bad(reading: Reading) -> list[tuple[int, str, str]]:
    """Line, column and value of each row that was rejected."""
    return [(one.row, one.column, one.value) for one in reading.rejected]
