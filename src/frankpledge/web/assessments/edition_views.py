"""Pages of signed editions, for the partnership and for the public. Views only translate."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.archive.archive import Archive
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.second_factor import asked_again_to_send
from frankpledge.web.assessments import differing, living, living_queries, looks, signing, taking, thread
from frankpledge.web.assessments.living_forms import CorrectionForm, ReleaseForm
from frankpledge.web.assessments.models import UNDO, Assessment, Edition


@require_POST
@asked_again_to_send
def sign(request: Asked, assessment_id: int) -> HttpResponse:
    """Freeze an edition."""
    assessment = _assessment(request, assessment_id)
    try:
        edition = signing.sign(assessment=assessment, by=request.viewer, seen=request.POST.get("seen", ""))
    except signing.MovedMeanwhile:
        return render(request, "assessments/moved_meanwhile.html", {"assessment": assessment}, status=409)
    return redirect("edition", request.viewer.partnership.slug, assessment.pk, edition.number)


@asked_again_to_send
def edition(request: Asked, assessment_id: int, number: int) -> HttpResponse:
    """A signed edition, what would differ today, and its release."""
    assessment = _assessment(request, assessment_id)
    signed = living_queries.editions(request.viewer, assessment).get(number=number)
    looks.at_edition(request.viewer, signed)
    refusal = signing.reason_not_to_ask(request.viewer, signed)
    ask = ReleaseForm(request.POST or None, initial={"public_from": timezone.localtime() + timedelta(hours=1)})
    if not signed.restricted:
        del ask.fields["shows_restricted"]
    done = None
    if request.method == "POST":
        try:
            done = _change_release(request, signed, ask)
        except ValidationError as fault:
            ask.add_error(None, fault)
    if done:
        return redirect("edition", request.viewer.partnership.slug, assessment.pk, number)
    cited_by = thread.of_edition(request.viewer, signed)
    context = {
        "assessment": assessment,
        "edition": signed,
        # Printed from escaped words and by documents.html.
        "body": mark_safe(living_queries.body(request.viewer, signed)),
        "differences": differing.differences(request.viewer, signed),
        "formats": taking.Format.choices,
        "cited_by": cited_by,
        "cited": any(cited_by.values()),
        "titles": {finding["id"]: finding["title"] for finding in living_queries.shown(request.viewer, signed)},
        "corrections": living_queries.corrections(signed),
        "correct_refusal": signing.reason_not_to_correct(request.viewer, signed),
        "form": ask,
        "refusal": refusal,
        "release_refusal": signing.reason_not_to_release(request.viewer, signed),
        "undo_until": signed.released_at and signed.released_at + UNDO,
        "can_undo": not refusal and signed.can_be_undone(timezone.now()),
    }
    return render(request, "assessments/edition.html", context)


@require_GET
def edition_file(request: Asked, assessment_id: int, number: int, format: str) -> HttpResponse:
    """A signed edition to take away, as far as the viewer may see it."""
    if format not in taking.TYPES:
        raise Http404
    signed = living_queries.editions(request.viewer, _assessment(request, assessment_id)).get(number=number)
    looks.at_edition(request.viewer, signed)
    return taking.response(signed, taking.readers_of(request.viewer, signed), taking.Format(format))


@require_GET
def differs(request: Asked, assessment_id: int, number: int) -> HttpResponse:
    """What a signed edition says that the newest figures do not."""
    assessment = _assessment(request, assessment_id)
    signed = living_queries.editions(request.viewer, assessment).get(number=number)
    looks.at_edition(request.viewer, signed)
    context = {
        "assessment": assessment,
        "edition": signed,
        "differences": differing.differences(request.viewer, signed),
        "newer": differing.newer_data(assessment, Archive(settings.ARCHIVE)),
        "write_refusal": permissions.reason_not_to(request.viewer, living.WRITE),
    }
    return render(request, "assessments/differs.html", context)


def correct(request: Asked, assessment_id: int, number: int) -> HttpResponse:
    """Tell everybody what is wrong in a released edition."""
    assessment = _assessment(request, assessment_id)
    signed = living_queries.editions(request.viewer, assessment).get(number=number)
    permissions.require(permissions.reason_not_to(request.viewer, signing.RELEASE))
    refusal = signing.reason_not_to_correct(request.viewer, signed)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if not refusal and form.is_valid():
        signing.correct(edition=signed, by=request.viewer, **form.cleaned_data)
        return redirect("edition", request.viewer.partnership.slug, assessment.pk, number)
    context = {"assessment": assessment, "edition": signed, "form": form, "refusal": refusal}
    return render(request, "assessments/correct.html", context)


def _change_release(request: Asked, edition: Edition, form: ReleaseForm) -> bool:
    wanted = request.POST.get("do")
    if wanted == "ask":
        permissions.require(signing.reason_not_to_ask(request.viewer, edition))
        if form.is_valid():
            signing.ask_for_release(edition=edition, by=request.viewer, **form.cleaned_data)
            return True
    elif wanted == "release":
        signing.release(edition=edition, by=request.viewer)
        return True
    elif wanted == "undo":
        signing.undo_release(edition=edition, by=request.viewer)
        return True
    return False


def _assessment(request: Asked, pk: int) -> Assessment:
    return living_queries.assessments(request.viewer).get(pk=pk)
