"""All that there is to say of one survey's answers, worked out together, in as many questions whatever their number."""

from dataclasses import dataclass
from pathlib import Path

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import results_queries as queries
from frankpledge.web.surveys.models import Survey, Weighting
from frankpledge.web.surveys.results_compared import YearsBeside, beside
from frankpledge.web.surveys.results_population import Residents
from frankpledge.web.surveys.results_representation import Compared, compared
from frankpledge.web.surveys.results_shares import PageShares, Ranking, Weights, rankings, shares
from frankpledge.web.surveys.results_weights import Weighed, weigh
from frankpledge.web.surveys.tables import Frame

LIMIT = 5.0


@dataclass(frozen=True)
class Results:
    """`weights` [n] or None; `before` holds the shares of the survey that this one is compared with, if any."""

    survey: Survey
    frame: Frame
    residents: Residents | None
    weighed: Weighed
    limit: float
    shares: tuple[PageShares, ...]
    who: tuple[Compared, ...]
    before: tuple[PageShares, ...]
    left_out_as: dict[str, int]  # sort of reason to how many
    places: dict[str, int]

    @property
    def sample(self) -> bool:
        return bool(self.survey.sampling == Survey.Sampling.RANDOM)

    @property
    def left_out(self) -> int:
        return sum(self.left_out_as.values())

    @property
    def weights(self) -> Weights:
        return self.weighed.raking.weights if self.weighed.raking else None

    @property
    def rankings(self) -> tuple[Ranking, ...]:
        return rankings(self.shares)

    @property
    def beside(self) -> YearsBeside | None:
        """None where it is compared with no other survey."""
        return beside(self.shares, self.before) if self.survey.compared_with_id else None


def work_out(viewer: Viewer, survey: Survey, archive: Path, *, compare: bool = True) -> Results | None:
    """None for a survey that never opened. Last year's survey is read only where `compare` asks for it."""
    frame = queries.answers(viewer, survey)
    if frame is None:
        return None
    held = queries.who_lives_here(viewer, survey, archive)
    found, weighed, limit = _shares(viewer, survey, frame, held)
    before: tuple[PageShares, ...] = ()
    if compare and survey.compared_with is not None:
        then = queries.answers(viewer, survey.compared_with)
        if then is not None:
            before, _, _ = _shares(viewer, survey.compared_with, then, held)
    return Results(
        survey=survey,
        frame=frame,
        residents=held,
        weighed=weighed,
        limit=limit,
        shares=found,
        who=compared(frame, held),
        before=before,
        left_out_as=queries.left_out_as(viewer, survey),
        places=queries.places(viewer, survey),
    )


def _shares(
    viewer: Viewer, survey: Survey, frame: Frame, held: Residents | None
) -> tuple[tuple[PageShares, ...], Weighed, float]:
    chosen = Weighting.objects.filter(partnership=viewer.partnership, survey=survey).first()
    weighed = weigh(survey, frame, held, chosen)
    weights = weighed.raking.weights if weighed.raking else None
    sample = survey.sampling == Survey.Sampling.RANDOM
    return shares(frame, sample=sample, weights=weights), weighed, chosen.limit if chosen else LIMIT
