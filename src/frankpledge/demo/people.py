"""Who lives in each LSOA of Frankshire: residents, households, hardship, town or country."""

from dataclasses import dataclass

import numpy as np

from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.place import Array, Place

RURAL_URBAN = {
    "UN1": ("Urban: Nearer to a major town or city", "Urban"),
    "UF1": ("Urban: Further from a major town or city", "Urban"),
    "RLN1": ("Larger rural: Nearer to a major town or city", "Rural"),
    "RSF1": ("Smaller rural: Further from a major town or city", "Rural"),
}


@dataclass(frozen=True)
class People:
    """One entry an LSOA. `hardship` is in standard deviations of England, more being more deprived."""

    residents: Array
    households: Array
    hardship: Array
    rural_urban: tuple[str, ...]


def make_people(place: Place, seed: int) -> People:
    rng = np.random.default_rng([seed, 2])
    lsoas = len(place.codes)
    residents = np.clip(rng.normal(1_620, 190, lsoas), 1_010, 2_600).round().astype(int)
    households = (residents / rng.normal(2.3, 0.12, lsoas)).round().astype(int)
    district = np.array([each.hardship for each in DISTRICTS])[place.district]
    # Hardship gathers in wards, is higher round town centres, and differs from one LSOA to the next.
    ward = rng.normal(0, 0.45, len(place.ward_codes))[place.ward]
    hardship = district + ward + 0.5 * place.centre - 0.35 * ~place.town + rng.normal(0, 0.55, lsoas)
    cities = np.array([each.town >= 0.75 for each in DISTRICTS])[place.district]
    kinds = np.where(place.town, np.where(cities, "UN1", "UF1"), np.where(cities, "RLN1", "RSF1"))
    return People(residents, households, hardship, tuple(str(kind) for kind in kinds))
