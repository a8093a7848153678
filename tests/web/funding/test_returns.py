"""Monitoring returns: what was said once is told the funder, and what was sent no longer changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.documents import html
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.funding import contents, granting, reporting
from frankpledge.web.funding.models import Return
from frankpledge.web.measures import changes as measures
from tests.web.funding.funding import a_grant, spend
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


@pytest.fixture
def grant(here):
    return a_grant(here)


def set_returns(cast, grant, every=3):
    return reporting.set_returns(grant=grant, every_months=every, days_to_report=28, by=cast.viewer("cora"))


def gathered(cast, report):
    return contents.gather(cast.viewer("cora"), report, cast.today)


def printed(cast, report):
    return html.body(contents.document(gathered(cast, report)))


def test_the_returns_of_a_term_are_there_with_the_days_they_are_due(here, grant):
    made = set_returns(here, grant)

    assert [(each.first_day, each.due_on) for each in made] == [
        (date(2025, 4, 1), date(2025, 7, 28)),
        (date(2025, 7, 1), date(2025, 10, 28)),
        (date(2025, 10, 1), date(2026, 1, 28)),
        (date(2026, 1, 1), date(2026, 4, 28)),
    ]


def test_set_again_what_was_written_stays_and_the_rest_follows_it(here, grant):
    first = set_returns(here, grant)[0]
    reporting.write(report=first, words="A slow start", version=0, by=here.viewer("cora"))
    set_returns(here, grant, every=6)

    assert [(each.first_day, each.last_day) for each in grant.returns.order_by("first_day")] == [
        (date(2025, 4, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 3, 31)),
    ]


def test_a_grant_without_a_term_has_no_returns(here):
    with pytest.raises(ValidationError, match="from when until when"):
        set_returns(here, a_grant(here, first_day=None, last_day=None))


def test_a_return_says_what_was_said_of_its_actions_in_those_months_and_nothing_else(here, grant):
    chapter = a_chapter(here, a_plan(here))
    paid, other = an_action(here, chapter), an_action(here, chapter, text="Not paid by it")
    granting.pays_for(grant=grant, action=paid, by=here.viewer("cora"))
    report = set_returns(here, grant)[2]  # October to December 2025
    say(here, paid, text="First 40 fitted", on=date(2025, 10, 3))
    say(here, paid, text="SECRET of September", on=date(2025, 9, 3))
    say(here, other, text="SECRET of another", on=date(2025, 10, 3))
    wrong = say(here, paid, text="SECRET wrong", on=date(2025, 11, 3))
    say(here, paid, text="80 fitted", on=date(2025, 11, 3), corrects=wrong)
    shown = printed(here, report)

    assert "First 40 fitted" in shown
    assert "80 fitted" in shown
    assert "SECRET" not in shown
    assert "Not paid by it" not in shown


def test_it_holds_the_measures_of_its_actions_and_the_money(here, grant):
    chapter = a_chapter(here, a_plan(here))
    action = an_action(here, chapter)
    granting.pays_for(grant=grant, action=action, by=here.viewer("cora"))
    measure = a_measure(here, chapter)
    measures.link(measure=measure, action=action, by=here.viewer("cora"))
    enter(here, measure, "2025-10", 120)
    spend(here, 200_000, grant=grant, on=date(2025, 6, 1))
    spend(here, 123_456, grant=grant, on=date(2025, 11, 1), words="Alarms from the maker")
    spend(here, 700_000, grant=grant, on=date(2026, 1, 2), words="After these months")
    wrong = spend(here, 999, grant=grant, on=date(2025, 11, 2), words="Wrong line")
    granting.correct_line(line=wrong, pence=0, words="Taken back", by=here.viewer("cora"), today=here.today)
    report = set_returns(here, grant)[2]
    shown = printed(here, report)

    for words in (str(measure), "120", "£1,234.56", "£2,000", "£6,765.44", "Alarms from the maker"):
        assert words in shown, words
    for words in ("After these months", "Wrong line", "Taken back"):
        assert words not in shown, words


def test_a_draft_says_what_its_funder_would_miss(here, grant):
    report = set_returns(here, grant)[2]
    assert contents.gaps(gathered(here, report)) == [
        "No action is named that this grant pays for.",
        "No spending is recorded in these months.",
    ]

    granting.pays_for(grant=grant, action=an_action(here), by=here.viewer("cora"))
    assert "Action 1: nothing was said in these months." in contents.gaps(gathered(here, report))


def test_what_was_sent_is_kept_as_it_was(here, grant):
    action = an_action(here)
    granting.pays_for(grant=grant, action=action, by=here.viewer("cora"))
    report = reporting.send(report=set_returns(here, grant)[2], by=here.viewer("cora"), today=here.today)
    before = report.html
    say(here, action, text="Said later", on=date(2025, 12, 1))

    kept = Return.objects.get(pk=report.pk)
    assert (kept.html, kept.state) == (before, "sent")
    assert bytes(kept.pdf).startswith(b"%PDF")
    assert bytes(kept.word).startswith(b"PK")
    with pytest.raises(NotAllowed, match="was sent"):
        reporting.send(report=report, by=here.viewer("cora"), today=here.today)
    with pytest.raises(NotAllowed, match="was sent"):
        reporting.write(report=report, words="x", version=0, by=here.viewer("cora"))


def test_months_that_have_not_begun_are_not_reported(here, grant):
    report = set_returns(here, grant)[3]
    Return.objects.filter(pk=report.pk).update(first_day=here.today + timedelta(days=1))

    with pytest.raises(ValidationError, match="have not begun"):
        reporting.send(report=report, by=here.viewer("cora"), today=here.today)


def test_a_return_is_skipped_with_a_reason(here, grant):
    report = set_returns(here, grant)[0]
    with pytest.raises(ValidationError, match="Say why"):
        reporting.skip(report=report, because=" ", by=here.viewer("cora"))

    assert reporting.skip(report=report, because="The funder wants none", by=here.viewer("cora")).state == "skipped"


def test_two_who_write_in_one_return_lose_nothing(here, grant):
    report = set_returns(here, grant)[0]
    reporting.write(report=report, words="First", version=0, by=here.viewer("cora"))

    with pytest.raises(reporting.ChangedMeanwhile):
        reporting.write(report=report, words="Second", version=0, by=here.viewer("cora"))
    assert Return.objects.get(pk=report.pk).words == "First"
