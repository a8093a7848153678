"""Who has answered against who lives here, while people can still be reached; and concern beside records."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.surveys import publishing_queries, results_content, results_recorded, results_slopes
from frankpledge.web.surveys import results_queries as queries
from frankpledge.web.surveys.results_blocks import who
from frankpledge.web.surveys.results_representation import compared
from frankpledge.web.surveys.results_views import sees_whole, the_survey
from frankpledge.web.surveys.results_words import words
from frankpledge.web.surveys.results_working import work_out


@require_GET
def who_answered(request: Asked, survey_id: int) -> HttpResponse:
    """Charts and tables of who answered, and in words how many more answers each missing group would need."""
    survey = the_survey(request, survey_id)
    context = {"survey": survey, "whole": sees_whole(request), "lang": "en", "w": words("en"), "today": request.today}
    if sees_whole(request):
        frame = queries.answers(request.viewer, survey)
        if frame is not None:
            held = queries.who_lives_here(request.viewer, survey, settings.ARCHIVE)
            found = compared(frame, held)
            content = {"who": [results_content.who(each) for each in found]}
            context |= {
                "n": frame.n,
                "who": who(content),
                "missing": [(each.text.en, each.missing) for each in found if each.missing],
                "places": queries.places(request.viewer, survey),
            }
    else:
        newest = publishing_queries.newest(request.viewer, survey)
        if newest is not None:
            context |= {"n": newest.content["n"], "who": who(newest.content), "missing": []}
    return render(request, "surveys/results_who.html", context)


@require_GET
def recorded(request: Asked, survey_id: int) -> HttpResponse:
    """What people call a problem, beside what was recorded."""
    survey = the_survey(request, survey_id)
    found = None
    if sees_whole(request):
        worked = work_out(request.viewer, survey, settings.ARCHIVE, compare=False)
        if worked is not None:
            content = results_content.content(worked)
            found = results_recorded.beside_records(request.viewer, worked, content, settings.ARCHIVE, request.today)
    else:
        newest = publishing_queries.newest(request.viewer, survey)
        found = newest.content.get("recorded") if newest else None
    context = {
        "survey": survey,
        "recorded": found,
        "recorded_picture": results_slopes.drawn(found, "recorded"),
        "lang": "en",
        "w": words("en"),
    }
    return render(request, "surveys/results_recorded.html", context)
