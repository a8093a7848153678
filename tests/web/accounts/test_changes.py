"""Changes to people and their roles: who may make them, and what is recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import changes
from frankpledge.web.accounts.links import fingerprint
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partner, Partnership, Person
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.viewer import partnerships_of, viewer_of
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.audit.verify import verify
from tests.web.cast import TODAY, Cast

GOOD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _in_castermouth(request):
    if "cast" not in request.fixturenames:
        yield
        return
    with scope(partnership=request.getfixturevalue("cast").partnerships["castermouth"]):
        yield


def kinds() -> list[str]:
    return [event.kind for event in AuditEvent.objects.order_by("pk")]


@pytest.mark.parametrize("who", ["ana", "lea", "mo", "chris", "casey", "scott"])
def test_only_who_manages_people_may_invite(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="takes another role: Community safety manager or Administrator"):
        changes.invite(
            email="new@example.org",
            agency=cast.agencies["Frankshire Police"],
            role="lead",
            by=cast.viewer(who),
        )

    assert not OneTimeLink.objects.exists()
    assert kinds() == []


def test_an_invitation_is_recorded_without_the_address(cast: Cast) -> None:
    changes.invite(
        email="new@example.org", agency=cast.agencies["Frankshire Police"], role="lead", by=cast.viewer("cora")
    )

    event = AuditEvent.objects.get()
    assert event.kind == "accounts.invited"
    assert event.person == cast.people["cora"]
    assert event.roles == "coordinator"
    assert "example.org" not in str(event.detail)


def test_an_invitation_works_once(cast: Cast) -> None:
    agency = cast.agencies["Frankshire Police"]
    secret = changes.invite(email="New@Example.org", agency=agency, role="lead", by=cast.viewer("cora"))

    membership = changes.take_up_invitation(secret=secret, name="New Person", password=GOOD, today=TODAY)

    assert membership.person.email == "new@example.org"
    assert membership.role == "lead"
    with pytest.raises(changes.LinkNotOpen):
        changes.take_up_invitation(secret=secret, name="New Person", password=GOOD, today=TODAY)


def test_an_invitation_runs_out(cast: Cast) -> None:
    agency = cast.agencies["Frankshire Police"]
    secret = changes.invite(email="new@example.org", agency=agency, role="lead", by=cast.viewer("cora"))
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(changes.LinkNotOpen):
        changes.take_up_invitation(secret=secret, name="New Person", password=GOOD, today=TODAY)


def test_the_links_secret_is_not_kept(cast: Cast) -> None:
    secret = changes.invite(
        email="new@example.org", agency=cast.agencies["Frankshire Police"], role="lead", by=cast.viewer("cora")
    )

    link = OneTimeLink.objects.get()
    assert link.fingerprint == fingerprint(secret)
    assert secret not in {str(value) for value in vars(link).values()}


def test_somebody_known_gets_a_second_partnership_and_keeps_the_password(cast: Cast) -> None:
    nina = cast.people["nina"]
    nina.set_password(GOOD)
    nina.save()
    agency = cast.agencies["Frankshire Police"]
    secret = changes.invite(email=nina.email, agency=agency, role="analyst", by=cast.viewer("cora"))

    changes.take_up_invitation(secret=secret, name="Other Name", password="", today=TODAY)

    nina.refresh_from_db()
    assert nina.check_password(GOOD)
    assert nina.name == "Nina Example"
    assert [partnership.slug for partnership in partnerships_of(nina, TODAY)] == ["castermouth", "thorley"]


def test_an_invitation_is_for_an_agency_of_the_partnership(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="one of the partnership's agencies"):
        changes.invite(
            email="new@example.org", agency=cast.agencies["Thorley Council"], role="lead", by=cast.viewer("cora")
        )


def test_a_role_that_ended_gives_no_access_from_that_day(cast: Cast) -> None:
    membership = Membership.objects.get(person=cast.people["ana"])

    changes.end_role(membership=membership, by=cast.viewer("ada"), today=TODAY, reason="Left the council")

    assert viewer_of(cast.people["ana"], cast.partnerships["castermouth"], TODAY) is None
    assert AuditEvent.objects.get().reason == "Left the council"


def test_the_last_who_can_manage_people_stays(cast: Cast) -> None:
    cora = Membership.objects.get(person=cast.people["cora"])
    ada = Membership.objects.get(person=cast.people["ada"])
    changes.end_role(membership=cora, by=cast.viewer("ada"), today=TODAY)

    with pytest.raises(NotAllowed, match="last person who can manage people"):
        changes.end_role(membership=ada, by=cast.viewer("ada"), today=TODAY)


def test_access_lapses_when_nobody_confirms_it(cast: Cast) -> None:
    ana = Membership.objects.get(person=cast.people["ana"])
    last = ana.confirmed_until

    assert viewer_of(ana.person, ana.partnership, last)
    assert viewer_of(ana.person, ana.partnership, last + timedelta(days=1)) is None


def test_a_liaison_officer_confirms_who_stays_and_ends_who_left(cast: Cast) -> None:
    partner = Partner.objects.get(agency=cast.agencies["Frankshire Police"])
    staying = Membership.objects.get(person=cast.people["mo"])

    ended = changes.confirm_people(partner=partner, staying=[staying], by=cast.viewer("mo"), today=TODAY)

    assert ended == 1
    assert viewer_of(cast.people["chris"], cast.partnerships["castermouth"], TODAY) is None
    staying.refresh_from_db()
    assert staying.confirmed_until == TODAY + timedelta(days=92)


@pytest.mark.parametrize("who", ["lea", "chris", "ana"])
def test_nobody_else_confirms_an_agencys_people(cast: Cast, who: str) -> None:
    partner = Partner.objects.get(agency=cast.agencies["Frankshire Police"])

    with pytest.raises(NotAllowed, match="liaison officer of Frankshire Police"):
        changes.confirm_people(partner=partner, staying=[], by=cast.viewer(who), today=TODAY)

    assert kinds() == []


def test_a_short_name_stands_for_one_agency_whatever_its_capitals(cast: Cast) -> None:
    police, fire = cast.agencies["Frankshire Police"], cast.agencies["Frankshire Fire Service"]
    changes.give_alias(agency=police, alias="FP", by=cast.viewer("cora"))

    with pytest.raises(ValidationError, match="already stands for an agency"):
        changes.give_alias(agency=fire, alias="fp", by=cast.viewer("cora"))


@pytest.mark.django_db
def test_the_first_link_makes_an_administrator_and_then_no_more_links() -> None:
    changes.first_link()
    secret = changes.first_link()
    assert secret

    changes.install(
        secret=secret,
        name="First Person",
        email="first@example.org",
        password=GOOD,
        partnership_name="Safer Elmbury",
        slug="elmbury",
        agency_name="Elmbury Council",
        areas=[("E22999999", "Elmbury")],
        today=TODAY,
    )

    assert changes.first_link() is None
    viewer = viewer_of(Person.objects.get(), Partnership.objects.get(), TODAY)
    assert viewer
    assert {role.code for role in viewer.roles} == {"administrator", "coordinator"}
    assert verify().faults == ()


@pytest.mark.django_db
def test_only_the_newest_first_link_works() -> None:
    older = changes.first_link()
    changes.first_link()
    assert older

    with pytest.raises(changes.LinkNotOpen):
        changes.install(
            secret=older,
            name="First Person",
            email="first@example.org",
            password=GOOD,
            partnership_name="Safer Elmbury",
            slug="elmbury",
            agency_name="Elmbury Council",
            areas=[],
            today=TODAY,
        )

    assert not Person.objects.exists()


def test_memberships_of_another_partnership_are_out_of_sight(cast: Cast) -> None:
    here = {membership.person.email for membership in Membership.objects.all()}

    assert "nina@example.org" not in here
    with scopes_disabled():
        assert Membership.objects.filter(person=cast.people["nina"]).exists()


def test_who_left_does_not_come_back_by_an_invitation_that_was_still_open(cast: Cast) -> None:
    by, lea = cast.viewer("ada"), cast.people["lea"]
    for email in (lea.email, "new@example.org"):
        changes.invite(email=email, agency=cast.agencies["Frankshire Police"], role="chair", by=by)

    changes.end_every_role(person=lea, by=by, today=TODAY)

    still_open = OneTimeLink.objects.open(timezone.now()).filter(purpose=OneTimeLink.Purpose.INVITATION)
    assert [link.email for link in still_open] == ["new@example.org"]


def test_the_last_who_manages_people_does_not_leave_with_all_roles(cast: Cast) -> None:
    by = cast.viewer("ada")
    changes.end_every_role(person=cast.people["cora"], by=by, today=TODAY)

    with pytest.raises(ValidationError, match="Give somebody else that role first"):
        changes.end_every_role(person=cast.people["ada"], by=by, today=TODAY)

    assert Membership.objects.filter(person=cast.people["ada"], until_on=None).exists()
