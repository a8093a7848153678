"""What is kept to a group: somebody from outside it looks in every place that shows plans, and finds nothing."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from frankpledge.documents import html
from frankpledge.web.accountability import changes as packs
from frankpledge.web.accountability import contents
from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.citations.changes import cite
from frankpledge.web.mail.kinds import NoLongerNeeded
from frankpledge.web.plans import asking, bulk, calendars, changes, letters, queries, rolling, taking_in
from frankpledge.web.plans.lists.reading import ListedAction
from frankpledge.web.plans.models import Asked, AskedAbout, Plan
from frankpledge.web.priorities import changes as priority_changes
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.restricting import Kind
from tests.web.measures.measures import a_measure
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.test_policy import ALL, address_of

SECRET = "Marbled newt"  # stands in every word that is restricted, and nowhere else
KINDS = (Kind.PLAN, Kind.PRIORITY, Kind.ACTION)


@pytest.fixture
def here(cast_today, monkeypatch, settings, tmp_path):
    settings.ARCHIVE, settings.DEMONSTRATION = tmp_path, True
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        ida = Person.objects.create_user(email="ida@example.org", name="Ida Example")
        cast_today.people["ida"] = ida
        Membership.objects.create(
            partnership=cast_today.partnerships["castermouth"], person=ida, role="coordinator",
            agency=cast_today.agencies["Frankshire Police"], from_on=cast_today.today - timedelta(days=9),
            confirmed_until=cast_today.today + timedelta(days=60),
        )  # fmt: skip
        yield cast_today


def client(cast, who):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def told(cast, kind):
    """A plan of which a part speaks of the secret, with all that hangs on it; the numbers of the parts by name."""
    name = SECRET if kind == Kind.PLAN else "Plan of the year"
    plan = a_plan(cast, title=name, first_day=date(2025, 4, 1), last_day=cast.today + timedelta(days=300))
    chapter = a_chapter(cast, plan, title=SECRET if kind != Kind.ACTION else "Open priority")
    cora = cast.viewer("cora")
    changes.write_chapter(chapter=chapter, words={"Aims": SECRET if kind != Kind.ACTION else "Open"}, by=cora)
    action = an_action(
        cast, chapter, text=SECRET, public_sentence=SECRET, due_on=cast.today + timedelta(days=5), lead_words=SECRET
    )
    said = say(cast, action, text=SECRET, who="cora")
    step = changes.add_milestone(action=action, text=SECRET, due_on=cast.today + timedelta(days=6), by=cora)
    measure = a_measure(cast, chapter, title=SECRET if kind != Kind.ACTION else "Burglaries")
    kept = taking_in.keep(
        plan=plan, name=SECRET, actions=[ListedAction(SECRET, "row 2", lead="JAG")], by=cora
    )  # fmt: skip
    line = {"action": action.pk, "number": 1, "stamp": "", "where": SECRET, "refused": "", "before": {}, "after": {}}
    change = bulk.prepare(plan=plan, name=SECRET, way="workbook", rows=[line], by=cora)
    pack = Pack.objects.create(
        partnership=plan.partnership, plan=plan, first_day=date(2025, 7, 1), last_day=date(2025, 9, 30)
    )
    other = priority_changes.add(title="Another", by=cora, today=cast.today)
    number = {Kind.PLAN: plan.pk, Kind.PRIORITY: chapter.priority_id, Kind.ACTION: action.pk}[kind]
    cite(citing="action", citing_id=str(action.pk), cited="priority", cited_id=str(other.pk), why="", by=cora)
    police = [cast.agencies["Castermouth Council"]]
    if kind == Kind.PLAN:
        changes.restrict_plan(plan=plan, because="Under way", people=[], agencies=police, by=cora)
    else:
        restricting.restrict(kind=kind, number=number, because="Under way", people=[], agencies=police, by=cora)
    return {
        "plan_id": plan.pk, "chapter_id": chapter.pk, "priority_id": chapter.priority_id, "action_id": action.pk,
        "update_id": said.pk, "milestone_id": step.pk, "measure_id": measure.pk, "list_id": kept.pk,
        "bulk_id": change.pk, "pack_id": pack.pk, "kind": kind, "number": number, "part": kind, "part_id": number, "partnership": "castermouth",
        "slug": "castermouth", "thing_id": action.pk,
    }  # fmt: skip


def plan_of(parts):
    return Plan.objects.get(pk=parts["plan_id"])


# Apps that know nothing of plans, and whose pages are slow to make.
ELSEWHERE = ("assessments", "profiles", "questions", "places", "people", "surveys", "districts", "knowledge")


def pages_that_tell(cast, who, parts):
    """The names of the pages below the partnership's address that hold the secret when this person opens them."""
    filled = defaultdict(lambda: "1", {key: str(value) for key, value in parts.items()})
    filled |= {"format": "html", "register": "approvals", "sort": "recommendation"}
    browser, telling = client(cast, who), set()
    for name, pattern, _ in ALL:
        if not pattern.startswith("p/<slug:partnership>/") or pattern.split("/")[2] in ELSEWHERE:
            continue
        found = browser.get(f"{address_of(pattern, filled)}?q=newt&words=newt&dropped=on")
        if SECRET.encode() in (b"".join(found.streaming_content) if found.streaming else found.content):
            telling.add(name)
    return telling


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_tells_somebody_from_outside_the_group(here, kind):
    parts = told(here, kind)

    assert pages_that_tell(here, "ida", parts) == set()


