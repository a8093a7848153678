"""The e-mails that ask a member of a panel to score. Each is a sentence and a link, and names no person and no theme."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.mail import outbox
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded
from frankpledge.web.scoring.models import Exercise, Panellist, Score

ASKED, REMINDER = "scoring.asked", "scoring.reminder"
BEFORE, AT = timedelta(days=2), time(8)  # a reminder goes out two days before scores are wanted, in the morning


def ask_for_scores(exercise: Exercise) -> None:
    """Write to each member, in the transaction that opens a round: now, and once more before the day."""
    for place in exercise.panel.filter(left_on=None).select_related("person"):
        ask_one(exercise, place)


def ask_one(exercise: Exercise, place: Panellist) -> None:
    """Write to one member; once for each round, however often they are asked. Nothing while no round is open."""
    if exercise.round is None:
        return
    _put(ASKED, exercise, place, None)
    if exercise.score_by is None:
        return
    remind_at = timezone.make_aware(datetime.combine(exercise.score_by - BEFORE, AT))
    if remind_at > timezone.now():
        _put(REMINDER, exercise, place, remind_at)


def _put(code: str, exercise: Exercise, place: Panellist, due_at: datetime | None) -> None:
    once = f"{code} {place.pk} {exercise.round}"
    outbox.put(code, to=place.person.email, about=place, partnership=exercise.partnership, once=once, due_at=due_at)


def ask_nobody(exercise: Exercise) -> None:
    """The round is closed: what still waits to ask for its scores is not sent."""
    for place in exercise.panel.all():
        for code in (ASKED, REMINDER):
            outbox.withdraw(code, about=place, partnership=exercise.partnership, reason="The round was closed.")


def your_scores(panellist_id: int) -> dict[str, object]:
    """For one member, as it is when the e-mail goes out."""
    place = Panellist.objects.select_related("exercise__partnership").get(pk=panellist_id)
    exercise = place.exercise
    if exercise.round is None:
        raise NoLongerNeeded("The round is closed.")
    if place.left_on is not None:
        raise NoLongerNeeded("Who was to be asked is no longer on the panel.")
    scored = Score.objects.filter(panellist=place, round=exercise.round).values("theme").distinct().count()
    if place.finished >= exercise.round or scored == exercise.themes.count():
        raise NoLongerNeeded("They have scored.")
    path = reverse("score_themes", args=[exercise.partnership.slug, exercise.pk])
    return {
        "path": path,
        "partnership": exercise.partnership,
        "until": exercise.score_by,
        "again": exercise.round > 1,
    }


LETTERS = (
    Kind(
        ASKED,
        "asking a panel to score",
        "You are asked to score what could become priorities",
        "scoring/mail/asked.txt",
        your_scores,
    ),
    Kind(
        REMINDER,
        "reminding a panel to score",
        "Your scores are wanted in two days",
        "scoring/mail/reminder.txt",
        your_scores,
    ),
)
