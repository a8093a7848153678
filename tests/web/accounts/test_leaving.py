"""An agency leaves, and comes back; a partnership that has ended is read and not changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import changes, leaving
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partner, Partnership
from frankpledge.web.accounts.permissions import NotAllowed, reason_not_to
from frankpledge.web.accounts.roles import AFTER_THE_END, Permission
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.mail import outbox
from frankpledge.web.plans import queries as plans
from frankpledge.web.waiting import gathered
from tests.web.cast import TODAY, Cast
from tests.web.plans.plans import an_action

POLICE, COUNCIL = "Frankshire Police", "Castermouth Council"


@pytest.fixture(autouse=True)
def _in_castermouth(request):
    if "cast" not in request.fixturenames:
        yield
        return
    with scope(partnership=request.getfixturevalue("cast").partnerships["castermouth"]):
        yield


def partner(cast: Cast, agency: str = POLICE) -> Partner:
    return Partner.objects.get(agency=cast.agencies[agency])


def leave(cast: Cast, agency: str = POLICE, who: str = "ada", **other) -> int:
    facts = {"left_on": TODAY - timedelta(days=5), "reason": "Merged", **other}
    return leaving.leave(partner=partner(cast, agency), by=cast.viewer(who), today=TODAY, **facts)


def end(cast: Cast, *, days: int = 0, then: str | None = "thorley") -> Partnership:
    ended = cast.partnerships["castermouth"]
    ended.ended_on, ended.succeeded_by = TODAY - timedelta(days=days), cast.partnerships[then] if then else None
    ended.save()
    return ended


def test_an_agencys_people_lose_their_roles_on_the_day_it_left_and_the_record_says_so(cast: Cast) -> None:
    ended = leave(cast)

    assert ended == 2
    for name in ("mo", "chris"):
        assert Membership.objects.get(person=cast.people[name]).until_on == TODAY - timedelta(days=5)
        assert viewer_of(cast.people[name], cast.partnerships["castermouth"], TODAY) is None
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("accounts.role_ended") == 2
    assert kinds[-1] == "accounts.agency_left"
    assert partner(cast).liaison is None


def test_an_agency_that_left_is_offered_for_nothing_new_and_stays_where_it_stood(cast: Cast) -> None:
    leave(cast)

    police, viewer = cast.agencies[POLICE], cast.viewer("cora")
    assert police not in plans.agencies(viewer)
    assert police in plans.agencies(viewer, also=[police.pk])
    assert police in plans.every_agency(viewer)
    with pytest.raises(ValidationError, match="Choose one of the partnership"):
        changes.invite(email="new@example.org", agency=police, role="member", by=viewer)


def test_an_invitation_for_it_stops_working(cast: Cast) -> None:
    secret = changes.invite(email="new@example.org", agency=cast.agencies[POLICE], role="member", by=cast.viewer("ada"))

    leave(cast)

    with pytest.raises(changes.LinkNotOpen):
        changes.take_up_invitation(secret=secret, name="New", password="correct horse battery", today=TODAY)
    assert OneTimeLink.objects.get().used_at is None


def test_an_agency_comes_back_and_its_people_are_invited_anew(cast: Cast) -> None:
    leave(cast)

    leaving.come_back(partner=partner(cast), by=cast.viewer("ada"))

    assert cast.agencies[POLICE] in plans.agencies(cast.viewer("cora"))
    assert viewer_of(cast.people["mo"], cast.partnerships["castermouth"], TODAY) is None
    assert AuditEvent.objects.order_by("pk").last().kind == "accounts.agency_came_back"


@pytest.mark.parametrize(
    ("agency", "days", "words"),
    [
        (COUNCIL, 5, "last person who can manage people"),
        (POLICE, -1, "has not come yet"),
        (POLICE, 40, "It left then, or later"),
    ],
)
def test_a_leaving_that_cannot_be_changes_nothing(cast: Cast, agency: str, days: int, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        leave(cast, agency, left_on=TODAY - timedelta(days=days))

    assert not Membership.objects.exclude(until_on=None).exists()
    assert partner(cast, agency).left_on is None


@pytest.mark.parametrize("who", ["ana", "lea", "mo", "chris", "casey", "scott"])
def test_nobody_else_says_that_an_agency_left(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="takes another role"):
        leave(cast, "Frankshire Fire Service", who)


def test_a_partnership_that_ended_is_read_and_every_change_names_what_follows_it(cast: Cast) -> None:
    end(cast)

    manager, there = cast.viewer("cora"), "Safer Castermouth ended on 15 January 2026"
    for permission in manager.permissions:
        reason = reason_not_to(manager, permission)
        assert reason == "" if permission in AFTER_THE_END else there in reason and "Safer Thorley" in reason, (
            permission
        )
    assert reason_not_to(manager, Permission.WRITE_PLAN, reading=True) == ""


def test_until_its_last_day_nothing_changes(cast: Cast) -> None:
    end(cast, days=-1)

    assert reason_not_to(cast.viewer("cora"), Permission.WRITE_PLAN) == ""


def test_what_is_done_on_a_schedule_leaves_it_out(cast: Cast) -> None:
    ended = end(cast)

    going_on = Partnership.objects.going_on(TODAY)
    assert ended not in going_on
    assert cast.partnerships["thorley"] in going_on
    assert ended in Partnership.objects.going_on(TODAY - timedelta(days=1))


def test_no_e_mail_leaves_it_but_those_about_access(cast: Cast, settings) -> None:
    from django.db import transaction

    settings.MAIL_SERVER = "localhost"
    ended, about = end(cast), partner(cast)

    with transaction.atomic():
        due = outbox.put("accountability.due", to="mo@example.org", about=about, partnership=ended)
        access = outbox.put("accounts.confirm_people", to="mo@example.org", about=about, partnership=ended)

    assert due is None
    assert access is not None


def test_nothing_waits_in_it_but_its_peoples_access(cast: Cast) -> None:
    end(cast)

    assert gathered(cast.viewer("cora"), TODAY) == []


@pytest.fixture
def sign_in(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.second_factor.did_recently_reauthenticate", lambda request: True)

    def as_person(person) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_person


@pytest.mark.parametrize("in_both", [True, False])
def test_its_pages_say_that_it_ended_and_lead_whoever_may_on(cast: Cast, sign_in, in_both: bool) -> None:
    follows, today = cast.partnerships["thorley"], localdate()
    ended = end(cast)
    with scopes_disabled():
        Membership.objects.update(confirmed_until=today)
        if in_both:
            changes.first_role(follows, cast.people["ana"], cast.agencies["Thorley Council"], "analyst", today)

    answer = sign_in(cast.people["ana"]).get(reverse("who_can_see_what", args=[ended.slug])).content.decode()

    assert "Safer Castermouth ended on 15 January 2026" in answer
    assert (f'href="{follows.get_absolute_url()}"' in answer) is in_both


def test_the_page_says_what_to_take_over_and_takes_it_back(cast_today: Cast, sign_in) -> None:
    ada, viewer = sign_in(cast_today.people["ada"]), cast_today.viewer("ada")
    with scope(partnership=viewer.partnership):
        held = Partner.objects.get(agency=cast_today.agencies[POLICE])
        an_action(cast_today, lead=cast_today.agencies[POLICE])
        left, back = (reverse(name, args=["castermouth", held.pk]) for name in ("agency_left", "agency_back"))

        answer = ada.post(left, {"left_on": cast_today.today.isoformat(), "reason": ""}, follow=True).content.decode()

        assert "left Safer Castermouth on" in answer
        assert "1 open action in" in answer
        asked = [each.words for each in gathered(cast_today.viewer("cora"), cast_today.today)]
        assert f"1 open action led by {POLICE}, which left: somebody has to take over" in asked
        assert "Agencies that left" in ada.get(reverse("people", args=["castermouth"])).content.decode()
        assert "Agencies that left" not in ada.post(back, follow=True).content.decode()
