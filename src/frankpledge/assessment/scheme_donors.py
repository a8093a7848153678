"""A scheme beside a mix of other places that ran alike before: only where the months can bear it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.synthetic import FEWEST_BEFORE, TooFewDonors, synthetic_control
from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.assessment.finding import Figure
from frankpledge.assessment.scheme_areas import SchemeAreas
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

QUARTER = 3  # months: single months of small places are mostly chance


def beside_donors(
    snapshot: Snapshot,
    places: SchemeAreas,
    months: Sequence[Month],
    at: int,
    by_lsoa: "pd.DataFrame",
    treated: np.ndarray,
) -> tuple[str, tuple[Figure, ...]]:
    """A sentence and its figures; both empty where no donors are named. Rates per 1,000 residents and quarter."""
    if not places.donors:
        return "", ()
    before, after = at // QUARTER, (len(months) - at) // QUARTER
    if before < FEWEST_BEFORE or after < 1:
        return (
            f"It is not set beside a mix of other places: {FEWEST_BEFORE * QUARTER} months before and {QUARTER} after are needed, "
            f"and there are {at} and {len(months) - at}."
        ), ()  # fmt: skip
    first = at - before * QUARTER
    used = months[first : at + after * QUARTER]
    try:
        ours = _rate(snapshot, places.treated, _quarters(treated[first : first + len(used)]))
        others = [_rate(snapshot, lsoas, _quarters(_series(by_lsoa, lsoas, used))) for _, lsoas in places.donors]
        found = synthetic_control(ours, np.array(others), before)
    except (TooFewDonors, NothingHeld) as lacking:
        return f"It is not set beside a mix of other places: {str(lacking)[:1].lower()}{str(lacking)[1:]}.", ()
    way = "fewer" if found.effect < 0 else "more"
    total = len(places.donors) + 1
    said = (
        f"Beside a mix of {int((found.weights > 0.005).sum())} of {len(places.donors)} other places that ran like it before, it "
        f"had {abs(found.effect):.1f} {way} per 1,000 residents a quarter; of these {total} places {found.rank} were at least "
        f"as far off their own mix, which {'chance could do' if found.p > 0.05 else 'chance would seldom do'}."
    )
    return said, (
        Figure("difference_from_mix", found.effect, "per_1000", "residents a quarter, against a mix of other places"),
        Figure("share_as_far_off", found.p, "probability", f"of {total} places, each against its own mix"),
        Figure("misfit_before", found.fit_before, "per_1000", f"residents a quarter, in {before} quarters before"),
    )


def _series(by_lsoa: "pd.DataFrame", lsoas: Sequence[str], months: Sequence[Month]) -> np.ndarray:
    ours = by_lsoa[by_lsoa["lsoa"].isin(set(lsoas))].groupby("month_ix")["n"].sum()
    return np.array([int(ours.get(month.index, 0)) for month in months], dtype=np.float64)


def _quarters(monthly: np.ndarray) -> np.ndarray:
    summed: np.ndarray = np.asarray(monthly, dtype=np.float64).reshape(-1, QUARTER).sum(axis=1)
    return summed


def _rate(snapshot: Snapshot, lsoas: Sequence[str], counts: np.ndarray) -> np.ndarray:
    residents = geography.residents(snapshot, lsoas)["residents"].dropna().sum()
    if not residents:
        raise NothingHeld(f"Residents of {lsoas[0]} are not held")
    return counts / float(residents) * 1_000
