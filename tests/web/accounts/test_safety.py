"""Nobody locks a partnership out, comes in by an invitation that no longer stands, or moves their account elsewhere."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import changes, queries
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partner, Person
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from tests.web.cast import TODAY, Cast

GOOD = "correct horse battery staple"


@pytest.fixture
def here(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


@pytest.fixture
def today(cast_today: Cast, monkeypatch) -> Cast:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.second_factor.did_recently_reauthenticate", lambda request: True)
    return cast_today


def client(cast: Cast, who: str) -> Client:
    signed_in = Client(SERVER_NAME="127.0.0.1")
    signed_in.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return signed_in


def partner_of(name: str) -> Partner:
    return Partner.objects.get(agency__name=name)


def role_of(cast: Cast, who: str) -> Membership:
    return Membership.objects.get(person=cast.people[who])


def test_a_liaison_officer_does_not_end_the_last_managing_role(here: Cast) -> None:
    partner = partner_of("Castermouth Council")
    partner.liaison = here.people["casey"]
    partner.save()

    with pytest.raises(ValidationError, match="last person who can manage"):
        changes.confirm_people(partner=partner, staying=[], by=here.viewer("casey"), today=TODAY)

    assert role_of(here, "ada").until_on is None
    kept = [role_of(here, "cora"), role_of(here, "casey")]
    changes.confirm_people(partner=partner, staying=kept, by=here.viewer("casey"), today=TODAY)
    assert role_of(here, "ada").until_on == TODAY


def test_the_page_says_why_nobody_is_left_to_manage(today: Cast) -> None:
    with scopes_disabled():
        partner = partner_of("Castermouth Council")

    page = client(today, "ada").post(f"/p/castermouth/people/agencies/{partner.pk}/confirm/", {"sent": "1"})

    assert "last person who can manage people" in page.content.decode()
    with scopes_disabled():
        assert role_of(today, "cora").until_on is None


def test_a_liaison_officer_who_works_for_the_agency_no_longer_confirms_nobody(here: Cast) -> None:
    partner = partner_of("Frankshire Police")
    partner.liaison = here.people["lea"]  # of the fire service
    partner.save()

    with pytest.raises(NotAllowed, match="liaison officer of Frankshire Police"):
        changes.confirm_people(partner=partner, staying=[], by=here.viewer("lea"), today=TODAY)


def test_who_leaves_an_agency_speaks_for_it_no_longer(here: Cast) -> None:
    assert partner_of("Frankshire Police").liaison == here.people["mo"]

    changes.end_role(membership=role_of(here, "mo"), by=here.viewer("cora"), today=TODAY)

    partner = partner_of("Frankshire Police")
    assert partner.liaison is None
    with pytest.raises(ValidationError, match="one of the agency's people"):
        changes.name_liaison(partner=partner, person=here.people["mo"], by=here.viewer("cora"))


def test_who_confirms_themselves_away_speaks_no_longer_but_a_second_role_keeps_the_place(here: Cast) -> None:
    agency = here.agencies["Frankshire Police"]
    further = changes.give_role(
        person=here.people["mo"], agency=agency, role="lead", by=here.viewer("cora"), today=TODAY
    )
    changes.end_role(membership=Membership.objects.get(role="member"), by=here.viewer("cora"), today=TODAY)
    assert partner_of("Frankshire Police").liaison == here.people["mo"]

    changes.confirm_people(partner=partner_of("Frankshire Police"), staying=[], by=here.viewer("mo"), today=TODAY)

    further.refresh_from_db()
    assert further.until_on == TODAY
    assert partner_of("Frankshire Police").liaison is None


def invited(cast: Cast, email: str = "new@example.org", role: str = "administrator") -> str:
    council = cast.agencies["Castermouth Council"]
    with scope(partnership=cast.partnerships["castermouth"]):
        return changes.invite(email=email, agency=council, role=role, by=cast.viewer("ada"))


@pytest.mark.parametrize("gone", ["inviter", "agency"])
def test_an_invitation_does_not_outlive_its_maker_or_the_agencys_place(today: Cast, gone: str) -> None:
    secret = invited(today)
    with scope(partnership=today.partnerships["castermouth"]):
        if gone == "inviter":
            changes.end_role(membership=role_of(today, "ada"), by=today.viewer("cora"), today=today.today)
        else:
            partner_of("Castermouth Council").delete()

    assert Client().get(f"/join/{secret}/").status_code == 404
    assert Client().post(f"/join/{secret}/", {"name": "E", "password": GOOD}).status_code == 404
    with pytest.raises(changes.LinkNotOpen):
        changes.take_up_invitation(secret=secret, name="E", password=GOOD, today=today.today)
    assert not Person.objects.filter(email="new@example.org").exists()


def test_open_invitations_are_listed_for_who_manages_people_and_withdrawn(today: Cast) -> None:
    secret = invited(today)
    [link] = OneTimeLink.objects.all()
    manager = client(today, "cora")
    at = f"/p/castermouth/people/invitations/{link.pk}/withdraw/"
    assert "new@example.org" in manager.get("/p/castermouth/people/").content.decode()
    assert "new@example.org" not in client(today, "ana").get("/p/castermouth/people/").content.decode()
    assert client(today, "ana").post(at).status_code == 403
    assert client(today, "nina").post(at.replace("castermouth", "thorley")).status_code == 404
    assert Client().get(f"/join/{secret}/").status_code == 200

    assert manager.post(at).status_code == 302

    assert "new@example.org" not in manager.get("/p/castermouth/people/").content.decode()
    assert Client().get(f"/join/{secret}/").status_code == 404
    assert manager.post(at).status_code == 404
    with scopes_disabled():
        assert AuditEvent.objects.filter(kind="accounts.invitation_withdrawn").count() == 1
        assert not list(queries.invitations(today.viewer("ana")))


def test_a_role_that_somebody_has_is_not_offered_again(today: Cast) -> None:
    told = {"email": "CORA@example.org", "agency": today.agencies["Castermouth Council"].pk, "role": "coordinator"}

    page = client(today, "ada").post("/p/castermouth/people/invite/", told)

    assert "has this role already" in page.content.decode()
    assert not OneTimeLink.objects.exists()


def test_a_second_invitation_to_the_same_role_says_so(today: Cast) -> None:
    first, second = invited(today, "casey@example.org", "analyst"), invited(today, "casey@example.org", "analyst")
    casey = client(today, "casey")
    assert casey.post(f"/join/{first}/").status_code == 302

    page = casey.post(f"/join/{second}/")

    assert page.status_code == 200
    assert "has this role already" in page.content.decode()


def test_an_account_made_meanwhile_is_not_handed_over(cast: Cast) -> None:
    secret = invited(cast, "cora@example.org", "analyst")

    with pytest.raises(ValidationError, match="Sign in"):
        changes.take_up_invitation(secret=secret, name="Thief", password=GOOD, today=TODAY)


@pytest.mark.parametrize("address", ["cora@example.org", "me@private.example", "nobody"])
def test_nobody_moves_their_account_to_another_address(today: Cast, address: str) -> None:
    lea = client(today, "lea")

    assert lea.get("/account/email/").status_code == 404
    for action in ("action_add", "action_primary", "action_send", "action_remove"):
        assert lea.post("/account/email/", {action: "", "email": address}).status_code == 404
    assert lea.get("/account/signup/").status_code != 500

    assert Person.objects.get(pk=today.people["lea"].pk).email == "lea@example.org"
