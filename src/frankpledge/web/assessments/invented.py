"""The demonstration's assessment and problem profiles, written, signed and released by invented people."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.areas import Area
from frankpledge.assessment.assessment import Assessment as Made
from frankpledge.documents import data
from frankpledge.documents.fragment import fragment
from frankpledge.documents.frozen import pictures_json
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living, reviewing, signing, things
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.citations import changes as citations
from frankpledge.web.knowledge.invented import viewers
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.sorts import of
from frankpledge.web.questions.models import Answer
from frankpledge.web.questions.things import ANSWER

OPENING = (
    "This is an invented district, and nobody was harmed. It had a year in which most things stayed as they were. "
    "Where they did not, the findings below say so, and how sure we can be."
)
WORDS = {
    "change-burglary": "The harbour neighbourhoods explain it: elsewhere little changed. The same homes were broken "
    "into again, which is where the plan begins.",
    "change-shoplifting": "Since April small thefts can be told online, so part of a rise would be recording.",
    "place-hot-violence-and-sexual-offences": "These are the streets of the late bars. What happens there happens on "
    "Friday and Saturday nights.",
}
LEFT_OUT = {"change-other-crime": "A mixture of rare crimes: its change says nothing that anybody could act on."}
PROFILE = {
    "objective": "A fifth fewer shop thefts in the High Street by next March than in the twelve months before.",
    "scanning": "Four shops have half of the thefts. Most are in the afternoon, and most are of food, alcohol and "
    "cosmetics that are sold on.",
    "analysis": "The four shops have doors on two sides and few staff on the floor. Three people were seen in most of "
    "the recordings. What is not known is where the goods go.",
    "response": "One door closed in the afternoon at two of the shops; a worker who offers treatment to the three; "
    "and the shops tell each other by radio.",
    "assessment": "Recorded shop theft in the street, the twelve months after beside the twelve before, with the two "
    "other shopping streets beside it. Telling online began in April, so the shops' own counts are set beside it too.",
}
RESTRICTED = {
    "objective": "Nobody hurt twice outside the same bar between now and next summer.",
    "scanning": "The hospital's counts and the police's agree on two bars. Incidents gather in the hour after closing.",
}


@transaction.atomic
def invent_assessment(
    partnership: Partnership, made: Made, known: Mapping[str, Known], today: date, answer: Answer | None = None
) -> None:
    """
    A signed and released assessment of `made`, and two profiles; made once. What it says of burglary rests on the
    `answer` to a saved question.
    """
    with scope(partnership=partnership):
        if Assessment.objects.exists():
            return
        people = viewers(partnership, today)
        analyst, chair, manager = people["Okafor"], people["Thistle"], people["Lindqvist"]
        draft = _assessment(partnership, made, analyst)
        if "online" in known:
            _cite(draft, "change-shoplifting", known["online"], "Why the months are not alike", analyst)
        if answer and draft.passages.filter(about="change-burglary").exists():
            citations.cite(
                citing=things.PASSAGE,
                citing_id=things.passage_id(draft.pk, "change-burglary"),
                cited=ANSWER,
                cited_id=str(answer.pk),
                why="Asked of the harbour alone",
                by=analyst,
            )
        reviewing.ask(assessment=draft, by=analyst)
        draft.refresh_from_db()
        edition = signing.sign(assessment=draft, by=chair)
        signing.ask_for_release(edition=edition, public_from=timezone.now(), by=chair)
        edition = signing.release(edition=edition, by=manager)
        signing.correct(
            edition=edition,
            wrong="The opening says that most things stayed as they were.",
            right="Most types of crime did. Burglary did not, as its finding says. The findings are right.",
            by=manager,
        )
        _profiles(draft, known, analyst, chair, today)


def _assessment(partnership: Partnership, made: Made, analyst: Viewer) -> Assessment:
    area = Area(made.area_code, made.area_name, "csp", ())
    months = len(made.period.asked)
    title = f"Strategic assessment {made.period.last.year} (invented)"
    draft = living.begin(title=title, area=area, last=made.period.last, months=months, by=analyst)
    entries: list[dict[str, Any]] = data.findings_json(made)["findings"]  # type: ignore[assignment]
    printed = [(entry, fragment(finding)) for entry, finding in zip(entries, made.findings, strict=True)]
    versions = {name: n for finding in made.findings for name, n in finding.provenance.versions.items()}
    pictures = {finding.id: drawn for finding in made.findings if (drawn := pictures_json(finding))}
    living.put_findings(assessment=draft, findings=printed, versions=versions, now=timezone.now(), pictures=pictures)
    living.write(assessment=draft, about="", text=OPENING, based_on=0, by=analyst)
    for found in Found.objects.filter(assessment=draft):
        if found.key in WORDS:
            living.write(assessment=draft, about=found.key, text=WORDS[found.key], based_on=0, by=analyst)
        if found.key in LEFT_OUT:
            living.leave_out(found=found, reason=LEFT_OUT[found.key], by=analyst)
    return draft


def _profiles(draft: Assessment, known: Mapping[str, Known], analyst: Viewer, chair: Viewer, today: date) -> None:
    profile = _profile(draft, "Shop theft in the High Street (invented)", PROFILE, analyst, today)
    _cite_finding(profile, "scanning", draft, "change-shoplifting", analyst)
    _cite_finding(profile, "assessment", draft, "trend-shoplifting", analyst)
    for about, name in (("analysis", "goods"), ("assessment", "online")):
        if name in known:
            _cite(profile, about, known[name], "", analyst)
    signing.sign(assessment=profile, by=chair)
    secret = _profile(draft, "Violence outside late bars (invented)", RESTRICTED, analyst, today, restricted=True)
    _cite_finding(secret, "scanning", draft, "place-hot-violence-and-sexual-offences", analyst)
    if "review" in known:
        _cite(secret, "scanning", known["review"], "Whose incidents these are", analyst)


def _profile(
    draft: Assessment, title: str, words: dict[str, str], by: Viewer, today: date, *, restricted: bool = False
) -> Assessment:
    profile = living.begin(
        title=title,
        area=Area(draft.area_code, draft.area_name, "csp", ()),
        last=draft.last,
        months=draft.months,
        kind=Assessment.Kind.PROFILE,
        restricted=restricted,
        review_on=today + timedelta(days=120),
        by=by,
    )
    for about, text in words.items():
        living.write(assessment=profile, about=about, text=text, based_on=0, by=by)
    return profile


def _cite(citing: Assessment, about: str, known: Known, why: str, by: Viewer) -> None:
    """Where there are words about it: the demonstration's findings depend on the invented data."""
    if citing.passages.filter(about=about).exists():
        citations.cite(
            citing=things.PASSAGE,
            citing_id=things.passage_id(citing.pk, about),
            cited=of(known).name,
            cited_id=str(known.pk),
            why=why,
            by=by,
        )


def _cite_finding(profile: Assessment, about: str, draft: Assessment, key: str, by: Viewer) -> None:
    if Found.objects.filter(assessment=draft, key=key).exists():
        citations.cite(
            citing=things.PASSAGE,
            citing_id=things.passage_id(profile.pk, about),
            cited=things.FINDING,
            cited_id=things.finding_id(draft.pk, key),
            by=by,
        )
