"""Pages of responses that are perhaps somebody's second. They only translate."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.surveys import doubles as queries
from frankpledge.web.surveys import doubles_changes as changes
from frankpledge.web.surveys.doubles_forms import KEEP, JudgeForm
from frankpledge.web.surveys.results_views import the_survey

ON_A_PAGE = 50


def doubles(request: Asked, survey_id: int) -> HttpResponse:
    """All of them, those that nobody has looked at first."""
    permissions.require(changes.reason_not_to_judge(request.viewer))
    survey = the_survey(request, survey_id)
    page = Paginator(queries.flagged(request.viewer, survey), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "survey": survey,
        "page": page,
        "rows": queries.described(request.viewer, survey, list(page)),
        "waiting": queries.waiting(request.viewer, survey),
    }
    return render(request, "surveys/doubles.html", context)


def judge(request: Asked, survey_id: int, response_id: str) -> HttpResponse:
    """Leave one out or keep it, with a reason."""
    permissions.require(changes.reason_not_to_judge(request.viewer))
    survey = the_survey(request, survey_id)
    response = queries.flagged(request.viewer, survey).get(pk=response_id)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sort, because = form.cleaned_data["sort"], form.cleaned_data["because"]
        try:
            if sort == KEEP:
                changes.keep(response=response, because=because, by=request.viewer)
            else:
                changes.leave_out(response=response, sort=sort, because=because, by=request.viewer)
            return redirect("survey_doubles", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    row = queries.described(request.viewer, survey, [response])[0]
    return render(request, "surveys/doubles_judge.html", {"survey": survey, "row": row, "form": form})


@require_POST
def undo(request: Asked, survey_id: int, response_id: str) -> HttpResponse:
    """Take back what was said of one."""
    permissions.require(changes.reason_not_to_judge(request.viewer))
    survey = the_survey(request, survey_id)
    changes.take_back(response=queries.flagged(request.viewer, survey).get(pk=response_id), by=request.viewer)
    return redirect("survey_doubles", request.viewer.partnership.slug, survey.pk)
