"""The weights of a survey's answers, and what there is to say about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.raking import Fit, Raking, rake
from frankpledge.web.surveys.models import Survey, Weighting
from frankpledge.web.surveys.questionnaire import Text
from frankpledge.web.surveys.results_population import MARGINS, Margin, Residents, margin, names
from frankpledge.web.surveys.tables import Frame

MOST_MARGINS = 3
FEWEST = 30  # answers with which weighting begins to make sense


@dataclass(frozen=True)
class Weighed:
    """`raking` is None where the answers are not weighted; `why_not` then says why, empty where nobody chose to."""

    margins: tuple[Margin, ...]
    raking: Raking | None
    why_not: Text


def can_be_weighted(frame: Frame, held: Residents | None) -> list[Margin]:
    """The margins that are known both of those who answered and of those who live here."""
    if held is None:
        return []
    found = [margin(held, frame.groupings[name]) for name in MARGINS if name in frame.groupings]
    return [each for each in found if each is not None]


def weigh(survey: Survey, frame: Frame, held: Residents | None, chosen: Weighting | None) -> Weighed:
    """As the survey's weighting says; unweighted where it says nothing, or nothing can be weighted to."""
    if survey.sampling == Survey.Sampling.OPEN:
        return Weighed((), None, Text())  # how it was asked says that already
    if chosen is None or not chosen.margins:
        return Weighed((), None, Text())
    if frame.n < FEWEST:
        return Weighed(
            (),
            None,
            Text(f"Under {FEWEST} answers are not weighted.", f"Ni chaiff llai na {FEWEST} o atebion eu pwysoli."),
        )
    able = {each.name: each for each in can_be_weighted(frame, held)}
    used = [able[name] for name in chosen.margins if name in able and _in_common(frame, able[name])][:MOST_MARGINS]
    if not used:
        return Weighed(
            (),
            None,
            Text(
                "The evidence does not hold who lives here by what was chosen.",
                "Nid yw’r dystiolaeth yn dal pwy sy’n byw yma yn ôl yr hyn a ddewiswyd.",
            ),
        )
    found = rake(
        {each.name: frame.groupings[each.name].labels() for each in used},
        {each.name: each.people for each in used},
        limit=chosen.limit,
    )
    return Weighed(tuple(used), found, Text())


def fits(weighed: Weighed, frame: Frame, held: Residents | None) -> list[tuple[str, Fit]]:
    """How well the weights fit each group, with its name, margin by margin in the order in which groups are read."""
    if weighed.raking is None:
        return []
    called: dict[tuple[str, str], str] = {}
    for each in weighed.margins:
        texts = names(frame.groupings[each.name], held.ward_names if held else {})
        shown = list(texts.items())
        if each.name == "ward":
            shown.sort(key=lambda pair: pair[1].en)
        called |= {(each.name, key): f"{MARGINS[each.name].en}: {text.en}" for key, text in shown}
    order = {key: at for at, key in enumerate(called)}
    found = sorted(weighed.raking.fits, key=lambda fit: order[fit.margin, fit.category])
    return [(called[fit.margin, fit.category], fit) for fit in found]


def words(weighed: Weighed, limit: float) -> Sequence[Text]:
    """What a reader has to know of the weights, a sentence each, in both languages."""
    raking = weighed.raking
    if raking is None:
        return [weighed.why_not] if weighed.why_not else []
    names = [MARGINS[each.name] for each in weighed.margins]
    english, welsh = _and([each.en.lower() for each in names], "and"), _and([each.cy.lower() for each in names], "a")
    held = {0: "none was", 1: "1 was"}.get(raking.trimmed, f"{raking.trimmed:,} were")
    cadw = f"cadwyd {raking.trimmed:,} ar hynny" if raking.trimmed else "nid oedd angen cadw’r un ar hynny"
    said = [
        Text(
            f"Answers are weighted so that they match who lives here by {english}.",
            f"Mae’r atebion wedi’u pwysoli i gyd-fynd â phwy sy’n byw yma yn ôl {welsh}.",
        ),
        Text(
            f"No answer weighs more than {limit:g} times the mean; {held} held at that.",
            f"Nid oes unrhyw ateb yn pwyso mwy na {limit:g} gwaith y cymedr; {cadw}.",
        ),
        Text(
            f"The design effect is {raking.design_effect:.2f}: the answers are worth as much as "
            f"{raking.effective_n:,.0f} answers that need no weights.",
            f"Effaith y dyluniad yw {raking.design_effect:.2f}: mae’r atebion yn werth cymaint â "
            f"{raking.effective_n:,.0f} o atebion nad oes angen eu pwysoli.",
        ),
    ]
    if not raking.converged:
        said.append(
            Text(
                f"The margins are not met to the last: the worst is off by {raking.worst:.1f} percentage points.",
                f"Nid yw’r cyfrannau’n cyd-fynd yn llwyr: {raking.worst:.1f} pwynt canran yw’r gwahaniaeth mwyaf.",
            )
        )
    for name, *_ in raking.empty:
        margin_text = MARGINS[name]
        said.append(
            Text(
                f"Nobody answered who could speak for a group ({margin_text.en.lower()}).",
                f"Nid atebodd neb a allai siarad dros grŵp ({margin_text.cy.lower()}).",
            )
        )
    return said


def _in_common(frame: Frame, living: Margin) -> bool:
    return any(label in living.people for label in frame.groupings[living.name].labels())


def _and(words: list[str], joined: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"
