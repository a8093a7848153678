"""Which of the publishers' files a file is, by its content."""

from types import ModuleType

from frankpledge.sources import (
    boundaries,
    census_groups,
    council_changes,
    deprivation,
    harm_weights,
    ons_lookups,
    partner_counts,
    police_uk_outcomes,
    police_uk_stop_and_search,
    police_uk_street,
    population,
    postcodes,
    rural_urban,
)
from frankpledge.sources.dataset import Dataset
from frankpledge.sources.opened import Head
from frankpledge.sources.police_uk import NAME
from frankpledge.sources.police_uk_csv import differing_columns

# Each offers recognise(head) -> Dataset | None and read(opened, dataset) -> Reading.
POLICE_UK = (police_uk_street, police_uk_outcomes, police_uk_stop_and_search)
SOURCES: tuple[ModuleType, ...] = (
    *POLICE_UK,
    partner_counts,
    harm_weights,
    ons_lookups,
    council_changes,
    population,
    census_groups,
    rural_urban,
    deprivation,
    boundaries,
    postcodes,
)


def recognise(head: Head) -> tuple[ModuleType, Dataset] | None:
    """The module that reads the file, and the dataset it is; None for a file of another kind."""
    for module in SOURCES:
        if dataset := module.recognise(head):
            return module, dataset
    return None


def almost(head: Head) -> str | None:
    """
    For a file that is not recognised but has most of a police.uk header, or a police.uk name: how it differs.

    Such a file is a mistake to report, where any other unknown file in a folder is passed over.
    """
    if head.kind != "csv":
        return None
    nearest = max(POLICE_UK, key=lambda module: len(set(module.COLUMNS) & set(head.columns)))
    shared = len(set(nearest.COLUMNS) & set(head.columns))
    if shared == 0 and NAME.search(head.file_name):
        return "its first line is not the publisher's header"
    if NAME.search(head.file_name) or shared >= 0.6 * len(nearest.COLUMNS):
        title = nearest.recognise(Head("", "csv", nearest.COLUMNS, "")).title.lower()
        return f"it is not quite a {title} file: the header {differing_columns(head.columns, nearest.COLUMNS)}"
    return None
