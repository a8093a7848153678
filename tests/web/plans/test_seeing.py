"""A page that is only read asks once what is kept from its reader, and shows what it would show if it asked each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frankpledge.web.plans import queries
from frankpledge.web.plans.models import Action
from tests.web.plans.test_restricted import KINDS, here, plan_of, told

__all__ = ["here"]


def seen(viewer, plan):
    """All that lists of plans show to this viewer, by its numbers."""
    return {
        "plans": [(each.pk, each.action_count) for each in queries.plans(viewer)],
        "chapters": [each.pk for each in queries.chapters(viewer, plan)],
        "actions": [each.pk for each in queries.actions(viewer)],
        "lists": [each.pk for each in queries.lists(viewer)],
        "changes": [each.pk for each in queries.bulk_changes(viewer)],
        "restriction": getattr(queries.restriction_on(viewer, Action.objects.get()), "pk", None),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_it_shows_the_same_as_if_it_asked_each_time(here, kind):
    parts = told(here, kind)
    plan, inside, outside = plan_of(parts), here.viewer("cora"), here.viewer("ida")

    assert seen(inside.reading(), plan) == seen(inside, plan)
    assert seen(outside.reading(), plan) == seen(outside, plan)
    assert seen(inside, plan)["actions"] == [parts["action_id"]]
    assert seen(outside, plan)["actions"] == []


def test_it_asks_once(here):
    plan = plan_of(told(here, KINDS[0]))
    reading = here.viewer("ida").reading()

    with CaptureQueriesContext(connection) as asked:
        for _ in range(2):
            list(queries.plans(reading))
            list(queries.actions(reading))
            list(queries.chapters(reading, plan))

    assert sum("priorities_restriction" in each["sql"] for each in asked) == 1


def test_who_changes_something_asks_each_time(here):
    assert here.viewer("ida").hidden is None
