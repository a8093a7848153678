"""What data.police.uk calls a force, and what the ONS calls the area that it polices."""

import re
from collections.abc import Iterable

from frankpledge.sources.police_uk import FORCES

# Where the two names differ by more than "Police" or "Constabulary".
DIFFERENT = {
    "Metropolitan Police Service": "Metropolitan Police",
    "City of London Police": "London, City of",
}
NO_AREA = ("British Transport Police", "Police Service of Northern Ireland")  # none in England and Wales


def area_name(force: str) -> str:
    """
    The ONS name of a force's area.

    >>> area_name("Devon & Cornwall Police"), area_name("Essex Police"), area_name("City of London Police")
    ('Devon and Cornwall', 'Essex', 'London, City of')
    """
    if force in DIFFERENT:
        return DIFFERENT[force]
    return re.sub(r" (Police Service|Police|Constabulary)$", "", force.replace("&", "and"))


def forces_of(area_names: Iterable[str], held: Iterable[str] = ()) -> tuple[str, ...]:
    """
    The forces, as data.police.uk names them, that police the areas the ONS names; `held` are names met in files.

    >>> forces_of(["Thames Valley", "Frankshire"], held=["Frankshire Police"])
    ('Frankshire Police', 'Thames Valley Police')
    """
    known = {area_name(force): force for force in [*FORCES.values(), *sorted(held)] if force not in NO_AREA}
    return tuple(sorted(known.get(name, f"{name} Police") for name in set(area_names)))
