"""Pages of the living assessment. Views only translate."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.archive.archive import Archive
from frankpledge.documents import fragment, html, labels
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.assessments import (
    differing,
    living,
    living_queries,
    looks,
    osara,
    profile_views,
    reviewing,
    rolling,
    signing,
    things,
    thread,
)
from frankpledge.web.assessments.living_forms import BeginForm, GiveBackForm, LeaveOutForm, PassageForm
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.citations import numbers
from frankpledge.web.jobs import job


def living_assessments(request: Asked) -> HttpResponse:
    """The partnership's assessments."""
    context = {
        "assessments": living_queries.of_kind(request.viewer, Assessment.Kind.ASSESSMENT),
        "refusal": permissions.reason_not_to(request.viewer, living.WRITE),
    }
    return render(request, "assessments/living_assessments.html", context)


def begin(request: Asked) -> HttpResponse:
    """Area, period and name; the findings arrive by themselves."""
    refusal = permissions.reason_not_to(request.viewer, living.WRITE)
    follows = numbers.rows([request.GET.get("follows", "")])
    earlier = living_queries.assessments(request.viewer).get(pk=follows[0]) if follows else None
    initial = (
        {"title": rolling.next_title(earlier.title), "area": earlier.area_code, "months": earlier.months}
        if earlier
        else {}
    )
    form = BeginForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        begun = (
            rolling.roll_forward(assessment=earlier, by=request.viewer, **form.asked)
            if earlier
            else living.begin(by=request.viewer, **form.asked)
        )
        living.compute(assessment=begun, by=request.viewer)
        return redirect(begun)
    context = {"form": form, "refusal": refusal, "earlier": earlier}
    return render(request, "assessments/begin.html", context, status=403 if refusal else 200)


@require_POST
def roll_forward(request: Asked, assessment_id: int) -> HttpResponse:
    """Next year's, in one click; its figures arrive as they are computed."""
    begun = rolling.roll_forward(assessment=_assessment(request, assessment_id), by=request.viewer)
    living.compute(assessment=begun, by=request.viewer)
    return redirect(begun)


def living_assessment(request: Asked, assessment_id: int) -> HttpResponse:
    """Everything about one assessment: findings, words, what moved, editions. A profile has a page of its own."""
    assessment = _assessment(request, assessment_id)
    if assessment.is_profile:
        return profile_views.profile(request, assessment)
    editions = list(living_queries.editions(request.viewer, assessment).defer(*living_queries.HEAVY))
    rows = thread.threaded(request.viewer, assessment, living_queries.written(request.viewer, assessment), editions)
    opening = living_queries.opening(request.viewer, assessment)
    opening_rests_on = thread.of_passage(request.viewer, assessment, "")
    links = [*opening_rests_on, *(link for row in rows for link in (*row.rests_on, *row.cited_by))]
    looks.at_assessment(request.viewer, assessment, [row.found for row in rows], links)
    work = job.find(settings.ARCHIVE, assessment.job) if assessment.job else None
    shown = [row.found for row in rows if not row.found.gone]
    for found in (each for each in shown if each.kind == "summary"):
        found.html = fragment.summary(found.data, {each.key: str(each) for each in shown if each is not found})
    refusal = permissions.reason_not_to(request.viewer, living.WRITE)
    context = {
        "assessment": assessment,
        "job": work if work and work.state != "done" else None,
        "newer": [] if refusal else differing.newer_data(assessment, Archive(settings.ARCHIVE)),
        "opening": opening,
        "opening_is_stale": bool(opening and opening.is_stale(None)),
        "opening_rests_on": opening_rests_on,
        "opening_thread": thread.address(request.viewer, things.PASSAGE, things.passage_id(assessment.pk, "")),
        "sections": [
            (labels.SECTIONS[kind][0] if kind in labels.SECTIONS else kind.capitalize(), kind, group)
            for kind, group in living_queries.sections([row for row in rows if not row.found.gone])
        ],
        "gone": [row for row in rows if row.found.gone and row.passage],
        "stale": [row for row in rows if row.stale],
        # Printed by documents.html, which escapes every word that is not its own.
        "behind": mark_safe(fragment.behind(found.data for found in shown)),
        "words": sum(bool(row.passage and row.passage.text) for row in rows if not row.found.gone),
        "left_out": sum(not row.found.included for row in rows),
        "last_year": rolling.last_year(request.viewer, assessment),
        "beside": living_queries.beside(request.viewer, assessment),
        "titles": {row.found.key: str(row.found) for row in rows},
        "editions": editions,
        "write_refusal": refusal,
        "review": reviewing.newest(request.viewer, assessment),
        "review_refusal": reviewing.reason_not_to_ask(request.viewer, assessment),
        "may_sign": request.viewer.may(signing.SIGN),
        "sign_refusal": signing.reason_not_to_sign(request.viewer, assessment),
        "state": signing.state_of(assessment, request.viewer),
    }
    return render(request, "assessments/living_assessment.html", context)


@require_POST
def compute(request: Asked, assessment_id: int) -> HttpResponse:
    """Work the figures out again."""
    assessment = _assessment(request, assessment_id)
    living.compute(assessment=assessment, by=request.viewer)
    return redirect(assessment)


