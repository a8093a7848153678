"""Results of surveys for anybody. Views only translate."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_scopes import scope

from frankpledge.web.surveys import public_data, publishing_queries, queries
from frankpledge.web.surveys.models import ResultsEdition
from frankpledge.web.surveys.public_reading import reading


@login_not_required
@require_GET
def published_surveys(request: HttpRequest, slug: str) -> HttpResponse:
    """Every survey whose results a partnership has published, and what can be answered now."""
    now = timezone.now()
    released = publishing_queries.public(slug, now)
    if not released:
        raise Http404
    asked = queries.public_surveys(slug, timezone.localdate(now))
    context = {"editions": released, "by": released[0].partnership, "asked": asked}
    return render(request, "surveys/public_surveys.html", context)


@login_not_required
@require_GET
def published_survey(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """One survey's results: what people said, who they are, and what is done because of it. Welsh with ?lang=cy."""
    edition = _edition(slug, survey_slug)
    context: dict[str, Any] = reading(edition, request.GET.get("lang", "en")) | {"by": edition.partnership}
    with scope(partnership=edition.partnership):
        return render(request, "surveys/public_results.html", context)


@login_not_required
@require_GET
def published_survey_data(request: HttpRequest, slug: str, survey_slug: str, name: str) -> HttpResponse:
    """Every figure, or what the columns mean, as CSV."""
    edition = _edition(slug, survey_slug)
    made = {"results.csv": lambda: public_data.figures(edition), "dictionary.csv": public_data.dictionary}
    if name not in made:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{slug}-{survey_slug}-{name}"'}
    return HttpResponse(made[name](), "text/csv; charset=utf-8", headers=headers)


def _edition(slug: str, survey_slug: str) -> ResultsEdition:
    released = publishing_queries.public(slug, timezone.now())
    for each in released:
        if each.survey.slug == survey_slug:
            return each
    raise Http404
