"""Invented weights by harm, so that crimes can be weighed in the demonstration. They must be used for nothing else."""

import csv
from pathlib import Path

from frankpledge.demo.extract import ASSAULT, BURGLARY, INJURY, VEHICLE
from frankpledge.sources.harm_weights import COLUMNS

SCHEME = "Invented weights, for demonstration only"
ABOUT = (
    SCHEME,
    "1",
    "2025-01-31",
    "Made up for Frankshire; nobody published them",
    "Invented data, free to use",
    "points",
)
# Code, offence, police.uk type, weight. The codes of the extract are the Home Office's; no weight is anybody's.
WEIGHTS = (
    (BURGLARY, "Burglary of a home", "Burglary", 200.0),
    ("30C", "Burglary of a business", "Burglary", 90.0),
    (VEHICLE, "Theft from a vehicle", "Vehicle crime", 5.0),
    ("48", "Theft of a vehicle", "Vehicle crime", 20.0),
    (INJURY, "Assault with injury", "Violence and sexual offences", 30.0),
    (ASSAULT, "Assault without injury", "Violence and sexual offences", 8.0),
    ("1", "Murder", "Violence and sexual offences", 5000.0),
    ("34B", "Robbery of a person", "Robbery", 300.0),
    ("34A", "Robbery of a business", "Robbery", 320.0),
    ("46", "Shoplifting", "Shoplifting", 1.0),
    ("44", "Theft of a bicycle", "Bicycle theft", 2.0),
    ("39", "Theft from the person", "Theft from the person", 4.0),
    ("49", "Other theft", "Other theft", 2.0),
    ("58A", "Damage to a home", "Criminal damage and arson", 2.0),
    ("56A", "Arson endangering life", "Criminal damage and arson", 400.0),
    ("92D", "Possession of cannabis", "Drugs", 1.0),
    ("92A", "Supply of drugs", "Drugs", 150.0),
    ("10D", "Possession of a knife", "Possession of weapons", 40.0),
    ("9A", "Public fear, alarm or distress", "Public order", 3.0),
    ("62", "Riot", "Public order", 700.0),
    ("99", "Other offences", "Other crime", 10.0),
)  # fmt: skip


def write_harm_weights(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "invented_harm_weights.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*ABOUT, *weight) for weight in WEIGHTS)
