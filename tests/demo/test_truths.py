"""What is planted in Frankshire is there to be found: by counting its files, and by an assessment made from them."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from frankpledge.analysis.change import adjust, compare_periods
from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.expected import CRIME_TYPES, hot_lsoas
from frankpledge.demo.place import Place, make_place
from frankpledge.demo.truths import ANTI_SOCIAL, COUNTING_RULES, PLANTED
from frankpledge.month import Month

MONTHS = Month.parse("2022-01").to(Month.parse("2025-12"))


class Counted:
    """The street files, counted the slow and obvious way."""

    def __init__(self, folder: Path, place: Place):
        district_of = {code: DISTRICTS[index].name for code, index in zip(place.codes, place.district, strict=True)}
        self.counts: Counter[tuple[str, str, str, str]] = Counter()
        for path in folder.glob("police-uk/*/*.csv"):
            with open(path, newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    code = row["LSOA code"]
                    self.counts[district_of.get(code, ""), code, row["Crime type"], row["Month"]] += 1
        self.by_district: Counter[tuple[str, str, str]] = Counter()
        for (district, _, crime_type, month), n in self.counts.items():
            self.by_district[district, crime_type, month] += n

    def monthly(self, district: str, crime_type: str, months: list[Month] = MONTHS) -> list[int]:
        return [self.by_district[district, crime_type, str(month)] for month in months]

    def adjusted_p(self, district: str) -> dict[str, float]:
        """Of the change in each type between the last two years, allowing for all of them."""
        changes = [
            compare_periods(self.monthly(district, kind, MONTHS[-24:-12]), self.monthly(district, kind, MONTHS[-12:]))
            for kind in CRIME_TYPES
        ]
        return {kind: change.adjusted_p or 0.0 for kind, change in zip(CRIME_TYPES, adjust(changes), strict=True)}


@pytest.fixture(scope="module")
def place() -> Place:
    return make_place(1)


@pytest.fixture(scope="module")
def counted(frankshire: Path, place: Place) -> Counted:
    return Counted(frankshire, place)


def test_the_hot_area_has_the_most_vehicle_crime_in_its_district(counted: Counted, place: Place) -> None:
    for hot in PLANTED.hot_areas:
        inside = {place.codes[index] for index in hot_lsoas(place, hot)}
        by_lsoa = {
            place.codes[index]: sum(
                counted.counts[hot.district, place.codes[index], hot.crime_type, str(month)] for month in MONTHS
            )
            for index in place.in_district(hot.district)
        }

        busiest = sorted(by_lsoa, key=lambda code: -by_lsoa[code])[: hot.lsoas]

        assert set(busiest) == inside


def test_the_real_change_is_more_than_chance_and_the_only_one_in_its_district(counted: Counted) -> None:
    for change in PLANTED.real_changes:
        p = counted.adjusted_p(change.district)

        assert [kind for kind in CRIME_TYPES if p[kind] < 0.05] == [change.crime_type]


def test_the_quiet_district_has_no_change_beyond_chance(counted: Counted) -> None:
    p = counted.adjusted_p(PLANTED.quiet)

    assert min(p.values()) >= 0.05


def test_the_season_is_as_planted(counted: Counted) -> None:
    season = next(season for season in PLANTED.seasons if season.crime_type == ANTI_SOCIAL)
    of_force = np.sum([counted.monthly(each.name, ANTI_SOCIAL) for each in DISTRICTS], axis=0)

    per_day = (of_force / [month.days for month in MONTHS]).reshape(4, 12).mean(axis=0)

    assert per_day.argmax() + 1 in (season.peak - 1, season.peak, season.peak + 1)
    assert (per_day.max() - per_day.min()) / per_day.mean() == pytest.approx(2 * season.swing, rel=0.2)


def test_the_recording_change_is_a_step_everywhere(counted: Counted) -> None:
    first = COUNTING_RULES.index - MONTHS[0].index
    for step in PLANTED.recording_changes:
        for each in DISTRICTS:
            monthly = np.array(counted.monthly(each.name, step.crime_type))

            ratio = monthly[first:].mean() / monthly[:first].mean()

            assert ratio == pytest.approx(step.times, rel=0.2), (step.crime_type, each.name)


def test_more_deprived_lsoas_have_more_violence(counted: Counted, frankshire: Path) -> None:
    with open(frankshire / "deprivation/invented_iod2025_lsoa21.csv", newline="", encoding="utf-8") as file:
        rank = {
            row["LSOA code (2021)"]: int(row["Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"])
            for row in csv.DictReader(file)
        }
    violence: Counter[str] = Counter()
    for (_, code, crime_type, _), n in counted.counts.items():
        violence[code] += n * (crime_type == "Violence and sexual offences")
    ordered = sorted(rank, key=lambda code: rank[code])
    fifth = len(ordered) // 5

    most, least = (sum(violence[code] for code in part) for part in (ordered[:fifth], ordered[-fifth:]))

    assert most > 1.8 * least
