"""The demonstration's risks and money: every state is there to be seen on any day of the year, and made once."""

from datetime import date

import pytest
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.funding.invented import invent_funding
from frankpledge.web.funding.models import Bid, Grant, Return
from frankpledge.web.plans.invented import by_role, invent_plan
from frankpledge.web.risks import heat, queries
from frankpledge.web.risks.invented import invent_risks
from frankpledge.web.risks.models import Escalation


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 4, 1), date(2027, 3, 31)])
def test_it_is_made_once_on_any_day(db, today):
    partnership = invent_partnership("E22999001", "Castermouth", today)
    plan = invent_plan(partnership, today)
    events = []
    for _ in range(2):
        people = by_role(partnership, today)
        invent_risks(plan, people, today)
        invent_funding(plan, people, today)
        events.append(AuditEvent.objects.count())

    assert events[0] == events[1]
    with scope(partnership=partnership):
        assert set(Bid.objects.values_list("state", flat=True)) == {"awarded", "part", "refused"}
        assert Grant.objects.filter(open_from__isnull=False).count() == 1
        assert all(grant.pays_for.exists() and grant.bears_on.exists() for grant in Grant.objects.filter(way="in"))
        shown = heat.replay(people["coordinator"], "current", today, 3)
        assert not shown.unscored
        assert any(
            row.overdue for row in queries.rows(people["coordinator"], queries.risks(people["coordinator"]), today)
        )
    with scopes_disabled():
        assert Escalation.objects.get().answer
        assert Return.objects.filter(state="draft").exists()
