"""What each dataset is called, for people."""

from frankpledge.sources import (
    boundaries,
    census_groups,
    council_changes,
    deprivation,
    harm_weights,
    ons_lookups,
    partner_counts,
    partner_extract,
    police_uk_outcomes,
    police_uk_stop_and_search,
    police_uk_street,
    population,
    postcodes,
    rural_urban,
)
from frankpledge.sources.dataset import Dataset

MODULES = (
    police_uk_street, police_uk_outcomes, police_uk_stop_and_search, ons_lookups, council_changes, population,
    rural_urban, deprivation, boundaries, postcodes, partner_counts, partner_extract, harm_weights, census_groups,
)  # fmt: skip


def _datasets() -> dict[str, Dataset]:
    found: dict[str, Dataset] = {}
    for module in MODULES:
        for value in vars(module).values():
            several = value.values() if isinstance(value, dict) else [value]
            found |= {one.name: one for one in several if isinstance(one, Dataset)}
    return found


DATASETS = _datasets()
TITLES = {name: dataset.title for name, dataset in DATASETS.items()}
