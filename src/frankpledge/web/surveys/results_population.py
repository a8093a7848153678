"""
Who lives in a survey's area: by age, sex, ward and deprivation, from the archive, in the groups that the survey uses.

Read once for as long as the archive stays as it is. A margin that is not held says so; it is never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frankpledge.archive import geography
from frankpledge.archive.archive import Archive, NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area
from frankpledge.archive.resident_groups import Characteristic, resident_groups
from frankpledge.web.evidence.kept import State, state
from frankpledge.web.surveys.questionnaire import Text
from frankpledge.web.surveys.tables import FIFTHS, Grouping

YOUNGEST = 10  # nobody younger is asked: "under 16" is set against those from 10 to 15
OLDEST = 200
SEXES = {"female": ("Female", "Females", "Women"), "male": ("Male", "Males", "Men")}
# How the census names begin (TS021); what follows differs between its tables.
ETHNIC = {"asian": "Asian", "black": "Black", "mixed": "Mixed", "white": "White", "other": "Other"}
MARGINS = {
    "age": Text("Age", "Oedran"),
    "sex": Text("Sex", "Rhyw"),
    "ethnicity": Text("Ethnic group", "Grŵp ethnig"),
    "ward": Text("Ward", "Ward"),
    "deprivation": Text("Deprivation of the neighbourhood", "Amddifadedd y gymdogaeth"),
}


@dataclass(frozen=True)
class Residents:
    """People of one area: by single `age`, by `sex` and `ethnicity` as the census names them, by `ward` code, by fifth ("1" to "5")."""

    held: Mapping[str, Mapping[str, int]]
    sources: Mapping[str, str]  # by margin: what was counted, in words
    ward_names: Mapping[str, str]


@dataclass(frozen=True)
class Margin:
    """People by the groups of a survey (keys as in its `Grouping`); `source` says which people, and when."""

    name: str
    people: Mapping[str, int]
    source: str


def residents(archive: Path, codes: tuple[str, ...]) -> Residents | None:
    """Of these areas together; None where the archive does not know one of them."""
    return _residents(archive, state(archive), codes)


def margin(found: Residents, grouping: Grouping) -> Margin | None:
    """Residents in the groups of this grouping; None where they are not held, or its groups cannot be read."""
    held = found.held.get(grouping.name)
    if not held:
        return None
    source = found.sources[grouping.name]
    if grouping.name == "age":
        spans = {key: ages(key) for key in grouping.keys}
        if None in spans.values():
            return None
        people = {
            key: sum(count for age, count in held.items() if span and span[0] <= int(age) <= span[1])
            for key, span in spans.items()
        }
    elif grouping.name == "sex":
        people = {key: sum(held.get(name, 0) for name in SEXES.get(key, ())) for key in grouping.keys}
    elif grouping.name == "ethnicity":
        if set(grouping.keys) - set(ETHNIC):
            return None  # a question of their own: whom it means in the census is not known
        people = {
            key: sum(count for name, count in held.items() if name.startswith(begins)) for key, begins in ETHNIC.items()
        }
    elif grouping.name == "ward":
        people = dict(held)
    else:
        people = {key: held.get(key, 0) for key in grouping.keys}
    people = {key: count for key, count in people.items() if count}
    return Margin(grouping.name, people, source) if people else None


def names(grouping: Grouping, ward_names: Mapping[str, str]) -> dict[str, Text]:
    """What each group is called, by its key: those of the survey, every ward of the area and every fifth."""
    if grouping.name == "deprivation":
        return {str(at): fifth for at, fifth in enumerate(FIFTHS, 1)}
    found = dict(zip(grouping.keys, grouping.texts, strict=True))
    if grouping.name == "ward":
        found |= {code: Text(name) for code, name in ward_names.items()}
    return found


def ages(key: str) -> tuple[int, int] | None:
    """
    The first and last year of age that a key means; None for one that means no ages.

    >>> ages("16_24"), ages("under_16"), ages("75_over"), ages("prefer_not")
    ((16, 24), (10, 15), (75, 200), None)
    """
    numbers = [int(each) for each in re.findall(r"\d+", key)]
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    if len(numbers) != 1:
        return None
    return (YOUNGEST, numbers[0] - 1) if "under" in key else (numbers[0], OLDEST)


@lru_cache(maxsize=16)
def _residents(archive: Path, now: State, codes: tuple[str, ...]) -> Residents | None:
    snapshot = Archive(archive).snapshot()
    try:
        lsoas = sorted({lsoa for code in codes for lsoa in find_area(snapshot, code).lsoas})
    except (UnknownArea, AmbiguousArea, NothingHeld):
        return None
    if not lsoas:
        return None
    held: dict[str, Mapping[str, int]] = {}
    sources: dict[str, str] = {}
    names_held: tuple[Characteristic, ...] = ("age", "sex", "ethnicity")
    for name in names_held:
        found = resident_groups(snapshot, lsoas, name)
        if found:
            held[name], sources[name] = found.residents, found.words
    names = _by_place(snapshot, lsoas, held, sources)
    return Residents(held, sources, names)


def _by_place(
    snapshot: Snapshot, lsoas: list[str], held: dict[str, Mapping[str, int]], sources: dict[str, str]
) -> dict[str, str]:
    """Adds wards and fifths of deprivation; returns the names of the wards."""
    try:
        people = geography.residents(snapshot, lsoas).set_index("lsoa")["residents"]
    except NothingHeld:
        return {}
    if set(lsoas) - set(people.dropna().index):
        return {}
    names: dict[str, str] = {}
    try:
        places = geography.places(snapshot, lsoas).set_index("lsoa")
        if places["ward"].notna().all():
            held["ward"] = {str(code): int(n) for code, n in people.groupby(places["ward"]).sum().items()}
            sources["ward"] = "usual residents, Census 2021"
            pairs = zip(places["ward"], places["ward_name"], strict=True)
            names = {str(code): str(name) for code, name in pairs}
    except NothingHeld:
        pass  # said on the page as not held
    try:
        ranks, index = geography.deprivation(snapshot, lsoas)
        if len(ranks) == len(lsoas):
            fifth = ((ranks.set_index("lsoa")["imd_decile"] - 1) // 2 + 1).astype(int)
            held["deprivation"] = {str(key): int(n) for key, n in people.groupby(fifth).sum().items()}
            sources["deprivation"] = f"usual residents, Census 2021, by {index}"
    except NothingHeld:
        pass
    return names
