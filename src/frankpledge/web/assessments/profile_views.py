"""Pages of problem profiles. Views only translate; writing, signing and releasing are those of assessments."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.assessments import living, living_queries, looks, osara, profiles, reviewing, signing
from frankpledge.web.assessments.living_forms import BeginProfileForm
from frankpledge.web.assessments.models import Assessment


def profile_list(request: Asked) -> HttpResponse:
    """The partnership's problem profiles that the viewer may see."""
    context = {
        "profiles": living_queries.of_kind(request.viewer, Assessment.Kind.PROFILE),
        "refusal": permissions.reason_not_to(request.viewer, living.WRITE),
    }
    return render(request, "assessments/profiles.html", context)


def begin_profile(request: Asked) -> HttpResponse:
    """What the problem is called, where and when, and who may read about it."""
    refusal = permissions.reason_not_to(request.viewer, living.WRITE)
    form = BeginProfileForm(request.POST if request.method == "POST" else None)
    if not refusal and form.is_valid():
        return redirect(living.begin(by=request.viewer, kind=Assessment.Kind.PROFILE, **form.asked))
    context = {"form": form, "refusal": refusal, "profile": True}
    return render(request, "assessments/begin.html", context, status=403 if refusal else 200)


def profile(request: Asked, assessment: Assessment) -> HttpResponse:
    """Everything about one profile: its parts with what they rest on, and its editions."""
    rows = profiles.parts(request.viewer, assessment)
    looks.at_assessment(request.viewer, assessment, links=[link for row in rows for link in row.rests_on])
    context = {
        "assessment": assessment,
        "rows": rows,
        "beside": living_queries.beside(request.viewer, assessment),
        "editions": living_queries.editions(request.viewer, assessment).defer(*living_queries.HEAVY),
        "write_refusal": permissions.reason_not_to(request.viewer, living.WRITE),
        "titles": {part.about: part.title for part in osara.PARTS},
        "review": reviewing.newest(request.viewer, assessment),
        "review_refusal": reviewing.reason_not_to_ask(request.viewer, assessment),
        "may_sign": request.viewer.may(signing.SIGN),
        "sign_refusal": signing.reason_not_to_sign(request.viewer, assessment),
        "state": signing.state_of(assessment, request.viewer),
        "today": request.today,
    }
    return render(request, "assessments/profile.html", context)
