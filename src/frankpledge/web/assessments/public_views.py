"""What a partnership has published, for anybody. Views only translate."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET
from django_scopes import scope

from frankpledge.web.assessments import differing, living_queries, open_data, taking
from frankpledge.web.assessments.models import Edition
from frankpledge.web.open_pages import open_pages


@login_not_required
@require_GET
def published(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that a partnership shows to anybody."""
    now = timezone.now()
    released, others = living_queries.public_editions(slug, now), open_pages(slug, now)
    whose = living_queries.public_partnership(slug)
    if whose is None or not (released or others):
        raise Http404
    corrected = {each.edition_id for each in living_queries.public_corrections(released)}
    context = {"editions": released, "corrected": corrected, "others": others, "whose": whose}
    return render(request, "assessments/published.html", context)


@login_not_required
@require_GET
def published_edition(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    """One edition with its open data and its corrections."""
    chosen, line = _chosen(slug, edition_id)
    if request.GET.get("format") == "json":
        return JsonResponse(living_queries.public_content(chosen))
    context = {
        "edition": chosen,
        "body": mark_safe(living_queries.public_body(chosen)),  # printed from escaped words and by documents.html
        "newest": line[-1] if line[-1] != chosen else None,
        "corrections": living_queries.public_corrections(line),
        "changed": differing.changed_between(line),
        "formats": taking.Format.choices,
        "files": open_data.LABELS.items(),
        "licence": open_data.licence(chosen),
    }
    return render(request, "assessments/published_edition.html", context)


@login_not_required
@require_GET
def published_edition_file(request: HttpRequest, slug: str, edition_id: int, format: str) -> HttpResponse:
    """One edition to take away, without what is restricted."""
    chosen, _ = _chosen(slug, edition_id)
    if format not in taking.TYPES:
        raise Http404
    with scope(partnership=chosen.partnership):
        return taking.response(chosen, taking.Readers.PUBLIC, taking.Format(format))


@login_not_required
@require_GET
def published_data(request: HttpRequest, slug: str, edition_id: int, name: str) -> HttpResponse:
    """One of the files of open data, or all of them in one."""
    chosen, line = _chosen(slug, edition_id)
    files = open_data.files(chosen, line, living_queries.public_corrections(line))
    if name == open_data.EVERYTHING:
        content, kind = open_data.zipped(files), "application/zip"
    elif name in files:
        content, kind = files[name].encode(), open_data.content_type(name)
    else:
        raise Http404
    filename = f"{slug}-{chosen.pk}-{name}"
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{filename}"'})


def _chosen(slug: str, edition_id: int) -> tuple[Edition, list[Edition]]:
    """A published edition, and all published editions of the same assessment, oldest first."""
    line = living_queries.public_line(slug, edition_id, timezone.now())
    chosen = next((each for each in line if each.pk == edition_id), None)
    if chosen is None:
        raise Http404
    return chosen, line
