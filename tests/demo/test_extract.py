"""The invented police extract: what is planted in it is there, and nothing else is."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from frankpledge.archive import partner_events
from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import add
from frankpledge.archive.load import load
from frankpledge.demo.extract import EXTRACT_FILE, FEED_FILE, INJURY, write_extract
from frankpledge.demo.extract_truths import EXTRACT
from frankpledge.demo.place import make_place
from frankpledge.month import Month

FEED = "frankshire-police/recorded-crime-with-times"
PAGE = Path(__file__).parents[2] / "docs/partner-extracts.md"


@pytest.fixture(scope="module")
def rows(frankshire):
    with open(frankshire / "partner" / EXTRACT_FILE, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def of(rows, group):
    return [row for row in rows if row["Offence Group"] == group]


def close_pairs(rows, metres=150.0, days=10.0):
    """Pairs so near and so soon, for each that chance would give: all pairs as near, times the share of pairs as soon."""
    placed = [row for row in rows if row["Easting"]]
    spots = np.array([[float(row["Easting"]), float(row["Northing"])] for row in placed])
    day = np.array([datetime.strptime(row["Committed From"], "%d/%m/%Y %H:%M").timestamp() / 86_400 for row in placed])
    one, other = np.triu_indices(len(placed), 1)
    near = np.hypot(*(spots[one] - spots[other]).T) <= metres
    soon = np.abs(day[one] - day[other]) <= days
    return (near & soon).sum() / (near.sum() * soon.mean())


def test_burglaries_follow_each_other_and_vehicle_crimes_do_not(rows):
    assert close_pairs(of(rows, "Burglary")) > 5
    assert close_pairs(of(rows, "Vehicle crime")) < 3


def test_violence_gathers_on_friday_nights(rows):
    at = [datetime.strptime(row["Committed From"], "%d/%m/%Y %H:%M") for row in of(rows, "Violence")]
    friday = [(m.weekday() == 4 and m.hour >= 20) or (m.weekday() == 5 and m.hour < 4) for m in at]

    chance = 8 / 168
    assert np.mean(friday) == pytest.approx(EXTRACT.friday_night + (1 - EXTRACT.friday_night) * chance, abs=0.04)


def test_just_the_planted_people_occur_again(rows):
    violence = of(rows, "Violence")
    victims = Counter(row["Victim Pseudonym"] for row in violence)
    suspects = Counter(row["Suspect Pseudonym"] for row in violence if row["Suspect Pseudonym"])

    assert Counter(victims.values())[EXTRACT.offences_each] == EXTRACT.repeat_victims
    assert set(victims.values()) == {1, EXTRACT.offences_each}
    assert Counter(suspects.values())[EXTRACT.suspected_each] == EXTRACT.repeat_suspects
    assert len(set(victims) & set(suspects)) == EXTRACT.both
    assert not any(row["Victim Pseudonym"] == row["Suspect Pseudonym"] for row in violence)


def test_bicycle_thefts_gather_lately_and_not_before(rows):
    """Of the three LSOAs with most of the last three weeks: there are many more there than at any other time."""
    at = [
        (datetime.strptime(row["Committed From"], "%d/%m/%Y %H:%M"), row["LSOA 2021"])
        for row in of(rows, "Bicycle theft")
    ]
    end = max(time for time, _ in at)
    lately = Counter(lsoa for time, lsoa in at if (end - time).days < EXTRACT.gathered_days and lsoa)
    most = [lsoa for lsoa, _ in lately.most_common(EXTRACT.gathered_lsoas)]
    before = sum(lsoa in most for time, lsoa in at) - sum(lately[lsoa] for lsoa in most)

    assert sum(lately[lsoa] for lsoa in most) >= EXTRACT.gathered - 2
    assert before / (EXTRACT.months * 30.4 / EXTRACT.gathered_days - 1) < 2


def test_two_things_are_stolen_equally_often(rows):
    stolen = Counter(row["Property Stolen"] for row in of(rows, "Burglary"))

    assert stolen[EXTRACT.tied[0]] == stolen[EXTRACT.tied[1]] > 50


def test_it_loads_whole_by_its_description(frankshire, tmp_path, rows):
    archive = Archive(tmp_path / "archive")
    feed = add(archive, (frankshire / "partner" / FEED_FILE).read_text("utf-8"), by="analyst", on=datetime.now().date())

    report = load(archive, [frankshire / "partner" / EXTRACT_FILE])

    assert (feed.key, report.ok, report.rows) == (FEED, True, len(rows))
    [held] = partner_events.feeds_held(archive.snapshot(), "crimes")
    assert len(held.months) == EXTRACT.months
    assert held.placed == pytest.approx(0.98, abs=0.01)
    people = partner_events.people(archive.snapshot(), [FEED], None, held.months, role="victim")
    assert (people["person"].value_counts() == EXTRACT.offences_each).sum() == EXTRACT.repeat_victims


def test_noise_has_nothing_planted(tmp_path):
    months = Month.parse("2024-01").to(Month.parse("2025-12"))

    write_extract(tmp_path, make_place(3), months, 3, truths=None)

    with open(tmp_path / EXTRACT_FILE, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert close_pairs(of(rows, "Burglary")) < 3
    assert set(Counter(row["Victim Pseudonym"] for row in of(rows, "Violence")).values()) == {1}


def test_fewer_months_are_the_same_months(tmp_path):
    place, months = make_place(3), Month.parse("2025-10").to(Month.parse("2025-12"))
    write_extract(tmp_path / "long", place, Month.parse("2025-01").to(months[-1]), 3)

    write_extract(tmp_path / "short", place, months, 3)

    long, short = ((tmp_path / name / EXTRACT_FILE).read_text().splitlines() for name in ("long", "short"))
    assert long[0] == short[0]
    assert long[-len(short) + 1 :] == short[1:]


def test_the_page_lists_every_planted_truth_and_no_other():
    section = PAGE.read_text(encoding="utf-8").partition("## What is truly so in it")[2].partition("\n## ")[0]

    assert [line[2:] for line in section.splitlines() if line.startswith("- ")] == list(EXTRACT.in_words())


def test_who_is_who_is_as_planted(rows):
    people = {}
    for row in of(rows, "Violence"):
        for role in ("Victim", "Suspect"):
            if row[f"{role} Pseudonym"]:
                people.setdefault(role, {})[row[f"{role} Pseudonym"]] = row
    for role, men in zip(("Victim", "Suspect"), EXTRACT.men, strict=True):
        assert np.mean([row[f"{role} Sex"] == "Male" for row in people[role].values()]) == pytest.approx(men, abs=0.05)
    group, times = EXTRACT.named_more
    share = {role: np.mean([row[f"{role} Ethnicity"] == group for row in people[role].values()]) for role in people}
    assert share["Suspect"] / share["Victim"] == pytest.approx(times, rel=0.35)


def test_injuries_are_more_of_as_much_violence(rows):
    violence = of(rows, "Violence")
    last = max(row["Committed From"][6:10] for row in violence)
    lately = [row["Offence Code"] == INJURY for row in violence if row["Committed From"][6:10] == last]
    before = [row["Offence Code"] == INJURY for row in violence if row["Committed From"][6:10] != last]

    assert (np.mean(lately), np.mean(before)) == pytest.approx(EXTRACT.injury, abs=0.06)
    assert len(lately) == pytest.approx(len(before), rel=0.15)
