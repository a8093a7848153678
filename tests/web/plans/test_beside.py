"""An action's page shows what other apps say of it; a profile shows what came of its response."""

import pytest
from django_scopes import scope

from frankpledge.web.assessments import living, osara, profiles, signing, taking
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.citations import beside
from frankpledge.web.citations import changes as citations
from frankpledge.web.funding import granting
from frankpledge.web.measures import changes as measures
from frankpledge.web.risks import changes as risks
from tests.web.assessments.drafts import AREA, a_draft
from tests.web.evaluations.evaluated import a_place, judged
from tests.web.funding.funding import a_grant
from tests.web.measures.measures import a_measure
from tests.web.plans.plans import an_action
from tests.web.risks.risks import a_risk, score


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def test_risks_measures_money_and_the_verdict_stand_beside_an_action(here, django_assert_max_num_queries):
    cora, measure = here.viewer("cora"), a_measure(here)
    action = an_action(here, measure.chapter)
    measures.link(measure=measure, action=action, by=cora)
    risk = a_risk(here)
    risks.link(risk=risk, action=action, by=cora)
    score(here, risk, 3, 3)
    granting.pays_for(grant=a_grant(here), action=action, by=cora)
    judged(a_place(here, action))

    with django_assert_max_num_queries(12):
        said = dict(beside.said_of(cora, "action", action.pk))

    assert {heading: [note.tag for note in notes] for heading, notes in said.items()} == {
        "Did it work?": ["It worked"],
        "Measures that it is meant to move": [""],
        "Money": ["Running"],
        "Risks that bear on it": ["■ high"],
    }
    assert "£10,000" in said["Money"][0].said


def test_nothing_of_another_action_stands_beside_it(here):
    action = an_action(here)
    other = an_action(here, action.chapter)
    judged(a_place(here, other))

    assert beside.said_of(here.viewer("cora"), "action", action.pk) == []


def test_the_assessment_of_a_profile_shows_what_came_of_the_actions_of_its_response(here, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    action = an_action(here)
    judged(a_place(here, action))
    profile = living.begin(
        title="Shop theft", area=AREA, last=a_draft(here).last, months=12, by=here.viewer("ana"),
        kind=Assessment.Kind.PROFILE,
    )  # fmt: skip
    citations.cite(
        citing="passage", citing_id=f"{profile.pk}.{osara.RESPONSE}", cited="action", cited_id=str(action.pk),
        by=here.viewer("ana"),
    )  # fmt: skip

    parts = {row.part.about: row.came_of for row in profiles.parts(here.viewer("ana"), profile)}

    assert [name for name, came in parts.items() if came] == [osara.ASSESSMENT]
    [came] = parts[osara.ASSESSMENT]
    assert came.action.id == str(action.pk)
    assert [note.said for note in came.evaluated] == ["It worked: burglary fell."]

    living.write(assessment=profile, about=osara.OBJECTIVE, text="A fifth fewer.", based_on=0, by=here.viewer("ana"))
    edition = signing.sign(assessment=profile, by=here.viewer("chris"))
    assert "What came of the response" in edition.html
    assert "It worked: burglary fell." in edition.html
    document = taking.printed_for(edition, taking.Readers.WHOLE)
    [said] = [part for part in document.sections if part.id == osara.ASSESSMENT]
    assert "It worked: burglary fell." in said.blocks[-1].lines[0]
