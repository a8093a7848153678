"""Answers that are kept while the archive stays as it is, because every page asks for them."""

from functools import lru_cache
from pathlib import Path

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.areas import Area, partnerships
from frankpledge.archive.holdings import Holding, holdings
from frankpledge.archive.restated import restated
from frankpledge.web.evidence.grid import SourceMonth

State = tuple[tuple[str, int, int, int], ...]


def holdings_of(archive: Path) -> tuple[Holding, ...]:
    """Everything held."""
    return _holdings(archive, state(archive))


def partnerships_of(archive: Path) -> tuple[Area, ...]:
    """The partnerships whose area is known, in order of name; none where no look-up is held."""
    return _partnerships(archive, state(archive))


def restated_of(archive: Path) -> frozenset[SourceMonth]:
    """The police's months that the newest load restated."""
    return _restated(archive, state(archive))


def state(archive: Path) -> State:
    """What tells one state of the archive from every other: each commit adds a file to its dataset's log."""
    logs = [(name, archive / name / "_delta_log") for name in Archive(archive).datasets()]
    return tuple((name, log.stat().st_ino, log.stat().st_mtime_ns, sum(1 for _ in log.iterdir())) for name, log in logs)


@lru_cache(maxsize=4)
def _holdings(archive: Path, state: State) -> tuple[Holding, ...]:
    return tuple(holdings(Archive(archive).snapshot()))


@lru_cache(maxsize=4)
def _restated(archive: Path, state: State) -> frozenset[SourceMonth]:
    datasets = [name for name, *_ in state if name.startswith("police_uk_")]
    return frozenset((name, *found) for name in datasets for found in restated(Archive(archive), name))


@lru_cache(maxsize=4)
def _partnerships(archive: Path, state: State) -> tuple[Area, ...]:
    try:
        return tuple(sorted(partnerships(Archive(archive).snapshot()), key=lambda area: area.name))
    except NothingHeld:
        return ()
