"""A setting that is wrong, or a folder that is none, is said in a line."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from frankpledge.cli.main import app
from frankpledge.cli.refusing import Refusing, in_words
from frankpledge.web.mail.server import mail_server


@pytest.fixture
def small() -> typer.Typer:
    small = typer.Typer(cls=Refusing)

    @small.callback()
    def above() -> None:
        pass

    @small.command()
    def start() -> None:
        mail_server("smtp://post.example", kept_in="", public="")

    return small


def test_a_wrong_setting_is_one_line_and_exit_code_2(small: typer.Typer) -> None:
    done = CliRunner().invoke(small, ["start"])

    assert done.exit_code == 2
    assert done.output == "FRANKPLEDGE_MAIL needs FRANKPLEDGE_PUBLIC too: the links in e-mails begin with it.\n"


def test_a_database_that_needs_its_owner_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    monkeypatch.setenv("FRANKPLEDGE_DATABASE", "postgresql://app@db.example/csp")

    said = in_words(DatabaseError("permission denied\nfor schema public"))

    assert said
    assert "permission denied for schema public" in said[0]
    assert "FRANKPLEDGE_DATABASE_OWNER" in said[0]
    assert in_words(KeyError("a mistake of ours")) is None


@pytest.mark.parametrize("command", [("audit", "verify"), ("audit", "note"), ("backup", "x.tar.gz")])
def test_a_folder_without_a_workspace_is_no_whole_record(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FRANKPLEDGE_WORKSPACE", "FRANKPLEDGE_DATABASE"):
        monkeypatch.delenv(name, raising=False)

    done = CliRunner().invoke(app, [*command, "--archive", str(tmp_path / "mistyped")])

    assert done.exit_code == 2
    assert "There is no workspace in" in done.output
    assert not (tmp_path / "mistyped").exists()
