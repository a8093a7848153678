"""The weights of a survey's answers, and what there is to say about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.raking import Raking, rake
from frankpledge.web.surveys.models import Survey, Weighting
from frankpledge.web.surveys.results_population import MARGINS, Margin, Residents, margin
from frankpledge.web.surveys.tables import Frame

MOST_MARGINS = 3
FEWEST = 30  # answers with which weighting begins to make sense


@dataclass(frozen=True)
class Weighed:
    """`raking` is None where the answers are not weighted; `why_not` then says why, "" where nobody chose to."""

    margins: tuple[Margin, ...]
    raking: Raking | None
    why_not: str


def can_be_weighted(frame: Frame, held: Residents | None) -> list[Margin]:
    """The margins that are known both of those who answered and of those who live here."""
    if held is None:
        return []
    found = [margin(held, frame.groupings[name]) for name in MARGINS if name in frame.groupings]
    return [each for each in found if each is not None]


def weigh(survey: Survey, frame: Frame, held: Residents | None, chosen: Weighting | None) -> Weighed:
    """As the survey's weighting says; unweighted where it says nothing, or nothing can be weighted to."""
    if survey.sampling == Survey.Sampling.OPEN:
        return Weighed((), None, "")  # how it was asked says that already
    if chosen is None or not chosen.margins:
        return Weighed((), None, "")
    if frame.n < FEWEST:
        return Weighed((), None, f"Under {FEWEST} answers are not weighted.")
    able = {each.name: each for each in can_be_weighted(frame, held)}
    used = [able[name] for name in chosen.margins if name in able and _in_common(frame, able[name])][:MOST_MARGINS]
    if not used:
        return Weighed((), None, "The evidence does not hold who lives here by what was chosen.")
    found = rake(
        {each.name: frame.groupings[each.name].labels() for each in used},
        {each.name: each.people for each in used},
        limit=chosen.limit,
    )
    return Weighed(tuple(used), found, "")


def words(weighed: Weighed, limit: float) -> Sequence[str]:
    """What a reader has to know of the weights, a sentence each."""
    raking = weighed.raking
    if raking is None:
        return [weighed.why_not] if weighed.why_not else []
    names = _and([MARGINS[each.name].en.lower() for each in weighed.margins])
    said = [
        f"Answers are weighted so that they match who lives here by {names}.",
        f"No answer weighs more than {limit:g} times the mean; {raking.trimmed:,} "
        f"{'was' if raking.trimmed == 1 else 'were'} held at that.",
        f"The design effect is {raking.design_effect:.2f}: the answers are worth as much as "
        f"{raking.effective_n:,.0f} answers that need no weights.",
    ]
    if not raking.converged:
        said.append(f"The margins are not met to the last: the worst is off by {raking.worst:.1f} percentage points.")
    said += [f"Nobody answered who could speak for a group ({MARGINS[name].en.lower()})." for name, *_ in raking.empty]
    return said


def _in_common(frame: Frame, living: Margin) -> bool:
    return any(label in living.people for label in frame.groupings[living.name].labels())


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
