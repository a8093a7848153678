"""Places of actions for tests, and an archive in which something happened at one of them. Call in a scope."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from frankpledge.archive.archive import Archive
from frankpledge.month import Month
from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.evaluations import evaluating
from frankpledge.web.evaluations.models import ActionPlace, Evaluated
from frankpledge.web.plans.models import Action
from tests.assessment.archives import Town, archive
from tests.web.cast import Cast

# 8 x 4 LSOAs of one district; done in the first, whose neighbours are 1, 8 and 9.
TOWN = Town(8, 4, district=32, ward=4)
MONTHS = [str(month) for month in Month.parse("2023-01").to(Month.parse("2025-12"))]
SINCE = date(2025, 1, 1)


def counts(*, after: int = 20, elsewhere: int = 60) -> np.ndarray:
    """By month and LSOA: 60 a month, and `after` a month in the first LSOA from January 2025 on."""
    made = np.random.default_rng(5).poisson(60, (len(MONTHS), 32))
    made[:, 16:] = np.random.default_rng(8).poisson(5, (len(MONTHS), 16))
    made[24:, 0] = np.random.default_rng(6).poisson(after, 12)
    made[24:, [1, 8, 9]] = np.random.default_rng(7).poisson(elsewhere, (12, 3))
    return made


def held(folder: Path, made: np.ndarray, months: list[str] = MONTHS) -> Archive:
    rows = [
        (month, at, "Burglary", int(n))
        for month, line in zip(MONTHS, made, strict=True)
        if month in months
        for at, n in enumerate(line)
    ]
    return archive(folder, TOWN, rows, months=months, postcodes=False)


def the_area(cast: Cast) -> None:
    """Castermouth is the district of the town."""
    code, name = TOWN.csp(0)
    PartnershipArea.objects.create(partnership=cast.partnerships["castermouth"], code=code, name=name)


def a_place(cast: Cast, action: Action, **facts: Any) -> ActionPlace:
    """Without looking anything up."""
    whole = {
        "places": [{"code": TOWN.lsoas[0], "name": "Elm"}],
        "crime_types": ["Burglary"],
        "since": SINCE,
        "by": cast.people["cora"],
        "said_on": cast.today,
    } | facts
    return ActionPlace.objects.create(partnership=action.partnership, action=action, **whole)


def judged(place: ActionPlace, answer: str = "worked", said: str = "It worked: burglary fell.") -> Evaluated:
    """An evaluation as it is kept, without an archive."""
    made = evaluating.keep(place=place, judged=evaluating.Judged(answer, said), stamp="1.x")
    assert made
    return made
