"""Judging an action by what is held, and keeping what was said whenever that is something new."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction

from frankpledge.analysis.verdict import WORTH_SEEING
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.assessment.did_it_work import evaluate
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.scheme import BadScheme, Scheme
from frankpledge.documents.data import finding_json
from frankpledge.documents.fragment import fragment
from frankpledge.documents.frozen import pictures_json
from frankpledge.web.audit.record import record
from frankpledge.web.evaluations.areas import NotAPlace, lay_out
from frankpledge.web.evaluations.events import Event
from frankpledge.web.evaluations.models import ActionPlace, Evaluated

RESTS_ON = ("police_uk_street", "lsoa21_places", "council_partnerships", "boundaries_lsoa21")


@dataclass(frozen=True)
class Judged:
    """What came of judging one place; without a finding where it could not be judged, and `said` is why."""

    answer: str
    said: str
    against: str = ""
    months: tuple[str, str] = ("", "")
    finding: Finding | None = None
    versions: dict[str, int] = field(default_factory=dict)


def stamp(snapshot: Snapshot, place: ActionPlace) -> str:
    """Names the version of the place and of the tables that a judgement rests on."""
    held = {name: int(snapshot.versions[name]) for name in RESTS_ON if name in snapshot.versions}
    return f"{place.version}.{sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()}"


def judge(snapshot: Snapshot, place: ActionPlace) -> Judged:
    """By a comparison in the same months, the places around it, or its own course; see docs/methods/verdict.md."""
    try:
        laid = lay_out(snapshot, place)
        found = evaluate(snapshot, scheme_of(place), laid.areas)
    except BadScheme as refusal:
        return Judged(Evaluated.Answer.NOT_YET, str(refusal).partition(": ")[2])
    except NotAPlace as refusal:
        return Judged(Evaluated.Answer.NOT_YET, str(refusal))
    except NothingHeld as lacking:
        return Judged(Evaluated.Answer.NOT_YET, f"The evidence for it is not held yet: {lacking}.")
    said = " ".join(part for part in (found.verdict.sentence, found.verdict.needed) if part)
    return Judged(
        found.verdict.answer,
        said,
        laid.against,
        (str(found.months[0]), str(found.months[-1])),
        found.finding,
        {name: int(number) for name, number in found.finding.provenance.versions.items()},
    )


def scheme_of(place: ActionPlace) -> Scheme:
    """The action as a scheme to judge. Its places are handed over as LSOAs beside it."""
    action = place.action
    return Scheme(
        name=f"{action}: {place.words}",
        what=action.text.strip().rstrip("."),
        start=place.start,
        end=place.end,
        crime_types=tuple(place.crime_types),
        treated=tuple(each["code"] for each in place.places),
        comparison=(),
        around=(),
        around_comparison=(),
        donors=(),
        worth_seeing=WORTH_SEEING,
        file=str(action),
    )


@transaction.atomic
def keep(*, place: ActionPlace, judged: Judged, stamp: str) -> Evaluated | None:
    """A new evaluation where it says something that the newest does not; else only the note that it was looked at."""
    held = ActionPlace.objects.select_for_update().get(pk=place.pk)
    if held.version != place.version:
        return None  # said anew meanwhile: that is judged by itself
    ActionPlace.objects.filter(pk=held.pk).update(stamp=stamp)
    entry = finding_json(judged.finding) if judged.finding else {}
    digest = _digest(held, judged, entry)
    newest = held.evaluated.first()
    if newest is not None and newest.digest == digest:
        return None
    made = Evaluated.objects.create(
        partnership_id=held.partnership_id,
        place=held,
        answer=judged.answer,
        said=judged.said,
        against=judged.against,
        first_month=judged.months[0],
        last_month=judged.months[1],
        judged=_said_of(held),
        versions=judged.versions,
        entry=entry,
        pictures=pictures_json(judged.finding) if judged.finding else {},
        html=fragment(judged.finding) if judged.finding else "",
        digest=digest,
    )
    record(
        Event.EVALUATED,
        subject=made,
        partnership=held.partnership,
        action=held.action_id,
        answer=made.answer,
        until=made.last_month,
        versions=made.versions,
    )
    return made


def bring_up_to_date(snapshot: Snapshot, place: ActionPlace) -> Evaluated | None:
    """Judge it if the place or the evidence is another than when it was last judged."""
    now = stamp(snapshot, place)
    if place.stamp == now:
        return None
    return keep(place=place, judged=judge(snapshot, place), stamp=now)


def _said_of(place: ActionPlace) -> dict[str, Any]:
    return {
        "version": place.version,
        "places": place.places,
        "comparison": place.comparison,
        "crime_types": place.crime_types,
        "since": place.since.isoformat(),
        "until": place.until.isoformat() if place.until else None,
    }


def _digest(place: ActionPlace, judged: Judged, entry: dict[str, object]) -> str:
    told = [_said_of(place), judged.answer, judged.said, judged.months, entry.get("figures"), entry.get("table")]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
