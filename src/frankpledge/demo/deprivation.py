"""Frankshire's ranks in an invented national index, under the official headings of the Indices of Deprivation 2025."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np

from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.people import People
from frankpledge.demo.place import Array, Place, council_code

LSOAS_IN_ENGLAND = 33_755  # ranks are national
# Heading, score at the least and at the most deprived, how fast scores rise towards the latter, likeness to the whole.
DOMAINS = (
    ("Index of Multiple Deprivation (IMD) Score", "Index of Multiple Deprivation (IMD)", 0.7, 73.0, 2.6, 1.0),
    ("Income Score (rate)", "Income", 0.01, 0.64, 2.2, 0.94),
    ("Employment Score (rate)", "Employment", 0.006, 0.37, 2.2, 0.93),
    ("Education, Skills and Training Score", "Education, Skills and Training", 0.2, 81.0, 2.6, 0.85),
    ("Health Deprivation and Disability Score", "Health Deprivation and Disability", -2.9, 2.2, 1.1, 0.85),
    ("Crime Score", "Crime", -2.5, 2.3, 1.1, 0.8),
    ("Barriers to Housing and Services Score", "Barriers to Housing and Services", 3.4, 53.0, 1.3, 0.1),
    ("Living Environment Score", "Living Environment", 0.3, 76.0, 2.6, 0.3),
)  # fmt: skip


def write_deprivation(folder: Path, place: Place, people: People, seed: int) -> None:
    rng = np.random.default_rng([seed, 7])
    header = ["LSOA code (2021)", "LSOA name (2021)"]
    header += ["Local Authority District code (2024)", "Local Authority District name (2024)"]
    columns: list[list[str]] = [list(place.codes), list(place.names)]
    columns.append([council_code(index) for index in place.district])
    columns.append([DISTRICTS[index].name for index in place.district])
    for score_heading, name, low, high, steep, likeness in DOMAINS:
        own = rng.normal(0, 1, len(place.codes))
        rank = _national_rank(likeness * people.hardship + np.sqrt(1 - likeness**2) * own)
        score = low + (high - low) * (1 - (rank - 1) / LSOAS_IN_ENGLAND) ** steep
        decile = np.ceil(rank * 10 / LSOAS_IN_ENGLAND).astype(int)
        header += [score_heading, f"{name} Rank (where 1 is most deprived)"]
        header.append(f"{name} Decile (where 1 is most deprived 10% of LSOAs)")
        columns += [[f"{value:.3f}" for value in score], [str(value) for value in rank], [str(v) for v in decile]]
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "invented_iod2025_lsoa21.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))


def _national_rank(hardship: Array) -> Array:
    """The rank among all of England, 1 being most deprived; no two alike."""
    from scipy.special import ndtr

    rank: Array = np.clip(np.round(ndtr(-hardship) * LSOAS_IN_ENGLAND), 1, LSOAS_IN_ENGLAND - len(hardship)).astype(int)
    order = np.argsort(rank, kind="stable")
    for before, after in pairwise(order):
        rank[after] = max(rank[after], rank[before] + 1)
    return rank
