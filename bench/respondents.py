"""
Who answers in `bench.survey`, in processes of their own:

    python -m bench.respondents make FOLDER MANY       an open survey, MANY residents ready to send, and staff signed in
    python -m bench.respondents send FOLDER ADDRESS RATE SECONDS    send, so many a second
    python -m bench.respondents count FOLDER           what the database holds in the end

Residents send the last page as a browser does: the form, then the page with the reference that it leads to, each time
over a connection of their own. Nothing but 127.0.0.1 is ever asked.
"""

import http.client
import json
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench.measured import report

TOKEN = "b" * 32  # what Django takes for a form's token where the cookie says the same
SENDERS = 48  # residents that may wait for their answer at the same moment
PATIENCE = 30.0  # seconds
REFERENCE = re.compile(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4})</strong>")
STAFF = {"coordinator": 2, "analyst": 4, "lead": 4}
QUESTIONS = 12


def make(folder: Path, many: int) -> None:
    """Fill the database that the environment names; the residents' codes go into a file."""
    from frankpledge.web.ready import make_ready

    begun = time.perf_counter()
    make_ready(folder / "archive", demonstration=True)
    from django.db import transaction
    from django.utils import timezone
    from django.utils.timezone import localdate
    from django_scopes import scope

    from bench.workspace import _session
    from frankpledge.web.accounts.invented import invent_partnership
    from frankpledge.web.plans.invented import by_role, invent_plan
    from frankpledge.web.surveys import answering, saving

    today, now = localdate(), timezone.now()
    partnership = invent_partnership("E22900001", "Aldermarsh", today)
    invent_plan(partnership, today)
    with scope(partnership=partnership):
        survey = _survey(by_role(partnership, today)["coordinator"], today)
        answers = {f"q{number}": ("very", "fairly", "none")[number % 3] for number in range(QUESTIONS - 1)}
        answers["words"] = "Invented words of somebody about the lights by the harbour. " * 3
        version = survey.versions.get()
        codes = []
        with transaction.atomic():
            for _ in range(many):
                draft = saving.Draft(answers=answers, seen=list(answers), begun_at=now.timestamp() - 200)
                codes.append(saving.begin(survey, version, draft, now))
        assert answering.unfinished(survey) == many
        staff = [
            {"role": role, "cookies": _session(partnership, role, "Council", number, today)}
            for role, people in STAFF.items()
            for number in range(people)
        ]
    (folder / "codes").write_text("\n".join(codes))
    report(slug=partnership.slug, survey=survey.slug, survey_id=survey.pk, plan=_plan(partnership), staff=staff,
           secret=os.environ["FRANKPLEDGE_SECRET"], seconds=time.perf_counter() - begun, cpu=0.0)  # fmt: skip


def _survey(by: Any, today: Any) -> Any:
    from datetime import timedelta

    from frankpledge.web.surveys import changes
    from frankpledge.web.surveys.models import Survey
    from frankpledge.web.surveys.questionnaire import Kind, Question, Questionnaire, Text

    questions = [
        Question(f"q{number}", Kind.PROBLEM, Text(f"How big a problem is invented thing {number}?"))
        for number in range(QUESTIONS - 1)
    ]
    questions.append(Question("words", Kind.COMMENT, Text("Anything else?")))
    asks = Questionnaire(Text("Safe in Aldermarsh"), Text("Invented."), Text("Thank you."), tuple(questions))
    survey = changes.begin(title="Safe in Aldermarsh", slug="safe", asks=asks, by=by)
    survey = changes.change_settings(
        survey=survey, version=survey.version, by=by, slug="safe", opens_on=today, closes_on=today + timedelta(days=30),
        in_welsh=False, sampling=Survey.Sampling.OPEN, compared_with=None, area=("", ""),
    )  # fmt: skip
    return changes.open_survey(survey=survey, version=survey.version, by=by, today=today).survey


def _plan(partnership: Any) -> int:
    from django_scopes import scope

    from frankpledge.web.plans.models import Plan

    with scope(partnership=partnership):
        return int(Plan.objects.order_by("pk")[0].pk)


def send(folder: Path, address: str, path: str, rate: float, seconds: float) -> None:
    """One resident each 1/`rate` seconds, whether or not those before have their answer; never more than there are."""
    assert urlsplit(address).hostname == "127.0.0.1"
    codes = (folder / "codes").read_text().split()[: int(rate * seconds)]
    results: list[dict[str, Any]] = []
    lock, begun = threading.Lock(), time.monotonic()
    waiting = list(enumerate(codes))[::-1]

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                number, code = waiting.pop()
            time.sleep(max(0.0, begun + number / rate - time.monotonic()))
            results.append(_send_one(address, path, code, begun + number / rate))

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    (folder / "sent").write_text(json.dumps(results))
    report(sent=len(results), took=took, seconds=took, cpu=time.process_time())


def _send_one(address: str, path: str, code: str, due: float) -> dict[str, Any]:
    """Seconds from when the resident pressed the button: waiting for a turn to send is waiting too."""
    cookies = f"answers={code}; csrftoken={TOKEN}"
    body = urlencode({"csrfmiddlewaretoken": TOKEN, "language": "en"})
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Referer": address + path}
    try:
        status, location, _ = _ask(address, "POST", f"{path}check/", body, headers)
        kept = time.monotonic() - due
        if status != 302 or not location.endswith("/sent/"):
            return {"kept": kept, "error": f"HTTP {status} to {location}", "reference": ""}
        status, _, page = _ask(address, "GET", location, None, {"Cookie": cookies})
        found = REFERENCE.search(page)
        error = "" if found else f"HTTP {status} without a reference"
        return {"kept": kept, "shown": time.monotonic() - due, "error": error, "reference": found[1] if found else ""}
    except (OSError, http.client.HTTPException) as fault:
        return {"kept": time.monotonic() - due, "error": type(fault).__name__, "reference": ""}


def _ask(address: str, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def count(folder: Path) -> None:
    """The references that the database holds, and how many have not been sent."""
    from frankpledge.web.ready import make_ready

    make_ready(folder / "archive", demonstration=True)
    from django_scopes import scopes_disabled

    from frankpledge.web.surveys.models import Response, SavedAnswers

    with scopes_disabled():
        references = list(Response.objects.values_list("reference", flat=True))
        report(references=references, waiting=SavedAnswers.objects.count(), seconds=0.0, cpu=0.0)


if __name__ == "__main__":
    command, where, *more = sys.argv[1:]
    if command == "make":
        make(Path(where), int(more[0]))
    elif command == "send":
        send(Path(where), more[0], more[1], float(more[2]), float(more[3]))
    else:
        count(Path(where))
