"""A server on loopback with the invented force area loaded and one assessment made."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area
from frankpledge.archive.load import load
from frankpledge.assessment.assess import assess
from frankpledge.cli.serve import free_port
from frankpledge.demo import invent
from frankpledge.month import Month
from frankpledge.web.assessments import shelf


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
def server(archive, assessments):
    """Its address, once it answers."""
    shelf.put(archive.folder, assessments["Castermouth"])
    port = free_port(8300 + os.getpid() % 500)
    environment = {**os.environ, "FRANKPLEDGE_ARCHIVE": str(archive.folder)}
    command = [sys.executable, "-m", "frankpledge.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(address + "/evidence/load/").close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    os.killpg(process.pid, signal.SIGKILL)  # it would wait for the browser to let go
    process.wait()
