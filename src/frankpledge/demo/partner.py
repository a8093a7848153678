"""An invented partner's restricted counts: people treated in hospital after an assault. Small numbers, to be hidden."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from frankpledge.demo.people import People
from frankpledge.demo.place import Place
from frankpledge.month import Month

DATASET = "Hospital assault attendances"
PUBLISHER = "Frankshire Hospitals (invented)"
HEADER = ("Dataset", "Publisher", "Sensitivity", "Month", "LSOA code", "Category", "Count")
CATEGORIES = {"Body part (fist, foot or head)": 0.72, "Weapon other than a knife": 0.2, "Knife": 0.08}
A_YEAR = 2.2  # per 1,000 residents


def write_partner_counts(folder: Path, place: Place, people: People, months: Sequence[Month], seed: int) -> None:
    """By month, LSOA of residence and what was used; what did not happen has no line."""
    pull = (1 + 1.5 * place.centre) * 1.5**people.hardship
    weight = people.residents * pull
    names = list(CATEGORIES)
    yearly = A_YEAR / 1_000 * people.residents.sum() * weight / weight.sum()
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "invented_hospital_assault_attendances.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for month in months:
            rng = np.random.default_rng([seed, 8, month.index])
            mean = yearly[:, None] * np.array(list(CATEGORIES.values())) * month.days / 365.25
            counts = rng.poisson(mean)
            for lsoa, category in np.argwhere(counts):
                writer.writerow(
                    (
                        DATASET,
                        PUBLISHER,
                        "restricted",
                        month,
                        place.codes[lsoa],
                        names[category],
                        counts[lsoa, category],
                    )
                )
