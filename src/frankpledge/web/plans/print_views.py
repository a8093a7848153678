"""A plan to take away. It only translates."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from frankpledge.documents import html, pdf, word
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans import printing, queries

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_GET
def plan_file(request: Asked, plan_id: int, format: str) -> HttpResponse:
    """The plan as it is now and as this viewer sees it: a PDF, a Word file or one page that needs nothing else."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    if format not in TYPES:
        raise Http404
    printed = printing.document(printing.gather(request.viewer, plan, request.today))
    data = html.render(printed).encode() if format == "html" else {"pdf": pdf, "docx": word}[format].render(printed)
    response = HttpResponse(data, content_type=TYPES[format])
    name = slugify(plan.title)[:60] or "plan"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "no-store"
    return response
