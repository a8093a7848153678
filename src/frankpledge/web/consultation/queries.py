"""Questions about consultations and meetings, each asked on a viewer's behalf."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from frankpledge.web.accounts.models import Agency, Partner
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.consultees import kinds, meeting_rule
from frankpledge.web.consultation.meeting import PUBLIC_KINDS
from frankpledge.web.consultation.models import Consultation, Consultee, Meeting, Question, Reached
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan

MISSING = Count(
    "consultees",
    filter=~Q(consultees__must="may") & Q(consultees__asked_on=None, consultees__not_asked_because=""),
    distinct=True,
)


@dataclass(frozen=True)
class Yearly:
    """The consultation that the yearly review of priorities asks for: by when, and the one that meets it if any did."""

    due_on: date
    met_by: Consultation | None
    overdue: bool


@dataclass(frozen=True)
class Attendance:
    """Whose senior people were at a meeting: each agency with its post ("" where not said), and who was missing."""

    there: list[tuple[Agency, str]]
    missing: list[Agency]


def consultations(viewer: Viewer) -> QuerySet[Consultation]:
    """Every consultation, the newest first, with how many had to be asked and were not."""
    mine: QuerySet[Consultation] = Consultation.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "plan__partnership", "survey__partnership").annotate(missing=MISSING)


def consultees(viewer: Viewer) -> QuerySet[Consultee]:
    mine: QuerySet[Consultee] = Consultee.objects.filter(partnership=viewer.partnership)
    return mine.select_related("consultation__partnership")


def reached(viewer: Viewer) -> QuerySet[Reached]:
    mine: QuerySet[Reached] = Reached.objects.filter(partnership=viewer.partnership)
    return mine.select_related("meeting__partnership", "consultation__partnership")


def meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Every meeting and event, the newest first, with how many people came."""
    mine: QuerySet[Meeting] = Meeting.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "neighbourhood__partnership").prefetch_related("reached")


def questions(viewer: Viewer) -> QuerySet[Question]:
    mine: QuerySet[Question] = Question.objects.filter(partnership=viewer.partnership)
    return mine.select_related("agency", "meeting__partnership")


def authorities(viewer: Viewer) -> list[Agency]:
    """The responsible authorities, whose senior people come to public meetings."""
    standing = Partner.Standing.RESPONSIBLE
    held = Partner.objects.here().filter(partnership=viewer.partnership, standing=standing).select_related("agency")
    return [each.agency for each in held.order_by("agency__name")]


def attendance(viewer: Viewer, meeting: Meeting) -> Attendance:
    """Who was there for their agency; missing are responsible authorities, of a public meeting alone."""
    there = [(each.agency, each.post) for each in meeting.present.select_related("agency")]
    came = {agency.pk for agency, _ in there}
    wanted = authorities(viewer) if meeting.is_public_meeting else []
    return Attendance(there, [agency for agency in wanted if agency.pk not in came])


def last_public_meeting(viewer: Viewer, today: date) -> Meeting | None:
    """The newest public meeting that was held."""
    held = meetings(viewer).filter(kind__in=PUBLIC_KINDS, state=Meeting.State.HELD, on__lte=today)
    return held.order_by("-on", "-pk").first()


def meeting_warnings(viewer: Viewer, today: date) -> list[str]:
    """What the law or our own rule asks of public meetings and is not so, in words."""
    rule = meeting_rule()
    said = []
    last = last_public_meeting(viewer, today)
    if last is None or last.on < today - timedelta(days=rule.every_days):
        when = f"The last was on {last.on:%-d %B %Y}." if last else "None is written down."
        said.append(f"No public meeting was held in the last 12 months. {when}")
    planned = meetings(viewer).filter(kind__in=PUBLIC_KINDS, state=Meeting.State.PLANNED, on__gte=today)
    if not planned.exists():
        said.append("No public meeting is planned.")
    said += [
        f"{each} is on {each.on:%-d %B %Y}, and nobody was told of it yet."
        for each in planned.filter(notice_on=None, on__lte=today + timedelta(days=rule.notice_days))
    ]
    return said


def yearly(viewer: Viewer, today: date) -> Yearly:
    """
    The consultation on this year's review of the priorities.

    It belongs before the next year of the published plan that holds today; without such a plan, within a year of the
    last one.
    """
    asked = _on_priorities(viewer, today)
    published = plans.plans(viewer).filter(stage=Plan.Stage.PUBLISHED, last_day__gte=today, first_day__lte=today)
    plan = published.order_by("-first_day").first()
    if plan is None:
        last = asked.order_by("-opened_on").first()
        due = last.opened_on + timedelta(days=365) if last else today
        return Yearly(due, last if last and due >= today else None, overdue=due < today)
    begins, due = year_of(plan, today)
    met = asked.filter(opened_on__gte=begins).order_by("-opened_on").first()
    return Yearly(due, met, overdue=False)


def year_of(plan: Plan, today: date) -> tuple[date, date]:
    """The first and the last day of the plan's year that today is in."""
    index = plan.year_index(today)
    return _years_on(plan.first_day, index - 1), _years_on(plan.first_day, index) - timedelta(days=1)


def last_asked(viewer: Viewer, today: date) -> Consultation | None:
    """The newest consultation on the assessment, the plan or the review of priorities that has opened."""
    return _on_priorities(viewer, today).order_by("-opened_on", "-pk").first()


def _on_priorities(viewer: Viewer, today: date) -> QuerySet[Consultation]:
    about = [each.code for each in kinds().values() if each.yearly or each.code == "strategy"]
    return consultations(viewer).filter(kind__in=about, held_by="", opened_on__lte=today)


def _years_on(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if leap else day.replace(year=day.year + years)
