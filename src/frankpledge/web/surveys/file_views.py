"""Pages that hand a survey's questions on, and begin with those of another. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.portable import MOST, PortableForm, packed
from frankpledge.web.surveys import changes, queries
from frankpledge.web.surveys.permissions import reason_not_to_begin
from frankpledge.web.surveys.questionnaire import Questionnaire
from frankpledge.web.surveys.travelling import KIND, settled
from frankpledge.web.surveys.views import find
from frankpledge.web.surveys.writing import key_for
from frankpledge.web.uploads import takes_files


@require_GET
def questions_file(request: Asked, survey_id: int) -> HttpResponse:
    """What it asks, as it is written now; no answers."""
    held = find(request, survey_id)
    return packed(KIND, held.asks.as_json(), f"{held.slug}-questions")


@takes_files(MOST, Permission.WRITE_ASSESSMENT)
def begin_from_file(request: Asked) -> HttpResponse:
    """Begin a survey with questions from a file."""
    refusal = reason_not_to_begin(request.viewer)
    form = PortableForm(KIND, Questionnaire, request.POST or None, request.FILES or None)
    if not refusal and form.is_valid():
        try:
            asks = settled(form.brought)
            title = asks.title.en[:200] or "Survey from a file"
            taken = [each.slug for each in queries.surveys(request.viewer)]
            return redirect(changes.begin(title=title, slug=key_for(title, taken), asks=asks, by=request.viewer))
        except ValidationError as fault:
            form.add_error("file", fault.messages)
    context = {"form": form, "refusal": refusal}
    return render(request, "surveys/begin_from_file.html", context, status=403 if refusal else 200)
