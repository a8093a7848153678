"""What the year of a measure may come to: a range, and only where there is something to go by."""

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.month import Month
from frankpledge.web.measures import queries
from frankpledge.web.measures.outlook import outlook
from tests.web.measures.measures import a_measure, enter


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def begun(cast, *, before=(40,) * 12, known=(30,) * 4, **facts):
    """A measure with figures of the year before and of the first months of the plan's year."""
    measure = a_measure(cast, **({"target": 380.0} | facts))
    first = queries.year_begins(measure.plan, cast.today)
    for start, counts in ((first.minus(12), before), (first, known)):
        for step, count in enumerate(counts):
            if count is not None:
                enter(cast, measure, str(start.plus(step)), count)
    return measure, first


def told(cast, measure):
    [measured] = queries.measured(cast.viewer("cora"), [measure], cast.today)
    return outlook(measured, cast.today)


def test_the_year_goes_on_as_it_has_begun(here):
    measure, first = begun(here)

    found = told(here, measure)

    assert found.until == first.plus(11)
    assert found.ahead.expected == pytest.approx(120 + 320 * 120 / 160)
    assert found.ahead.low < 360 < found.ahead.high
    assert found.words == "The target, 380, is inside this range."


@pytest.mark.parametrize(("target", "place"), [(100.0, "below"), (900.0, "above")])
def test_the_target_is_set_beside_the_range(here, target, place):
    measure, _ = begun(here, target=target)

    assert told(here, measure).words == f"The target, {target:,.0f}, is {place} this range."


def test_what_is_watched_only_has_no_target_beside_it(here):
    measure, _ = begun(here, polarity="watch")

    assert told(here, measure).words == ""


@pytest.mark.parametrize(
    ("figures", "because"),
    [
        ({"known": (30, 30)}, "3 months of the year have to be known first"),
        ({"known": (30, None, 30, 30)}, "a month of the year so far has no figure"),
        ({"known": (None, 30, 30, 30)}, "a month of the year so far has no figure"),
        ({"before": (40,) * 7 + (None,) + (40,) * 4}, "the year before is not whole"),
        ({"known": (1, 1, 1)}, "a part of the two years is under 10"),
    ],
)
def test_where_it_cannot_be_said_the_page_says_why(here, figures, because):
    measure, _ = begun(here, **figures)

    found = told(here, measure)

    assert found.ahead is None
    assert because in found.refused


def test_a_percentage_and_a_year_without_figures_have_none(here):
    share = a_measure(here, title="Satisfied", unit="percent", denominator="people asked")
    enter(here, share, "2025-10", 50)
    empty, _ = begun(here, known=(), chapter=share.chapter)

    assert told(here, share) is None
    assert told(here, empty) is None


def test_the_page_shows_the_range_in_words(here):
    measure, first = begun(here)
    client = Client()
    client.force_login(here.people["cora"])

    shown = " ".join(client.get(measure.get_absolute_url()).content.decode().split())

    assert f"The year to {Month.parse(str(first.plus(11))).label}, if the rest goes as it has so far" in shown
    assert "About <strong>360</strong>" in shown
    assert "The target, 380, is inside this range." in shown
