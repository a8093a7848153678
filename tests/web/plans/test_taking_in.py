"""Taking a list of actions into a plan, and taking it back: all or nothing, and exact."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.web.accounts.models import AgencyAlias
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.plans import queries, taking_in
from frankpledge.web.plans.lists import leads, reading, text
from frankpledge.web.plans.models import Action, ActionAgency, Chapter, ProgressUpdate
from frankpledge.web.priorities.models import Priority
from tests.web.plans.plans import a_chapter, a_plan, an_action, say

HEAD = "ACTION\tLEAD\tUPDATE\tLAST UPDATED\tRAG"
LIST = (
    "Burglary", "", HEAD,
    "Mark bicycles\tCastermouth Council/ FFRS\tDone in May\t03/06/2025\tGreen",
    "Light the alley\tJAG\t\t\t", "",
    "Arson", "", HEAD,
    "Clear waste\tFFRS\tTwo streets are left\t\tAmber",
)  # fmt: skip
KEPT = (Action, ActionAgency, Chapter, Priority, ProgressUpdate, AgencyAlias)


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        fire = cast.agencies["Frankshire Fire Service"]
        AgencyAlias.objects.create(partnership=cast.partnerships["castermouth"], agency=fire, alias="FFRS")
        yield cast


def keep(cast, lines=LIST, plan=None):
    actions = reading.read(text.lines("\n".join(lines)))
    return taking_in.keep(plan=plan or a_plan(cast), name="plan.docx", actions=actions, by=cast.viewer("cora"))


def take_in(cast, kept):
    return taking_in.take_in(kept=kept, by=cast.viewer("cora"), today=cast.today)


def held():
    return {model: list(model.objects.order_by("pk").values()) for model in KEPT}


def test_reading_a_list_changes_nothing(here):
    plan = a_plan(here)
    before = held()
    keep(here, plan=plan)

    assert held() == before


def test_every_row_becomes_an_action_under_its_priority(here):
    kept = take_in(here, keep(here))

    rows = queries.rows(here.viewer("cora"), queries.actions(here.viewer("cora")).filter(plan=kept.plan), here.today)
    assert [(row.action.text, str(row.action.chapter), str(row.action.lead)) for row in rows] == [
        ("Mark bicycles", "Burglary", "Castermouth Council"),
        ("Light the alley", "Burglary", "None"),
        ("Clear waste", "Arson", "Frankshire Fire Service"),
    ]
    assert [row.standing.said for row in rows] == ["on_track", "", "at_risk"]
    assert rows[1].standing.shown == "not_rated"
    assert [str(each) for each in rows[0].action.helping.all()] == ["Frankshire Fire Service"]


def test_a_word_without_a_day_is_not_made_fresh(here):
    kept = take_in(here, keep(here))

    undated = ProgressUpdate.objects.get(action__text="Clear waste")
    assert undated.undated
    assert undated.on == kept.plan.first_day


def test_an_unknown_name_is_answered_once_and_then_known(here):
    kept = keep(here)
    council = here.agencies["Castermouth Council"]
    taking_in.answer(kept=kept, answers={"JAG": str(council.pk)}, by=here.viewer("cora"))
    take_in(here, kept)

    assert Action.objects.get(text="Light the alley").lead == council
    again = taking_in.agencies_of(here.viewer("cora"), {})
    assert again.in_words("JAG") == [council.pk]


def test_what_was_answered_is_not_asked_again_even_where_the_list_was_taken_back(here):
    kept = keep(here)
    taking_in.answer(kept=kept, answers={"JAG": taking_in.NO_AGENCY}, by=here.viewer("cora"))
    taking_in.take_back(kept=take_in(here, kept), by=here.viewer("cora"))

    again = keep(here, plan=kept.plan)

    known = taking_in.agencies_of(here.viewer("cora"), again.answers)
    assert leads.unknown_names((row["lead"] for row in again.rows), known) == {}


def test_a_name_can_be_a_new_agency(here):
    kept = keep(here)
    taking_in.answer(kept=kept, answers={"JAG": taking_in.NEW_AGENCY}, by=here.viewer("cora"))
    take_in(here, kept)

    assert Action.objects.get(text="Light the alley").lead.name == "JAG"
    assert "JAG" in {agency.name for agency in queries.agencies(here.viewer("cora"))}


def test_the_same_list_again_changes_nothing(here):
    kept = take_in(here, keep(here))
    before = held()
    again = take_in(here, keep(here, plan=kept.plan))

    assert held() == before
    assert all(not made for made in again.made.values())


def test_a_later_list_adds_words_and_new_days_and_leads(here):
    kept = take_in(here, keep(here))
    later = (HEAD.replace("RAG", "RAG\tDUE"), "Mark bicycles\tFFRS\tAll done\t10/01/2026\tBlue\t31/03/2026")
    take_in(here, keep(here, later, kept.plan))

    action = Action.objects.get(text="Mark bicycles")
    assert (str(action.lead), str(action.due_on)) == ("Frankshire Fire Service", "2026-03-31")
    assert queries.row(here.viewer("cora"), action, here.today).standing.said == "complete"
    assert Action.objects.count() == 3


def test_taking_back_leaves_everything_as_it_was(here):
    plan = a_plan(here)
    chapter = a_chapter(here, plan, "Burglary")
    an_action(here, chapter, text="Mark bicycles")
    before = held()
    lines = (
        HEAD.replace("RAG", "RAG\tDUE"),
        *(f"{row}\t31/03/2026" for row in LIST if row.count("\t") == 4 and row != HEAD),
    )
    kept = keep(here, lines, plan)
    taking_in.answer(kept=kept, answers={"JAG": str(here.agencies["Castermouth Council"].pk)}, by=here.viewer("cora"))
    taken = take_in(here, kept)
    assert held() != before

    taking_in.take_back(kept=taken, by=here.viewer("cora"))

    after = held()
    for action in (*before[Action], *after[Action]):
        action.pop("version")
    assert after == before


def test_taking_back_is_refused_where_somebody_has_worked_on_it_since(here):
    kept = take_in(here, keep(here))
    say(here, Action.objects.get(text="Clear waste"), "complete")

    with pytest.raises(NotAllowed, match="action 3"):
        taking_in.take_back(kept=kept, by=here.viewer("cora"))
    assert Action.objects.count() == 3


def test_one_bad_day_and_nothing_is_taken_in(here):
    tomorrow = (here.today + timedelta(days=1)).strftime("%d/%m/%Y")
    kept = keep(
        here, (HEAD, "Mark bicycles\tFFRS\tDone\t01/06/2025\tGreen", f"Clear waste\tFFRS\tDone\t{tomorrow}\tGreen")
    )

    with pytest.raises(ValidationError, match="line 3"):
        take_in(here, kept)
    assert Action.objects.count() == 0


def test_a_list_is_taken_in_once(here):
    kept = take_in(here, keep(here))

    with pytest.raises(NotAllowed, match="dealt with already"):
        take_in(here, kept)


@pytest.mark.parametrize("who", ["lea", "ana", "chris"])
def test_only_who_writes_the_plan_brings_lists_in(here, who):
    actions = reading.read(text.lines("\n".join(LIST)))
    with pytest.raises(NotAllowed):
        taking_in.keep(plan=a_plan(here), name="x", actions=actions, by=here.viewer(who))
