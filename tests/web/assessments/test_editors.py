"""Twenty people who write in one living assessment at once: every version that was sent is kept."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

# A database of its own, because the editors' transactions have to be real ones.
EDITORS = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_scopes import scope

call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.assessments import living
from frankpledge.web.assessments.models import Assessment, Passage, PassageVersion
from frankpledge.web.audit.verify import verify
from bench.clicks import hidden
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import assemble

EDITORS, TIMES = 20, 2
cast = assemble(date.today())
partnership = cast.partnerships["castermouth"]
with scope(partnership=partnership):
    partnership.demonstration = True  # nobody here has a second factor
    partnership.save()
    draft = a_draft(cast)
    compute(draft, finding("burglary", 271))
    ana = Membership.objects.get(person=cast.people["ana"])
    people = []
    for number in range(EDITORS):
        person = Person.objects.create_user(email=f"editor{number}@example.org", name=f"Editor {number}")
        Membership.objects.create(partnership=partnership, person=person, agency=ana.agency, role="analyst",
                                  from_on=ana.from_on, confirmed_until=ana.confirmed_until)
        people.append(person)
    clients = []
    for person in people:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
together = Barrier(EDITORS, timeout=120)  # where one fails the others end too, and what it met is told
address = draft.get_absolute_url()
PLACES = ("opening/", "findings/burglary/")


def edit(number):
    answers = []
    for time in range(TIMES):
        for place in PLACES:
            page = clients[number].get(address + place)
            assert page.status_code == 200, (place, page.status_code)
            read = hidden(page.content.decode())["based_on"]
            together.wait()  # all have the same words before them
            text = f"{place} {number} {time}"
            scripts = {"Accept": "application/json"} if number % 2 else {}
            answer = clients[number].post(address + place, {"text": text, "based_on": read}, headers=scripts)
            if number % 2:
                taken = answer.status_code == 200 and answer.json()["taken"]
                shown = True  # a script is told that the words were kept beside, and shows it
            else:
                taken = answer.status_code == 302
                shown = taken or (answer.status_code == 409 and text in answer.content.decode())
            answers.append([text, answer.status_code, taken, shown])
            together.wait()
    connection.close()
    return answers


with ThreadPoolExecutor(EDITORS) as pool:
    answers = [answer for each in pool.map(edit, range(EDITORS)) for answer in each]
with scope(partnership=partnership):
    kept = [[v.text, v.number is not None] for v in PassageVersion.objects.all()]
    passages = [
        [p.text, p.number, [v.number for v in p.versions.exclude(number=None).order_by("number")],
         p.versions.get(number=p.number).text] for p in Passage.objects.all()
    ]
print(json.dumps({"answers": answers, "kept": kept, "passages": passages, "faults": len(list(verify().faults))}))
"""


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database: PostgreSQL where the tests run on it, else none, which is SQLite."""
    address = os.environ.get("FRANKPLEDGE_DATABASE", "")
    if not address:
        yield ""
        return
    name = f"editors_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield address.replace("/frankpledge?", f"/{name}?")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_twenty_editors_of_one_assessment_lose_nothing(tmp_path: Path, database: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        "FRANKPLEDGE_WORKSPACE": str(tmp_path),
        "FRANKPLEDGE_ARCHIVE": str(tmp_path),
        "FRANKPLEDGE_DATABASE": database,
        "FRANKPLEDGE_DEMONSTRATION": "1",
    }

    done = subprocess.run([sys.executable, "-c", EDITORS], env=environment, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    answers, kept = found["answers"], found["kept"]
    assert len(answers) == 20 * 2 * 2
    assert {status for _, status, _, _ in answers} <= {200, 302, 409}
    # Every version that was sent is there, once, and was called taken to its writer exactly where it was.
    assert sorted(kept) == sorted([text, taken] for text, _, taken, _ in answers)
    assert all(shown for *_, shown in answers)
    # Of twenty who had the same words before them, one was taken each time, and the numbers have no gap.
    assert sum(taken for _, _, taken, _ in answers) == 2 * 2
    assert [passage[1:3] for passage in found["passages"]] == [[2, [1, 2]]] * 2
    assert all(text == last for text, _, _, last in found["passages"])
    assert found["faults"] == 0
