"""What becomes of each theme and of each standing priority, with the reason: written down as it is decided."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.citations import queries as links
from frankpledge.web.citations.changes import cite
from frankpledge.web.priorities import changes as priorities
from frankpledge.web.priorities.models import Priority
from frankpledge.web.priorities.things import PRIORITY
from frankpledge.web.scoring import queries
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.models import Decision, Exercise, StandingReview, Theme
from frankpledge.web.scoring.permissions import reason_not_to_decide
from frankpledge.web.scoring.things import DECISION, THEME

Outcome = Decision.Outcome
TAKEN = (Outcome.CHOSEN, Outcome.BY_LAW)


@transaction.atomic
def decide(
    *,
    theme: Theme,
    outcome: str,
    reason: str,
    by: Viewer,
    on: date,
    today: date,
    law: str = "",
    into: Theme | None = None,
    minute: str = "",
    public_sentence: str = "",
    strategies: Iterable[str] = (),
) -> Decision:
    """
    Write a decision down. A theme that is taken becomes a priority, unless it stands as one already; the priority
    rests on the decision, the decision on the theme, and the theme on its findings, so that the thread runs through.
    """
    permissions.require(reason_not_to_decide(by, theme.exercise))
    if on > today:
        raise ValidationError({"on": "This day is still to come."})
    if into is not None and (into.pk == theme.pk or into.exercise_id != theme.exercise_id):
        raise ValidationError({"into": "Choose another theme of this choosing."})
    before = queries.decided(by, theme.exercise).get(theme.pk)
    decision = Decision(
        partnership=by.partnership,
        theme=theme,
        outcome=outcome,
        reason=reason.strip(),
        law=law.strip() if outcome == Outcome.BY_LAW else "",
        into=into if outcome == Outcome.MERGED else None,
        on=on,
        minute=minute.strip(),
        by=by.person,
    )
    if outcome in TAKEN:
        decision.priority = _priority(decision, before, public_sentence, strategies, by)
    elif before is not None and before.priority is not None and before.priority.until_on is None:
        raise ValidationError(
            f"“{before.priority}” is a priority by the decision of {before.on:%-d %B %Y}. End it there first, with a reason."
        )
    decision.full_clean()
    decision.save()
    record(Event.DECIDED, subject=theme, by=by, outcome=outcome, on=on.isoformat())
    _thread(decision, by)
    return decision


def _priority(
    decision: Decision, before: Decision | None, public_sentence: str, strategies: Iterable[str], by: Viewer
) -> Priority:
    """The one that it is already, or a new one of the theme's name."""
    theme = decision.theme
    held = before.priority if before is not None and before.priority is not None else theme.priority
    if held is not None and held.until_on is None:
        return held
    return priorities.add(
        title=theme.title,
        why=decision.reason,
        public_sentence=public_sentence,
        strategies=strategies,
        by=by,
        today=decision.on,
    )


def _thread(decision: Decision, by: Viewer) -> None:
    """Priority → decision → theme → finding. The priority is also said to rest on what the theme rests on."""
    number = str(decision.theme_id)
    cite(citing=DECISION, citing_id=str(decision.pk), cited=THEME, cited_id=number, by=by)
    if decision.priority is None:
        return
    ends = [(DECISION, str(decision.pk), "How it was chosen")]
    held = links.rests_on(by, THEME, [number]).get(number, [])
    ends += [(link.thing.kind, link.thing.id, link.citation.why) for link in held if link.thing]
    for kind, thing_id, why in ends:
        cite(citing=PRIORITY, citing_id=str(decision.priority.pk), cited=kind, cited_id=thing_id, why=why, by=by)


@transaction.atomic
def review(
    *,
    exercise: Exercise,
    priority: Priority,
    verdict: str,
    reason: str,
    by: Viewer,
    on: date,
    today: date,
    minute: str = "",
) -> StandingReview:
    """Say what is made of a priority that stood already. One that is dropped ends, with the reason."""
    permissions.require(reason_not_to_decide(by, exercise))
    if on > today:
        raise ValidationError({"on": "This day is still to come."})
    said = StandingReview(
        partnership=by.partnership,
        exercise=exercise,
        priority=priority,
        verdict=verdict,
        reason=reason.strip(),
        on=on,
        minute=minute.strip(),
        by=by.person,
    )
    said.full_clean()
    said.save()
    if verdict == StandingReview.Verdict.DROP and priority.until_on is None:
        priorities.end(priority=priority, because=reason, by=by, today=on)
    record(Event.REVIEWED, subject=priority, by=by, verdict=verdict, on=on.isoformat())
    return said
