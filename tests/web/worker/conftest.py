"""An installation of its own on disk, whose worker is a real process that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.web.mail.post_office import PostOffice

DESK = """
import json, sys
from pathlib import Path
from frankpledge.web.ready import make_ready
make_ready(Path(sys.argv[1]))
from django_scopes import scope
from django.utils import timezone
from datetime import timedelta
from frankpledge.web.accounts.models import Partnership, Person
from frankpledge.web.mail import outbox, sending
from frankpledge.web.mail.models import Message
from django.db import transaction
from frankpledge.web.health.models import Check
from django.db import connections
import os
import frankpledge.web.urls  # what a worker reads when it writes its first link
from frankpledge.web.worker import run

def begin(log):
    connections.close_all()
    worker = os.fork()
    if worker:
        return worker
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    try:
        run.main()
    finally:
        os._exit(0)

print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    here = {}
    exec(json.loads(line), globals(), here)
    print(json.dumps(here.get("answer")), flush=True)
"""


class Installation:
    """Workers to start and kill, and a desk: a process that does what it is told in Python, and answers."""

    def __init__(self, environment: dict[str, str], folder: str):
        self.environment = environment
        self.log = Path(folder).parent / "workers.log"
        self.workers: set[int] = set()
        self.desk = subprocess.Popen(
            [sys.executable, "-c", DESK, folder],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.desk.stdout
        assert self.desk.stdout.readline() == '"ready"\n'

    def ask(self, program: str) -> Any:
        """Run a program at the desk; its `answer` comes back."""
        assert self.desk.stdin
        assert self.desk.stdout
        self.desk.stdin.write(json.dumps(program) + "\n")
        self.desk.stdin.flush()
        return json.loads(self.desk.stdout.readline())

    def start(self) -> int:
        """A worker, in a process forked from the desk's, which has read the program already; its number."""
        worker: int = self.ask(f"answer = begin({str(self.log)!r})")
        self.workers.add(worker)
        return worker

    def kill(self, worker: int) -> None:
        os.kill(worker, signal.SIGKILL)
        self.ask(f"os.waitpid({worker}, 0)")
        self.workers.remove(worker)

    def alive_since(self, moment: str) -> bool:
        """Whether a worker has said since then that it is alive."""
        said: bool = self.ask(f"answer = Check.objects.filter(name='worker', at__gt='{moment}').exists()")
        return said

    def kill_all(self) -> None:
        for worker in tuple(self.workers):
            self.kill(worker)

    def states(self, slug: str) -> dict[str, str]:
        """What became of each e-mail of a partnership, by its reader."""
        found: dict[str, str] = self.ask(
            f"""
with scope(partnership=Partnership.objects.get(slug="{slug}")):
    answer = dict(Message.objects.values_list("recipient", "state"))
"""
        )
        return found

    def wait_until_none_waits(self, slug: str, *, forsaken: int, seconds: float = 180) -> None:
        """Until each is sent, but for those in the hands of killed workers, which are `forsaken` at most."""
        until = time.monotonic() + seconds
        while (now := list(self.states(slug).values())) and ("waiting" in now or now.count("sending") > forsaken):
            assert time.monotonic() < until, self.states(slug)
            time.sleep(0.1)

    def end(self) -> None:
        self.kill_all()
        assert self.desk.stdin
        assert self.desk.stdout
        self.desk.stdin.close()
        self.desk.wait()
        self.desk.stdout.close()


@pytest.fixture
def kept_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue's code closes connections that are in a transaction, as a test's is."""
    monkeypatch.setattr("django_q.monitor.close_old_django_connections", lambda: None)
    monkeypatch.setattr("django_q.scheduler.close_old_django_connections", lambda: None)


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture(scope="module")
def installation(office: PostOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """With two partnerships, Elmbury and Oakley, and nobody in them."""
    folder = tmp_path_factory.mktemp("installation") / "archive"
    left_out = {"FRANKPLEDGE_ARCHIVE", "FRANKPLEDGE_AUDIT_HEADS", "FRANKPLEDGE_SINGLE_SIGN_ON"}
    environment = {
        **{name: value for name, value in os.environ.items() if name not in left_out},
        "FRANKPLEDGE_ARCHIVE": str(folder),
        "FRANKPLEDGE_WORKSPACE": str(folder / ".workspace"),
        "FRANKPLEDGE_SECRET": "0123456789abcdef" * 4,
        "FRANKPLEDGE_MAIL": f"smtp://127.0.0.1:{office.port}",
        "FRANKPLEDGE_PUBLIC": "https://safer.example",
        "FRANKPLEDGE_FROM": "Frankpledge <post@safer.example>",
    }
    folder.joinpath(".workspace").mkdir(parents=True)
    folder.joinpath(".workspace", "secret.key").write_text(environment["FRANKPLEDGE_SECRET"])
    address = environment.get("FRANKPLEDGE_DATABASE", "")
    if address:
        name = f"kills_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            server.execute(f"CREATE ROLE {name} LOGIN")
        owner = address.replace("/frankpledge?", f"/{name}?")
        environment |= {
            "FRANKPLEDGE_DATABASE_OWNER": owner,
            "FRANKPLEDGE_DATABASE": owner.replace("//tester@", f"//{name}@"),
        }
    installation = Installation(environment, str(folder))
    installation.ask('[Partnership.objects.create(name=f"Safer {n}", slug=n) for n in ("elmbury", "oakley")]')
    yield installation
    installation.end()
