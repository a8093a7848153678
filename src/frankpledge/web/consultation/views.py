"""Pages about consultations. They only translate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import queries as citations
from frankpledge.web.consultation import changes, heard, queries
from frankpledge.web.consultation.asking import answer_page
from frankpledge.web.consultation.forms import (
    AskTooForm,
    CloseForm,
    ConsultationForm,
    ConsulteeForm,
    DocumentForm,
    OutcomeForm,
    ReachedForm,
)
from frankpledge.web.consultation.models import Consultation
from frankpledge.web.consultation.permissions import (
    reason_not_to_publish,
    reason_not_to_read_accounts,
    reason_not_to_write,
)
from frankpledge.web.consultation.saving import publish
from frankpledge.web.consultation.things import CONSULTATION
from frankpledge.web.plans import queries as plans
from frankpledge.web.surveys import queries as surveys

FACTS = (
    "kind", "title", "about", "why", "ways", "held_by", "opened_on", "closes_on", "survey", "plan", "version",
)  # fmt: skip


@require_GET
def consultations(request: Asked) -> HttpResponse:
    """The register, with what is due."""
    viewer, today = request.viewer, request.today
    every = [(each, each.state(today)) for each in queries.consultations(viewer)]
    cycles = heard.cycles(viewer, heard.neighbourhoods(viewer).filter(ended_on=None), today)
    context = {
        "open": [(each, state) for each, state in every if state != "Closed"],
        "closed": [(each, state) for each, state in every if state == "Closed"],
        "yearly": queries.yearly(viewer, today),
        "warnings": queries.meeting_warnings(viewer, today),
        "overdue": sum(cycle.overdue for cycle in cycles),
        "public": any(each.published for each, _ in every) or queries.meetings(viewer).filter(published=True).exists(),
        "waiting": heard.issues(viewer).filter(outcome="").count(),
        "refusal": reason_not_to_write(viewer),
        "accounts_refusal": reason_not_to_read_accounts(viewer),
    }
    return render(request, "consultation/consultations.html", context)


def add_consultation(request: Asked) -> HttpResponse:
    form = ConsultationForm(
        request.POST or None,
        offered=_offered(request),
        initial={"kind": request.GET.get("kind", ""), "opened_on": request.today},
    )

    def save(version: int | None, **facts: Any) -> Consultation:
        return changes.add(by=request.viewer, **facts)

    return answer_page(
        request, form, save, title="Add a consultation", back=_register(request),
        refusal=reason_not_to_write(request.viewer), button="Add",
    )  # fmt: skip


@require_GET
def consultation(request: Asked, consultation_id: int) -> HttpResponse:
    """One consultation: who had to be asked, who answered, what came of it."""
    held, viewer = _consultation(request, consultation_id), request.viewer
    number = str(held.pk)
    context = {
        "held": held,
        "plan": plans.plans(viewer).filter(pk=held.plan_id or 0).first(),
        "state": held.state(request.today),
        "consultees": queries.consultees(viewer).filter(consultation=held),
        "documents": held.documents.all(),
        "reached": held.reached.all(),
        "rests_on": citations.rests_on(viewer, CONSULTATION, [number]).get(number, []),
        "cited_by": citations.cited_by(viewer, CONSULTATION, [number]).get(number, []),
        "refusal": reason_not_to_write(viewer, held),
        "publish_refusal": reason_not_to_publish(viewer),
    }
    return render(request, "consultation/consultation.html", context)


def change_consultation(request: Asked, consultation_id: int) -> HttpResponse:
    held = _consultation(request, consultation_id)
    form = ConsultationForm(
        request.POST or None, offered=_offered(request), initial={name: getattr(held, name) for name in FACTS}
    )

    def save(version: int | None, **facts: Any) -> Consultation:
        return changes.change(held=held, version=version or 0, by=request.viewer, **facts)

    return _page(request, held, form, save, "Change this consultation")


def close_consultation(request: Asked, consultation_id: int) -> HttpResponse:
    held = _consultation(request, consultation_id)
    form = CloseForm(
        request.POST or None,
        initial={"on": min(held.closes_on or request.today, request.today), "answers": held.answers},
    )

    def save(**facts: Any) -> Consultation:
        return changes.close(held=held, by=request.viewer, today=request.today, **facts)

    return _page(request, held, form, save, "Close this consultation")


def consultation_outcome(request: Asked, consultation_id: int) -> HttpResponse:
    held = _consultation(request, consultation_id)
    form = OutcomeForm(
        request.POST or None, initial={name: getattr(held, name) for name in ("came_of_it", "you_said", "we_did")}
    )

    def save(**facts: Any) -> Consultation:
        return changes.say_what_came_of_it(held=held, by=request.viewer, **facts)

    return _page(request, held, form, save, "What came of it")


def ask_too(request: Asked, consultation_id: int) -> HttpResponse:
    held = _consultation(request, consultation_id)

    def save(**facts: Any) -> Consultation:
        return changes.ask_too(held=held, by=request.viewer, **facts).consultation

    return _page(request, held, AskTooForm(request.POST or None), save, "Ask somebody else too")


def consultee(request: Asked, consultation_id: int, consultee_id: int) -> HttpResponse:
    """Whether somebody was asked, and what they said."""
    held = _consultation(request, consultation_id)
    asked = queries.consultees(request.viewer).get(consultation=held, pk=consultee_id)
    names = ("asked_on", "answered_on", "answer", "not_asked_because")
    form = ConsulteeForm(request.POST or None, initial={name: getattr(asked, name) for name in names})

    def save(**facts: Any) -> Consultation:
        return changes.say_who_answered(consultee=asked, by=request.viewer, today=request.today, **facts).consultation

    return _page(request, held, form, save, asked.who)


def add_consultation_document(request: Asked, consultation_id: int) -> HttpResponse:
    held = _consultation(request, consultation_id)

    def save(**facts: Any) -> Consultation:
        return changes.add_document(held=held, by=request.viewer, **facts).consultation

    return _page(request, held, DocumentForm(request.POST or None), save, "Add a document")


def reach_consultation(request: Asked, consultation_id: int) -> HttpResponse:
    """How many people of a community answered."""
    held = _consultation(request, consultation_id)

    def save(**facts: Any) -> Consultation:
        changes.reach(of=held, by=request.viewer, **facts)
        return held

    return _page(request, held, ReachedForm(request.POST or None), save, "Who answered, as a number")


@require_POST
def publish_consultation(request: Asked, consultation_id: int) -> HttpResponse:
    """Show it to anybody, or take it back."""
    held = _consultation(request, consultation_id)
    publish(held=held, public=request.POST.get("public") == "1", by=request.viewer)
    return redirect(held)


@require_POST
def end_reached(request: Asked, reached_id: int) -> HttpResponse:
    """A number of people was wrong."""
    permissions.require(reason_not_to_write(request.viewer))
    reached = queries.reached(request.viewer).get(pk=reached_id)
    of = reached.meeting or reached.consultation
    assert of is not None  # the database sees to it
    changes.take_reach_back(reached=reached, by=request.viewer)
    return redirect(of)


def _page(request: Asked, held: Consultation, form: Any, save: Any, title: str) -> HttpResponse:
    return answer_page(
        request, form, save, title=title, back=(held.get_absolute_url(), held.title),
        refusal=reason_not_to_write(request.viewer, held),
    )  # fmt: skip


def _register(request: Asked) -> tuple[str, str]:
    return reverse("consultations", args=[request.viewer.partnership.slug]), "Consultation"


def _consultation(request: Asked, pk: int) -> Consultation:
    return queries.consultations(request.viewer).get(pk=pk)


def _offered(request: Asked) -> dict[str, Any]:
    return {"survey": surveys.surveys(request.viewer), "plan": plans.plans(request.viewer)}
