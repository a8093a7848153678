"""Known changes in how crime is recorded, to set beside a step in a series."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from frankpledge.month import Month

NEAR = 2  # months: a new rule takes a little while to show


@dataclass(frozen=True)
class RecordingChange:
    """From `month` on, `types` (all, where empty) of `force` (every force, where None) were recorded otherwise."""

    month: Month
    types: tuple[str, ...]
    what: str
    source: str
    force: str | None = None


@cache
def recording_changes() -> tuple[RecordingChange, ...]:
    text = files("frankpledge.assessment").joinpath("data/recording_changes.toml").read_text(encoding="utf-8")
    return tuple(
        RecordingChange(
            **{**each, "month": Month.parse(each["month"]), "types": tuple(each["types"])},
        )
        for each in tomllib.loads(text)["change"]
    )


def near(month: Month, crime_type: str | None, forces: tuple[str, ...]) -> tuple[RecordingChange, ...]:
    """Those within two months of `month` that touch the type (None: all crime) and one of the forces."""
    return tuple(
        change
        for change in recording_changes()
        if abs(change.month.index - month.index) <= NEAR
        and (not change.types or crime_type is None or crime_type in change.types)
        and (change.force is None or change.force in forces)
    )
