"""A risk told to the parent partnership: one record, two audiences, and a wall between them."""

import json

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.test import Client
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.risks import changes, escalating, queries
from frankpledge.web.risks.models import Escalation, Risk
from tests.web.plans.plans import an_action
from tests.web.risks.risks import a_parent, a_risk, escalate, score

SECRETS = {
    "impact": "SECRET impact",
    "preventive": "SECRET prevention",
    "contingent": "SECRET contingency",
    "roles": ["SECRET owner"],
}


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    a_parent(cast_today)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def above(cast):
    """What the parent's manager reads."""
    with scope(partnership=cast.partnerships["thorley"]):
        return queries.shared_with(cast.viewer("nina", "thorley"))


def answer(cast, number, words="We send one for a month"):
    with scope(partnership=cast.partnerships["thorley"]):
        escalating.answer(escalation_id=number, answer=words, by=cast.viewer("nina", "thorley"), today=cast.today)


def page(cast, who="nina", slug="thorley", path="risks/escalated/"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(f"/p/{slug}/{path}")


def test_the_parent_reads_what_was_shared_and_nothing_else(here):
    risk = a_risk(here, **SECRETS)
    score(here, risk, 3, 3, because="SECRET reason")
    changes.link(risk=risk, action=an_action(here, text="SECRET action"), by=here.viewer("cora"))
    a_risk(here, description="SECRET other risk")
    escalate(here, risk, "score")

    [shared] = above(here)
    assert shared.shared == {
        "description": "Key staff leave",
        "score": f"High: likelihood high, severity high, said on {here.today:%-d %B %Y}",
    }
    assert "SECRET" not in json.dumps(shared.__dict__, default=str)
    shown = page(here).content.decode()
    assert "Please lend us an analyst" in shown
    assert "SECRET" not in shown
    assert page(here, path=f"risks/{risk.pk}/").status_code == 404
    assert page(here, slug="castermouth", path=f"risks/{risk.pk}/").status_code == 404


@pytest.mark.parametrize(("part", "words"), [(name, text) for name, text in SECRETS.items() if name != "roles"])
def test_each_part_is_shared_only_where_it_is_chosen(here, part, words):
    escalate(here, a_risk(here, **SECRETS), part)

    assert above(here)[0].shared == {"description": "Key staff leave", part: words}


def test_what_changes_later_reaches_the_parent_only_when_it_is_told_anew(here):
    risk = a_risk(here, impact="Projects stop")
    told = escalate(here, risk, "impact")
    Risk.objects.update(impact="SECRET")
    assert above(here)[0].shared["impact"] == "Projects stop"

    risk.refresh_from_db()
    escalating.share_again(escalation=told, asks="Lend two", parts=[], by=here.viewer("cora"), today=here.today)
    [shared] = above(here)
    assert (shared.asks, shared.shared) == ("Lend two", {"description": "Key staff leave"})


def test_the_answer_is_in_the_one_record_and_both_sides_record_it(here):
    risk = a_risk(here)
    told = escalate(here, risk)
    answer(here, told.pk)

    [read] = queries.escalations(here.viewer("cora"), risk)
    assert (read.pk, read.answer, read.answered_by) == (
        told.pk,
        "We send one for a month",
        "Nina Example, Safer Thorley",
    )
    assert above(here)[0].answer == "We send one for a month"
    chains = AuditEvent.objects.filter(kind="risks.answered").values_list("chain", flat=True)
    assert set(chains) == {here.partnerships["castermouth"].pk, here.partnerships["thorley"].pk}
    with scopes_disabled():
        assert Escalation.objects.count() == 1


def test_a_partnership_that_was_not_told_answers_nothing(here):
    told = escalate(here, a_risk(here))
    with scopes_disabled():
        Escalation.objects.update(to=here.partnerships["castermouth"], partnership=here.partnerships["thorley"])

    assert above(here) == []
    with pytest.raises(ObjectDoesNotExist):
        answer(here, told.pk)


def test_a_risk_is_with_the_parent_once_and_ends_with_a_reason(here):
    risk = a_risk(here)
    told = escalate(here, risk)
    with pytest.raises(ValidationError, match="already"):
        escalate(here, risk)
    with pytest.raises(ValidationError, match="End its escalation first"):
        changes.close(risk=risk, because="Over", by=here.viewer("cora"), today=here.today)
    with pytest.raises(ValidationError, match="Say why"):
        escalating.take_back(escalation=told, because=" ", by=here.viewer("cora"), today=here.today)

    escalating.take_back(escalation=told, because="Solved", by=here.viewer("cora"), today=here.today)
    assert above(here)[0].ended_because == "Solved"
    with pytest.raises(ValidationError, match="ended"):
        answer(here, told.pk)
    assert escalate(here, risk).pk != told.pk


def test_without_a_parent_there_is_nobody_to_tell(cast):
    with (
        scope(partnership=cast.partnerships["castermouth"]),
        pytest.raises(NotAllowed, match="no parent partnership"),
    ):
        escalate(cast, a_risk(cast))


def test_a_part_that_is_not_known_is_refused(here):
    with pytest.raises(ValidationError, match="no part"):
        escalate(here, a_risk(here), "scorings")
