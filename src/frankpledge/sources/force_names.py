"""What data.police.uk calls a force, and what the ONS calls the area that it polices."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class ForceName:
    """
    One force of data.police.uk. `area_code` and `area_name` are the ONS police force area's, None for a force that
    has none in England and Wales: British Transport Police works everywhere and so covers no area.

    `as_of` is the month to which the names were compared with the publishers'.
    """

    police_uk_id: str
    police_uk_name: str
    area_code: str | None
    area_name: str | None
    as_of: str


@cache
def force_names() -> tuple[ForceName, ...]:
    """All forces of the list beside this module, by name."""
    text = resources.files("frankpledge.sources").joinpath("data/force_names.csv").read_text(encoding="utf-8")
    return tuple(
        ForceName(
            row["police_uk_id"],
            row["police_uk_name"],
            row["pfa_code"] or None,
            row["pfa_name"] or None,
            row["as_of"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def plain(name: str) -> str:
    """
    A force's or its area's name without what the two publishers write differently.

    >>> plain("Devon & Cornwall Police"), plain("Frankshire Constabulary"), plain("London, City of")
    ('devon and cornwall', 'frankshire', 'city of london')
    """
    words = re.sub(r"^(.*), (City of|County of)$", r"\2 \1", name.strip()).casefold().replace("&", "and")
    return " ".join(re.sub(r"\b(police service|police|constabulary)$", "", words).split())


def forces_of(area_names: Iterable[str], held: Iterable[str] = ()) -> tuple[str, ...]:
    """
    The forces, as data.police.uk names them, that police the areas the ONS names.

    `held` are force names met in files: they settle what an area's force is called where the list does not know it.

    >>> forces_of(["Thames Valley", "Frankshire"], held=["Frankshire Constabulary"])
    ('Frankshire Constabulary', 'Thames Valley Police')
    """
    listed = {plain(force.area_name): force.police_uk_name for force in force_names() if force.area_name}
    no_area = {force.police_uk_name for force in force_names() if not force.area_name}
    met = {plain(name): name for name in sorted(held, reverse=True) if name not in no_area}
    return tuple(sorted({listed.get(plain(name)) or met.get(plain(name)) or f"{name} Police" for name in area_names}))
