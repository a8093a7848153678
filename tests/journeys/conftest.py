"""A server on loopback with the invented force area loaded and one assessment made."""

import os
import pickle
import re
import signal
import subprocess
import sys

import psycopg
import pytest

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area
from frankpledge.archive.load import load
from frankpledge.assessment.assess import assess
from frankpledge.demo import invent
from frankpledge.month import Month
from frankpledge.web.assessments import shelf

SERVE = """
import pickle, sys
from pathlib import Path
from frankpledge.cli.serve import serve_pages
assessed = pickle.loads(Path(sys.argv[2]).read_bytes())
serve_pages(Path(sys.argv[1]), int(sys.argv[3]), "/", with_worker=False, demonstration=assessed)
"""


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The folder of invented files."""
    return invent.write(tmp_path_factory.mktemp("journeys") / "data")


@pytest.fixture(scope="session")
def archive(demonstration, tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("journeys") / "archive")
    report = load(archive, [demonstration])
    assert report.ok, report.rejected[:3]
    return archive


@pytest.fixture(scope="session")
def assessments(archive):
    """By the name of the partnership: the one with the planted truths, and the quiet one."""
    snapshot = archive.snapshot()
    return {
        name: assess(snapshot, find_area(snapshot, name), Month.parse("2025-12"))
        for name in ("Castermouth", "Thornwold")
    }


@pytest.fixture(scope="session")
def database():
    """Settings of an empty database: PostgreSQL with an owner and a user of the program's own, or SQLite."""
    address = os.environ.get("FRANKPLEDGE_DATABASE", "")
    if not address:
        yield {}
        return
    name = f"journeys_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        server.execute(f"CREATE ROLE {name} LOGIN")
        owner = address.replace("/frankpledge?", f"/{name}?")
        yield {
            "FRANKPLEDGE_DATABASE_OWNER": owner,
            "FRANKPLEDGE_DATABASE": owner.replace("//tester@", f"//{name}@"),
        }
        # script/postgres throws the whole server away.


@pytest.fixture(scope="session")
def printed(archive, assessments, database):
    """The address that `frankpledge serve` prints, with the secret that lets in once."""
    shelf.put(archive.folder, assessments["Castermouth"])
    environment = {**os.environ, "FRANKPLEDGE_ARCHIVE": str(archive.folder), **database}
    command = [sys.executable, "-m", "frankpledge.cli", "serve", "--port", str(8300 + os.getpid() % 500)]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process.stdout.readline().split()[3]
    os.killpg(process.pid, signal.SIGKILL)  # it would wait for the browser to let go
    process.wait()
    process.stdout.close()


@pytest.fixture(scope="session")
def server(printed):
    """Its address."""
    return printed.split("/open/")[0]


@pytest.fixture(scope="session")
def signed_in(printed, browser):
    """What a browser keeps that opened the printed address: the cookies of the one person at this machine."""
    context = browser.new_context()
    context.new_page().goto(printed)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, signed_in):
    return {**browser_context_args, "storage_state": signed_in}


@pytest.fixture(scope="session")
def tried(archive, assessments, tmp_path_factory):
    """The address of the demonstration, with a workspace of its own on the archive that the journeys share."""
    folder = tmp_path_factory.mktemp("tried")
    (folder / "assessed").write_bytes(pickle.dumps(assessments["Castermouth"]))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRANKPLEDGE_DATABASE")}
    environment["FRANKPLEDGE_WORKSPACE"] = str(folder / "workspace")
    port = str(8900 + os.getpid() % 500)
    command = [sys.executable, "-c", SERVE, str(archive.folder), str(folder / "assessed"), port]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process.stdout.readline().split()[3].split("/try/")[0]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


@pytest.fixture
def as_person(tried, browser):
    """A page of somebody whose place is taken on the demonstration's page, by the end of the name; "" for nobody."""
    contexts = []

    def enter(name: str):
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        if name:
            page.goto(tried + "/try/")
            page.get_by_role("button", name=re.compile(f"{name}$")).click()
        return page

    yield enter
    for context in contexts:
        context.close()
