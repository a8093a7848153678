"""Pages about scoring templates. They only translate."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.portable import MOST, PortableForm, packed
from frankpledge.web.scoring import changes, queries, standard
from frankpledge.web.scoring.criteria import Matrix
from frankpledge.web.scoring.models import Template
from frankpledge.web.scoring.permissions import reason_not_to_run
from frankpledge.web.scoring.template_forms import TemplateForm
from frankpledge.web.uploads import takes_files

KIND = "scoring template"


@require_GET
def scoring_templates(request: Asked) -> HttpResponse:
    """The partnership's own templates, and those that it can take."""
    context = {
        "own": queries.templates(request.viewer),
        "standard": standard.matrices(),
        "refusal": reason_not_to_run(request.viewer),
    }
    return render(request, "scoring/scoring_templates.html", context)


@require_POST
def take_template(request: Asked, matrix_code: str) -> HttpResponse:
    """Take one of the installation's as the partnership's own."""
    permissions.require(reason_not_to_run(request.viewer))
    matrix = standard.matrix(matrix_code)
    if matrix is None:
        raise Http404
    return redirect(changes.take_template(matrix=matrix, by=request.viewer, today=request.today))


@require_GET
def scoring_template(request: Asked, scoring_template_id: int) -> HttpResponse:
    """One version, as members and the public read it."""
    template = _template(request, scoring_template_id)
    context = {
        "template": template,
        "matrix": template.matrix,
        "used_in": queries.exercises(request.viewer).filter(template=template),
        "refusal": reason_not_to_run(request.viewer),
    }
    return render(request, "scoring/scoring_template.html", context)


@require_GET
def template_file(request: Asked, scoring_template_id: int) -> HttpResponse:
    """The template as a file that another installation can take in."""
    template = _template(request, scoring_template_id)
    return packed(KIND, template.matrix.to_json(), f"scoring-template-{template.pk}")


@takes_files(MOST, Permission.WRITE_PLAN)
def template_from_file(request: Asked) -> HttpResponse:
    """Take one in that another partnership made."""
    refusal = reason_not_to_run(request.viewer)
    form = PortableForm(KIND, Matrix, request.POST or None, request.FILES or None)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.take_template(matrix=form.brought, by=request.viewer, today=request.today))
        except ValidationError as fault:
            form.add_error("file", fault.messages)
    context = {"form": form, "refusal": refusal}
    return render(request, "scoring/template_from_file.html", context, status=403 if refusal else 200)


def change_template(request: Asked, scoring_template_id: int) -> HttpResponse:
    """Change it; a version that was used makes the next."""
    template = _template(request, scoring_template_id)
    refusal = reason_not_to_run(request.viewer)
    form = TemplateForm(request.POST or None, matrix=template.matrix)
    if not refusal and form.is_valid():
        try:
            because = form.cleaned_data["because"]
            changed = changes.change_template(
                template=template, matrix=form.changed, because=because, by=request.viewer, today=request.today
            )
            return redirect(changed)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"template": template, "form": form, "refusal": refusal}
    return render(request, "scoring/change_template.html", context, status=403 if refusal else 200)


def _template(request: Asked, pk: int) -> Template:
    return queries.templates(request.viewer).get(pk=pk)
