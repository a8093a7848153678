"""kill -9 of the worker at any moment: no e-mail is lost, and none goes out twice by itself. Real processes, real SMTP."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.web.mail.post_office import PostOffice
from tests.web.worker.conftest import Installation

PUT = """
with scope(partnership=Partnership.objects.get(slug="{slug}")), transaction.atomic():
    for number in range({first}, {last}):
        person = Person.objects.create(email=f"{{number}}@{slug}.example", name="Somebody", password="!")
        outbox.put("accounts.password_reset", to=person.email, about=person,
            partnership=Partnership.objects.get(slug="{slug}"))
"""
TRUTH_TOLD = """
with scope(partnership=Partnership.objects.get(slug="oakley")):
    sending.call_uncertain(timezone.now() + 2 * sending.HOLD)
    ends = sending.deliver(timezone.now() + timedelta(seconds=5))
    answer = [ends, dict(Message.objects.values_list("recipient", "state"))]
"""


def test_killed_between_handing_over_and_writing_it_down_is_uncertain_and_never_sent_again_by_itself(
    installation: Installation, office: PostOffice
) -> None:
    office.manner = "thinks"
    installation.ask(PUT.format(slug="oakley", first=0, last=1))
    worker = installation.start()
    office.wait_for(1)

    installation.kill(worker)
    at_the_kill = installation.states("oakley")
    office.manner = "takes"
    office.let_go.set()
    installation.ask(PUT.format(slug="oakley", first=1, last=2))
    installation.start()
    installation.wait_until_none_waits("oakley", forsaken=1)
    later = installation.states("oakley")
    ends, in_the_end = installation.ask(TRUTH_TOLD)
    installation.kill_all()

    assert at_the_kill == {"0@oakley.example": "sending"}
    assert later == {"0@oakley.example": "sending", "1@oakley.example": "sent"}
    assert in_the_end == {"0@oakley.example": "uncertain", "1@oakley.example": "sent"}
    assert ends == {}
    assert office.times == {"0@oakley.example": 1, "1@oakley.example": 1}


def test_two_workers_killed_again_and_again_lose_nothing_and_double_nothing(
    installation: Installation, office: PostOffice
) -> None:
    office.slowness = 0.02
    before, number, kills = len(office.taken), 80, 5
    installation.ask(PUT.format(slug="elmbury", first=0, last=number))

    for kill in range(1, kills + 1):
        workers = [installation.start(), installation.start()]
        office.wait_for(before + 10 * kill)
        for worker in workers:
            installation.kill(worker)
    installation.start()
    installation.wait_until_none_waits("elmbury", forsaken=2 * kills)
    installation.kill_all()

    states = installation.states("elmbury")
    times = {reader: office.times[reader] for reader in states}
    assert len(states) == number
    assert max(times.values()) == 1
    assert {states[reader] for reader in states if times[reader] == 0} <= {"sending"}
    assert set(states.values()) <= {"sent", "sending"}
    assert "@" not in installation.log.read_text()  # what is logged names nobody
    # Each kill leaves at most the one e-mail that a worker had in its hands.
    assert sum(state == "sending" for state in states.values()) <= 2 * kills


def test_the_command_starts_a_worker_that_ends_when_told_to(installation: Installation) -> None:
    before = installation.ask("answer = timezone.now().isoformat()")
    worker = subprocess.Popen([sys.executable, "-m", "frankpledge.cli", "worker"], env=installation.environment)
    try:
        until = time.monotonic() + 180
        while not installation.alive_since(before):
            assert time.monotonic() < until
            time.sleep(0.1)

        worker.terminate()

        assert worker.wait(60) == 0
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.skipif("FRANKPLEDGE_DATABASE" not in os.environ, reason="row-level security is PostgreSQL's")
def test_a_worker_does_not_start_as_a_user_that_the_walls_would_not_hold(installation: Installation) -> None:
    owner = {**installation.environment, "FRANKPLEDGE_DATABASE": installation.environment["FRANKPLEDGE_DATABASE_OWNER"]}
    command = [sys.executable, "-m", "frankpledge.web.worker.run"]

    done = subprocess.run(command, env=owner, capture_output=True, text=True, timeout=60)

    assert done.returncode == 1
    assert "the wall between partnerships would not hold" in done.stderr


@pytest.fixture
def together(tmp_path: Path):
    """Something that runs for ever in the place of the pages and of the worker, each saying who it is."""
    program = tmp_path / "stand_in.py"
    program.write_text("import os, sys, time\nopen(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\ntime.sleep(60)\n")
    starter = f"""
import socket, sys
from frankpledge.web.worker.together import Together
listening = socket.socket()
stand_in = lambda name: [sys.executable, {str(program)!r}, {str(tmp_path)!r} + "/" + name]
raise SystemExit(Together(stand_in("pages"), listening.detach(), stand_in("worker")).run())
"""
    process = subprocess.Popen([sys.executable, "-c", starter], stderr=subprocess.DEVNULL)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def those_of(folder: Path, name: str, number: int) -> list[int]:
    """The processes that said who they are, once there are so many."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        said = (folder / name).read_text().split() if (folder / name).exists() else []
        if len(said) >= number:
            return [int(one) for one in said]
        time.sleep(0.05)
    raise AssertionError(f"{len(said)} of {number} {name}")


def gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            status = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if status == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_worker_that_was_killed_is_started_again_and_the_pages_stay(together, tmp_path: Path) -> None:
    (pages,), (worker,) = those_of(tmp_path, "pages", 1), those_of(tmp_path, "worker", 1)

    os.kill(worker, signal.SIGKILL)

    assert len(those_of(tmp_path, "worker", 2)) == 2
    assert those_of(tmp_path, "pages", 1) == [pages]
    assert together.poll() is None


def test_when_the_pages_end_the_worker_ends(together, tmp_path: Path) -> None:
    (pages,), (worker,) = those_of(tmp_path, "pages", 1), those_of(tmp_path, "worker", 1)

    os.kill(pages, signal.SIGKILL)

    assert together.wait(30) == 128 + signal.SIGKILL
    assert gone(worker)


def test_when_the_starter_is_killed_both_end(together, tmp_path: Path) -> None:
    (pages,), (worker,) = those_of(tmp_path, "pages", 1), those_of(tmp_path, "worker", 1)

    together.kill()

    assert gone(pages)
    assert gone(worker)


def test_told_to_stop_both_end(together, tmp_path: Path) -> None:
    (pages,), (worker,) = those_of(tmp_path, "pages", 1), those_of(tmp_path, "worker", 1)

    together.terminate()

    assert together.wait(30) == 128 + signal.SIGTERM
    assert gone(pages)
    assert gone(worker)
