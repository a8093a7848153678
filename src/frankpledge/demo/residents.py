"""Residents of Frankshire by sex, ethnic group and age, in the layouts of the census tables and mid-year estimates."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from frankpledge.demo.extract_people import ETHNICITIES, SHARES
from frankpledge.demo.people import People
from frankpledge.demo.place import Array, Place

# The census's names of the groups that the extract names shortly.
CENSUS_NAMES = {
    "Asian": "Asian, Asian British or Asian Welsh",
    "Black": "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed": "Mixed or Multiple ethnic groups",
    "White": "White",
    "Other": "Other ethnic group",
}
WOMEN = 0.505
FEWER_FROM = 65  # the number of residents of an age falls steadily from here
MID_YEAR = 2024


def write_residents(folder: Path, place: Place, people: People, seed: int) -> None:
    """Three tables of the same residents; the ethnic groups have the shares that those of the extract have."""
    rng = np.random.default_rng([seed, 10])
    folder.mkdir(parents=True, exist_ok=True)
    women = rng.binomial(people.residents, WOMEN)
    shares = dict(zip(ETHNICITIES, SHARES, strict=True))
    known = np.array([shares[name] for name in CENSUS_NAMES])
    groups = _split(rng, people.residents, known)
    ages = _split(rng, people.residents, np.interp(np.arange(91), (0, FEWER_FROM, 90), (1.0, 1.0, 0.2)))
    _write(
        folder / "invented_census2021-ts008-lsoa.csv",
        [f"Sex: {name}; measures: Value" for name in ("All persons", "Female", "Male")],
        place,
        np.column_stack([people.residents, women, people.residents - women]),
    )
    _write(
        folder / "invented_census2021-ts021-lsoa.csv",
        ["Ethnic group: Total: All usual residents", *(f"Ethnic group: {name}" for name in CENSUS_NAMES.values())],
        place,
        np.column_stack([people.residents, groups]),
    )
    heading = ["LSOA21CD", "Total", *map(str, range(90)), "90+"]
    rows = np.column_stack([people.residents, ages]).tolist()
    lines = [",".join(map(str, (code, *row))) for code, row in zip(place.codes, rows, strict=True)]
    path = folder / f"invented_mid{MID_YEAR}_population_lsoa21.csv"
    path.write_text("\n".join([",".join(heading), *lines]) + "\n", encoding="utf-8", newline="")


def _split(rng: np.random.Generator, residents: Array, weights: Array) -> Array:
    return np.array([rng.multinomial(many, weights / weights.sum()) for many in residents])


def _write(path: Path, measures: Sequence[str], place: Place, counts: Array) -> None:
    heading = ",".join(f'"{name}"' for name in ("date", "geography", "geography code", *measures))
    lines = [
        ",".join(["2021", f'"{name}"', code, *map(str, row)])
        for name, code, row in zip(place.names, place.codes, counts.tolist(), strict=True)
    ]
    path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8", newline="")
