"""Tokens: made by a member, never more than their owner, dead when their owner's access is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.links import fingerprint
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.api import changes
from frankpledge.web.api.models import Token
from frankpledge.web.audit.models import AuditEvent
from tests.web.api import made
from tests.web.cast import Cast

LIST = "/api/v1/assessments"


def memberships(cast: Cast, who: str):
    return Membership.objects.filter(person=cast.people[who])


def test_a_token_is_kept_as_a_fingerprint_alone(castermouth) -> None:
    secret = made.token(castermouth, "ana")

    kept = Token.objects.get()
    assert kept.fingerprint == fingerprint(secret)
    assert secret.startswith("fpt_")
    assert len(secret) > 40
    fields = [str(getattr(kept, field.name)) for field in Token._meta.fields]
    assert not any(secret in field for field in fields)
    assert kept.begins == secret[:8]


def test_making_and_ending_a_token_are_on_record(castermouth) -> None:
    made.token(castermouth, "lea", "assessments", "rows")
    token = Token.objects.get()
    changes.end_token(token=token, by=castermouth.viewer("ada"))

    kinds = [event.kind for event in AuditEvent.objects.filter(subject="api.token").order_by("sequence")]
    assert kinds == ["api.token_made", "api.token_ended"]
    assert AuditEvent.objects.get(kind="api.token_made").detail["scopes"] == ["assessments", "rows"]


def test_a_token_is_not_made_for_more_than_one_may_oneself(castermouth) -> None:
    with pytest.raises(ValidationError, match="what you may do yourself"):
        made.token(castermouth, "lea", "assessments", "restricted")
    with pytest.raises(ValidationError, match="a year at most"):
        made.token(castermouth, "lea", days=400)


def test_a_token_opens_what_its_owner_sees(castermouth) -> None:
    made.draft(castermouth)

    answer = made.program(made.token(castermouth, "lea")).get(LIST)

    assert answer.status_code == 200
    assert answer.json()["count"] == 1


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer fpt_wrong", "Basic bGVhOmxlYQ==", "fpt_", "Bearer é"])
def test_without_a_good_token_nothing_opens(castermouth, header) -> None:
    client = Client(SERVER_NAME="127.0.0.1", headers={"Authorization": header} if header else {})

    answer = client.get(LIST)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "token" in answer.json()["detail"]


def test_being_signed_in_is_no_token(castermouth) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(castermouth.people["cora"], backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(LIST).status_code == 401


def ended_membership(cast: Cast, who: str) -> None:
    memberships(cast, who).update(until_on=cast.today)


def lapsed_confirmation(cast: Cast, who: str) -> None:
    memberships(cast, who).update(confirmed_until=cast.today - timedelta(days=1))


def ended_person(cast: Cast, who: str) -> None:
    Person.objects.filter(pk=cast.people[who].pk).update(is_active=False)


def run_out(cast: Cast, who: str) -> None:
    Token.objects.update(made_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(seconds=1))


def ended_token(cast: Cast, who: str) -> None:
    changes.end_token(token=Token.objects.get(), by=cast.viewer(who))


def unknown_role(cast: Cast, who: str) -> None:
    memberships(cast, who).update(from_on=cast.today + timedelta(days=1))


@pytest.mark.parametrize(
    "what", [ended_membership, lapsed_confirmation, ended_person, run_out, ended_token, unknown_role]
)
def test_a_token_ends_at_once_with_its_owners_access(castermouth, what) -> None:
    program = made.program(made.token(castermouth, "lea"))
    before = program.get(LIST).status_code

    what(castermouth, "lea")

    assert (before, program.get(LIST).status_code) == (200, 401)


def test_a_dead_token_does_not_come_back_when_its_owner_does(castermouth) -> None:
    program = made.program(made.token(castermouth, "lea"))
    ended_membership(castermouth, "lea")
    gone = memberships(castermouth, "lea").get()
    Membership.objects.create(
        partnership=gone.partnership,
        person=gone.person,
        agency=gone.agency,
        role="coordinator",
        from_on=castermouth.today,
        confirmed_until=castermouth.today + timedelta(days=60),
    )

    assert program.get(LIST).status_code == 401
    assert made.program(made.token(castermouth, "lea")).get(LIST).status_code == 200


def test_a_token_of_staff_is_dead_while_they_have_no_second_factor(castermouth, monkeypatch) -> None:
    program = made.program(made.token(castermouth, "ana"))
    monkeypatch.setattr("frankpledge.web.api.bearer.has_second_factor", lambda person: False)

    assert program.get(LIST).status_code == 401


def test_a_token_may_no_more_than_its_owner_may_now(castermouth) -> None:
    program = made.program(made.token(castermouth, "ana", "assessments", "restricted"))
    before = program.get("/api/v1/token").json()

    memberships(castermouth, "ana").update(role="lead")  # no longer sees restricted data

    after = program.get("/api/v1/token").json()
    assert (before["usable"], after["usable"]) == (["assessments", "restricted"], ["assessments"])
    assert after["scopes"] == ["assessments", "restricted"]


def test_a_token_may_no_more_than_it_was_made_for(castermouth) -> None:
    program = made.program(made.token(castermouth, "cora", "rows"))

    answer = program.get(LIST)

    assert answer.status_code == 403
    assert "scope “assessments”" in answer.json()["detail"]


def test_a_token_reads_its_own_partnership_alone(castermouth) -> None:
    begun = made.draft(castermouth)
    with scope(partnership=castermouth.partnerships["thorley"]):
        secret = changes.make_token(
            name="Theirs", scopes=["assessments"], lasts=timedelta(days=7), by=castermouth.viewer("nina", "thorley")
        )

    program = made.program(secret)

    assert program.get(LIST).json()["items"] == []
    assert program.get(f"{LIST}/{begun.pk}").status_code == 404


def test_last_use_is_noted_no_finer_than_a_minute(castermouth) -> None:
    program = made.program(made.token(castermouth, "lea"))

    program.get(LIST)
    first = Token.objects.get().used_at
    program.get(LIST)
    assert first is not None
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=first - timedelta(minutes=2))
    program.get(LIST)
    assert Token.objects.get().used_at > first


def test_one_ends_ones_own_token_and_not_anothers(castermouth) -> None:
    made.token(castermouth, "lea")
    token = Token.objects.get()

    with pytest.raises(NotAllowed):
        changes.end_token(token=token, by=castermouth.viewer("mo"))
    changes.end_token(token=token, by=castermouth.viewer("lea"))

    assert Token.objects.get().ended_by == castermouth.people["lea"]


def test_no_token_is_found_outside_its_partnership(castermouth) -> None:
    made.token(castermouth, "lea")

    with scope(partnership=castermouth.partnerships["thorley"]):
        assert Token.objects.count() == 0
    with scopes_disabled():
        assert Token.objects.count() == 1
