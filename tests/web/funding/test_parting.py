"""How pots are split, what became of them, petty spending with its controls, and what the money bought."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.web.funding import changes, granting, parting, queries, value
from frankpledge.web.funding.models import Line, WorthNote
from frankpledge.web.priorities import restricting
from tests.web.funding.funding import a_pot, a_priority, spend


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def browser(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_split_stands_beside_what_need_alone_would_give(here):
    pot, cora = a_pot(here), here.viewer("cora")
    for name, pence, need in (("Castermouth", 600_000, 3000), ("Thorley", 300_000, 6000)):
        parting.part(pot=pot, name=name, pence=pence, need=need, need_words="recorded crimes", by=cora)

    parted = queries.parted(pot)
    assert [(each.name, by_need) for each, by_need in parted.rows] == [("Castermouth", 300_000), ("Thorley", 600_000)]
    assert parted.rest == 100_000


def test_parts_without_a_need_in_one_unit_are_not_compared(here):
    pot, cora = a_pot(here), here.viewer("cora")
    parting.part(pot=pot, name="Former drugs grant", pence=1, by=cora)
    parting.part(pot=pot, name="Castermouth", pence=1, need=5, need_words="residents", by=cora)

    assert [by_need for _, by_need in queries.parted(pot).rows] == [None, None]


def test_a_need_says_what_it_is_counted_in(here):
    with pytest.raises(ValidationError, match="counted in"):
        parting.part(pot=a_pot(here), name="Castermouth", pence=1, need=5, by=here.viewer("cora"))


def test_the_page_tells_what_a_pot_took_in_and_what_became_of_the_other(here, browser):
    old, new = a_pot(here, name="Safer fund", year=2024), a_pot(here, name="Police grant")
    assert (
        browser.post(f"{old.get_absolute_url()}absorbed/", {"into": new.pk, "words": "One grant now"}).status_code
        == 302
    )

    assert "One grant now" in browser.get(old.get_absolute_url()).content.decode()
    assert "Safer fund 2024/25" in browser.get(new.get_absolute_url()).content.decode()
    refused = browser.post(f"{new.get_absolute_url()}absorbed/", {"into": old.pk, "words": "Back"})
    assert "earlier year" in refused.content.decode()


def test_a_part_is_added_and_removed_on_the_pots_page(here, browser):
    pot = a_pot(here)
    browser.post(f"{pot.get_absolute_url()}parts/", {"name": "Thorley", "pence": "£400"})
    part = pot.parts.get()
    assert "£9,600 in no part" in browser.get(pot.get_absolute_url()).content.decode()

    browser.post(f"{pot.get_absolute_url()}parts/{part.pk}/remove/")
    assert not pot.parts.exists()


def test_petty_spending_is_refused_above_its_most_and_above_what_is_left(here):
    pot = a_pot(here, pence=5_000, line_most_pence=3_000)
    line = spend(here, 3_000, pot=pot)
    with pytest.raises(ValidationError, match="£30 at most"):
        spend(here, 3_001, pot=pot)
    with pytest.raises(ValidationError, match="£20 left"):
        spend(here, 2_500, pot=pot)

    granting.correct_line(line=line, pence=1_000, words="Fares", by=here.viewer("cora"), today=here.today)
    spend(here, 2_500, pot=pot)
    assert Line.objects.that_count().pence() == 3_500


def test_what_the_money_bought_stands_beside_its_cost(here, browser):
    pot, priority = a_pot(here), a_priority(here)
    changes.commit(pot=pot, priority=priority, pence=1, on=here.today, by=here.viewer("cora"))
    browser.post("/p/castermouth/money/value/note/", {"priority": priority.pk, "words": "Forty alarms for £12 each"})

    assert WorthNote.objects.get().by == here.people["cora"]
    assert "Forty alarms for £12 each" in browser.get("/p/castermouth/money/value/").content.decode()


def test_money_set_aside_for_a_restricted_priority_names_it_to_nobody_else(here):
    priority = a_priority(here, "A secret aim")
    changes.commit(pot=a_pot(here), priority=priority, pence=1, on=here.today, by=here.viewer("cora"))
    restricting.restrict(
        kind=restricting.Kind.PRIORITY,
        number=priority.pk,
        because="Under way",
        people=[here.people["cora"]],
        agencies=[],
        by=here.viewer("cora"),
    )

    def seen_by(who):
        return [each.priority.title for each in value.by_priority(here.viewer(who), [], here.today)]

    assert seen_by("cora") == ["A secret aim"]
    assert seen_by("ana") == []
