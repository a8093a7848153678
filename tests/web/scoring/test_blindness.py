"""An open round is blind: nobody gets at what another scored, by any page, question, record or count of them."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.audit.verify import verify
from frankpledge.web.citations import queries as citations
from frankpledge.web.scoring import queries, results, rounds
from frankpledge.web.scoring.models import Exercise, Score
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY
from tests.web.scoring.choosing import an_exercise, move, say, themes

SECRET = "Chris thinks that it is overblown"


@pytest.fixture
def exercise(cast_today: Cast, monkeypatch):
    """Chris has scored the first theme, with a reason; the round is open. Cora, who runs it, is on the panel too."""
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        made = move(cast_today, an_exercise(cast_today, panel=("mo", "chris", "cora")), "first")
        say(cast_today, "chris", themes(made)[0], reason=SECRET, harm=4, likelihood=1)
        yield made


def pages(exercise: Exercise) -> list[str]:
    """Every page that could know of it."""
    slug, theme = exercise.partnership.slug, exercise.themes.first()
    of = [slug, exercise.pk]
    below = [
        reverse(name, args=of)
        for name in (
            "exercise",
            "choosing_results",
            "choosing_decisions",
            "score_themes",
            "ask_panel",
            "publish_choosing",
        )
    ]
    below += [reverse(name, args=[*of, theme.pk]) for name in ("theme", "score_theme", "decide_theme")]
    below += [reverse("settle_score", args=[*of, theme.pk, "harm"]), reverse("thread", args=[slug, "theme", theme.pk])]
    return [*below, reverse("scoring", args=[slug]), reverse("audit", args=[slug]), f"/published/{slug}/choosing/"]


@pytest.mark.parametrize("who", ["cora", "mo", "scott"])
def test_no_page_changes_by_what_another_scored(cast_today: Cast, exercise: Exercise, who: str) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people[who], backend="django.contrib.auth.backends.ModelBackend")

    def shown() -> list[str]:
        texts = [client.get(address).content.decode() for address in pages(exercise)]
        return [text.partition("<main")[2].replace(_token(text), "") for text in texts]

    before = shown()
    Score.objects.filter(theme__exercise=exercise, criterion="harm").update(level=0)

    assert all(SECRET not in text for text in before)
    assert shown() == before


def _token(text: str) -> str:
    """The value against forged forms, which differs from page to page."""
    return text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0] or "no form"


@pytest.mark.parametrize("who", sorted(EVERYBODY - {"chris"}))
def test_no_question_gives_or_counts_what_another_scored(cast_today: Cast, exercise: Exercise, who: str) -> None:
    viewer = cast_today.viewer(who)

    assert queries.scores(viewer, exercise).count() == 0
    assert not any(cell.said for cell in results.known(viewer, exercise, themes(exercise)).values())


def test_who_scored_sees_their_own(cast_today: Cast, exercise: Exercise) -> None:
    assert queries.scores(cast_today.viewer("chris"), exercise).count() == 2


def test_neither_the_record_nor_the_thread_holds_a_score(cast_today: Cast, exercise: Exercise) -> None:
    told = [f"{each.reason} {each.detail}" for each in AuditEvent.objects.filter(kind="scoring.scored")]
    theme = themes(exercise)[0]

    assert told == [" {'round': 1}"]
    assert citations.thing(cast_today.viewer("cora"), "theme", str(theme.pk)).said == ""


def test_the_record_tells_that_a_member_scored_and_neither_what_nor_how_often(
    cast_today: Cast, exercise: Exercise
) -> None:
    first, second, third = themes(exercise)

    say(cast_today, "chris", first, harm=1)
    say(cast_today, "chris", second, harm=4)
    say(cast_today, "mo", third, harm=1)
    move(cast_today, exercise, "discussion")

    told = AuditEvent.objects.filter(kind="scoring.scored").values_list("subject", "subject_id", "person__name")
    chris, mo = (exercise.panel.get(person=cast_today.people[name]).pk for name in ("chris", "mo"))
    assert list(told) == [
        ("scoring.panellist", str(chris), "Chris Example"),
        ("scoring.panellist", str(mo), "Mo Example"),
    ]
    assert not AuditEvent.objects.filter(subject="scoring.theme", person=cast_today.people["chris"]).exists()
    assert verify().faults == ()


def test_once_the_round_is_closed_all_see_the_spread_without_names(cast_today: Cast, exercise: Exercise) -> None:
    say(cast_today, "mo", themes(exercise)[0], harm=2)
    move(cast_today, exercise, "discussion")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people["mo"], backend="django.contrib.auth.backends.ModelBackend")

    shown = client.get(themes(exercise)[0].get_absolute_url()).content.decode()
    spread = shown.partition('id="criterion-harm"')[2].partition("</section>")[0]

    assert "What 2 members said" in spread
    assert SECRET in spread
    assert "yours" in spread
    assert "Chris Example" not in spread


def test_the_second_round_is_blind_again(cast_today: Cast, exercise: Exercise) -> None:
    say(cast_today, "mo", themes(exercise)[0], harm=2)
    move(cast_today, exercise, "discussion", "second")
    say(cast_today, "chris", themes(exercise)[0], harm=0)

    seen = queries.scores(cast_today.viewer("mo"), exercise).filter(criterion="harm").order_by("round", "level")

    assert list(seen.values_list("round", "level")) == [(1, 2), (1, 4)]


def test_what_was_scored_stays_after_the_round_whoever_asks_the_database(cast_today: Cast, exercise: Exercise) -> None:
    say(cast_today, "mo", themes(exercise)[0], harm=2)
    move(cast_today, exercise, "discussion")

    with pytest.raises(DatabaseError, match="stays as it was given"), transaction.atomic():
        Score.objects.filter(theme__exercise=exercise).update(level=0)
    with pytest.raises(DatabaseError, match="stays as it was given"), transaction.atomic():
        Score.objects.filter(theme__exercise=exercise).delete()


def test_a_round_that_one_alone_scored_is_not_closed(cast_today: Cast, exercise: Exercise) -> None:
    with pytest.raises(rounds.ValidationError, match="Fewer than two people"):
        move(cast_today, exercise, "discussion")