def passage(request: Asked, assessment_id: int, about: str = "") -> HttpResponse:
    """One finding with its words, to write. Scripts save as one types; without them there is a button."""
    assessment = _assessment(request, assessment_id)
    rows = living_queries.written(request.viewer, assessment)
    row = next((each for each in rows if each.found.key == about), None)
    part = osara.BY_ABOUT.get(about) if assessment.is_profile else None
    if row is None and part is None and (about or assessment.is_profile):
        raise Http404
    held = row.passage if row else living_queries.passage(request.viewer, assessment, about)
    refusal = permissions.reason_not_to(request.viewer, living.WRITE)
    initial = {"text": held.text if held else "", "based_on": held.number if held else 0}
    form = PassageForm(request.POST or None, initial=initial)
    saved = None
    if form.is_valid():
        saved = living.write(assessment=assessment, about=about, by=request.viewer, **form.cleaned_data)
        if request.headers.get("Accept") == "application/json":
            at = timezone.localtime(saved.version.at).strftime("%H:%M")
            return JsonResponse({"taken": saved.taken, "number": saved.passage.number, "at": at})
        if saved.taken:
            return redirect(f"{assessment.get_absolute_url()}#{about or 'opening'}")
    looks.at_assessment(request.viewer, assessment, [row.found] if row else [])
    context = {
        "assessment": assessment,
        "row": row,
        "part": part,
        "held": held,
        "form": form,
        "saved": saved,
        "refusal": refusal,
        "said": rolling.last_year(request.viewer, assessment).get(about),
        "neighbours": living_queries.neighbours(rows, row) if row else [],
        "behind": mark_safe(fragment.behind([row.found.data] if row else [])),
    }
    return render(request, "assessments/passage.html", context, status=403 if refusal else 409 if saved else 200)


@require_POST
def put_away(request: Asked, assessment_id: int, version_id: int) -> HttpResponse:
    """Words that were kept beside, of which account was taken."""
    assessment = _assessment(request, assessment_id)
    permissions.require(permissions.reason_not_to(request.viewer, living.WRITE))
    living.put_away(version=living_queries.kept_beside(request.viewer, assessment, version_id), by=request.viewer)
    return redirect(assessment)


@require_POST
def ask_review(request: Asked, assessment_id: int) -> HttpResponse:
    """It is ready to be read and signed."""
    assessment = _assessment(request, assessment_id)
    reviewing.ask(assessment=assessment, by=request.viewer)
    return redirect(f"{assessment.get_absolute_url()}#sign-off")


def give_back(request: Asked, assessment_id: int) -> HttpResponse:
    """It is not signed yet; what is missing."""
    assessment = _assessment(request, assessment_id)
    permissions.require(permissions.reason_not_to(request.viewer, signing.SIGN))
    form = GiveBackForm(request.POST or None)
    if form.is_valid():
        reviewing.give_back(assessment=assessment, by=request.viewer, **form.cleaned_data)
        return redirect(f"{assessment.get_absolute_url()}#sign-off")
    return render(request, "assessments/give_back.html", {"assessment": assessment, "form": form})


@require_POST
def read_again(request: Asked, assessment_id: int, about: str) -> HttpResponse:
    """The words hold for the new figures."""
    assessment = _assessment(request, assessment_id)
    permissions.require(permissions.reason_not_to(request.viewer, living.WRITE))
    passage = living_queries.passage(request.viewer, assessment, "" if about == things.OPENING else about)
    if passage is None:
        raise Http404
    living.read_again(passage=passage, by=request.viewer)
    return redirect(f"{assessment.get_absolute_url()}#{about}")


def leave_out(request: Asked, assessment_id: int, about: str) -> HttpResponse:
    """Leave a finding out with a reason, or take it back in."""
    assessment = _assessment(request, assessment_id)
    found = living_queries.found(request.viewer, assessment, about)
    refusal = permissions.reason_not_to(request.viewer, living.WRITE)
    form = LeaveOutForm(request.POST or None, initial={"reason": found.reason})
    if request.method == "POST" and not found.included:
        living.take_in(found=found, by=request.viewer)
        return redirect(f"{assessment.get_absolute_url()}#{about}")
    if form.is_valid():
        living.leave_out(found=found, by=request.viewer, **form.cleaned_data)
        return redirect(f"{assessment.get_absolute_url()}#{about}")
    context = {"assessment": assessment, "found": found, "form": form, "refusal": refusal}
    return render(request, "assessments/leave_out.html", context, status=403 if refusal else 200)


@require_POST
def move(request: Asked, assessment_id: int, about: str) -> HttpResponse:
    """One place up or down among its kind."""
    assessment = _assessment(request, assessment_id)
    found = living_queries.found(request.viewer, assessment, about)
    living.move(found=found, up=request.POST.get("up") == "1", by=request.viewer)
    return redirect(f"{assessment.get_absolute_url()}#{about}")


@require_GET
def living_style(request: HttpRequest) -> HttpResponse:
    """The stylesheet of printed findings."""
    response = HttpResponse(html.style(), content_type="text/css")
    response["Cache-Control"] = "private, max-age=3600"
    return response


living_style_public = login_not_required(living_style)


def _assessment(request: Asked, pk: int) -> Assessment:
    return living_queries.assessments(request.viewer).get(pk=pk)
