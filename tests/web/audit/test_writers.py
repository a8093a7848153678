"""Many writers at once: each event gets a number of its own, and the chain never forks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

# A database of its own, because the writers' transactions have to be real ones.
WRITERS = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.core.management import call_command
from django.db import connection, transaction
from frankpledge.web.accounts.models import Person
from frankpledge.web.audit.record import record
from frankpledge.web.audit.verify import verify

call_command("migrate", verbosity=0)
person = Person.objects.create_user(email="ana@example.org", name="Ana Example")
together = Barrier(50)

def write(writer):
    together.wait()
    for number in range(4):
        with transaction.atomic():
            record("test.done", subject=person, person=person, writer=writer, number=number)
    connection.close()

with ThreadPoolExecutor(50) as pool:
    list(pool.map(write, range(50)))
found = verify()
print(found.events, found.chains, list(found.faults))
"""


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database: PostgreSQL where the tests run on it, else none, which is SQLite."""
    address = os.environ.get("FRANKPLEDGE_DATABASE", "")
    if not address:
        yield ""
        return
    name = f"writers_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield address.replace("/frankpledge?", f"/{name}?")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_fifty_writers_make_one_chain(tmp_path: Path, database: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        "FRANKPLEDGE_WORKSPACE": str(tmp_path),
        "FRANKPLEDGE_DATABASE": database,
    }

    done = subprocess.run([sys.executable, "-c", WRITERS], env=environment, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "200 1 []"
