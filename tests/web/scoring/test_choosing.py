"""A choosing from its figures to its decisions: what fills, what stays, what is shown beside what, and the thread."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.citations import queries as citations
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import changes, deciding, filling, publishing, queries, results, rounds, standard
from frankpledge.web.scoring.models import Score, StandingReview, Template
from frankpledge.web.scoring.what_if import WhatIfForm
from tests.web.cast import Cast
from tests.web.scoring.choosing import (
    a_finding,
    a_priority,
    a_published_choosing,
    a_scored_choosing,
    a_template,
    an_assessment,
    an_exercise,
    decide,
    move,
    say,
    themes,
)

BURGLARY = (
    a_finding("offence-burglary", "offence_table", "Burglary", ("rate_per_1000", 7.7, 4.9, 10.4)),
    a_finding("change-burglary", "change", "Burglary", ("change_percent", -27.0, -35.0, -17.0)),
)


@pytest.fixture(autouse=True)
def _here(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


@pytest.mark.parametrize("code", standard.NAMES)
def test_each_standard_template_has_no_fault(code: str) -> None:
    matrix = standard.matrix(code)

    assert matrix is not None
    assert matrix.faults() == []


def test_a_figure_fills_its_criterion_with_its_range_and_its_source(cast: Cast) -> None:
    exercise = an_exercise(cast, "Homes", "Noise", assessment=an_assessment(cast, *BURGLARY))
    homes = themes(exercise)[0]
    changes.change_theme(theme=homes, title="Homes", what="", crime_type="Burglary", by=cast.viewer("ana"))

    filling.fill(exercise=exercise, by=cast.viewer("ana"))

    volume = homes.filled.get(criterion="volume")
    assert (volume.level, volume.low_level, volume.high_level) == (2, 1, 3)
    assert volume.cited_id.endswith(".offence-burglary")
    links = citations.rests_on(cast.viewer("mo"), "theme", [str(homes.pk)])[str(homes.pk)]
    assert [link.thing and link.thing.title.split(" (")[0] for link in links] == ["change-burglary", "offence-burglary"]


def test_figures_from_restricted_data_fill_nothing(cast: Cast) -> None:
    exercise = an_exercise(cast, assessment=an_assessment(cast, *BURGLARY, restricted=("offence-burglary",)))
    theme = themes(exercise)[0]
    changes.change_theme(theme=theme, title="Homes", what="", crime_type="Burglary", by=cast.viewer("ana"))

    filling.fill(exercise=exercise, by=cast.viewer("ana"))

    assert list(theme.filled.values_list("criterion", flat=True)) == ["trend"]


def test_what_is_not_known_is_not_counted_as_nothing(cast: Cast) -> None:
    exercise = a_scored_choosing(cast, "Known", "Hardly known")
    known, hardly = themes(exercise)
    lines = {line.theme: line for line in results.standing(cast.viewer("mo"), exercise).lines}

    assert "Volume" in [each.name for each in lines[known].unknown]
    # The panel gave harm 4 and 3, likelihood 4, and 2 of 4 to two others: weights 25, 15, 15, 15.
    assert lines[known].evidence == pytest.approx(100 * (25 * 3.5 / 4 + 15 + 15 / 2 + 15 / 2) / 70)
    assert lines[hardly].together is not None


def test_a_member_who_scores_otherwise_than_the_figures_says_why(cast: Cast) -> None:
    exercise = an_exercise(cast, "Homes", "Noise")
    homes = themes(exercise)[0]
    volume = exercise.template.matrix.by_code["volume"]
    filling.filled_with(homes, volume, filling.Answer(7.7, None, None, "of something", "")).save()
    move(cast, exercise, "first")

    with pytest.raises(ValidationError, match="say why"):
        say(cast, "mo", homes, volume=4)
    say(cast, "mo", homes, "Most of it is never told", volume=4)

    assert Score.objects.get(criterion="volume").reason == "Most of it is never told"


def test_who_is_not_on_the_panel_does_not_score(cast: Cast) -> None:
    exercise = move(cast, an_exercise(cast), "first")

    with pytest.raises(NotAllowed, match="not on the panel"):
        say(cast, "cora", themes(exercise)[0], harm=1)


def test_a_template_that_was_used_stays_and_a_change_makes_the_next_version(cast: Cast) -> None:
    template = a_template(cast)
    an_exercise(cast, template=template)
    other = template.matrix.with_weights({"harm": 50})

    changed = changes.change_template(
        template=template, matrix=other, because="Harm first", by=cast.viewer("cora"), today=cast.today
    )

    assert (changed.number, changed.follows, changed.matrix.by_code["harm"].weight) == (2, template, 50)
    assert Template.objects.get(pk=template.pk).matrix.by_code["harm"].weight == 25
    with pytest.raises(DatabaseError, match="was used stays"), transaction.atomic():
        Template.objects.filter(pk=template.pk).update(content={})


def test_residents_stand_beside_the_evidence_and_count_at_their_stated_weight(cast: Cast) -> None:
    exercise = an_exercise(cast, "Homes", "Noise", residents=40)
    homes, noise = themes(exercise)
    for theme, percent in ((homes, 5), (noise, 70)):
        filling.say_concern(theme=theme, percent=percent, base="of 100", by=cast.viewer("ana"))
    move(cast, exercise, "first")
    for who in ("mo", "chris"):
        say(cast, who, homes, harm=3)
        say(cast, who, noise, harm=2)
    exercise = move(cast, exercise, "discussion")

    lines = {line.theme: line for line in results.standing(cast.viewer("mo"), exercise).lines}

    assert [(lines[each].evidence_rank, lines[each].residents_rank, lines[each].rank) for each in (homes, noise)] == [
        (1, 2, 2),
        (2, 1, 1),
    ]
    assert lines[noise].together == pytest.approx(0.6 * 50 + 0.4 * 100)
    alone = {line.theme: line.rank for line in results.standing(cast.viewer("mo"), exercise, residents=0).lines}
    assert alone[homes] == 1


def test_other_weights_are_in_the_address(cast: Cast) -> None:
    exercise = a_scored_choosing(cast)
    form = WhatIfForm(QueryDict("w-harm=80&residents=10"), matrix=exercise.template.matrix, residents=20)

    assert form.is_valid()
    assert form.changed
    assert (form.asked["weights"]["harm"], form.asked["weights"]["volume"], form.asked["residents"]) == (80, 15, 10)


def test_what_was_settled_counts_and_what_members_said_stays(cast: Cast) -> None:
    exercise = move(cast, a_scored_choosing(cast), "choosing")
    theme = themes(exercise)[0]

    rounds.settle(theme=theme, criterion="harm", level=1, reason="The board saw more", by=cast.viewer("cora"))

    cell = results.known(cast.viewer("mo"), exercise, [theme])[theme.pk, "harm"]
    assert (cell.level, cell.source, [said.level for said in cell.said]) == (1, "settled", [4, 3])


def test_the_thread_runs_from_the_priority_to_the_finding_and_back(cast: Cast) -> None:
    exercise = an_exercise(cast, "Homes", "Noise", assessment=an_assessment(cast, *BURGLARY))
    homes = themes(exercise)[0]
    changes.change_theme(theme=homes, title="Homes", what="", crime_type="Burglary", by=cast.viewer("ana"))
    filling.fill(exercise=exercise, by=cast.viewer("ana"))
    move(cast, exercise, "first")
    for who in ("mo", "chris"):
        say(cast, who, homes, harm=2)
    move(cast, exercise, "discussion", "choosing")

    decision = decide(cast, themes(exercise)[0])

    viewer = cast.viewer("mo")
    priority = str(decision.priority_id)
    forward = citations.rests_on(viewer, "priority", [priority])[priority]
    assert {link.thing.kind for link in forward if link.thing} == {"decision", "finding"}
    back = citations.cited_by(viewer, "theme", [str(homes.pk)])[str(homes.pk)]
    assert [link.thing.id for link in back if link.thing] == [str(decision.pk)]


def test_a_theme_about_a_standing_priority_makes_no_second_one(cast: Cast) -> None:
    standing = a_priority(cast)
    exercise = an_exercise(cast)
    changes.change_theme(
        theme=themes(exercise)[0], title="Homes", what="", crime_type="", priority=standing, by=cast.viewer("ana")
    )
    move(cast, exercise, "first")
    for who in ("mo", "chris"):
        say(cast, who, themes(exercise)[0], harm=2)
    move(cast, exercise, "discussion", "choosing")

    assert decide(cast, themes(exercise)[0]).priority == standing
    assert Priority.objects.count() == 1


@pytest.mark.parametrize(
    "facts", [{"outcome": "not_chosen", "reason": " "}, {"outcome": "by_law"}, {"outcome": "merged"}]
)
def test_a_decision_without_its_reason_its_law_or_its_whither_is_not_taken(cast: Cast, facts) -> None:
    exercise = move(cast, a_scored_choosing(cast), "choosing")

    with pytest.raises(ValidationError):
        decide(cast, themes(exercise)[0], **facts)


def test_a_choosing_is_not_decided_while_a_theme_waits_for_its_reason(cast: Cast) -> None:
    exercise = move(cast, a_scored_choosing(cast), "choosing")
    decide(cast, themes(exercise)[0])

    with pytest.raises(ValidationError, match="2 themes wait"):
        move(cast, exercise, "decided")


def test_a_standing_priority_that_is_dropped_ends_with_the_reason(cast: Cast) -> None:
    standing = a_priority(cast)
    exercise = move(cast, a_scored_choosing(cast), "choosing")

    deciding.review(
        exercise=exercise, priority=standing, verdict=StandingReview.Verdict.DROP, reason="Done", by=cast.viewer("cora"),
        on=cast.today, today=cast.today,
    )  # fmt: skip

    assert Priority.objects.get(pk=standing.pk).ended_because == "Done"


def test_one_person_does_not_publish_alone_and_the_public_reads_no_score_of_a_member(cast: Cast) -> None:
    exercise = a_published_choosing(cast)
    [public] = queries.published("castermouth")

    assert "Mo Example" not in str(public.content)
    assert {each["reason"] for each in public.content["themes"]} == {"Reason 0", "Reason 1", "Reason 2"}
    again = publishing.ask(exercise=exercise, by=cast.viewer("cora"))
    with pytest.raises(NotAllowed, match="second person"):
        publishing.release(publication=again, by=cast.viewer("cora"))


def test_how_it_stands_takes_the_same_questions_for_a_large_panel(cast: Cast) -> None:
    small = a_scored_choosing(cast, "One", "Two", title="Small")
    large = a_scored_choosing(cast, *(f"Theme {n}" for n in range(20)), title="Large")
    viewer = cast.viewer("mo")

    def asked(exercise) -> int:
        with CaptureQueriesContext(connection) as found:
            assert results.standing(viewer, exercise).lines
        return len(found)

    assert asked(small) == asked(large) == 6
