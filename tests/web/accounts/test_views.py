"""Pages about people: who sees them, and what they do."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import changes
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.audit.models import AuditEvent
from tests.web.cast import Cast

GOOD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _second_factor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has a second factor, but for the tests about it."""
    if "no_second_factor" not in request.keywords:
        monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)


@pytest.fixture
def signed_in(cast_today: Cast, client: Client):
    def as_(name: str) -> Client:
        client.force_login(cast_today.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def without_token(response) -> str:
    """The page without the secret of its forms, which is another each time."""
    return re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+', "", response.content.decode())


def test_somebody_elses_partnership_is_not_found(signed_in) -> None:
    response = signed_in("nina").get(reverse("people", args=["castermouth"]))

    assert response.status_code == 404


def test_a_partnership_that_is_not_there_looks_the_same_as_one_out_of_reach(signed_in) -> None:
    client = signed_in("nina")

    hidden = client.get(reverse("people", args=["castermouth"]))
    absent = client.get(reverse("people", args=["nowhere"]))

    assert hidden.status_code == absent.status_code == 404
    assert without_token(hidden) == without_token(absent)


def test_a_member_reads_who_is_here_and_is_told_why_not_to_change_it(signed_in) -> None:
    page = signed_in("mo").get(reverse("people", args=["castermouth"])).content.decode()

    assert "Chris Example" in page
    assert "takes another role" in page
    assert "Invite somebody" not in page


def test_who_may_not_invite_gets_the_reason_and_no_invitation(signed_in, cast_today: Cast) -> None:
    client = signed_in("ana")
    address = reverse("invite", args=["castermouth"])
    answers = {"email": "new@example.org", "agency": cast_today.agencies["Frankshire Police"].pk, "role": "lead"}

    asked, sent = client.get(address), client.post(address, answers)

    assert asked.status_code == sent.status_code == 403
    assert "takes another role" in sent.content.decode()
    assert not AuditEvent.objects.filter(kind="accounts.invited").exists()


def test_an_invitation_goes_from_manager_to_new_member(signed_in, cast_today: Cast) -> None:
    answers = {"email": "new@example.org", "agency": cast_today.agencies["Frankshire Police"].pk, "role": "member"}
    page = signed_in("cora").post(reverse("invite", args=["castermouth"]), answers)
    link = page.context["link"]
    visitor = Client()

    before = visitor.get(link)
    after = visitor.post(link, {"name": "New Person", "password": GOOD})

    assert "Frankshire Police" in before.content.decode()
    assert after.status_code == 302
    assert visitor.get(reverse("people", args=["castermouth"])).status_code == 200
    assert visitor.get(link).status_code == 404


def test_an_invitation_of_somebody_known_does_not_hand_their_account_over(signed_in, cast_today: Cast) -> None:
    agency = cast_today.agencies["Frankshire Police"]
    answers = {"email": "nina@example.org", "agency": agency.pk, "role": "member"}
    link = signed_in("cora").post(reverse("invite", args=["castermouth"]), answers).context["link"]
    thief = Client()

    response = thief.post(link, {"name": "Thief", "password": GOOD})

    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    assert "_auth_user_id" not in thief.session
    assert not Person.objects.get(email="nina@example.org").has_usable_password()


def test_ending_a_role_ends_it_and_says_so_in_the_record(signed_in, cast_today: Cast) -> None:
    with scopes_disabled():
        membership = Membership.objects.get(person=cast_today.people["ana"])
    client = signed_in("ada")

    client.post(reverse("end_role", args=["castermouth", membership.pk]), {"reason": "Left the council"})

    page = client.get(reverse("audit", args=["castermouth"])).content.decode()
    assert "ended somebody&#x27;s role" in page
    assert "Left the council" in page


def test_the_record_is_for_some_roles_only(signed_in) -> None:
    assert signed_in("ana").get(reverse("audit", args=["castermouth"])).status_code == 403


def test_the_page_of_roles_says_what_the_code_asks(signed_in) -> None:
    page = signed_in("scott").get(reverse("who_can_see_what", args=["castermouth"])).content.decode()

    assert "Cora Example" in page
    assert "invite people, give and end roles, name agencies, and say what the partnership is and covers" in page


@pytest.mark.no_second_factor
@pytest.mark.parametrize("who", ["ana", "cora", "chris"])
def test_a_staff_role_needs_a_second_factor_first(signed_in, who: str) -> None:
    response = signed_in(who).get(reverse("people", args=["castermouth"]))

    assert response.status_code == 302
    assert response["Location"] == reverse("second_factor")


@pytest.mark.no_second_factor
def test_an_action_lead_needs_none(signed_in) -> None:
    assert signed_in("lea").get(reverse("people", args=["castermouth"])).status_code == 200


def test_invented_people_cannot_be_tried_on_a_real_installation(client: Client, cast_today: Cast) -> None:
    cast_today.partnerships["castermouth"].demonstration = True
    cast_today.partnerships["castermouth"].save()

    assert client.get(reverse("demonstration")).status_code == 404
    client.force_login(cast_today.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("people", args=["castermouth"])).status_code == 404


@pytest.mark.django_db
def test_whoever_is_sent_to_sign_in_in_a_demonstration_finds_the_people_and_the_way_on(client, settings) -> None:
    way = f'href="{reverse("demonstration")}?next=/evidence/rows/%3Farea%3DE1"'
    sign_in = f"{reverse('account_login')}?next=/evidence/rows/%3Farea%3DE1"

    assert way not in client.get(sign_in).content.decode()

    settings.DEMONSTRATION = True
    assert way in client.get(sign_in).content.decode()


def test_in_a_demonstration_anybody_can_be_one_of_the_invented_people(client, cast_today: Cast, settings) -> None:
    settings.DEMONSTRATION = True
    cast_today.partnerships["castermouth"].demonstration = True
    cast_today.partnerships["castermouth"].save()
    page = client.get(reverse("demonstration"))
    chosen = next(m for m, _ in page.context["people"] if m.person == cast_today.people["ana"])

    response = client.post(reverse("demonstration"), {"membership": chosen.pk})

    assert response["Location"] == reverse("workspace", args=["castermouth"])
    with scopes_disabled():
        nina = Membership.objects.get(person=cast_today.people["nina"])
    assert client.post(reverse("demonstration"), {"membership": nina.pk}).status_code == 404


def test_the_first_link_leads_to_a_workspace(client: Client, db: None) -> None:
    address = reverse("first_administrator", args=[changes.first_link()])
    answers = {
        "name": "First Person",
        "email": "first@example.org",
        "password": GOOD,
        "agency_name": "Elmbury Council",
        "partnership_name": "Safer Elmbury",
    }

    response = client.post(address, answers)

    assert response["Location"] == reverse("second_factor")
    assert client.get(reverse("people", args=["safer-elmbury"])).status_code == 200
    assert client.get(address).status_code == 404


def test_a_weak_password_is_refused_with_the_reason(client: Client, db: None) -> None:
    address = reverse("first_administrator", args=[changes.first_link()])

    page = client.post(address, {"name": "A", "email": "a@example.org", "password": "password"}).content.decode()

    assert "too common" in page
    assert not Person.objects.exists()


def test_signing_in_says_the_same_of_a_wrong_password_and_of_nobody(client: Client, cast_today: Cast) -> None:
    cast_today.people["ana"].set_password(GOOD)
    cast_today.people["ana"].save()
    login = reverse("account_login")

    wrong = client.post(login, {"login": "ana@example.org", "password": "wrong wrong wrong"})
    nobody = client.post(login, {"login": "anb@example.org", "password": "wrong wrong wrong"})

    assert without_token(wrong) == without_token(nobody).replace("anb@", "ana@")
    assert AuditEvent.objects.filter(kind="accounts.sign_in_failed").count() == 1


def test_guessing_is_slowed_down(client: Client, cast_today: Cast) -> None:
    ana = cast_today.people["ana"]
    ana.set_password(GOOD)
    ana.save()
    login = reverse("account_login")
    for _ in range(5):
        client.post(login, {"login": ana.email, "password": "wrong wrong wrong"})

    response = client.post(login, {"login": ana.email, "password": GOOD})

    assert "_auth_user_id" not in client.session
    assert "Too many failed" in response.content.decode()


def test_a_risky_act_asks_again_who_one_is_before_anything_is_typed(signed_in, cast_today: Cast) -> None:
    cora = cast_today.people["cora"]
    cora.set_password(GOOD)
    cora.save()
    client = signed_in("cora")
    page = reverse("invite", args=["castermouth"])
    answers = {"email": "new@example.org", "agency": cast_today.agencies["Frankshire Police"].pk, "role": "member"}

    asked = client.get(page)
    refused = client.post(page, answers)

    assert asked["Location"] == f"/account/reauthenticate/?next={quote(page, safe='')}"
    assert refused.status_code == 302
    assert not AuditEvent.objects.filter(kind="accounts.invited").exists()
    assert client.post(asked["Location"], {"password": GOOD})["Location"] == page
    assert "Send this link to new@example.org" in client.post(page, answers).content.decode()


def test_who_came_by_a_link_finds_their_session_and_is_not_asked_at_once_who_they_are(cast_today: Cast) -> None:
    by = cast_today.viewer("cora")
    with scope(partnership=by.partnership):
        secret = changes.invite(
            email="new@example.org", agency=cast_today.agencies["Frankshire Police"], role="member", by=by
        )
    visitor = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"})

    visitor.post(reverse("invitation", args=[secret]), {"name": "New Person", "password": GOOD})

    assert "Firefox on Linux" in visitor.get(reverse("usersessions_list")).content.decode()
    assert "No camera?" in visitor.get(reverse("mfa_activate_totp")).content.decode()


def test_who_signed_in_just_now_is_not_asked_again(client: Client, cast_today: Cast) -> None:
    cora = cast_today.people["cora"]
    cora.set_password(GOOD)
    cora.save()

    client.post(reverse("account_login"), {"login": cora.email, "password": GOOD})

    assert "Successfully signed in" not in client.get(reverse("usersessions_list")).content.decode()
    assert client.get(reverse("invite", args=["castermouth"])).status_code == 200


def test_somebody_who_is_here_gets_a_further_role_and_leaves_with_all(
    signed_in, cast_today: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frankpledge.web.accounts.second_factor.did_recently_reauthenticate", lambda request: True)
    client, lea = signed_in("ada"), cast_today.people["lea"]
    with scopes_disabled():
        first = Membership.objects.get(person=lea)
    given = {"role": "member", "agency": first.agency_id}

    page = client.get(reverse("people", args=["castermouth"])).content.decode()
    client.post(reverse("give_role", args=["castermouth", first.pk]), given)
    again = client.post(reverse("give_role", args=["castermouth", first.pk]), given).content.decode()

    with scopes_disabled():
        live = Membership.objects.filter(person=lea, until_on=None)
        assert sorted(membership.role for membership in live) == ["lead", "member"]
        assert reverse("give_role", args=["castermouth", first.pk]) in page
        assert "has this role already" in again
        client.post(reverse("end_role", args=["castermouth", first.pk]), {"reason": "left", "every": "on"})
        assert not live.all().exists()
        assert AuditEvent.objects.filter(kind="accounts.role_ended", reason="left").count() == 2


def test_who_can_see_what_begins_with_oneself_and_names_nobody_whose_access_lapsed(signed_in, cast_today: Cast) -> None:
    with scopes_disabled():
        Membership.objects.filter(person=cast_today.people["casey"]).update(
            confirmed_until=cast_today.today - timedelta(days=1)
        )

    page = signed_in("chris").get(reverse("who_can_see_what", args=["castermouth"])).content.decode()

    assert "You are here as Chair" in page
    assert "Casey Example" not in page
