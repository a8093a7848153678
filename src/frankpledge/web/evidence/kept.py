"""Answers that are kept while the archive stays as it is, because every page asks for them."""

from functools import lru_cache
from pathlib import Path

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.areas import Area, partnerships
from frankpledge.archive.holdings import Holding, holdings

State = tuple[tuple[str, int, int, int], ...]


def holdings_of(archive: Path) -> tuple[Holding, ...]:
    """Everything held."""
    return _holdings(archive, state(archive))


def partnerships_of(archive: Path) -> tuple[Area, ...]:
    """The partnerships whose area is known, in order of name; none where no look-up is held."""
    return _partnerships(archive, state(archive))


def state(archive: Path) -> State:
    """What tells one state of the archive from every other: each commit adds a file to its dataset's log."""
    logs = [(name, archive / name / "_delta_log") for name in Archive(archive).datasets()]
    return tuple((name, log.stat().st_ino, log.stat().st_mtime_ns, sum(1 for _ in log.iterdir())) for name, log in logs)


@lru_cache(maxsize=4)
def _holdings(archive: Path, state: State) -> tuple[Holding, ...]:
    return tuple(holdings(Archive(archive).snapshot()))


@lru_cache(maxsize=4)
def _partnerships(archive: Path, state: State) -> tuple[Area, ...]:
    try:
        return tuple(sorted(partnerships(Archive(archive).snapshot()), key=lambda area: area.name))
    except NothingHeld:
        return ()
