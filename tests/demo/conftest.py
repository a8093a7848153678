"""Frankshire, written once for all tests that look at it."""

from pathlib import Path

import pytest

from frankpledge.demo import invent


@pytest.fixture(scope="session")
def frankshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invent.write(tmp_path_factory.mktemp("demo") / "frankshire")
