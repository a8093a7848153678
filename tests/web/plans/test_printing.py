"""The plan to take away: every layout, everything that belongs in it, tagged, and nothing that the reader may not see."""

import io
from datetime import date

import docx
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.documents import html, pdf, word
from frankpledge.web.plans import changes, layouts, printing, sorting
from frankpledge.web.plans.models import Approval, Category, GlossaryTerm, Lens, LinkedStrategy, Plan
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import restricting
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def keep(cast, register, thing):
    return keeping.add(register=REGISTERS[register], thing=thing, by=cast.viewer("cora"))


def printed(cast, plan, who="cora"):
    return html.render(printing.document(printing.gather(cast.viewer(who), plan, cast.today)))


def written(cast, **facts):
    """A plan with one chapter under all of its layout's headings, and one action that was spoken of."""
    plan = a_plan(cast, **facts)
    chapter = a_chapter(cast, plan)
    words = {heading: f"Words on {heading.lower()}" for heading in layouts.headings(plan)}
    changes.write_chapter(chapter=chapter, words=words, by=cast.viewer("cora"))
    say(cast, an_action(cast, chapter), text="40 fitted")
    return plan


@pytest.mark.parametrize("layout", Plan.Layout.values)
def test_each_layout_prints_under_its_own_headings_in_every_format(here, layout):
    plan = written(here, layout=layout)
    document = printing.document(printing.gather(here.viewer("cora"), plan, here.today))

    with pikepdf.open(io.BytesIO(pdf.render(document))) as made:
        assert made.Root.MarkInfo.Marked
        assert made.Root.Lang == "en-GB"
    read = docx.Document(io.BytesIO(word.render(document)))
    headings = [each.text for each in read.paragraphs if each.style.name.startswith("Heading")]
    for heading in layouts.headings(plan):
        assert heading in headings
        assert f"Words on {heading.lower()}" in html.render(document)


def test_a_plan_of_themes_has_its_priorities_below_them(here):
    plan = a_plan(here, layout=Plan.Layout.THEMES)
    chapter = a_chapter(here, plan)
    chapter.theme = "Safe streets"
    chapter.save()

    document = printing.document(printing.gather(here.viewer("cora"), plan, here.today))

    theme = next(each for each in document.sections if each.title == "Safe streets")
    assert [each.title for each in theme.sections] == ["Burglary"]


def test_it_says_how_the_actions_stand_and_who_the_members_are(here):
    text = printed(here, written(here))

    for words in ("Fit smoke alarms", "40 fitted", "Frankshire Fire Service", "responsible authority", "Lea Example"):
        assert words in text


def test_it_explains_its_own_words_and_the_fields_short_forms_that_it_uses(here):
    plan = written(here)
    changes.write_foreword(plan=plan, foreword="The MARAC and the CRB meet each month.", by=here.viewer("cora"))
    keep(here, "words", GlossaryTerm(short="CRB", long="Castermouth rescue boat", meaning="It rescues."))

    text = printed(here, plan)

    assert "Castermouth rescue boat" in text
    assert "multi-agency risk assessment conference" in text
    assert "independent domestic violence adviser" not in text  # IDVA, which it does not use


def test_it_lists_linked_strategies_overdue_ones_as_such_and_what_other_bodies_decided(here):
    plan = written(here)
    keep(here, "strategies", LinkedStrategy(title="Alcohol strategy", owner="County", review_on=date(2024, 1, 1)))
    keep(here, "approvals", Approval(plan=plan, body="Cabinet of Castermouth"))

    text = printed(here, plan)

    assert "1 January 2024 (overdue)" in text
    assert "Cabinet of Castermouth" in text
    assert "not decided yet" in text


def test_what_belongs_to_a_theme_is_shown_by_it(here):
    plan = written(here)
    lens = keep(here, "lenses", Lens(title="In focus"))
    category = keep(here, "categories", Category(lens=lens, title="The individual"))
    sorting.sort(thing=plan.chapters.get(), into=[category], by=here.viewer("cora"))

    text = printed(here, plan)

    assert "In focus: The individual" in text
    assert "Numbers of its actions" in text


def test_a_copy_for_the_group_says_that_it_is_for_them_and_others_have_nothing_of_it(here):
    plan = written(here)
    secret = an_action(here, plan.chapters.get(), text="Watch the marbled newt")
    restricting.restrict(kind="action", number=secret.pk, because="x", people=[], agencies=[], by=here.viewer("cora"))

    assert "marbled newt" in printed(here, plan)
    assert "Hand this copy to nobody else" in printed(here, plan)
    assert "marbled newt" not in printed(here, plan, "ana")
    assert "Hand this copy to nobody else" not in printed(here, plan, "ana")


def test_it_is_downloaded_by_whoever_may_read_the_plan_in_the_formats_there_are(here):
    plan = written(here)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["lea"], backend="django.contrib.auth.backends.ModelBackend")

    for format, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!")):
        answer = browser.get(f"/p/castermouth/plans/{plan.pk}/plan.{format}")
        assert answer.content.startswith(begins)
    assert browser.get(f"/p/castermouth/plans/{plan.pk}/plan.exe").status_code == 404


def test_the_questions_do_not_grow_with_the_plan(here):
    plan = written(here)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            printing.gather(here.viewer("cora"), plan, here.today)
        return len(captured)

    few = asked()
    for number in range(10):
        say(here, an_action(here, a_chapter(here, plan, title=f"Priority {number}")))

    assert asked() == few
