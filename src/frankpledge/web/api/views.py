"""Pages about tokens and subscriptions, and the page that describes the API. Views only translate."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.second_factor import asked_again
from frankpledge.web.api import changes, queries, scopes
from frankpledge.web.api.described import described
from frankpledge.web.api.forms import SubscriptionForm, TokenForm

PAGE = 50


@require_GET
def connections(request: Asked) -> HttpResponse:
    """One's own tokens, and for who manages connections everybody's and the other systems."""
    now = timezone.now()
    refusal = permissions.reason_not_to(request.viewer, queries.MANAGE)
    context = {
        "tokens": [(token, token.is_open(now)) for token in queries.tokens(request.viewer)],
        "scopes": scopes.SCOPES,
        "manages": not refusal,
        "subscriptions": [] if refusal else queries.subscriptions(request.viewer),
    }
    return render(request, "api/connections.html", context)


@asked_again
def new_token(request: Asked) -> HttpResponse:
    """Make a token; its secret is shown once."""
    form = TokenForm(request.POST or None, scopes=scopes.open_to(request.viewer))
    if form.is_valid():
        secret = changes.make_token(by=request.viewer, **form.asked)
        return _shown_once(request, "api/token_made.html", {"secret": secret})
    return render(request, "api/new_token.html", {"form": form})


@require_POST
def end_token(request: Asked, token_id: int) -> HttpResponse:
    """End one of one's own tokens, or for who manages connections anybody's."""
    changes.end_token(token=queries.token(request.viewer, token_id), by=request.viewer)
    return redirect("connections", request.viewer.partnership.slug)


@asked_again
def subscribe(request: Asked) -> HttpResponse:
    """Have another system told."""
    form = SubscriptionForm(request.POST or None)
    refusal = permissions.reason_not_to(request.viewer, changes.MANAGE)
    if not refusal and form.is_valid():
        try:
            subscription, secret = changes.subscribe(by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, ValidationError(fault.messages))
        else:
            return _shown_once(request, "api/subscribed.html", {"subscription": subscription, "secret": secret})
    context = {"form": form, "refusal": refusal}
    return render(request, "api/subscribe.html", context, status=403 if refusal else 200)


def deliveries(request: Asked, subscription_id: int) -> HttpResponse:
    """What another system was told, and how it went."""
    subscription = queries.subscriptions(request.viewer).get(pk=subscription_id)
    page = Paginator(queries.deliveries(request.viewer, subscription), PAGE).get_page(request.GET.get("page"))
    return render(request, "api/deliveries.html", {"subscription": subscription, "page": page})


@asked_again
def change_secret(request: Asked, subscription_id: int) -> HttpResponse:
    """Give another system a new secret, shown once."""
    subscription = queries.subscriptions(request.viewer).get(pk=subscription_id)
    if request.method == "POST":
        secret = changes.change_secret(subscription=subscription, by=request.viewer)
        return _shown_once(request, "api/subscribed.html", {"subscription": subscription, "secret": secret})
    return render(request, "api/change_secret.html", {"subscription": subscription})


@require_POST
def unsubscribe(request: Asked, subscription_id: int) -> HttpResponse:
    """Tell it nothing more."""
    subscription = queries.subscriptions(request.viewer).get(pk=subscription_id)
    changes.unsubscribe(subscription=subscription, by=request.viewer)
    return redirect("connections", request.viewer.partnership.slug)


@require_POST
def replay(request: Asked, subscription_id: int, delivery_id: int) -> HttpResponse:
    """Have a message sent again."""
    subscription = queries.subscriptions(request.viewer).get(pk=subscription_id)
    delivery = queries.deliveries(request.viewer, subscription).get(pk=delivery_id)
    changes.replay(delivery=delivery, by=request.viewer)
    return redirect("deliveries", request.viewer.partnership.slug, subscription.pk)


@login_not_required
@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """The API for people: every address, from the description for programs."""
    return render(request, "api/description.html", described())


def _shown_once(request: Asked, template: str, context: dict[str, object]) -> HttpResponse:
    """A page with a secret, which nobody keeps on the way."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
