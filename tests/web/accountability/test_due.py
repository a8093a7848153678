"""What waits for somebody is told in one e-mail a week, that names nobody and nothing."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from frankpledge.web.accountability import due, letters
from frankpledge.web.accountability.due import Due
from frankpledge.web.funding.models import Return
from frankpledge.web.mail.kinds import NoLongerNeeded
from frankpledge.web.mail.models import Message
from frankpledge.web.plans import changes as plans
from frankpledge.web.risks import changes as risks
from tests.web.funding.funding import a_grant
from tests.web.measures.measures import a_measure, enter
from tests.web.risks.risks import a_risk


@pytest.fixture
def here(cast_today, settings):
    settings.MAIL_SERVER = True
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def overdue(cast, **facts):
    whole = {"today": cast.today - timedelta(days=99), "review_on": cast.today - timedelta(days=1)} | facts
    return a_risk(cast, **whole)


def test_who_writes_the_plan_is_told_of_all_and_others_of_their_own_risks(here):
    overdue(here, description="A")
    overdue(here, description="B", agencies=[here.agencies["Frankshire Fire Service"]], roles=[])
    overdue(here, description="C", review_on=here.today + timedelta(days=9))
    grant = a_grant(here)
    for days in (3, 40):
        Return.objects.create(
            partnership=grant.partnership, grant=grant, first_day=date(2025, 4, days % 28 + 1),
            last_day=date(2025, 6, 30), due_on=here.today + timedelta(days=days),
        )  # fmt: skip
    measure = a_measure(here, from_month="2020-01")
    enter(here, measure, "2024-10", 3)
    plans.move_on(plan=measure.plan, stage="agreed", by=here.viewer("chris"), today=here.today)

    assert due.due_of(here.viewer("cora"), here.today) == Due(1, 2, 1)
    assert due.due_of(here.viewer("lea"), here.today) == Due(0, 1, 0)
    assert not due.due_of(here.viewer("scott"), here.today).any


def test_one_email_a_week_to_each_and_none_where_nothing_waits(here):
    partnership = here.partnerships["castermouth"]
    assert due.remind(partnership, here.today) == 0
    overdue(here, agencies=[here.agencies["Frankshire Fire Service"]], roles=[])

    assert due.remind(partnership, here.today) == 2
    assert due.remind(partnership, here.today) == 0
    assert set(Message.objects.values_list("recipient", flat=True)) == {"cora@example.org", "lea@example.org"}


def test_it_names_nothing_and_is_not_sent_once_it_is_done(here):
    from django.conf import settings
    from django.template.loader import render_to_string

    risk = overdue(here, description="SECRET")
    due.remind(here.partnerships["castermouth"], here.today)
    message = Message.objects.get(recipient="cora@example.org")

    values = letters.what_is_due(message.about)
    words = render_to_string("accountability/mail/due.txt", {**values, "address": settings.ADDRESS})
    assert "1 risk whose review is overdue" in words
    assert "/p/castermouth/risks/" in words
    assert "SECRET" not in words
    assert "return" not in words

    risks.close(risk=risk, because="Gone", by=here.viewer("cora"), today=here.today)
    with pytest.raises(NoLongerNeeded):
        letters.what_is_due(message.about)
