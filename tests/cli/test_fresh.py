"""`frankpledge run --fresh`: what is invented goes, and what may be somebody's own stays."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frankpledge.cli.fresh import KeptAsItIs, put_away
from frankpledge.cli.main import app


@pytest.fixture(autouse=True)
def own_place(monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("FRANKPLEDGE_DATABASE", raising=False)
    monkeypatch.delenv("FRANKPLEDGE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)


def used(folder: Path, *partnerships: tuple[str, bool]) -> sqlite3.Connection:
    """An archive whose workspace holds these partnerships (name, invented), as the pages have it open."""
    workspace = folder / ".workspace"
    workspace.mkdir(parents=True)
    connection = sqlite3.connect(workspace / "frankpledge.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE accounts_partnership (name TEXT, demonstration BOOL)")
    connection.executemany("INSERT INTO accounts_partnership VALUES (?, ?)", partnerships)
    return connection


def test_what_was_done_in_the_demonstration_is_gone_and_its_neighbour_is_not(tmp_path) -> None:
    used(tmp_path / "archive", ("Safer Castermouth", True)).close()
    (tmp_path / "data").mkdir()

    assert put_away(tmp_path / "archive")

    assert [each.name for each in tmp_path.iterdir()] == ["data"]
    assert not put_away(tmp_path / "archive")


def test_a_partnership_that_is_not_invented_stays(tmp_path) -> None:
    used(tmp_path / "archive", ("Safer Castermouth", True), ("Safer Elsewhere", False)).close()

    with pytest.raises(KeptAsItIs, match="Safer Elsewhere, which is not invented"):
        put_away(tmp_path / "archive")

    assert (tmp_path / "archive" / ".workspace" / "frankpledge.sqlite3").exists()


def test_while_it_is_open_it_stays(tmp_path) -> None:
    connection = used(tmp_path / "archive", ("Safer Castermouth", True))

    with pytest.raises(KeptAsItIs, match="is open: stop it"):
        put_away(tmp_path / "archive")

    assert connection.execute("SELECT count(*) FROM accounts_partnership").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("name", ["FRANKPLEDGE_DATABASE", "FRANKPLEDGE_WORKSPACE"])
def test_a_workspace_kept_elsewhere_stays(tmp_path, monkeypatch, name) -> None:
    (tmp_path / "archive").mkdir()
    monkeypatch.setenv(name, "somewhere")

    with pytest.raises(KeptAsItIs, match=name):
        put_away(tmp_path / "archive")

    assert (tmp_path / "archive").is_dir()


@pytest.mark.parametrize("own", [["--data", "mine"], ["--archive", "mine"]])
def test_ones_own_data_is_never_removed(tmp_path, own) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "demo" / "archive").mkdir(parents=True)

    done = CliRunner().invoke(app, ["run", "--fresh", *own])

    assert done.exit_code == 2
    assert "demonstration alone" in done.output
    assert (tmp_path / "mine").is_dir()
    assert (tmp_path / "demo" / "archive").is_dir()
