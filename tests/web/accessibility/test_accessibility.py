"""The accessibility statement: anybody reads it, and it claims what was tested and nothing else."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import Resolver404

from frankpledge.web.accessibility import tested, views
from frankpledge.web.accessibility.tested import DOCUMENT, condense, latest, write

DAY = date(2026, 1, 15)


def look(address: str, width: int = 1280, broken: str = "", undecided: str = "", **also: str) -> str:
    note = {
        "address": address,
        "width": width,
        "axe": "4.14.1",
        "browser": "140.0",
        "rules": ["label", "image-alt"],
        "broken": [{"rule": "x", "help": broken}] if broken else [],
        "undecided": [{"rule": "y", "help": undecided}] if undecided else [],
        **also,
    }
    return json.dumps(note)


def test_looks_at_one_page_are_one_page_and_a_fault_at_any_time_stays() -> None:
    run = condense(
        [
            look("http://127.0.0.1:8300/p/safer/plans/3/", 320, broken="Labels must be there"),
            look("http://127.0.0.1:8300/p/other/plans/4/?all", 1280, undecided="Contrast"),
            look("file:///somewhere/index.html"),
        ],
        on=DAY,
        version="1",
    )

    assert [(each.page, each.widths) for each in run.looked] == [("plan", (320, 1280)), (DOCUMENT, (1280,))]
    assert [each.broken for each in run.broken] == [("Labels must be there",)]
    assert [each.undecided for each in run.undecided] == [("Contrast",)]
    assert run.rules == 2


def test_no_address_of_the_run_is_kept(tmp_path) -> None:
    write(condense([look("http://127.0.0.1:8300/published/secret-town/")], on=DAY, version="1"), tmp_path / "run")

    assert "secret-town" not in (tmp_path / "run").read_text()
    assert "8300" not in (tmp_path / "run").read_text()


def test_a_run_is_read_as_it_was_written(tmp_path) -> None:
    run = condense([look("http://127.0.0.1/try/", undecided="Contrast")], on=DAY, version="1")

    write(run, tmp_path / "run")

    assert latest(tmp_path / "run") == run


def test_a_page_that_was_not_looked_at_is_said_not_to_be() -> None:
    run = condense([look("http://127.0.0.1/p/safer/plans/3/")], on=DAY, version="1")

    assert "Plan" not in run.not_looked_at()
    assert {"Risks", "Account login"} <= set(run.not_looked_at())


@pytest.mark.parametrize("lines", [[], [look("http://127.0.0.1/try/"), look("http://127.0.0.1/try/", axe="3")]])
def test_nothing_or_two_programs_are_no_run(lines) -> None:
    with pytest.raises(ValueError, match="One run has one axe"):
        condense(lines, on=DAY, version="1")


def test_a_page_that_is_not_ours_is_not_claimed() -> None:
    with pytest.raises(Resolver404):
        condense([look("http://127.0.0.1/nobody/knows/")], on=DAY, version="1")


def page(monkeypatch, run) -> str:
    monkeypatch.setattr(views, "latest", lambda: run)
    answer = Client(SERVER_NAME="127.0.0.1").get("/accessibility/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_reads_what_was_tested_what_is_broken_and_whom_to_tell(db: None, monkeypatch, settings) -> None:
    settings.CONTACT = "access@safer.example"
    run = condense([look("http://127.0.0.1/p/s/risks/", broken="Labels must be there")], on=DAY, version="1.2")

    said = page(monkeypatch, run)

    for words in (
        "15 January 2026",
        "version 1.2",
        "axe 4.14.1",
        "Risks: Labels must be there",
        "access@safer.example",
    ):
        assert words in said
    assert "no fault" not in said


def test_without_a_run_nothing_is_claimed(db: None, monkeypatch) -> None:
    said = page(monkeypatch, None)

    assert "nothing is claimed" in said
    assert "What was tested" not in said


def test_the_run_that_is_kept_is_of_pages_that_are_there(db: None) -> None:
    run = latest()

    assert run
    assert {each.page for each in run.looked} <= {*tested.names(), DOCUMENT}


def test_every_page_leads_to_it(db: None) -> None:
    assert 'href="/accessibility/"' in Client(SERVER_NAME="127.0.0.1").get("/account/login/").content.decode()