def test_the_same_pages_tell_the_group(here):
    parts = told(here, Kind.PRIORITY)

    telling = pages_that_tell(here, "cora", parts)

    assert telling >= {"plan", "actions", "action", "measures", "priorities"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_group_sees_it_with_a_word_of_who_does(here, kind):
    parts = told(here, kind)

    page = client(here, "ana").get(f"/p/castermouth/plans/actions/{parts['action_id']}/").content.decode()

    assert SECRET in page
    assert "For some people only" in page


@pytest.mark.parametrize("kind", KINDS)
def test_neither_changes_nor_words_of_somebody_outside_reach_it(here, kind):
    parts = told(here, kind)
    browser = client(here, "ida")

    for below in ("update", "drop", "milestones", "link"):
        address = f"/p/castermouth/plans/actions/{parts['action_id']}/{below}/"
        assert browser.post(address, {"status": "on_track", "text": "x", "because": "x"}).status_code == 404, below
    lifted = browser.post(f"/p/castermouth/plans/who/{kind}/{parts['number']}/lift/")
    assert lifted.status_code == 404


def test_who_restricts_is_one_of_the_group_and_may_lift_it(here):
    action = an_action(here)
    restricting.restrict(
        kind=Kind.ACTION, number=action.pk, because="x", people=[], agencies=[], by=here.viewer("cora")
    )

    assert queries.actions(here.viewer("cora")).count() == 1
    assert queries.actions(here.viewer("ida")).count() == 0
    client(here, "cora").post(f"/p/castermouth/plans/who/action/{action.pk}/lift/")
    assert queries.actions(here.viewer("ida")).count() == 1


def test_somebody_who_may_not_write_plans_restricts_nothing(here):
    action = an_action(here)

    with pytest.raises(NotAllowed):
        restricting.restrict(
            kind=Kind.ACTION, number=action.pk, because="x", people=[], agencies=[], by=here.viewer("lea")
        )


@pytest.mark.parametrize("kind", [Kind.PRIORITY, Kind.ACTION])
def test_what_everybody_reads_has_nothing_of_it_whoever_makes_it(here, kind):
    parts = told(here, kind)
    plan = plan_of(parts)
    Plan.objects.filter(pk=plan.pk).update(stage="published", published_on=here.today)
    pack = Pack.objects.get(pk=parts["pack_id"])

    printed = html.render(contents.document(contents.gather(here.viewer("cora"), pack, here.today)))
    public = Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/plan/").content.decode()
    secret = calendars.make(agency=None, by=here.viewer("cora"))
    calendar = Client(SERVER_NAME="127.0.0.1").get(f"/calendar/{secret}.ics").content.decode()

    assert SECRET not in printed
    assert SECRET not in public
    assert "BEGIN:VCALENDAR" in calendar
    assert SECRET not in calendar


def test_a_restricted_plan_has_no_pack_and_is_not_published(here):
    parts = told(here, Kind.PLAN)
    Pack.objects.all().delete()
    Plan.objects.filter(pk=parts["plan_id"]).update(stage="agreed")

    assert packs.prepare(partnership=here.partnerships["castermouth"], today=here.today) == []
    with pytest.raises(NotAllowed, match="some people only"):
        changes.move_on(plan=plan_of(parts), stage="published", by=here.viewer("cora"), today=here.today)


def test_a_published_plan_cannot_be_restricted_any_more(here):
    plan = a_plan(here)
    Plan.objects.filter(pk=plan.pk).update(stage="published", published_on=here.today)

    page = client(here, "cora").post(f"/p/castermouth/plans/who/plan/{plan.pk}/", {"because": "x"})

    assert "residents have read it" in page.content.decode()
    assert restricting.carried(Kind.PLAN, plan.pk) is None


def test_a_link_that_was_sent_before_no_longer_opens_it(here):
    action = an_action(here)
    secret = asking.link_for(action=action, person=here.people["lea"], made_by=here.people["cora"], now=timezone.now())
    restricting.restrict(
        kind=Kind.ACTION, number=action.pk, because="x", people=[], agencies=[], by=here.viewer("cora")
    )

    assert Client(SERVER_NAME="127.0.0.1").get(f"/u/{secret}/").status_code == 410


def test_an_e_mail_that_waits_asks_nobody_outside_the_group(here):
    action = an_action(here)
    cora = here.people["cora"]
    asked = Asked.objects.create(partnership=action.partnership, person=here.people["lea"], by=cora, on=here.today)
    AskedAbout.objects.create(partnership=action.partnership, asked=asked, action=action)
    restricting.restrict(
        kind=Kind.ACTION, number=action.pk, because="x", people=[], agencies=[], by=here.viewer("cora")
    )

    with pytest.raises(NoLongerNeeded):
        letters.how_do_they_go(asked.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_next_years_plan_keeps_it_to_the_same_group(here, kind):
    parts = told(here, kind)
    ends = here.today + timedelta(days=700)

    new = rolling.roll_forward(
        plan=plan_of(parts), title="Next", first_day=here.today, last_day=ends, by=here.viewer("cora"), today=here.today
    )

    assert queries.actions(here.viewer("cora")).filter(plan=new).count() == 1
    assert queries.actions(here.viewer("ida")).filter(plan=new).count() == 0


def test_a_priority_that_a_restricted_plan_takes_in_later_is_kept_too(here):
    plan = a_plan(here)
    changes.restrict_plan(plan=plan, because="x", people=[], agencies=[], by=here.viewer("cora"))

    a_chapter(here, plan, title=SECRET)

    assert SECRET in {each.title for each in priorities.priorities(here.viewer("cora"))}
    assert SECRET not in {each.title for each in priorities.priorities(here.viewer("ida"))}


def test_the_record_keeps_the_reason_back_from_who_may_not_see_what_it_is_about(here):
    parts = told(here, Kind.ACTION)
    action = queries.actions(here.viewer("cora")).get(pk=parts["action_id"])
    changes.drop_action(action=action, because=SECRET, by=here.viewer("cora"), today=here.today)

    assert SECRET in client(here, "cora").get("/p/castermouth/record/").content.decode()
    outside = client(here, "chris").get("/p/castermouth/record/").content.decode()
    assert SECRET not in outside
    assert "kept back" in outside


def test_a_list_writes_nothing_under_a_priority_that_is_kept_from_whoever_takes_it_in(here):
    cora, ida = here.viewer("cora"), here.viewer("ida")
    secret = priority_changes.add(title=SECRET, by=cora, today=here.today)
    restricting.restrict(kind=Kind.PRIORITY, number=secret.pk, because="x", people=[], agencies=[], by=cora)
    plan = a_plan(here)
    kept = taking_in.keep(
        plan=plan, name="list.csv", actions=[ListedAction("Patrol at night", "row 2", heading=SECRET)], by=ida
    )

    with pytest.raises(ValidationError, match="There is a priority of this name already"):
        taking_in.take_in(kept=kept, by=ida, today=here.today)

    assert not plan.actions.exists()
    assert not secret.chapters.exists()
