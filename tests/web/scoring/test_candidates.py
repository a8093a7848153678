"""Where themes and their figures come from: findings, a survey that is public, and what else is known."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.citations import queries as citations
from frankpledge.web.knowledge import changes as knowledge
from frankpledge.web.knowledge.models import EmergingIssue, EvidenceDocument, KnowledgeGap, Recommendation
from frankpledge.web.scoring import concern, results, taking
from frankpledge.web.scoring.candidates import candidates
from tests.web.scoring.choosing import a_finding, an_assessment, an_exercise, themes
from tests.web.scoring.heard import a_public_survey
from tests.web.surveys.answered import answered, closed, many


@pytest.fixture
def here(cast_today, settings, tmp_path, monkeypatch):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def client(here):
    made = Client(SERVER_NAME="127.0.0.1")
    made.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    return made


def at(name, exercise):
    return reverse(name, args=[exercise.partnership.slug, exercise.pk])


def offered(here, exercise):
    return candidates(here.viewer("ana"), exercise, timezone.now())


def heard(here, survey):
    return concern.heard(here.viewer("ana"), survey, timezone.now())


def rests_on(here, theme):
    links = citations.rests_on(here.viewer("mo"), "theme", [str(theme.pk)])[str(theme.pk)]
    return [(link.thing.kind, link.thing.title) for link in links if link.thing]


def an_issue(here, **facts):
    whole = {"title": "Scooters", "seen": "They race at night", "told_by": "Fire", "first_seen_on": here.today}
    return knowledge.add(thing=EmergingIssue(**whole | facts), by=here.viewer("ana"))


def a_recommendation(here, **facts):
    document = EvidenceDocument(title="Review", sort="review", publisher="The county", says="Much", **facts)
    knowledge.add(thing=document, by=here.viewer("ana"))
    return knowledge.add(thing=Recommendation(document=document, number="3", asks="Light it"), by=here.viewer("ana"))


def test_a_public_survey_fills_the_concern_with_its_base_its_caveat_and_the_way_back(here, client):
    survey = a_public_survey(here, many(60))
    exercise = an_exercise(here, "Litter in the park", "Robbery")
    address = f"{at('concern_from_survey', exercise)}?survey={survey.pk}"
    park = themes(exercise)[0]

    proposed = client.get(address).content.decode()
    client.post(address, {f"theme-{park.pk}": "problem.litter"})

    assert 'value="problem.litter" selected' in proposed
    filled = park.filled.get()
    assert (filled.criterion, round(filled.value), filled.low, filled.level) == ("concern", 65, None, 4)
    assert filled.base.startswith("of 60 who answered “Litter” in Safe in Castermouth")
    assert "no sample of all residents" in filled.base
    assert (filled.cited, filled.cited_id) == ("survey_result", f"{survey.pk}.problem.litter")
    assert rests_on(here, park) == [("survey_result", "Litter (Safe in Castermouth)")]
    back = citations.cited_by(here.viewer("mo"), "survey_result", [filled.cited_id])[filled.cited_id]
    assert [link.thing.id for link in back if link.thing] == [str(park.pk)]
    page = client.get(park.get_absolute_url()).content.decode()
    assert reverse("thread", args=["castermouth", "survey_result", filled.cited_id]) in page


def test_what_another_item_says_takes_the_first_ones_place_and_its_link(here):
    survey = a_public_survey(here, many(60))
    park = themes(an_exercise(here))[0]

    for each in heard(here, survey).concerns:
        taking.take_concern(theme=park, concern=each, by=here.viewer("ana"))

    assert rests_on(here, park) == [("survey_result", "Noise (Safe in Castermouth)")]


def test_shares_of_a_random_sample_keep_their_range(here):
    survey = a_public_survey(here, many(60), sampling="random")
    park = themes(an_exercise(here))[0]

    taking.take_concern(theme=park, concern=heard(here, survey).concerns[0], by=here.viewer("ana"))

    filled = park.filled.get()
    assert filled.low < filled.value < filled.high
    assert "a random sample was asked" in filled.base
    assert filled.low_level <= filled.level <= filled.high_level


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda here: answered(here, *many(20)), "not closed yet"),
        (lambda here: closed(here, answered(here, *many(20))), "not published yet"),
        (lambda here: a_public_survey(here, many(20), timezone.now() + timedelta(days=9)), "not published yet"),
        (lambda here: a_public_survey(here, many(6)), "too few people answered"),
    ],
    ids=["open", "closed", "embargoed", "suppressed"],
)
def test_a_survey_that_nobody_may_read_gives_its_reason_and_no_figure(here, client, made, reason):
    survey, exercise = made(here), an_exercise(here)

    listed = client.get(at("concern_from_survey", exercise)).content.decode()
    sent = client.post(f"{at('concern_from_survey', exercise)}?survey={survey.pk}", {f"theme-{1}": "problem.litter"})

    assert reason in listed
    assert "?survey=" not in listed
    assert reason in sent.content.decode()
    assert offered(here, exercise).said == []
    assert not any(theme.filled.exists() for theme in themes(exercise))


def test_what_is_known_becomes_a_theme_that_leads_back_to_it(here, client):
    issue, asked = an_issue(here), a_recommendation(here)
    gap = knowledge.add(thing=KnowledgeGap(question="Why?", matters="It grows"), by=here.viewer("ana"))
    exercise = an_exercise(here)

    page = client.get(at("themes_from_findings", exercise)).content.decode()
    sent = [f"emerging-issue.{issue.pk}", f"knowledge-gap.{gap.pk}", f"recommendation.{asked.pk}"]
    client.post(at("themes_from_findings", exercise), {"known": sent})

    assert all(reverse("known", args=["castermouth", *each.split(".")]) in page for each in sent)
    made = themes(exercise)[-3:]
    assert [(each.title, each.what) for each in made] == [
        ("Scooters", "They race at night"),
        ("Why?", "It grows"),
        ("Light it", "Recommendation 3 of Review."),
    ]
    assert [rests_on(here, each)[0][0] for each in made] == ["emerging-issue", "knowledge-gap", "recommendation"]
    assert offered(here, exercise).known == []


def test_what_is_closed_or_restricted_is_no_candidate(here):
    an_issue(here, state="closed", outcome="Gone")
    knowledge.add(
        thing=KnowledgeGap(question="Why?", matters="x", closed_on=here.today, learnt="That"), by=here.viewer("ana")
    )
    a_recommendation(here, restricted=True)

    assert offered(here, an_exercise(here)).known == []


def test_what_residents_call_a_problem_becomes_a_theme_with_their_share(here, client):
    a_public_survey(here, many(60))
    exercise = an_exercise(here)

    client.post(at("themes_from_findings", exercise), {"said": ["problem.litter"]})

    made = themes(exercise)[-1]
    assert (made.title, made.filled.get().criterion) == ("Litter", "concern")
    assert rests_on(here, made) == [("survey_result", "Litter (Safe in Castermouth)")]
    assert [each.key for each in offered(here, exercise).said] == ["problem.noise"]


def test_nothing_chosen_and_a_name_that_is_taken_are_said_and_make_no_theme(here, client):
    issue, exercise = an_issue(here), an_exercise(here, "Scooters", "Noise")

    nothing = client.post(at("themes_from_findings", exercise), {})
    twice = client.post(at("themes_from_findings", exercise), {"known": [f"emerging-issue.{issue.pk}"]})

    assert "Choose at least one" in nothing.content.decode()
    assert "a theme of this name already" in twice.content.decode()
    assert len(themes(exercise)) == 2


@pytest.mark.parametrize(
    ("assessment", "says"),
    [
        (lambda here: None, "takes its figures from no assessment"),
        (lambda here: an_assessment(here), "has no findings about a type of crime yet"),
        (lambda here: an_assessment(here, a_finding("change-noise", "change", "Noise")), "is a theme already"),
    ],
    ids=["none", "without findings", "all taken"],
)
def test_why_nothing_is_suggested_is_said_as_it_is(here, client, assessment, says):
    exercise = an_exercise(here, assessment=assessment(here))
    theme = themes(exercise)[0]
    if says == "is a theme already":
        theme.crime_type = "Noise"
        theme.save()

    page = client.get(at("themes_from_findings", exercise)).content.decode()

    assert says in page


def test_taking_is_all_or_nothing(here):
    issue, exercise = an_issue(here), an_exercise(here, "Scooters", "Noise")
    two = [*offered(here, exercise).known]
    an_issue(here, title="Vapes")

    with pytest.raises(ValidationError):
        taking.take(exercise=exercise, known=[*offered(here, exercise).known, *two], by=here.viewer("ana"))

    assert issue.title in {theme.title for theme in themes(exercise)}
    assert len(themes(exercise)) == 2


def test_what_residents_said_ranks_themes_beside_the_evidence(here):
    survey = a_public_survey(here, many(60))
    exercise = an_exercise(here, "Litter", "Noise")
    by_words = {each.words: each for each in heard(here, survey).concerns}
    for theme in themes(exercise):
        taking.take_concern(theme=theme, concern=by_words[theme.title], by=here.viewer("ana"))

    lines = results.standing(here.viewer("ana"), exercise).lines

    assert {line.theme.title: line.residents_rank for line in lines} == {"Litter": 1, "Noise": 2}
