"""Pages about public meetings and events. They only translate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import queries as citations
from frankpledge.web.consultation import changes, heard, meeting_changes, queries
from frankpledge.web.consultation.asking import answer_page
from frankpledge.web.consultation.consultees import meeting_rule
from frankpledge.web.consultation.forms import (
    AnswerForm,
    CancelForm,
    HeldForm,
    MeetingForm,
    QuestionForm,
    ReachedForm,
)
from frankpledge.web.consultation.models import Meeting
from frankpledge.web.consultation.permissions import reason_not_to_publish, reason_not_to_write
from frankpledge.web.consultation.saving import publish
from frankpledge.web.consultation.things import MEETING
from frankpledge.web.plans import queries as plans

FACTS = (
    "kind", "title", "on", "starts", "place", "access", "neighbourhood", "notice_on", "notice_where",
    "changed_because", "version",
)  # fmt: skip
WENT = ("contacts", "referrals", "note", "feedback", "feedback_on")


@require_GET
def meetings(request: Asked) -> HttpResponse:
    """What is planned, and what was held."""
    every = list(queries.meetings(request.viewer))
    planned = [each for each in every if each.state == Meeting.State.PLANNED]
    context = {
        "planned": [(each, each.over(request.today)) for each in reversed(planned)],
        "past": [each for each in every if each.state != Meeting.State.PLANNED],
        "warnings": queries.meeting_warnings(request.viewer, request.today),
        "rule": meeting_rule(),
        "refusal": reason_not_to_write(request.viewer),
    }
    return render(request, "consultation/meetings.html", context)


def add_meeting(request: Asked) -> HttpResponse:
    form = MeetingForm(request.POST or None, offered=_offered(request))

    def save(version: int | None, **facts: Any) -> Meeting:
        return meeting_changes.add(by=request.viewer, **facts)

    address = reverse("meetings", args=[request.viewer.partnership.slug])
    return answer_page(
        request, form, save, title="Add a meeting or event", back=(address, "Meetings and events"),
        refusal=reason_not_to_write(request.viewer), button="Add",
    )  # fmt: skip


@require_GET
def meeting(request: Asked, meeting_id: int) -> HttpResponse:
    """One meeting: its notice, who was there, what was asked, what became of it."""
    held, viewer = _meeting(request, meeting_id), request.viewer
    number = str(held.pk)
    rule = meeting_rule()
    context = {
        "held": held,
        "over": held.over(request.today),
        "attendance": queries.attendance(viewer, held),
        "short_notice": held.is_public_meeting and (held.notice_days is None or held.notice_days < rule.notice_days),
        "rule": rule,
        "questions": queries.questions(viewer).filter(meeting=held),
        "issues": heard.issues(viewer).filter(meeting=held),
        "cited_by": citations.cited_by(viewer, MEETING, [number]).get(number, []),
        "refusal": reason_not_to_write(viewer, held),
        "publish_refusal": reason_not_to_publish(viewer),
    }
    return render(request, "consultation/meeting.html", context)


def change_meeting(request: Asked, meeting_id: int) -> HttpResponse:
    held = _meeting(request, meeting_id)
    form = MeetingForm(
        request.POST or None, offered=_offered(request), initial={name: getattr(held, name) for name in FACTS}
    )

    def save(version: int | None, **facts: Any) -> Meeting:
        return meeting_changes.change(held=held, version=version or 0, by=request.viewer, **facts)

    return _page(request, held, form, save, "Change or move it")


def meeting_held(request: Asked, meeting_id: int) -> HttpResponse:
    """How it went."""
    held = _meeting(request, meeting_id)
    there = list(held.present.all())
    initial: dict[str, Any] = {name: getattr(held, name) for name in WENT}
    initial |= {"present": [str(each.agency_id) for each in there]}
    initial |= {f"post_{each.agency_id}": each.post for each in there}
    form = HeldForm(request.POST or None, agencies=list(plans.agencies(request.viewer)), initial=initial)

    def save(**facts: Any) -> Meeting:
        return meeting_changes.say_how_it_went(held=held, by=request.viewer, today=request.today, **facts)

    return _page(request, held, form, save, "How it went")


def cancel_meeting(request: Asked, meeting_id: int) -> HttpResponse:
    held = _meeting(request, meeting_id)

    def save(**facts: Any) -> Meeting:
        return meeting_changes.cancel(held=held, by=request.viewer, **facts)

    return _page(request, held, CancelForm(request.POST or None), save, "Cancel it")


def ask_question(request: Asked, meeting_id: int) -> HttpResponse:
    """Write down what was asked."""
    held = _meeting(request, meeting_id)
    form = QuestionForm(request.POST or None, offered={"agency": plans.agencies(request.viewer)})

    def save(**facts: Any) -> Meeting:
        meeting_changes.ask(held=held, by=request.viewer, today=request.today, **facts)
        return held

    return _page(request, held, form, save, "What was asked")


def answer_question(request: Asked, meeting_id: int, asked_id: int) -> HttpResponse:
    held = _meeting(request, meeting_id)
    question = queries.questions(request.viewer).get(meeting=held, pk=asked_id)
    form = AnswerForm(
        request.POST or None,
        offered={"agency": plans.agencies(request.viewer)},
        initial={"answer": question.answer, "agency": question.agency_id},
    )

    def save(**facts: Any) -> Meeting:
        meeting_changes.answer(question=question, by=request.viewer, today=request.today, **facts)
        return held

    return _page(request, held, form, save, "Answer a question", intro=question.text)


def reach_meeting(request: Asked, meeting_id: int) -> HttpResponse:
    """How many people of a community came."""
    held = _meeting(request, meeting_id)

    def save(**facts: Any) -> Meeting:
        changes.reach(of=held, by=request.viewer, **facts)
        return held

    return _page(request, held, ReachedForm(request.POST or None), save, "Who came, as a number")


@require_POST
def publish_meeting(request: Asked, meeting_id: int) -> HttpResponse:
    held = _meeting(request, meeting_id)
    publish(held=held, public=request.POST.get("public") == "1", by=request.viewer)
    return redirect(held)


def _page(request: Asked, held: Meeting, form: Any, save: Any, title: str, intro: str = "") -> HttpResponse:
    return answer_page(
        request, form, save, title=title, back=(held.get_absolute_url(), held.title), intro=intro,
        refusal=reason_not_to_write(request.viewer, held),
    )  # fmt: skip


def _meeting(request: Asked, pk: int) -> Meeting:
    return queries.meetings(request.viewer).get(pk=pk)


def _offered(request: Asked) -> dict[str, Any]:
    return {"neighbourhood": heard.neighbourhoods(request.viewer).filter(ended_on=None)}
