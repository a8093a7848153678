"""
The workspace that `bench.web` clicks through, invented, in a process of its own:

    python -m bench.workspace archive FOLDER     invent a force area, load it, assess its largest partnership
    python -m bench.workspace people FOLDER      fill the database with people, plans, actions and sessions

The second prints, as JSON, what people can go to and the cookies of each: nobody signs in while it is measured.
"""

import os
import pickle
import sys
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measured import report

if TYPE_CHECKING:
    from frankpledge.web.accounts.models import Partnership

OTHERS = ("Aldermarsh", "Brackenholt", "Cinderford", "Dunmere", "Eskwater", "Fallowgate", "Gorsebridge")
ACTIONS = 150  # in the plan that is measured, besides those of the demonstration
UPDATES = 3  # of each of them
# Who: how many, and for which agency. The public has no session.
STAFF = {"analyst": 10, "coordinator": 6, "lead": 18, "scrutiny": 8}
PUBLIC = 8
LEADS = ("Police", "Fire", "Council")


def make_archive(folder: Path) -> None:
    """The demonstration's area with 24 months, and its largest partnership assessed."""
    from frankpledge.archive.archive import Archive
    from frankpledge.archive.load import load
    from frankpledge.assessment.assess import assess
    from frankpledge.assessment.evidence import last_month_held
    from frankpledge.cli.run import largest
    from frankpledge.demo import invent

    archive = Archive(folder / "archive")
    invent.write(folder / "demo")
    load(archive, [folder / "demo"])
    snapshot = archive.snapshot()
    area = largest(snapshot)
    assessed = assess(snapshot, area, last_month_held(snapshot, area), 12)
    (folder / "assessed").write_bytes(pickle.dumps(assessed))
    report(findings=len(assessed.findings), seconds=0.0, cpu=0.0)


def make_people(folder: Path) -> None:
    """Fill the database that the environment names; print what is there, and the cookies."""
    from frankpledge.web.ready import make_ready

    begun = time.perf_counter()
    make_ready(folder / "archive", demonstration=True)
    from django.utils.timezone import localdate
    from django_scopes import scope

    from frankpledge.web.accounts.invented import invent_partnership
    from frankpledge.web.demonstration import fill
    from frankpledge.web.plans.invented import invent_plan

    today = localdate()
    assessed = pickle.loads((folder / "assessed").read_bytes())
    fill(assessed, today)
    for number, name in enumerate(OTHERS):
        invent_plan(invent_partnership(f"E229{number:05}", name, today), today)
    partnership = invent_partnership(assessed.area_code, assessed.area_name, today)
    with scope(partnership=partnership):
        _more_actions(partnership, today)
        people = [
            {"role": role, "agency": agency, "cookies": _session(partnership, role, agency, number, today)}
            for role, many in STAFF.items()
            for number, agency in _agencies(role, many)
        ]
        places = _places(partnership)
    people += [{"role": "public", "agency": "", "cookies": {}}] * PUBLIC
    report(slug=partnership.slug, people=people, secret=os.environ["FRANKPLEDGE_SECRET"], **places,
           seconds=time.perf_counter() - begun, cpu=0.0)  # fmt: skip


def _agencies(role: str, many: int) -> Iterable[tuple[int, str]]:
    for number in range(many):
        yield number, LEADS[number % len(LEADS)] if role == "lead" else "Council"


def _more_actions(partnership: "Partnership", today: date) -> None:
    """As many actions as a plan of many agencies has, each with a history."""
    from frankpledge.web.plans import changes, saying
    from frankpledge.web.plans.invented import by_role
    from frankpledge.web.plans.models import Chapter

    people = by_role(partnership, today)
    manager = people["coordinator"]
    chapters = list(Chapter.objects.select_related("plan").order_by("pk"))
    agencies = {name: _agency(name) for name in LEADS}
    for number in range(ACTIONS):
        lead = LEADS[number % len(LEADS)]
        action = changes.add_action(
            chapter=chapters[number % len(chapters)],
            text=f"Invented action {number}: walk the streets that were asked about, and say what was seen",
            lead=agencies[lead],
            due_on=today + timedelta(days=number - 30),
            public_sentence=f"We do invented thing {number}.",
            by=manager,
        )
        for ago in range(UPDATES):
            status = ("on_track", "at_risk", "on_track")[ago % 3]
            text = f"Invented update {ago} of action {number}: some of it is done."
            saying.update_progress(action=action, status=status, text=text, on=today, by=manager, today=today)


def _agency(word: str) -> Any:
    from frankpledge.web.accounts.models import Membership

    return Membership.objects.filter(agency__name__contains=word).order_by("pk")[0].agency


def _session(partnership: "Partnership", role: str, agency: str, number: int, today: date) -> dict[str, str]:
    """A new person in this role, signed in already."""
    from django.conf import settings
    from django.test import Client

    from frankpledge.web.accounts.confirming import confirmed_until
    from frankpledge.web.accounts.models import Membership, Person

    person = Person.objects.create_user(email=f"{role}{number}@bench.invalid", name=f"Invented {role} {number}")
    Membership.objects.create(
        partnership=partnership,
        person=person,
        agency=_agency(agency),
        role=role,
        from_on=today,
        confirmed_until=confirmed_until(today),
    )
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def _places(partnership: "Partnership") -> dict[str, Any]:
    """What there is to go to: ids by what they are of."""
    from frankpledge.web.assessments.models import Assessment, Edition, Found
    from frankpledge.web.measures.models import Measure
    from frankpledge.web.plans.models import Action, Plan

    draft = Assessment.objects.filter(kind=Assessment.Kind.ASSESSMENT).order_by("pk")[0]
    edition = Edition.objects.filter(assessment=draft).order_by("pk")[0]
    plan = Plan.objects.order_by("pk")[0]
    return {
        "plan": plan.pk,
        "draft": draft.pk,
        "edition": edition.number,
        "edition_id": edition.pk,
        "findings": list(Found.objects.filter(assessment=draft, gone=False).values_list("key", flat=True)),
        "measures": list(Measure.objects.values_list("pk", flat=True)),
        "actions": {
            name: list(Action.objects.filter(plan=plan, lead__name__contains=name).values_list("pk", flat=True))
            for name in LEADS
        },
    }


if __name__ == "__main__":
    {"archive": make_archive, "people": make_people}[sys.argv[1]](Path(sys.argv[2]))
