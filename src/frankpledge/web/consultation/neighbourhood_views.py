"""Pages about neighbourhoods, their priorities and issues. They only translate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import queries as citations
from frankpledge.web.consultation import heard, neighbourhood_changes, queries
from frankpledge.web.consultation.asking import answer_page
from frankpledge.web.consultation.heard_forms import IssueForm, NeighbourhoodForm, RaiseForm, SettleForm, StepForm
from frankpledge.web.consultation.models import Issue, Neighbourhood, NeighbourhoodPriority
from frankpledge.web.consultation.neighbourhood import Standing
from frankpledge.web.consultation.permissions import (
    reason_not_to_publish,
    reason_not_to_take_in,
    reason_not_to_write,
)
from frankpledge.web.consultation.saving import publish
from frankpledge.web.consultation.things import PRIORITY
from frankpledge.web.places.models import OwnArea
from frankpledge.web.plans import queries as plans


@require_GET
def neighbourhoods(request: Asked) -> HttpResponse:
    """Every neighbourhood, and when its priorities are next looked at."""
    context = {
        "cycles": heard.cycles(request.viewer, heard.neighbourhoods(request.viewer), request.today),
        "refusal": reason_not_to_write(request.viewer),
    }
    return render(request, "consultation/neighbourhoods.html", context)


def add_neighbourhood(request: Asked) -> HttpResponse:
    back = (reverse("neighbourhoods", args=[request.viewer.partnership.slug]), "Neighbourhoods")
    return _put(request, None, back, "Add a neighbourhood")


def change_neighbourhood(request: Asked, neighbourhood_id: int) -> HttpResponse:
    held = _neighbourhood(request, neighbourhood_id)
    return _put(request, held, (held.get_absolute_url(), held.name), "Change this neighbourhood")


@require_GET
def neighbourhood(request: Asked, neighbourhood_id: int) -> HttpResponse:
    """One neighbourhood: its priorities, meetings and issues."""
    held, viewer = _neighbourhood(request, neighbourhood_id), request.viewer
    [cycle] = heard.cycles(viewer, [held], request.today)
    context = {
        "held": held,
        "cycle": cycle,
        "meetings": queries.meetings(viewer).filter(neighbourhood=held)[:10],
        "issues": heard.issues(viewer).filter(neighbourhood=held, outcome=""),
        "public": any(each.priority.published for each in (*cycle.current, *cycle.ended)),
        "refusal": reason_not_to_write(viewer),
    }
    return render(request, "consultation/neighbourhood.html", context)


def raise_priority(request: Asked, neighbourhood_id: int) -> HttpResponse:
    held = _neighbourhood(request, neighbourhood_id)
    form = RaiseForm(request.POST or None, initial={"raised_on": request.today})

    def save(**facts: Any) -> NeighbourhoodPriority:
        return neighbourhood_changes.raise_priority(neighbourhood=held, by=request.viewer, today=request.today, **facts)

    return answer_page(
        request, form, save, title="Raise a priority", back=(held.get_absolute_url(), held.name),
        refusal=reason_not_to_write(request.viewer),
    )  # fmt: skip


@require_GET
def neighbourhood_priority(request: Asked, raised_id: int) -> HttpResponse:
    """One priority: what happened to it, and what was told."""
    held, viewer = _priority(request, raised_id), request.viewer
    number = str(held.pk)
    context = {
        "held": held,
        "standing": Standing(held, list(held.steps.all()), request.today),
        "issues": heard.issues(viewer).filter(priority=held),
        "rests_on": citations.rests_on(viewer, PRIORITY, [number]).get(number, []),
        "cited_by": citations.cited_by(viewer, PRIORITY, [number]).get(number, []),
        "refusal": reason_not_to_write(viewer, held),
        "publish_refusal": reason_not_to_publish(viewer),
    }
    return render(request, "consultation/priority.html", context)


def step_priority(request: Asked, raised_id: int) -> HttpResponse:
    """Say what happened to it."""
    held = _priority(request, raised_id)
    form = StepForm(
        request.POST or None,
        offered={"agency": plans.agencies(request.viewer)},
        initial={"on": request.today, "kind": request.GET.get("kind", "")},
    )

    def save(**facts: Any) -> NeighbourhoodPriority:
        neighbourhood_changes.step(priority=held, by=request.viewer, today=request.today, **facts)
        return held

    return answer_page(
        request, form, save, title="What happened", back=(held.get_absolute_url(), held.title),
        refusal=reason_not_to_write(request.viewer, held), intro="What is written here stays as it is.",
    )  # fmt: skip


@require_POST
def publish_neighbourhood_priority(request: Asked, raised_id: int) -> HttpResponse:
    held = _priority(request, raised_id)
    publish(held=held, public=request.POST.get("public") == "1", by=request.viewer)
    return redirect(held)


@require_GET
def issues(request: Asked) -> HttpResponse:
    """What waits for somebody to say what becomes of it, and what did."""
    every = heard.issues(request.viewer)
    context = {
        "waiting": every.filter(outcome=""),
        "settled": every.exclude(outcome="")[:100],
        "refusal": reason_not_to_write(request.viewer),
        "take_in_refusal": reason_not_to_take_in(request.viewer),
    }
    return render(request, "consultation/issues.html", context)


def take_in_issue(request: Asked) -> HttpResponse:
    """Write an issue down."""
    viewer = request.viewer
    asked = {name: request.GET.get(name) for name in ("raised_as", "meeting", "neighbourhood", "group")}
    form = IssueForm(
        request.POST or None,
        offered={
            "group": heard.groups(viewer).filter(ended_on=None),
            "meeting": queries.meetings(viewer),
            "neighbourhood": heard.neighbourhoods(viewer).filter(ended_on=None),
        },
        initial={"raised_on": request.today} | {name: value for name, value in asked.items() if value},
    )

    def save(another: bool, **facts: Any) -> str:
        made = neighbourhood_changes.take_in(by=viewer, today=request.today, **facts)
        slug = viewer.partnership.slug
        if another:
            same = f"?raised_as={made.raised_as}&meeting={made.meeting_id or ''}&neighbourhood={made.neighbourhood_id or ''}"
            return reverse("take_in_issue", args=[slug]) + same
        return made.meeting.get_absolute_url() if made.meeting else reverse("issues", args=[slug])

    return answer_page(
        request, form, save, title="Write an issue down", back=_to_issues(request),
        refusal=reason_not_to_take_in(viewer),
    )  # fmt: skip


def settle_issue(request: Asked, issue_id: int) -> HttpResponse:
    """Say what becomes of an issue."""
    held = heard.issues(request.viewer).get(pk=issue_id)
    form = SettleForm(
        request.POST or None,
        offered={"priority": heard.priorities(request.viewer), "agency": plans.agencies(request.viewer)},
    )

    def save(**facts: Any) -> str:
        done: Issue = neighbourhood_changes.settle(issue=held, by=request.viewer, today=request.today, **facts)
        return done.priority.get_absolute_url() if done.priority else _to_issues(request)[0]

    return answer_page(
        request, form, save, title="What becomes of it", back=_to_issues(request), intro=held.text,
        refusal=reason_not_to_write(request.viewer),
    )  # fmt: skip


def _put(request: Asked, held: Neighbourhood | None, back: tuple[str, str], title: str) -> HttpResponse:
    initial: dict[str, Any] = {}
    if held is not None:
        initial = {name: getattr(held, name) for name in ("name", "own_area", "group", "every_days")}
        initial["ward"] = held.ward_code or held.ward_name
    own = OwnArea.objects.filter(partnership=request.viewer.partnership, ended_on=None)
    form = NeighbourhoodForm(request.POST or None, offered={"own_area": own}, initial=initial)

    def save(**facts: Any) -> Neighbourhood:
        return neighbourhood_changes.put_neighbourhood(held=held, by=request.viewer, **facts)

    return answer_page(request, form, save, title=title, back=back, refusal=reason_not_to_write(request.viewer))


def _to_issues(request: Asked) -> tuple[str, str]:
    return reverse("issues", args=[request.viewer.partnership.slug]), "Issues"


def _neighbourhood(request: Asked, pk: int) -> Neighbourhood:
    return heard.neighbourhoods(request.viewer).get(pk=pk)


def _priority(request: Asked, pk: int) -> NeighbourhoodPriority:
    return heard.priorities(request.viewer).get(pk=pk)
