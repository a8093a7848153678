"""What has become of an invented crime so far: outcomes ripen as months pass."""

import numpy as np

from frankpledge.demo.place import Array

OPEN = ("Under investigation", "Awaiting court outcome")
FINAL = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Court result unavailable",
    "Local resolution",
    "Offender given a caution",
    "Formal action is not in the public interest",
    "Further investigation is not in the public interest",
    "Action to be taken by another organisation",
    "Status update unavailable",
)
NAMES = OPEN + FINAL
# Shares of these outcomes, in order, among crimes old enough; what a row leaves is "Status update unavailable".
_THEFT = (0.64, 0.22, 0.05, 0.02, 0.005, 0.005, 0.01, 0.0)
_PERSON = (0.11, 0.63, 0.08, 0.03, 0.01, 0.005, 0.025, 0.02)
_CAUGHT = (0.15, 0.14, 0.32, 0.22, 0.02, 0.04, 0.05, 0.0)
_SHOP = (0.43, 0.18, 0.24, 0.09, 0.005, 0.01, 0.01, 0.0)
RIPE = {
    "Bicycle theft": _THEFT,
    "Burglary": _THEFT,
    "Criminal damage and arson": (0.5, 0.32, 0.08, 0.03, 0.005, 0.005, 0.01, 0.0),
    "Drugs": _CAUGHT,
    "Other crime": _PERSON,
    "Other theft": _THEFT,
    "Possession of weapons": _CAUGHT,
    "Public order": _PERSON,
    "Robbery": (0.3, 0.4, 0.17, 0.01, 0.005, 0.005, 0.02, 0.0),
    "Shoplifting": _SHOP,
    "Theft from the person": _THEFT,
    "Vehicle crime": _THEFT,
    "Violence and sexual offences": _PERSON,
}
HALF_OPEN = 2.5  # months after which half of the open investigations have closed
HALF_COURT = 9.0  # courts take longer
FRESH = 0.62  # share still open when a month is first published


def draw_outcomes(rng: np.random.Generator, crime_type: str, rows: int, age: int) -> Array:
    """Positions in NAMES of the outcome of each row, `age` months after the crime's month was first published."""
    ripe = np.append(RIPE[crime_type], 1 - sum(RIPE[crime_type]))
    still_open = FRESH * 0.5 ** (age / HALF_OPEN)
    in_court = 0.5 ** (age / HALF_COURT)
    share = np.concatenate([[still_open, 0.0], (1 - still_open) * ripe])
    charged = 2 + FINAL.index("Court result unavailable")
    share[1], share[charged] = share[charged] * in_court, share[charged] * (1 - in_court)
    return rng.choice(len(NAMES), size=rows, p=share / share.sum())
