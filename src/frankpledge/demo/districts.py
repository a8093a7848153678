"""The twelve districts of Frankshire. Each is one council and one Community Safety Partnership."""

from dataclasses import dataclass


@dataclass(frozen=True)
class District:
    """
    `lsoas` is how many LSOAs it has, `town` the share of them in its main town, `room` how much land it takes
    beside its neighbours (0 is even), `hardship` how deprived it is (in standard deviations of England).
    """

    name: str
    lsoas: int
    town: float
    room: float
    hardship: float
    unitary: bool = False


DISTRICTS = (
    District("Castermouth", 40, 0.90, -1.0, 0.7, unitary=True),
    District("Larkminster", 36, 0.80, -0.6, -0.1),
    District("Aldermere", 30, 0.50, 0.3, -0.5),
    District("Brackwold", 24, 0.35, 0.7, -0.2),
    District("Dunhaven", 32, 0.75, -0.3, 0.5),
    District("Ellerwick", 34, 0.75, -0.4, 0.3),
    District("Fennacre", 26, 0.40, 0.5, 0.0),
    District("Garsby Vale", 28, 0.45, 0.2, -0.4),
    District("Hollinmoor", 26, 0.55, 0.1, 0.4),
    District("Marrowdale", 22, 0.35, 0.8, -0.3),
    District("Saltmarch", 30, 0.60, 0.0, 0.2),
    District("Thornwold", 32, 0.55, 0.1, -0.3),
)
