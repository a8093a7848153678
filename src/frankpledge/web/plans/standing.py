"""How an action stands: what was said, what the rule says, and how old the word is. Three things, never one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.web.plans.action import Action, Milestone
from frankpledge.web.plans.progress import ProgressUpdate
from frankpledge.web.plans.status import Status

QUARTER_DAYS = 92  # no word for longer than this, and an action cannot stay on track
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.NOT_STARTED, Status.COMPLETE)
NOT_RATED = "not_rated"
LABELS = {**dict(Status.choices), NOT_RATED: "Not rated"}


@dataclass(frozen=True)
class Standing:
    """
    `said` and `rule` are statuses or "" for none; `because` is the rule's reason in words.

    `age` is the days since the last word, or since the action could first have had one; None before that.
    """

    said: str
    said_on: date | None
    rule: str
    because: str
    age: int | None
    undated: bool = False

    @property
    def shown(self) -> str:
        """The status that lists count by: the worse of what was said and what the rule says; else not rated."""
        if self.said == Status.COMPLETE:
            return Status.COMPLETE
        known = [status for status in (self.said, self.rule) if status]
        return min(known, key=lambda status: WORST_FIRST.index(Status(status))) if known else NOT_RATED

    @property
    def label(self) -> str:
        return str(LABELS[self.shown])

    @property
    def said_label(self) -> str:
        return str(LABELS[self.said or NOT_RATED])

    @property
    def old(self) -> bool:
        """No word for more than a quarter, on an action that is not complete."""
        return self.said != Status.COMPLETE and self.age is not None and self.age > QUARTER_DAYS


def standing(
    action: Action, word: ProgressUpdate | None, milestones: Iterable[Milestone], *, plan_began: date, today: date
) -> Standing:
    """Work out how an action stands today from its newest word, its days and its milestones."""
    said = word.status if word else ""
    began = max(plan_began, action.starts_on) if action.starts_on else plan_began
    since = word.on if word else began
    age = (today - since).days if since <= today else None
    rule, because = _rule(action, said, milestones, began, age, today)
    return Standing(said, word.on if word else None, rule, because, age, bool(word and word.undated))


def _rule(
    action: Action, said: str, milestones: Iterable[Milestone], began: date, age: int | None, today: date
) -> tuple[str, str]:
    if said == Status.COMPLETE:
        return "", ""
    if action.due_on and action.due_on < today:
        return Status.OFF_TRACK, f"It was due on {_day(action.due_on)}."
    late = sorted((each for each in milestones if not each.reached_on and each.due_on < today), key=lambda m: m.due_on)
    if late:
        return Status.AT_RISK, f"A milestone was due on {_day(late[0].due_on)}: {late[0].text}"
    if said == Status.ON_TRACK and age is not None and age > QUARTER_DAYS:
        return Status.AT_RISK, f"Nobody has said anything for {age} days."
    if not said and began > today:
        return Status.NOT_STARTED, f"It starts on {_day(began)}."
    return "", ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
