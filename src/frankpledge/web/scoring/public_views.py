"""How a partnership chose its priorities, for anybody. Views only translate."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from frankpledge.web.scoring import queries


@login_not_required
@require_GET
def published_choosing(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest choosing that was published, or another that is named (`?of=`); as data with `?format=json`."""
    found = queries.published(slug)
    if not found:
        raise Http404
    chosen = next((each for each in found if str(each.exercise_id) == request.GET.get("of")), found[0])
    if request.GET.get("format") == "json":
        return JsonResponse({**chosen.content, "sha256": chosen.digest})
    themes = chosen.content["themes"]
    context = {
        "publication": chosen,
        "content": chosen.content,
        "taken": [each for each in themes if each["outcome"] in ("chosen", "by_law")],
        "left": [each for each in themes if each["outcome"] not in ("chosen", "by_law")],
        "others": [each for each in found if each != chosen],
        "ours": chosen.partnership,
    }
    return render(request, "scoring/published_choosing.html", context)
