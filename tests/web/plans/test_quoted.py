"""Figures that a plan quotes from the assessment are held against what the assessment says now."""

import pytest
from django_scopes import scope

from frankpledge.web.assessments.models import Found
from frankpledge.web.citations.changes import cite
from frankpledge.web.plans import changes, proofs
from frankpledge.web.plans.proofreading.proofread import proofread
from frankpledge.web.plans.proofreading.quoted import Quoted
from frankpledge.web.plans.proofreading.remark import Rule
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.plans.plans import a_chapter

BURGLARY = Quoted("Burglary over the year", 1398, 1412, ("burglary",))
SHARE = Quoted("Where it happens", 41.26, 43.1, (), percent=True)


def stale(text, *quoted):
    return [each.follows for each in proofread(text, quoted) if each.rule == Rule.ARCHIVE]


@pytest.mark.parametrize("text", ["There were 1,398 burglaries: burglary rose.", "Burglary: 1398 crimes in the year."])
def test_a_figure_that_moved_is_told_with_the_new_one(text):
    [said] = stale(text, BURGLARY)

    assert said.startswith("The assessment now says 1,412, not 1")


@pytest.mark.parametrize(
    "text",
    [
        "Arson rose to 1,398.",  # of something else
        "Burglary cost £1,398.",
        "Burglary fell from 1,412 to 1,398.",  # both are said
        "Burglary rose to 1,412.",
        "Burglary rose to 11,398 and 1,398,000 pounds.",
    ],
)
def test_another_number_is_left_alone(text):
    assert stale(text, BURGLARY) == []


def test_a_percentage_is_compared_as_precisely_as_it_was_written():
    quoted = Quoted("Share", 41.26, 43.14, ("burglary",), percent=True)

    assert stale("Burglary is 41% of it.", quoted) == ["The assessment now says 43%, not 41%: Share."]
    assert stale("Burglary is 41.3% of it.", quoted) == ["The assessment now says 43.1%, not 41.3%: Share."]
    assert stale("There were 41 burglary crimes.", quoted) == []
    assert stale("Burglary is 41% of it.", Quoted("Share", 41.26, 41.4, ("burglary",), percent=True)) == []


def test_a_small_number_without_its_subject_proves_nothing():
    assert stale("They met 41 times.", Quoted("Share", 41, 43, ())) == []


def test_a_priority_that_rests_on_a_finding_that_moved_has_its_plan_remarked(cast, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    with scope(partnership=cast.partnerships["castermouth"]):
        draft = a_draft(cast)
        compute(draft, finding("change-burglary", 398))
        chapter = a_chapter(cast)
        cora = cast.viewer("cora")
        cite(
            citing="priority", citing_id=str(chapter.priority_id), cited="finding",
            cited_id=f"{draft.pk}.change-burglary", by=cora,
        )  # fmt: skip
        changes.write_chapter(chapter=chapter, words={"Aims": "There were 398 crimes of burglary."}, by=cora)
        assert not [each for each in proofs.proofs(cora, chapter.plan) if each.remark.rule == Rule.ARCHIVE]

        compute(draft, finding("change-burglary", 412))

        [proof] = [each for each in proofs.proofs(cora, chapter.plan) if each.remark.rule == Rule.ARCHIVE]
        assert "now says 412, not 398" in proof.remark.follows
        Found.objects.update(restricted=True)
        lea = cast.viewer("lea")
        assert not [each for each in proofs.proofs(lea, chapter.plan) if each.remark.rule == Rule.ARCHIVE]
