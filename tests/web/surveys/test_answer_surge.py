"""Many who send at the same moment: nothing that was acknowledged is lost, nothing is kept twice."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

# A database of its own, because the transactions have to be real ones.
PEOPLE = """
import json
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_scopes import scope, scopes_disabled

with scopes_disabled():
    call_command("migrate", verbosity=0)
from frankpledge.web.surveys import answering, saving
from frankpledge.web.surveys.models import Response, SavedAnswers, Survey
from tests.web.cast import assemble
from tests.web.surveys.surveys import an_open_survey

THREADS = 8
cast = assemble(date.today())
here = cast.partnerships["castermouth"]
now = timezone.now()

def ready(survey):
    code = answering.begin(survey, "en", now)
    row = saving.found(survey, code, now)
    draft = saving.opened(row, code)
    answering.put(draft, "victim", "no")
    saving.keep(row, survey, code, draft, now)
    return code

with scope(partnership=here):
    survey = an_open_survey(cast)
    codes = [ready(survey) for _ in range(40)]
    pressed_often = codes[0]
sendings = codes * 2 + [pressed_often] * 20

def send(part):
    together.wait()
    said = []
    for code in sendings[part::THREADS]:
        with scope(partnership=here):
            mine = Survey.objects.select_related("partnership").get(pk=survey.pk)
            said.append((code, answering.send(mine, code, code, timezone.now()).reference))
    connection.close()
    return said

together = Barrier(THREADS)
with ThreadPoolExecutor(THREADS) as pool:
    acknowledged = [each for said in pool.map(send, range(THREADS)) for each in said]
with scope(partnership=here):
    print(json.dumps({
        "acknowledged": acknowledged,
        "kept": list(Response.objects.values_list("reference", flat=True)),
        "again": Response.objects.filter(perhaps_again=True).count(),
        "waiting": SavedAnswers.objects.count(),
    }))
"""


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database: PostgreSQL where the tests run on it, else none, which is SQLite."""
    address = os.environ.get("FRANKPLEDGE_DATABASE", "")
    if not address:
        yield ""
        return
    name = f"surge_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield address.replace("/frankpledge?", f"/{name}?")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_whoever_was_given_a_reference_is_kept_once_however_often_it_was_sent(tmp_path: Path, database: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        "FRANKPLEDGE_WORKSPACE": str(tmp_path),
        "FRANKPLEDGE_DATABASE": database,
    }

    done = subprocess.run([sys.executable, "-c", PEOPLE], env=environment, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    by_code: dict[str, set[str]] = {}
    for code, reference in found["acknowledged"]:
        by_code.setdefault(code, set()).add(reference)
    assert len(found["acknowledged"]) == 100
    assert len(by_code) == 40
    assert all(len(references) == 1 for references in by_code.values())
    assert sorted(found["kept"]) == sorted(reference for [reference] in by_code.values())
    assert (found["waiting"], found["again"]) == (0, 0)
