"""An invented police extract with exact times, grid metres and pseudonyms, for what monthly files cannot show."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from frankpledge.demo.extract_people import Person, people_of_violence
from frankpledge.demo.extract_truths import EXTRACT, ExtractTruths
from frankpledge.demo.place import Array, Place
from frankpledge.month import Month
from frankpledge.sources.invented import FORCE_NAME

DISTRICT = "Castermouth"
EXTRACT_FILE = "invented_castermouth_recorded_crime.csv"
FEED_FILE = "invented_castermouth_recorded_crime.toml"
COLUMNS = {
    "Crime Ref": '"reference"',
    "Offence Code": '"offence_code"',
    "Offence Group": '"offence_group"',
    "Committed From": '{ field = "from", format = "%d/%m/%Y %H:%M" }',
    "Committed To": '{ field = "to", format = "%d/%m/%Y %H:%M" }',
    "Easting": '"easting"',
    "Northing": '"northing"',
    "LSOA 2021": '"lsoa21"',
    "Victim Pseudonym": '"victim"',
    "Victim Age": '"victim_age"',
    "Victim Sex": '"victim_sex"',
    "Victim Ethnicity": '"victim_ethnicity"',
    "Suspect Pseudonym": '"suspect"',
    "Suspect Age": '"suspect_age"',
    "Suspect Sex": '"suspect_sex"',
    "Suspect Ethnicity": '"suspect_ethnicity"',
    "Domestic": '"domestic_abuse"',
    "Alcohol": '"alcohol"',
    "Knife": '"knife"',
    "Property Stolen": '{ field = "property_stolen", separator = ";" }',
    "Value": '"property_value"',
    "Outcome": '"outcome"',
}
# The Home Office's codes: burglary of a home, theft from a vehicle, of a bicycle, assault with injury, and without.
BURGLARY, VEHICLE, BICYCLE, INJURY, ASSAULT = "28E", "45", "44", "8N", "105A"
GROUPS = {
    BURGLARY: "Burglary", VEHICLE: "Vehicle crime", BICYCLE: "Bicycle theft", INJURY: "Violence", ASSAULT: "Violence"
}  # fmt: skip
A_MONTH = {BURGLARY: 16, VEHICLE: 25, BICYCLE: 12, INJURY: 40}  # before any is followed by another
UNPLACED = 0.02
LOOT = (("Cash", 0.25), ("Power tool", 0.15), ("Bicycle", 0.1), ("Watch", 0.08), ("Handbag", 0.05))
OUTCOMES = (
    "No suspect identified",
    "Under investigation",
    "Charged",
    "Community resolution",
    "Victim does not support action",
)


@dataclass(frozen=True)
class Crime:
    """`until` is the end of the time in which it can have happened: `at` itself where somebody knew."""

    code: str
    at: datetime
    until: datetime
    spot: tuple[float, float]
    lsoa: int


def write_extract(
    folder: Path, place: Place, months: Sequence[Month], seed: int, *, truths: ExtractTruths | None = EXTRACT
) -> None:
    """
    The extract, and the description of the feed that it belongs to. `months` limits what is written, never what is so:
    a month's crimes depend on the seed and the last month alone. Without `truths` nothing is planted.
    """
    rng = np.random.default_rng([seed, 9])
    told = truths or EXTRACT
    span = months[-1].minus(told.months - 1).to(months[-1])
    crimes = _Crimes(place, span, rng, planted=truths is not None, truths=told)
    chosen = crimes.burglaries() + crimes.vehicle_thefts() + crimes.violence()
    chosen.sort(key=lambda crime: (crime.at, crime.code, crime.spot))
    violent = [index for index, crime in enumerate(chosen) if GROUPS[crime.code] == "Violence"]
    people = people_of_violence(rng, len(violent), told if truths else None)
    with_people = dict(zip(violent, people, strict=True))
    loot = _loot(rng, sum(crime.code == BURGLARY for crime in chosen), told)
    rows = []
    for number, crime in enumerate(chosen):
        victim, suspect = with_people.get(number, (None, None))
        taken = next(loot) if crime.code == BURGLARY else ""
        rows.append((crime.at, _row(rng, number, crime, place, victim, suspect, taken)))
    # Drawn apart, so that all the others stay as they are.
    rng = np.random.default_rng([seed, 11])
    bicycles = _Crimes(place, span, rng, planted=truths is not None, truths=told).bicycle_thefts()
    for number, crime in enumerate(bicycles, start=len(chosen)):
        rows.append((crime.at, _row(rng, number, crime, place, None, None, "")))
    rows.sort(key=lambda row: row[0])
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / EXTRACT_FILE, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row for at, row in rows if str(months[0]) <= f"{at:%Y-%m}")
    change = span[-12] if len(span) >= 12 else span[0]
    (folder / FEED_FILE).write_text(_feed(change), encoding="utf-8", newline="")


class _Crimes:
    """Where and when."""

    def __init__(
        self, place: Place, span: list[Month], rng: np.random.Generator, *, planted: bool, truths: ExtractTruths
    ):
        self.place, self.rng, self.planted, self.truths, self.months = place, rng, planted, truths, span
        self.first = datetime(span[0].year, span[0].number, 1)
        after = span[-1].plus(1)
        self.end = datetime(after.year, after.number, 1)
        year = span[-1].minus(11)
        self.lately = datetime(year.year, year.number, 1)
        self.own = place.in_district(DISTRICT)

    def burglaries(self) -> list[Crime]:
        """Each may be followed by another nearby, and that one too; out all day or all night, few know when."""
        made: list[Crime] = []
        waiting = [self._anywhere(BURGLARY) for _ in range(A_MONTH[BURGLARY] * len(self.months))]
        while waiting:
            crime = waiting.pop()
            made.append(crime)
            if self.planted and self.rng.random() < self.truths.follows and (next_one := self._near(crime)):
                waiting.append(next_one)
        return [self._unsure(crime, known=0.25, hours=(2, 14)) for crime in made]

    def vehicle_thefts(self) -> list[Crime]:
        made = [self._anywhere(VEHICLE) for _ in range(A_MONTH[VEHICLE] * len(self.months))]
        return [self._unsure(crime, known=0.15, hours=(6, 13)) for crime in made]

    def bicycle_thefts(self) -> list[Crime]:
        """Anywhere at any time, and the planted ones lately around the middle of the town."""
        made = [self._anywhere(BICYCLE) for _ in range(A_MONTH[BICYCLE] * len(self.months))]
        for _ in range(self.truths.gathered if self.planted else 0):
            lsoa = int(self.rng.choice(self.gathered_in()))
            at = self.end - timedelta(minutes=int(self.rng.integers(self.truths.gathered_days * 24 * 60)) + 1)
            made.append(Crime(BICYCLE, at, at, self._inside(lsoa), lsoa))
        return sorted(made, key=lambda crime: (crime.at, crime.spot))

    def gathered_in(self) -> Array:
        """The LSOA in the middle of the town and those nearest to it."""
        middle = np.array([self.place.outlines[lsoa].centroid.coords[0] for lsoa in self.own])
        far = np.hypot(*(middle - middle[self.place.centre[self.own].argmax()]).T)
        nearest: Array = self.own[np.argsort(far, kind="stable")[: self.truths.gathered_lsoas]]
        return nearest

    def violence(self) -> list[Crime]:
        """The planted share on Friday nights, in the town centre."""
        made = []
        nights = [day for day in self._days() if day.weekday() == 4 and day + timedelta(days=1) < self.end]
        for _ in range(A_MONTH[INJURY] * len(self.months)):
            serious = self.rng.random()
            crime = self._anywhere(ASSAULT)
            if self.planted and self.rng.random() < self.truths.friday_night:
                night = nights[self.rng.integers(len(nights))]
                at = night + timedelta(minutes=int(20 * 60 + self.rng.integers(8 * 60)))
                lsoa = int(self.rng.choice(self.own, p=self._centre()))
                crime = Crime(ASSAULT, at, at, self._inside(lsoa), lsoa)
            lately = self.planted and crime.at >= self.lately
            injured = serious < self.truths.injury[0 if lately else 1]
            made.append(replace(crime, code=INJURY if injured else ASSAULT))
        return made

    def _centre(self) -> Array:
        weight = self.place.centre[self.own] ** 2
        share: Array = weight / weight.sum()
        return share

    def _days(self) -> list[datetime]:
        return [self.first + timedelta(days=day) for day in range((self.end - self.first).days)]

    def _anywhere(self, code: str) -> Crime:
        minutes = int((self.end - self.first).total_seconds() // 60)
        at = self.first + timedelta(minutes=int(self.rng.integers(minutes)))
        lsoa = int(self.rng.choice(self.own))
        return Crime(code, at, at, self._inside(lsoa), lsoa)

    def _inside(self, lsoa: int) -> tuple[float, float]:
        import shapely

        outline = self.place.outlines[lsoa]
        west, south, east, north = outline.bounds
        while True:
            x, y = float(self.rng.uniform(west, east)), float(self.rng.uniform(south, north))
            if shapely.contains_xy(outline, x, y):
                return x, y

    def _near(self, crime: Crime) -> Crime | None:
        """Within the metres and days, in the same LSOA, so that its code stays true; None after the last month."""
        import shapely

        at = crime.at + timedelta(minutes=int(self.rng.uniform(60, self.truths.within_days * 24 * 60)))
        outline = self.place.outlines[crime.lsoa]
        while True:
            angle, far = self.rng.uniform(0, 2 * np.pi), self.truths.within_metres * np.sqrt(self.rng.random())
            spot = (float(crime.spot[0] + far * np.cos(angle)), float(crime.spot[1] + far * np.sin(angle)))
            if shapely.contains_xy(outline, *spot):
                return Crime(crime.code, at, at, spot, crime.lsoa) if at < self.end else None

    def _unsure(self, crime: Crime, *, known: float, hours: tuple[int, int]) -> Crime:
        """A window that holds the true moment anywhere in it, unless somebody knew."""
        if self.rng.random() < known:
            return crime
        length = timedelta(minutes=int(self.rng.integers(60 * hours[0], 60 * hours[1])))
        begin = max(self.first, crime.at - length * float(self.rng.random()))
        begin = begin.replace(second=0, microsecond=0)
        return Crime(crime.code, begin, begin + length, crime.spot, crime.lsoa)


def _loot(rng: np.random.Generator, burglaries: int, truths: ExtractTruths) -> Iterator[str]:
    """What each burglary lost: the tied two equally often, and never together."""
    tie = round(0.15 * burglaries)
    things = [*[truths.tied[0]] * tie, *[truths.tied[1]] * tie]
    for name, share in LOOT:
        things += [name] * round(share * burglaries)
    things = (things + ["Cash;Watch"] * burglaries)[:burglaries]
    return iter([things[index] for index in rng.permutation(burglaries)])


def _row(
    rng: np.random.Generator,
    number: int,
    crime: Crime,
    place: Place,
    victim: Person | None,
    suspect: Person | None,
    loot: str,
) -> list[object]:
    placed = rng.random() >= UNPLACED
    domestic = victim is not None and rng.random() < 0.3
    night = crime.at.hour >= 20 or crime.at.hour < 4
    return [
        f"FRA/{number + 1:06d}",
        crime.code,
        GROUPS[crime.code],
        f"{crime.at:%d/%m/%Y %H:%M}",
        f"{crime.until:%d/%m/%Y %H:%M}",
        round(crime.spot[0]) if placed else "",
        round(crime.spot[1]) if placed else "",
        place.codes[crime.lsoa] if placed else "",
        *(_person(victim)),
        *(_person(suspect)),
        "Y" if domestic else "N",
        "Y" if rng.random() < (0.5 if victim and night else 0.08) else "N",
        "Y" if victim and rng.random() < 0.04 else "N",
        loot,
        int(rng.integers(20, 900)) if loot else "",
        str(rng.choice(OUTCOMES, p=(0.4, 0.2, 0.12, 0.08, 0.2))),
    ]


def _person(person: Person | None) -> list[object]:
    return [person.pseudonym, person.age, person.sex, person.ethnicity] if person else ["", "", "", ""]


def _feed(change: Month) -> str:
    """The description of the feed, as `frankpledge feed add` takes it."""
    names = "\n".join(f'    "{name}",' for name in COLUMNS)
    meanings = "\n".join(f'"{name}" = {meaning}' for name, meaning in COLUMNS.items())
    return f"""# Invented demonstration data: no real agency, agreement or person.
[feed]
name = "Recorded crime with times"
sender = "{FORCE_NAME}"
kind = "crimes"
owner = "Performance analyst, {FORCE_NAME} (invented)"
purpose = "Strategic assessment of Castermouth"
licence = "Invented data, free to use"
sensitivity = "restricted"
data_sets = ["police-crimes"]

[agreement]
reference = "Invented agreement 1"
from = 2015-01-01
until = 2099-12-31
retention_months = 600

[[systems]]
name = "Ledger (invented)"
from = 2000-01-01

[[systems]]
name = "Tally (invented)"
from = {change}-01

[file]
format = "csv"
encoding = "utf-8"
one_row_per = "event"
month_by = "from"
columns = [
{names}
]
drop = []

[columns]
{meanings}
"""
