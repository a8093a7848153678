"""How many crimes of each type each LSOA of Frankshire must expect in a month: where the planted truths go in."""

from dataclasses import dataclass

import numpy as np

from frankpledge.demo.people import People
from frankpledge.demo.place import Array, Place
from frankpledge.demo.truths import ANTI_SOCIAL, SPREAD, HotArea, Truths
from frankpledge.month import Month

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Habit:
    """A type's yearly rows per 1,000 residents, how it gathers in town centres, how much it follows hardship (0-1)."""

    rate: float
    centre: float
    hardship: float


HABITS = {
    ANTI_SOCIAL: Habit(17.0, 2.5, 0.8),
    "Bicycle theft": Habit(1.0, 5.0, 0.0),
    "Burglary": Habit(4.0, 0.6, 0.6),
    "Criminal damage and arson": Habit(5.0, 1.5, 1.0),
    "Drugs": Habit(2.0, 3.0, 1.0),
    "Other crime": Habit(1.4, 1.0, 0.8),
    "Other theft": Habit(3.6, 3.0, 0.2),
    "Possession of weapons": Habit(0.7, 3.0, 0.9),
    "Public order": Habit(9.2, 3.5, 0.9),
    "Robbery": Habit(0.6, 6.0, 0.9),
    "Shoplifting": Habit(6.0, 16.0, 0.2),
    "Theft from the person": Habit(0.6, 14.0, 0.0),
    "Vehicle crime": Habit(3.3, 0.4, 0.3),
    "Violence and sexual offences": Habit(22.5, 1.8, 1.0),
}
CRIME_TYPES = tuple(HABITS)
# A large port has more burglary than its residents and their hardship alone would explain.
OWN_LEVEL = {("Castermouth", "Burglary"): 2.2}
BUSY = 0.3  # nearer than this to the middle of its town, an LSOA is high in everything
LSOA_SPREAD = 0.22  # how much LSOAs differ (log scale) beyond what centre and hardship explain


def hot_lsoas(place: Place, hot: HotArea) -> Array:
    """
    Positions of the LSOAs of a hot area: one away from the town centre, and those nearest to it.

    The same for a place whatever the seed of the crimes.
    """
    import shapely

    own = place.in_district(hot.district)
    middles = shapely.get_coordinates(shapely.centroid(np.array(place.outlines)[own]))
    in_town = place.town[own]
    heart = own[place.centre[own].argmax()]
    distance = np.hypot(*(middles - shapely.get_coordinates(place.outlines[heart].centroid)[0]).T)
    # Far enough out that shops and bars do not hide it, but where LSOAs are small and close together.
    core = int(np.argsort(np.where(in_town, distance, np.inf), kind="stable")[int(0.65 * in_town.sum())])
    taken = [core]
    while len(taken) < hot.lsoas:
        # Whichever borders on most of those taken, then the nearest, so that the area is compact.
        borders = [sum(place.outlines[one].touches(place.outlines[own[other]]) for other in taken) for one in own]
        away = np.hypot(*(middles - middles[taken].mean(axis=0)).T)
        rank = np.array(borders) - away / (away.max() + 1)
        rank[taken] = -np.inf
        rank[place.centre[own] > BUSY] = -np.inf
        taken.append(int(rank.argmax()))
    return np.sort(own[taken])


class Expected:
    """Expected rows [lsoa, crime type] of any month, before chance."""

    def __init__(self, place: Place, people: People, truths: Truths, last: Month, seed: int):
        self.place, self.truths, self.last = place, truths, last
        rng = np.random.default_rng([seed, 4])
        own = np.exp(rng.normal(0, LSOA_SPREAD, (len(place.codes), len(CRIME_TYPES))))
        self.yearly = np.empty_like(own)
        for column, habit in enumerate(HABITS.values()):
            pull = np.ones(len(place.codes))
            if not truths.flat:
                pull = own[:, column] * (1 + habit.centre * place.centre) * _country(place, habit)
                pull *= truths.gradient ** (habit.hardship * people.hardship)
            weight = people.residents * pull
            # However it gathers, the island as a whole has the stated rate.
            self.yearly[:, column] = habit.rate / 1_000 * people.residents.sum() * weight / weight.sum()
        if not truths.flat:
            for (district, crime_type), times in OWN_LEVEL.items():
                self.yearly[place.in_district(district), CRIME_TYPES.index(crime_type)] *= times
        for hot in truths.hot_areas:
            self.yearly[hot_lsoas(place, hot), CRIME_TYPES.index(hot.crime_type)] *= hot.times

    def of(self, month: Month) -> Array:
        expected: Array = self.yearly * month.days / DAYS_A_YEAR
        for season in self.truths.seasons:
            swing = season.swing * np.cos(2 * np.pi * (month.number - season.peak) / 12)
            expected[:, CRIME_TYPES.index(season.crime_type)] *= 1 + swing
        for step in self.truths.recording_changes:
            if month >= step.first:
                expected[:, CRIME_TYPES.index(step.crime_type)] *= step.times
        for change in self.truths.real_changes:
            if month > self.last.minus(change.months):
                expected[self.place.in_district(change.district), CRIME_TYPES.index(change.crime_type)] *= change.times
        return expected


def _country(place: Place, habit: Habit) -> Array:
    """Little that gathers in towns happens in the country."""
    return np.where(place.town, 1.0, 1.0 / (1.0 + 0.3 * habit.centre))


def draw(rng: np.random.Generator, expected: Array) -> Array:
    """
    Counts with the expected mean and, by type, `SPREAD` times its variance: negative binomial.

    Sums of such counts over LSOAs have the same spread, so it holds for districts and for the force too.
    """
    spread = np.array([SPREAD[crime_type] for crime_type in CRIME_TYPES])
    return rng.negative_binomial(expected / (spread - 1), 1 / spread)
