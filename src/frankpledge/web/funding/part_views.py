"""Pages about how pots are split, what became of them, and what the money bought. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.funding import parting, queries
from frankpledge.web.funding.forms import AbsorbForm, PartForm, WorthForm
from frankpledge.web.funding.permissions import reason_not_to_write
from frankpledge.web.funding.views import show_pot, show_value
from frankpledge.web.priorities import queries as priorities


@require_POST
def part(request: Asked, pot_id: int) -> HttpResponse:
    """Say what a part of a pot is for."""
    held = queries.pots(request.viewer).get(pk=pot_id)
    permissions.require(reason_not_to_write(request.viewer))
    form = PartForm(request.POST, auto_id="part_%s")
    if form.is_valid():
        try:
            parting.part(pot=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    return show_pot(request, held, part=form)


@require_POST
def unpart(request: Asked, pot_id: int, pot_part_id: int) -> HttpResponse:
    """It is not split so."""
    held = queries.pots(request.viewer).get(pk=pot_id)
    permissions.require(reason_not_to_write(request.viewer))
    parting.unpart(part=held.parts.select_related("pot").get(pk=pot_part_id), by=request.viewer)
    return redirect(held)


@require_POST
def absorb(request: Asked, pot_id: int) -> HttpResponse:
    """Say what became of the money."""
    held = queries.pots(request.viewer).get(pk=pot_id)
    permissions.require(reason_not_to_write(request.viewer))
    others = queries.pots(request.viewer).exclude(pk=held.pk)
    form = AbsorbForm(request.POST, auto_id="absorb_%s", pots=others)
    if form.is_valid():
        try:
            parting.absorb(pot=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    return show_pot(request, held, absorb=form)


@require_POST
def note_worth(request: Asked) -> HttpResponse:
    """Write down what the money of a priority bought."""
    permissions.require(reason_not_to_write(request.viewer))
    form = WorthForm(request.POST, priorities=priorities.current(request.viewer))
    if form.is_valid():
        parting.note_worth(by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect("value", request.viewer.partnership.slug)
    return show_value(request, form)
