"""Write Frankshire to a folder, as a partnership analyst would have it after a day of downloading."""

import shutil
from pathlib import Path

from frankpledge.demo.deprivation import write_deprivation
from frankpledge.demo.expected import Expected
from frankpledge.demo.extract import write_extract
from frankpledge.demo.extract_truths import EXTRACT
from frankpledge.demo.geography import write_geography
from frankpledge.demo.harm import write_harm_weights
from frankpledge.demo.made_by import Made, generator, read
from frankpledge.demo.partner import write_partner_counts
from frankpledge.demo.people import make_people
from frankpledge.demo.place import make_place
from frankpledge.demo.points import make_points
from frankpledge.demo.residents import write_residents
from frankpledge.demo.street import StreetFiles
from frankpledge.demo.truths import NOISE, PLANTED
from frankpledge.month import Month
from frankpledge.sources.invented import ATTRIBUTION, FORCE_NAME

LAST = Month.parse("2025-12")
MONTHS = 48
LABEL = "README.txt"

README = f"""{ATTRIBUTION}

Frankshire is an island that does not exist. {FORCE_NAME}, its twelve districts, its
streets and every row in these files were made by a program, so that Frankpledge can be
tried without anyone's real data. The files have the formats of the publishers they
imitate (data.police.uk, the Office for National Statistics, the Ministry of Housing),
but come from none of them and must never be taken for theirs.

  police-uk/      monthly street files
  geography/      look-ups, boundaries, population, postcodes
  deprivation/    an index of deprivation
  harm/           made-up weights of offences by harm
  partner/        restricted counts from an invented hospital; an invented police extract with
                  times and pseudonyms, and the description by which it can be loaded

What is truly so in these figures (a hot area, a season, a real change and so on) is
written down in src/frankpledge/demo/truths.py and in docs/demonstration.md.
"""


class NotOurs(Exception):
    """The folder holds something other than an earlier demonstration; nothing is overwritten."""


def write(folder: Path, *, seed: int = 1, months: int = MONTHS, last: Month = LAST, noise: bool = False) -> Path:
    """
    Write the whole demonstration to `folder`, in place of an earlier one, and return the folder.

    The same arguments give the same bytes. A month's rows depend on `seed` and on how long before `last` it is, not on
    `months`. With `noise` nothing is planted: every resident's risk is the same everywhere and always.
    Raises NotOurs where `folder` has anything else in it, and ValueError for no months.
    """
    if months < 1:
        raise ValueError("the demonstration needs at least one month")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not is_demonstration(folder):
        raise NotOurs(f"{folder} holds something other than the demonstration: choose another folder")
    making = folder.with_name(folder.name + ".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    place = make_place(seed)
    people = make_people(place, seed)
    points = make_points(place, seed)
    expected = Expected(place, people, NOISE if noise else PLANTED, last, seed)
    span = last.minus(months - 1).to(last)
    files = StreetFiles(place, points, expected, last, seed)
    for month in span:
        files.write(making / "police-uk", month)
    write_geography(making / "geography", place, people, points, seed)
    write_residents(making / "geography" / "population", place, people, seed)
    write_deprivation(making / "deprivation", place, people, seed)
    write_partner_counts(making / "partner", place, people, span, seed)
    write_extract(making / "partner", place, span, seed, truths=None if noise else EXTRACT)
    write_harm_weights(making / "harm")
    made = Made(generator(), seed, months, last)
    (making / LABEL).write_text(f"{README}\n{made}\n", encoding="utf-8", newline="")
    if folder.exists():
        shutil.rmtree(folder)
    making.rename(folder)
    return folder


def is_demonstration(folder: Path) -> bool:
    """Whether `folder` was written by `write`."""
    label = folder / LABEL
    return label.is_file() and label.read_text(encoding="utf-8", errors="replace").startswith(ATTRIBUTION)


def is_of_another_version(folder: Path) -> bool:
    """Whether a demonstration was written by another version of this program. Of any other folder it is False."""
    made = read((folder / LABEL).read_text(encoding="utf-8")) if is_demonstration(folder) else None
    return is_demonstration(folder) and (made is None or made.generator != generator())


def write_again(folder: Path) -> Path:
    """Write a demonstration in place of the same of another version: of as many months, and from the same seed."""
    made = read((folder / LABEL).read_text(encoding="utf-8"))
    return write(folder, seed=made.seed, months=made.months, last=made.last) if made else write(folder)
