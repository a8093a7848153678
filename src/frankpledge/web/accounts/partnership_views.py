"""Pages about a partnership itself: what it is, its areas, its agencies' places, and further ones. They translate."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import leaving, queries
from frankpledge.web.accounts import partnership_changes as changes
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.accounts.partnership_forms import (
    AreaForm,
    ChangeAgencyForm,
    ChangePartnershipForm,
    LeaveForm,
    NewPartnershipForm,
)
from frankpledge.web.accounts.second_factor import asked_again, asked_again_to_send


@require_GET
def about_partnership(request: Asked) -> HttpResponse:
    """What it is, what it belongs to, and which areas it covers and covered."""
    context = {
        "areas": [(area, area.is_live(request.today)) for area in queries.areas(request.viewer)],
        "below": queries.below(request.viewer),
        "merged": queries.merged(request.viewer),
        "refusal": changes.reason_not_to_change(request.viewer),
    }
    return render(request, "accounts/partnership.html", context)


@asked_again
def change_partnership(request: Asked) -> HttpResponse:
    refusal = changes.reason_not_to_change(request.viewer)
    form = ChangePartnershipForm(
        request.POST or None,
        partnership=request.viewer.partnership,
        others=queries.managed(request.viewer, request.today),
    )
    if not refusal and form.is_valid():
        try:
            changes.change_partnership(by=request.viewer, today=request.today, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("about_partnership", request.viewer.partnership.slug)
    context = {"form": form, "refusal": refusal}
    return render(request, "accounts/change_partnership.html", context, status=403 if refusal else 200)


@asked_again
def new_partnership(request: Asked) -> HttpResponse:
    refusal = changes.reason_not_to_change(request.viewer)
    form = NewPartnershipForm(
        request.POST or None,
        agencies=request.viewer.agencies,
        above=queries.managed(request.viewer, request.today),
    )
    if not refusal and form.is_valid():
        try:
            made = changes.make_partnership(by=request.viewer, today=request.today, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("about_partnership", made.slug)
    context = {"form": form, "refusal": refusal}
    return render(request, "accounts/new_partnership.html", context, status=403 if refusal else 200)


@asked_again
def take_in_area(request: Asked) -> HttpResponse:
    return _put_area(request, None)


@asked_again
def change_area(request: Asked, covered_id: int) -> HttpResponse:
    return _put_area(request, queries.areas(request.viewer).get(pk=covered_id))


def _put_area(request: Asked, held: PartnershipArea | None) -> HttpResponse:
    refusal = changes.reason_not_to_change(request.viewer)
    form = AreaForm(request.POST or None, held=held, known=_known)
    if not refusal and form.is_valid():
        try:
            changes.put_area(area=held, by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("about_partnership", request.viewer.partnership.slug)
    context = {"form": form, "refusal": refusal, "area": held}
    return render(request, "accounts/put_area.html", context, status=403 if refusal else 200)


@asked_again
def change_agency(request: Asked, partner_id: int) -> HttpResponse:
    """An agency's place, and what papers call it."""
    partner = queries.every_partner(request.viewer).get(pk=partner_id)
    refusal = changes.reason_not_to_change(request.viewer)
    form = ChangeAgencyForm(request.POST or None, partner=partner)
    if not refusal and form.is_valid():
        try:
            changes.change_agency(partner=partner, by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error("aliases", fault.messages)
        else:
            return redirect("people", request.viewer.partnership.slug)
    context = {"form": form, "partner": partner, "refusal": refusal}
    return render(request, "accounts/change_agency.html", context, status=403 if refusal else 200)


@asked_again
def agency_left(request: Asked, partner_id: int) -> HttpResponse:
    """An agency left the partnership; before and after, the open actions that it leads are listed."""
    from frankpledge.web.plans.handing_over import to_take_over

    partner = queries.every_partner(request.viewer).get(pk=partner_id)
    refusal = leaving.reason_not_to_leave(request.viewer, partner)
    form = LeaveForm(request.POST or None, initial={"left_on": request.today})
    if not refusal and form.is_valid():
        try:
            leaving.leave(partner=partner, by=request.viewer, today=request.today, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return redirect("agency_left", request.viewer.partnership.slug, partner.pk)
    may_change = not changes.reason_not_to_change(request.viewer)
    context = {
        "form": form,
        "partner": partner,
        "refusal": refusal,
        "may_come_back": may_change and partner.left_on,
        "actions": to_take_over(request.viewer, request.today, [partner.agency_id]),
    }
    status = 403 if refusal and not (may_change and request.method == "GET") else 200
    return render(request, "accounts/agency_left.html", context, status=status)


@require_POST
@asked_again_to_send
def agency_back(request: Asked, partner_id: int) -> HttpResponse:
    """An agency that had left comes back."""
    leaving.come_back(partner=queries.every_partner(request.viewer).get(pk=partner_id), by=request.viewer)
    return redirect("people", request.viewer.partnership.slug)


def _known(text: str) -> tuple[str, str]:
    """Code and name of an area that the archive knows; raises LookupError, whose words are for a person."""
    from frankpledge.archive.archive import Archive, NothingHeld
    from frankpledge.archive.areas import find_area

    try:
        area = find_area(Archive(settings.ARCHIVE).snapshot(), text)
    except NothingHeld:
        raise LookupError("No look-up of areas has been loaded yet, so that none is known by name.") from None
    return area.code, area.name
