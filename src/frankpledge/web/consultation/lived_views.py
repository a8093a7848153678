"""Pages about accounts of lived experience, for those who may read them. They only translate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.consultation import lived_changes, lived_queries
from frankpledge.web.consultation.asking import answer_page
from frankpledge.web.consultation.heard_forms import AccountForm, ConsentForm, QuoteForm
from frankpledge.web.consultation.models import LivedAccount
from frankpledge.web.consultation.permissions import reason_not_to_read_accounts
from frankpledge.web.plans import queries as plans


def lived_accounts(request: Asked) -> HttpResponse:
    """Which accounts there are, until when consent stands; none of their words."""
    held = lived_queries.accounts(request.viewer)
    soon = request.today + lived_queries.SOON
    context = {
        "standing": [(each, each.ends_on <= soon) for each in held if each.stands(request.today)],
        "erased": [each for each in held if not each.stands(request.today)],
    }
    return render(request, "consultation/accounts.html", context)


def take_down_account(request: Asked) -> HttpResponse:
    form = AccountForm(
        request.POST or None,
        offered={"heard_by": plans.agencies(request.viewer)},
        initial={"told_on": request.today, "given_on": request.today},
    )

    def save(**facts: Any) -> LivedAccount:
        return lived_changes.take_down(by=request.viewer, today=request.today, **facts)

    back = (reverse("lived_accounts", args=[request.viewer.partnership.slug]), "Lived experience")
    return answer_page(
        request, form, save, title="Take an account down", back=back,
        refusal=reason_not_to_read_accounts(request.viewer),
    )  # fmt: skip


def lived_account(request: Asked, account_id: int) -> HttpResponse:
    """One account, read while consent stands; each look is recorded."""
    held = _account(request, account_id)
    context = {
        "held": held,
        "stands": held.stands(request.today),
        "text": lived_queries.read(request.viewer, held, request.today),
        "used": lived_queries.used(request.viewer, held),
        "soon": held.ends_on <= request.today + lived_queries.SOON,
    }
    return render(request, "consultation/account.html", context)


def change_consent(request: Asked, account_id: int) -> HttpResponse:
    held = _account(request, account_id)
    form = ConsentForm(
        request.POST or None,
        initial={"purposes": held.purposes, "ends_on": held.ends_on, "how": held.consent_how},
    )

    def save(**facts: Any) -> LivedAccount:
        return lived_changes.change_consent(account=held, by=request.viewer, today=request.today, **facts)

    return _page(request, held, form, save, "What they agree to")


def pick_quote(request: Asked, account_id: int) -> HttpResponse:
    held = _account(request, account_id)

    def save(text: str) -> LivedAccount:
        return lived_changes.pick_quote(account=held, text=text, by=request.viewer, today=request.today).account

    return _page(request, held, QuoteForm(request.POST or None), save, "Pick a quote")


def withdraw_account(request: Asked, account_id: int) -> HttpResponse:
    """Erase the words of an account, after asking once."""
    held = _account(request, account_id)
    if request.method == "POST":
        lived_changes.withdraw(account=held, by=request.viewer, today=request.today)
        return redirect(held)
    context = {"held": held, "stands": held.stands(request.today), "used": lived_queries.used(request.viewer, held)}
    return render(request, "consultation/withdraw.html", context)


def _page(request: Asked, held: LivedAccount, form: Any, save: Any, title: str) -> HttpResponse:
    return answer_page(
        request, form, save, title=title, back=(held.get_absolute_url(), str(held)),
        refusal=reason_not_to_read_accounts(request.viewer),
    )  # fmt: skip


def _account(request: Asked, pk: int) -> LivedAccount:
    return lived_queries.accounts(request.viewer).get(pk=pk)
