"""The heat map: how likely by how bad, with the risks that stood there on a day. It is a table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.risks.levels import LIKELIHOOD, SEVERITY, Level, level
from frankpledge.web.risks.models import Risk, Scoring
from frankpledge.web.risks.queries import risks


@dataclass(frozen=True)
class Square:
    """One likelihood and severity, what they come to, and the risks that stood there."""

    level: Level
    risks: tuple[Risk, ...]


@dataclass(frozen=True)
class HeatMap:
    """`rows` are from the most to the least likely: (likelihood, its squares by severity)."""

    scale: int
    severities: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square, ...]], ...]


@dataclass(frozen=True)
class Moved:
    """A risk that stood elsewhere before; None for one without a score then."""

    risk: Risk
    before: Scoring | None
    after: Scoring


@dataclass(frozen=True)
class Replay:
    """
    The register as it stood on a day. `maps` has one for each scale that scores of that day are on.

    `days` are all on which something moved; `earlier` and `later` the ones beside the day that is shown.
    """

    on: date
    kind: str
    maps: tuple[HeatMap, ...]
    unscored: tuple[Risk, ...]
    moved: tuple[Moved, ...]
    since: date | None
    days: tuple[date, ...]
    earlier: date | None
    later: date | None


def replay(viewer: Viewer, kind: str, on: date, scale: int) -> Replay:
    """How the register stood on a day, in two questions; `scale` is the one that is used now."""
    every = list(risks(viewer).order_by("number"))
    mine = Scoring.objects.filter(partnership=viewer.partnership, kind=kind).order_by("on", "pk")
    scorings = list(mine)
    days = sorted({each.on for each in scorings} | {day for risk in every if (day := risk.closed_on)})
    earlier = max((day for day in days if day < on), default=None)
    here = [risk for risk in every if risk.opened_on <= on and (risk.closed_on is None or risk.closed_on > on)]
    held = _held(scorings, on)
    # What moved is told against the day on which something moved before.
    shown = max((day for day in days if day <= on), default=None)
    since = max((day for day in days if shown and day < shown), default=None)
    then = _held(scorings, since) if since else {}
    stood = [(risk, held[risk.pk]) for risk in here if risk.pk in held]
    scales = {scoring.scale for _, scoring in stood} or {scale}
    return Replay(
        on,
        kind,
        tuple(_map(each, [pair for pair in stood if pair[1].scale == each]) for each in sorted(scales)),
        tuple(risk for risk in here if risk.pk not in held),
        tuple(
            Moved(risk, then.get(risk.pk), scoring)
            for risk, scoring in stood
            if since and (risk.pk not in then or _place(then[risk.pk]) != _place(scoring))
        ),
        since,
        tuple(days),
        earlier,
        min((day for day in days if day > on), default=None),
    )


def _held(scorings: Iterable[Scoring], on: date) -> dict[int, Scoring]:
    return {each.risk_id: each for each in scorings if each.on <= on}


def _map(scale: int, stood: list[tuple[Risk, Scoring]]) -> HeatMap:
    at: dict[tuple[int, int], list[Risk]] = defaultdict(list)
    for risk, scoring in stood:
        at[scoring.likelihood, scoring.severity].append(risk)
    steps = range(1, scale + 1)
    return HeatMap(
        scale,
        tuple(SEVERITY[scale][step] for step in steps),
        tuple(
            (
                LIKELIHOOD[scale][likely],
                tuple(Square(level(scale, likely, bad), tuple(at[likely, bad])) for bad in steps),
            )
            for likely in reversed(steps)
        ),
    )


def _place(scoring: Scoring) -> tuple[int, int, int]:
    return scoring.scale, scoring.likelihood, scoring.severity
