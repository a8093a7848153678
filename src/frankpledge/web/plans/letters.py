"""The e-mail that asks how actions go. It names no person: numbers, days, sentences for residents, and links."""

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded
from frankpledge.web.plans import asking, seeing
from frankpledge.web.plans.models import Action, Asked, ProgressUpdate


def how_do_they_go(asked_id: int) -> dict[str, object]:
    """
    Only those actions that still wait, and that the person may see; their links get their secrets now, and are nowhere
    but in the e-mail.
    """
    asked = Asked.objects.select_related("person", "by", "partnership").get(pk=asked_id)
    viewer = viewer_of(asked.person, asked.partnership, timezone.localdate())
    waiting = Action.objects.filter(asked__asked=asked, dropped_on=None)
    said = ProgressUpdate.objects.filter(on__gte=asked.on).values("action")
    actions = (
        (seeing.seen_by(waiting, viewer) if viewer else seeing.open_ones(waiting))
        .exclude(pk__in=said)
        .select_related("plan", "chapter__priority", "partnership")
        .with_word()
    )
    words = ProgressUpdate.objects.in_bulk([action.said_pk for action in actions if action.said_pk])
    now = timezone.now()
    lines = [
        {
            "action": action,
            "word": words.get(action.said_pk),
            "path": reverse(
                "update_by_link",
                args=[asking.link_for(action=action, person=asked.person, made_by=asked.by, now=now)],
            ),
        }
        for action in actions
    ]
    if not lines:
        raise NoLongerNeeded("Somebody has said how all of them go.")
    return {"partnership": asked.partnership, "lines": lines, "until": now + asking.LASTS}


def kept_from(asked_id: int, viewer: Viewer) -> bool:
    """Whether an action that is asked about is restricted, so that `viewer` does not see it."""
    about = Action.objects.filter(asked__asked=asked_id)
    return bool(about.exclude(pk__in=seeing.seen_by(about, viewer).values("pk")).exists())


LETTERS = (
    Kind(
        "plans.asked",
        "asking how actions go",
        "How are your community safety actions going?",
        "plans/mail/asked.txt",
        how_do_they_go,
        kept_from=kept_from,
    ),
)
