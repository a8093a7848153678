"""Pages about people, agencies and roles."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import changes, permissions, queries
from frankpledge.web.accounts.alone import EMAIL, let_in
from frankpledge.web.accounts.confirming import REMIND_DAYS
from frankpledge.web.accounts.forms import (
    AgencyForm,
    ConfirmForm,
    EndRoleForm,
    FirstAdministratorForm,
    GiveRoleForm,
    InvitationForm,
    LiaisonForm,
    NewPersonForm,
)
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.roles import AFTER_THE_END, ROLES, WORDS, Permission, Role
from frankpledge.web.accounts.second_factor import asked_again, asked_again_to_send, has_second_factor
from frankpledge.web.accounts.signed_in import sign_in
from frankpledge.web.accounts.viewer import partnerships_of


@login_not_required
def first_administrator(request: Asked, secret: str) -> HttpResponse:
    """The link printed at the first start."""
    if not queries.is_first_link(secret):
        return render(request, "accounts/link_not_open.html", status=404)
    form = FirstAdministratorForm(request.POST or None)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            membership = changes.install(secret=secret, slug=form.slug, areas=(), today=request.today, **answers)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            sign_in(request, membership.person)
            return redirect("second_factor")
    return render(request, "accounts/first_administrator.html", {"form": form})


@login_not_required
def invitation(request: Asked, secret: str) -> HttpResponse:
    """The link in an invitation."""
    link = queries.invitation_of(secret)
    if link is None or not changes.still_stands(link, request.today):
        return render(request, "accounts/link_not_open.html", status=404)
    known = Person.objects.filter(email__iexact=link.email).first()
    if known and request.user != known:
        # Whoever holds the link may not take over an account that exists: its owner signs in first.
        return redirect(f"{reverse('account_login')}?next={request.path}")
    form, refusal = None if known else NewPersonForm(request.POST or None), ""
    if request.method == "POST" and (form is None or form.is_valid()):
        answers = form.cleaned_data if form else {"name": "", "password": ""}
        try:
            membership = changes.take_up_invitation(secret=secret, today=request.today, **answers)
        except changes.LinkNotOpen:
            return render(request, "accounts/link_not_open.html", status=404)
        except ValidationError as fault:
            refusal = " ".join(fault.messages)
        except IntegrityError:  # somebody was a moment quicker with the same address
            refusal = "This was just taken up. Sign in, and see whether you have the role."
        else:
            if not known:
                sign_in(request, membership.person)
            return redirect(membership.partnership)
    context = {"form": form, "link": link, "role": ROLES[link.role], "refusal": refusal}
    return render(request, "accounts/invitation.html", context)


@login_not_required
def alone(request: Asked, secret: str) -> HttpResponse:
    """The link that lets in the one person at this machine; the `next` page, if it is one of ours, comes after."""
    if not settings.ALONE:
        raise Http404
    here = isinstance(request.user, Person) and request.user.email == EMAIL
    if not here and let_in(request, secret) is None:
        return render(request, "accounts/link_not_open.html", status=404)
    following = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return redirect(following if ours else "home")


@login_not_required
def demonstration(request: Asked) -> HttpResponse:
    """Become one of the invented partnership's people: only where everything is invented, and only at this machine."""
    if not settings.DEMONSTRATION:
        raise Http404
    memberships = queries.demonstration_people()
    if request.method == "POST":
        chosen = next((m for m in memberships if str(m.pk) == request.POST.get("membership")), None)
        if chosen is None:
            raise Http404
        sign_in(request, chosen.person)
        following = request.GET.get("next", "")
        ours = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
        return redirect(following if ours else chosen.partnership)
    roles: dict[int, list[Role]] = {}
    for membership in memberships:
        roles.setdefault(membership.person_id, []).append(ROLES[membership.role])
    first = {membership.person_id: membership for membership in reversed(memberships)}
    people = [(first[person], roles[person]) for person in roles]
    return render(request, "accounts/demonstration.html", {"people": people})


def no_address(request: HttpRequest) -> HttpResponse:
    """Nobody changes the address they sign in with: the invitation that reached it is all that proves whose it is."""
    raise Http404


def second_factor(request: Asked) -> HttpResponse:
    """Why a second factor is needed, and how to set one up."""
    assert isinstance(request.user, Person)
    if has_second_factor(request.user):
        return redirect("home")
    return render(request, "accounts/second_factor.html")


def partnerships(request: Asked) -> HttpResponse:
    """Where this person works, to switch between."""
    assert isinstance(request.user, Person)
    mine = [p for p in partnerships_of(request.user, request.today) if settings.DEMONSTRATION or not p.demonstration]
    if len(mine) == 1 and "all" not in request.GET:
        return redirect(mine[0])
    return render(request, "accounts/partnerships.html", {"partnerships": mine})


def people(request: Asked) -> HttpResponse:
    """Everybody here, by agency."""
    context = {
        "partners": queries.partners(request.viewer),
        "left": queries.left(request.viewer),
        "memberships": [(m, ROLES.get(m.role)) for m in queries.memberships(request.viewer)],
        "invitations": [(link, ROLES.get(link.role)) for link in queries.invitations(request.viewer)],
        "remind_days": REMIND_DAYS,
        "today": request.today,
        "refusal": permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE),
    }
    return render(request, "accounts/people.html", context)


