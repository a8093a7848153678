"""Frankshire, written once for all tests that look at it."""

from pathlib import Path

import pytest

from frankpledge.archive.archive import Archive, Snapshot
from frankpledge.archive.load import load
from frankpledge.cli.run import remember_feeds
from frankpledge.demo import invent


@pytest.fixture(scope="session")
def frankshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invent.write(tmp_path_factory.mktemp("demo") / "frankshire")


@pytest.fixture(scope="session")
def with_partners(frankshire: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Frankshire loaded, its police extract too."""
    archive = Archive(tmp_path_factory.mktemp("partner"))
    remember_feeds(archive, frankshire)
    assert load(archive, [frankshire]).ok
    return archive.snapshot()
