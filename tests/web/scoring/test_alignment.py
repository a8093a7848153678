"""Others' objectives: versions stay, gaps show, and the matrix asks the same few questions whatever its size."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.scoring import aligning, alignment
from tests.web.cast import Cast
from tests.web.scoring.choosing import a_priority, an_external_plan


@pytest.fixture(autouse=True)
def _here(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


def numbers(plan) -> list[int]:
    return list(plan.objectives.values_list("pk", flat=True))


def matrix(cast: Cast, *priorities):
    [shown] = alignment.matrices(cast.viewer("mo"), cast.today, list(priorities))
    return shown


def test_an_objective_that_no_priority_serves_and_a_priority_that_serves_none_are_named(cast: Cast) -> None:
    plan = an_external_plan(cast)
    burglary, dogs = a_priority(cast), a_priority(cast, "Stray dogs")
    aligning.align(priority=burglary, answers={numbers(plan)[1]: (3, "The same")}, by=cast.viewer("cora"))

    shown = matrix(cast, burglary, dogs)

    assert [each.words for each in shown.unserved] == ["Protect the vulnerable"]
    assert shown.apart == [dogs]
    assert [each.note for each in shown.rows[1].serving] == ["The same"]


def test_saying_not_at_all_takes_an_alignment_back(cast: Cast) -> None:
    plan, burglary = an_external_plan(cast), a_priority(cast)
    number = numbers(plan)[0]
    aligning.align(priority=burglary, answers={number: (1, "")}, by=cast.viewer("cora"))

    left = aligning.align(priority=burglary, answers={number: (0, "")}, by=cast.viewer("cora"))

    assert left == 0
    assert len(matrix(cast, burglary).unserved) == 2


def test_a_new_version_ends_the_one_before_and_leaves_what_served_it(cast: Cast) -> None:
    old, burglary = an_external_plan(cast), a_priority(cast)
    aligning.align(priority=burglary, answers={numbers(old)[0]: (2, "")}, by=cast.viewer("cora"))
    later = cast.today + timedelta(days=30)

    an_external_plan(cast, version="2028 to 2032", from_on=later, objectives=["Safer roads"], follows=old)

    assert matrix(cast, burglary).plan == old
    [then] = alignment.matrices(cast.viewer("mo"), later, [burglary])
    assert (str(then.plan), len(then.unserved)) == ("Police and crime plan, 2028 to 2032", 1)
    assert alignment.matrix(cast.viewer("mo"), old, [burglary]).rows[0].served


def test_a_version_does_not_begin_before_the_one_that_it_follows(cast: Cast) -> None:
    old = an_external_plan(cast)

    with pytest.raises(ValidationError, match="begins after"):
        an_external_plan(cast, version="2", follows=old)


def test_who_does_not_write_the_plan_aligns_nothing(cast: Cast) -> None:
    plan, burglary = an_external_plan(cast), a_priority(cast)

    with pytest.raises(NotAllowed):
        aligning.align(priority=burglary, answers={numbers(plan)[0]: (2, "")}, by=cast.viewer("chris"))


def test_the_matrices_take_two_questions_whatever_their_size(cast: Cast) -> None:
    priorities = [a_priority(cast, f"Priority {n}") for n in range(10)]
    for n in range(5):
        plan = an_external_plan(cast, version=str(n), objectives=[f"Objective {m}" for m in range(10)])
        aligning.align(priority=priorities[n], answers=dict.fromkeys(numbers(plan), (2, "")), by=cast.viewer("cora"))
    viewer = cast.viewer("mo")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = alignment.matrices(viewer, cast.today, priorities)
        assert sum(len(each.serving) for one in found for each in one.rows) == 50

    assert len(asked) == 2