def who_can_see_what(request: Asked) -> HttpResponse:
    """What each role may do, from the very table that the pages ask."""
    held: dict[str, list[str]] = {code: [] for code in ROLES}
    for membership in queries.memberships(request.viewer):
        if membership.confirmed_until >= request.today:  # whoever has lapsed sees nothing
            held.setdefault(membership.role, []).append(membership.person.name)
    stays = {permission for permission in WORDS if not request.viewer.ended or permission in AFTER_THE_END}
    rows = [
        (words, [permission in role.permissions & stays for role in ROLES.values()])
        for permission, words in WORDS.items()
    ]
    mine = request.viewer.permissions & stays
    context = {
        "roles": [(role, held[role.code]) for role in ROLES.values()],
        "rows": rows,
        "mine": list(dict.fromkeys(role.name for role in request.viewer.roles)),
        "may": [words for permission, words in WORDS.items() if permission in mine],
        "may_not": [words for permission, words in WORDS.items() if permission not in mine],
    }
    return render(request, "accounts/who_can_see_what.html", context)


@asked_again
def invite(request: Asked) -> HttpResponse:
    """Invite somebody; where no e-mail goes out, the link is shown once, to be sent by whatever way is safe."""
    partners = list(queries.partners(request.viewer))
    form = InvitationForm(request.POST or None, partners=partners)
    refusal = permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            secret = changes.invite(by=request.viewer, **answers)
        except ValidationError as fault:
            form.add_error(None, " ".join(fault.messages))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret])) if secret else ""
            return render(request, "accounts/invited.html", {"link": link, "email": answers["email"]})
    context = {"form": form, "refusal": refusal, "by_mail": settings.MAIL_SERVER}
    return render(request, "accounts/invite.html", context, status=403 if refusal else 200)


@require_POST
@asked_again_to_send
def withdraw_invitation(request: Asked, invitation_id: int) -> HttpResponse:
    """An invitation stops working."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE))
    changes.withdraw_invitation(link=queries.invitations(request.viewer).get(pk=invitation_id), by=request.viewer)
    return redirect("people", request.viewer.partnership.slug)


@asked_again
def end_role(request: Asked, membership_id: int) -> HttpResponse:
    """End somebody's role from today."""
    membership = queries.memberships(request.viewer).get(pk=membership_id)
    refusal = changes.reason_not_to_end(request.viewer, membership, request.today)
    held = queries.memberships(request.viewer).filter(person=membership.person).count()
    form = EndRoleForm(request.POST or None, roles_held=held)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if form.cleaned_data.get("every"):
                changes.end_every_role(person=membership.person, by=request.viewer, today=request.today, reason=reason)
            else:
                changes.end_role(membership=membership, by=request.viewer, today=request.today, reason=reason)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("people", request.viewer.partnership.slug)
    context = {"form": form, "membership": membership, "role": ROLES.get(membership.role), "refusal": refusal}
    return render(request, "accounts/end_role.html", context, status=403 if refusal else 200)


@asked_again
def give_role(request: Asked, membership_id: int) -> HttpResponse:
    """A further role for somebody who has one."""
    membership = queries.memberships(request.viewer).get(pk=membership_id)
    refusal = permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE)
    form = GiveRoleForm(
        request.POST or None,
        partners=list(queries.partners(request.viewer)),
        initial={"agency": membership.agency_id},
    )
    if not refusal and form.is_valid():
        try:
            changes.give_role(person=membership.person, by=request.viewer, today=request.today, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("people", request.viewer.partnership.slug)
    context = {"form": form, "membership": membership, "refusal": refusal}
    return render(request, "accounts/give_role.html", context, status=403 if refusal else 200)


@asked_again
def take_in_agency(request: Asked) -> HttpResponse:
    """An agency joins."""
    form = AgencyForm(request.POST or None)
    refusal = permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE)
    if form.is_valid():
        answers = form.cleaned_data
        alias = answers.pop("alias")
        try:
            partner = changes.take_in_agency(by=request.viewer, **answers)
            if alias:
                changes.give_alias(agency=partner.agency, alias=alias, by=request.viewer)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return redirect("people", request.viewer.partnership.slug)
    return render(
        request, "accounts/take_in_agency.html", {"form": form, "refusal": refusal}, status=403 if refusal else 200
    )


@asked_again
def liaison(request: Asked, partner_id: int) -> HttpResponse:
    """Name who speaks for an agency."""
    partner = queries.partners(request.viewer).get(pk=partner_id)
    refusal = permissions.reason_not_to(request.viewer, Permission.MANAGE_PEOPLE)
    form = LiaisonForm(
        request.POST or None, people=queries.people_of(request.viewer, partner), initial={"person": partner.liaison}
    )
    if form.is_valid():
        changes.name_liaison(partner=partner, by=request.viewer, **form.cleaned_data)
        return redirect("people", request.viewer.partnership.slug)
    context = {"form": form, "partner": partner, "refusal": refusal}
    return render(request, "accounts/liaison.html", context, status=403 if refusal else 200)


@asked_again
def confirm_people(request: Asked, partner_id: int) -> HttpResponse:
    """The quarterly look: who still works for the agency."""
    partner = queries.partners(request.viewer).get(pk=partner_id)
    refusal = changes.reason_not_to_confirm(request.viewer, partner)
    theirs = queries.memberships(request.viewer).filter(agency=partner.agency)
    form = ConfirmForm(request.POST or None, memberships=theirs, initial={"staying": theirs})
    if form.is_valid():
        staying: list[Membership] = list(form.cleaned_data["staying"])
        try:
            changes.confirm_people(partner=partner, staying=staying, by=request.viewer, today=request.today)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return redirect("people", request.viewer.partnership.slug)
    context = {"form": form, "partner": partner, "refusal": refusal}
    return render(request, "accounts/confirm_people.html", context, status=403 if refusal else 200)
