"""What is truly so in Frankshire, as data: the generator plants it, tests look for it, and docs print it."""

from calendar import month_name
from dataclasses import dataclass

from frankpledge.month import Month

ANTI_SOCIAL = "Anti-social behaviour"


@dataclass(frozen=True)
class HotArea:
    """Some LSOAs that touch each other have `times` as much of one type as they otherwise would, in every month."""

    district: str
    crime_type: str
    lsoas: int
    times: float

    def in_words(self) -> str:
        return (
            f"{self.lsoas} LSOAs of {self.district} that touch each other have {self.times:g} times the "
            f"{self.crime_type.lower()} they would otherwise have, in every month."
        )


@dataclass(frozen=True)
class Season:
    """A type swings by `swing` (0.3 is 30 % above and below its mean) in every year, highest in month `peak` (1-12)."""

    crime_type: str
    swing: float
    peak: int

    def in_words(self) -> str:
        return f"{self.crime_type} is {percent(self.swing)} above its mean in {month_name[self.peak]} of every year."


@dataclass(frozen=True)
class RealChange:
    """In one district a type is multiplied by `times` in the last `months` months."""

    district: str
    crime_type: str
    times: float
    months: int = 12

    def in_words(self) -> str:
        return f"{self.crime_type} in {self.district} is {less(self.times)} in the last {self.months} months."


@dataclass(frozen=True)
class RecordingChange:
    """From `first` on, everywhere, a type is multiplied by `times`, because the rules for recording changed."""

    crime_type: str
    times: float
    first: Month

    def in_words(self) -> str:
        return (
            f"{self.crime_type} is {less(self.times)} everywhere from {self.first.label}, "
            "because the rules for recording changed."
        )


@dataclass(frozen=True)
class Truths:
    """
    Everything planted. What is not named here does not change: a district's expected counts
    are the same in every year, and months differ by chance alone (`SPREAD`).

    `quiet` has no change of its own in the last 24 months. `gradient` is how much a standard deviation more
    deprivation multiplies crime by (where a type follows it fully). `flat`: every LSOA's expectation is one rate
    per resident, for trying what pure noise does.
    """

    hot_areas: tuple[HotArea, ...] = ()
    seasons: tuple[Season, ...] = ()
    real_changes: tuple[RealChange, ...] = ()
    recording_changes: tuple[RecordingChange, ...] = ()
    quiet: str = ""
    gradient: float = 1.0
    flat: bool = False

    def in_words(self) -> tuple[str, ...]:
        """A sentence for each."""
        said = [hot.in_words() for hot in self.hot_areas]
        said += [season.in_words() for season in self.seasons]
        said += [change.in_words() for change in self.real_changes]
        said += [change.in_words() for change in self.recording_changes]
        if self.quiet:
            said.append(f"{self.quiet} is quiet: no change is its own, and none at all is in its last 24 months.")
        if self.gradient != 1:
            said.append(f"A standard deviation more deprivation goes with {percent(self.gradient - 1)} more violence.")
        return tuple(said)


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def less(times: float) -> str:
    return f"{percent(1 - times)} lower"


# The Home Office did change its counting rules in May 2023: what some forces recorded as two crimes became one,
# and some public order offences were no longer recorded. Frankshire, although invented, followed.
COUNTING_RULES = Month.parse("2023-05")

PLANTED = Truths(
    hot_areas=(HotArea("Castermouth", "Vehicle crime", lsoas=8, times=6.0),),
    seasons=(
        Season(ANTI_SOCIAL, 0.35, peak=7),
        Season("Burglary", 0.12, peak=12),
        Season("Bicycle theft", 0.35, peak=8),
        Season("Violence and sexual offences", 0.06, peak=7),
    ),
    real_changes=(RealChange("Castermouth", "Burglary", 0.7),),
    recording_changes=(
        RecordingChange("Public order", 0.6, COUNTING_RULES),
        RecordingChange("Violence and sexual offences", 0.93, COUNTING_RULES),
    ),
    quiet="Thornwold",
    gradient=1.35,
)
NOISE = Truths(flat=True)

# Variance over mean of the monthly counts of a type: 1 if each crime were independent of all others.
SPREAD = {
    ANTI_SOCIAL: 1.4,
    "Bicycle theft": 1.2,
    "Burglary": 1.3,
    "Criminal damage and arson": 1.25,
    "Drugs": 1.4,
    "Other crime": 1.15,
    "Other theft": 1.2,
    "Possession of weapons": 1.1,
    "Public order": 1.2,
    "Robbery": 1.2,
    "Shoplifting": 2.2,
    "Theft from the person": 1.5,
    "Vehicle crime": 1.3,
    "Violence and sexual offences": 1.35,
}

# One month in which every row has a place, unlike all others: real files have such months, and loading should notice.
MONTHS_AGO_WITHOUT_UNPLACED = 5
