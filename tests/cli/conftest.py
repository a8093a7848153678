"""What tests of commands may ask for."""

import pytest
from typer.testing import CliRunner, Result

from frankpledge.cli.main import app


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Types a command, with an archive of the test's own, in an empty folder."""
    monkeypatch.setenv("FRANKPLEDGE_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.chdir(tmp_path)

    def typed(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return typed
