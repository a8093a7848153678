"""The calendar of due days, and the page on which its address is made and ended."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import Agency
from frankpledge.web.plans import calendars, due_days, icalendar, queries


class CalendarForm(forms.Form):
    """Whose days."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Whose days?",
        required=False,
        empty_label="Everybody's",
        help_text="An agency's are those of the actions that it leads or helps with.",
    )


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever has its address. Reading it changes nothing."""
    try:
        link = calendars.opened(secret, localdate())
    except calendars.CalendarNotOpen:
        response = HttpResponse("This calendar was ended, or never was.", status=410, content_type="text/plain")
    else:
        with scope(partnership=link.partnership):
            text = icalendar.write(
                f"Actions: {link.agency or link.partnership}", due_days.every_day(link, localdate()), timezone.now()
            )
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="actions.ics"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def calendar_links(request: Asked) -> HttpResponse:
    """The addresses that work, and a button for a new one. It is shown once."""
    refusal = calendars.reason_not_to_make(request.viewer)
    form = CalendarForm(request.POST if request.method == "POST" else None)
    field = form.fields["agency"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queries.agencies(request.viewer)
    address = ""
    if not refusal and form.is_valid():
        secret = calendars.make(agency=form.cleaned_data["agency"], by=request.viewer)
        address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    context = {
        "form": form,
        "address": address,
        "links": [] if refusal else calendars.open_ones(request.viewer),
        "refusal": refusal,
    }
    response = render(request, "plans/calendar_links.html", context, status=403 if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end_calendar(request: Asked, link_id: int) -> HttpResponse:
    """End an address."""
    permissions.require(calendars.reason_not_to_make(request.viewer))
    link = calendars.open_ones(request.viewer).filter(pk=link_id).first()
    if link:
        calendars.end(link=link, by=request.viewer, now=timezone.now())
    return redirect("calendar_links", request.viewer.partnership.slug)
