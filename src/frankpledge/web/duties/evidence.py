"""What the workspace itself can show for a duty."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from frankpledge.web.accounts.models import Partner
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.living_queries import HEAVY
from frankpledge.web.assessments.models import Assessment, Edition
from frankpledge.web.consultation import queries as consultations
from frankpledge.web.duties.duty import Duty
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan
from frankpledge.web.priorities import queries as priorities


@dataclass(frozen=True)
class Evidence:
    """
    What was found. `met_on` for a duty of days, `until` the last day it is met; `lacks` says in words what is missing,
    and is "" where nothing is.
    """

    words: str
    address: str
    met_on: date | None = None
    until: date | None = None
    lacks: str = ""


def evidence(viewer: Viewer, duty: Duty, today: date) -> Evidence | None:
    """What can be shown for a duty without anybody writing it down; None where nothing can."""
    match duty.found:
        case "assessment":
            return _assessment(viewer)
        case "plan":
            return _plan(viewer, today)
        case "summary":
            return _summary(viewer, today)
        case "strategies":
            return _strategies(viewer)
        case "liaison":
            return _liaison(viewer)
        case "public-meeting":
            return _public_meeting(viewer, today)
        case "consultation":
            return _consultation(viewer, today)
    return None


def _assessment(viewer: Viewer) -> Evidence | None:
    signed = Edition.objects.filter(
        partnership=viewer.partnership, assessment__kind=Assessment.Kind.ASSESSMENT
    ).select_related("assessment")
    edition = signed.defer(*HEAVY).order_by("-signed_at").first()
    if edition is None:
        return None
    address = reverse("edition", args=[viewer.partnership.slug, edition.assessment_id, edition.number])
    return Evidence(f"{edition.assessment}, edition {edition.number}, signed", address, localdate(edition.signed_at))


def _plan(viewer: Viewer, today: date) -> Evidence | None:
    """
    The published plan that holds today, until the end of the year of it that it was published in or for.

    A plan of several years is revised before each of them: that is written down by hand, or a new plan shows it.
    """
    published = plans.plans(viewer).filter(stage=Plan.Stage.PUBLISHED, last_day__gte=today, first_day__lte=today)
    plan = published.order_by("-first_day").first()
    if plan is None:
        return None
    year = plan.year_index(max(plan.published_on or plan.first_day, plan.first_day))
    ends = min(plan.last_day, _years_on(plan.first_day, year))
    return Evidence(f"{plan}, year {year}, published", plan.get_absolute_url(), plan.published_on, ends)


def _summary(viewer: Viewer, today: date) -> Evidence | None:
    """The page of the published plan for residents: its public sentences, and the files to take away."""
    found = _plan(viewer, today)
    if found is None:
        return None
    address = reverse("published_plan", args=[viewer.partnership.slug])
    return replace(found, words="The plan’s page for residents, published", address=address)


def _years_on(day: date, years: int) -> date:
    """The last day of so many years from a day."""
    leap = (day.month, day.day) == (2, 29)
    return (date(day.year + years, 3, 1) if leap else day.replace(year=day.year + years)) - timedelta(days=1)


def _strategies(viewer: Viewer) -> Evidence:
    address = reverse("priorities", args=[viewer.partnership.slug])
    uncovered = priorities.uncovered(viewer)
    lacks = f"No current priority serves the duty to {'; nor to '.join(uncovered)}." if uncovered else ""
    return Evidence("Current priorities", address, lacks=lacks)


def _liaison(viewer: Viewer) -> Evidence:
    address = reverse("people", args=[viewer.partnership.slug])
    held = Partner.objects.here().filter(partnership=viewer.partnership, standing=Partner.Standing.RESPONSIBLE)
    vacant = [str(each.agency) for each in held.filter(liaison=None).select_related("agency")]
    lacks = f"Nobody is named for {', '.join(vacant)}." if vacant else ""
    if not held.exists():
        lacks = "No responsible authority is named."
    return Evidence("Agencies and who speaks for each", address, lacks=lacks)


def _public_meeting(viewer: Viewer, today: date) -> Evidence | None:
    meeting = consultations.last_public_meeting(viewer, today)
    if meeting is None:
        return None
    missing = consultations.attendance(viewer, meeting).missing
    lacks = f"No senior person was there of {', '.join(map(str, missing))}." if missing else ""
    return Evidence(f"{meeting}, held at {meeting.place}", meeting.get_absolute_url(), meeting.on, lacks=lacks)


def _consultation(viewer: Viewer, today: date) -> Evidence | None:
    asked = consultations.last_asked(viewer, today)
    if asked is None:
        return None
    missing = [each.who for each in asked.consultees.all() if each.missing]
    lacks = f"Not asked yet: {'; '.join(missing)}." if missing else ""
    return Evidence(f"{asked}, opened", asked.get_absolute_url(), asked.opened_on, lacks=lacks)
