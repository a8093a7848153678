"""The people in a partner's crimes, each once, in the groups by which residents are counted, and what of it to hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.linked import margins, suppress_together
from frankpledge.analysis.profiles import (
    BAND_STARTS,
    Profile,
    ProfileGroup,
    age_band,
    band_names,
    not_known,
    profile_of,
)
from frankpledge.archive import partner_events
from frankpledge.archive.partner_events import FeedHeld, Role
from frankpledge.archive.resident_groups import ResidentGroups, resident_groups
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

Characteristic = Literal["age", "sex", "ethnicity"]
CHARACTERISTICS: tuple[Characteristic, ...] = ("age", "sex", "ethnicity")
PLURAL: dict[Role, str] = {"victim": "victims", "suspect": "suspects"}
SEXES = {"f": "Female", "female": "Female", "woman": "Female", "m": "Male", "male": "Male", "man": "Male"}
# The census's five broad groups, by the word with which a sender's own name of a group begins.
ETHNIC_GROUPS = {
    "asian": "Asian, Asian British or Asian Welsh",
    "black": "Black, Black British, Black Welsh, Caribbean or African",
    "mixed": "Mixed or Multiple ethnic groups",
    "white": "White",
    "other": "Other ethnic group",
}
UNKNOWN = "not known"
FEWEST_PEOPLE = 50
LEAST_KNOWN = 0.5  # of the people: under it, those known say little of the rest
MOST_GROUPS = 12  # of one characteristic: a sender's finer codes would leave everything hidden


@dataclass(frozen=True)
class Groups:
    """
    People by one characteristic. `hidden` are the groups whose number must not be shown; `UNKNOWN` may be one.

    `living` has the residents of the same groups, where they are held.
    """

    characteristic: Characteristic
    profile: Profile
    hidden: frozenset[str]
    living: ResidentGroups | None

    @property
    def of_all(self) -> bool:
        """Whether shares are of all people: of those known they would give away how few are not."""
        return UNKNOWN in self.hidden

    @property
    def base(self) -> int:
        return self.profile.people if self.of_all else self.profile.known

    def share(self, group: ProfileGroup) -> tuple[float, float, float] | None:
        """Percent of `base`, with its interval; None where hidden, or too few are known."""
        if group.group in self.hidden or self.profile.share_unknown > 1 - LEAST_KNOWN:
            return None
        ends = wilson_interval(group.people, self.base)
        return 100 * group.people / self.base, 100 * ends.low, 100 * ends.high


@dataclass(frozen=True)
class People:
    """
    Everybody named in one role, each once. `charged`: by ethnic group, how many suspects were charged, None where hidden.

    `rows` has person, age (in years), sex, ethnicity and charged; it is never shown.
    """

    role: Role
    number: int
    groups: Mapping[Characteristic, Groups]
    charged: Mapping[str, int | None]
    rows: "pd.DataFrame"


def people_of(evidence: Evidence, held: FeedHeld, role: Role, months: Sequence[Month]) -> People | None:
    """None for fewer than 50, or where hiding small numbers would have to hide how many there are."""
    rows = persons(evidence, held, role, months, outcomes=role == "suspect")
    if len(rows) < FEWEST_PEOPLE:
        return None
    living = {name: _living(evidence, name, rows) for name in CHARACTERISTICS}
    profiles: dict[Characteristic, Profile] = {}
    for name in CHARACTERISTICS:
        residents = living[name].residents if living[name] else None  # type: ignore[union-attr]
        values = _banded(rows) if name == "age" else rows[name].tolist()
        order = band_names() if name == "age" and _has_years(rows) else sorted(residents or ())
        profile = profile_of(values, order=order, residents=residents)
        if profile.known and len(profile.groups) <= MOST_GROUPS:
            profiles[name] = profile
    hidden, charged = _hide(rows, profiles, role)
    if hidden is None:
        return None
    groups = {name: Groups(name, profile, hidden[name], living[name]) for name, profile in profiles.items()}
    return People(role, len(rows), groups, charged, rows)


def persons(
    evidence: Evidence, held: FeedHeld, role: Role, months: Sequence[Month], *, outcomes: bool = False
) -> "pd.DataFrame":
    """
    person, age, age_band, sex, ethnicity (None where not known), charged: a row for each person, as first recorded.

    `charged`: whether any of the person's crimes in these months has an outcome that begins with “charge”; False for
    all unless `outcomes` are asked for, which takes longer.
    """
    rows = partner_events.people(evidence.snapshot, [held.feed], evidence.area.lsoas, list(months), role=role)
    ever: set[str] = set()
    if outcomes:
        events = partner_events.events(evidence.snapshot, [held.feed], evidence.area.lsoas, list(months))
        said = dict(zip(events["event"], events["outcome"], strict=True))
        charged = [str(said.get(event) or "").casefold().startswith("charge") for event in rows["event"]]
        ever = set(rows.loc[np.array(charged, bool), "person"])
    each = rows.drop_duplicates("person").reset_index(drop=True)
    each = each.astype(dict.fromkeys(("age", "age_band", "sex", "ethnicity"), object))
    each["charged"] = each["person"].isin(ever)
    each["age"] = [None if not_known(years) else float(years) for years in each["age"]]
    each["sex"] = [_named(value, SEXES) for value in each["sex"]]
    each["ethnicity"] = [ethnic_group(value) for value in each["ethnicity"]]
    return each[["person", "age", "age_band", "sex", "ethnicity", "charged"]]


def ethnic_group(value: object) -> str | None:
    """
    The census's broad group of a sender's words; other words as they are, and None where not known.

    >>> ethnic_group("White - British"), ethnic_group("Asian"), ethnic_group("Not stated"), ethnic_group("W1")
    ('White', 'Asian, Asian British or Asian Welsh', None, 'W1')
    >>> ethnic_group("Other ethnic group - Not stated")  # as police.uk writes it
    """
    if not_known(value) or str(value).casefold().endswith("not stated"):
        return None
    words = "".join(letter if letter.isalpha() else " " for letter in str(value)).split()
    return ETHNIC_GROUPS.get(words[0].casefold() if words else "", str(value))


def _named(value: object, names: Mapping[str, str]) -> str | None:
    return None if not_known(value) else names.get(str(value).strip().casefold(), str(value))


def _has_years(rows: "pd.DataFrame") -> bool:
    return bool(rows["age"].notna().any())


def _banded(rows: "pd.DataFrame") -> list[str | None]:
    """Bands of the ages in years; the sender's own bands where it gives no years."""
    if _has_years(rows):
        return [age_band(None if years is None else float(years)) for years in rows["age"]]
    return [None if not_known(value) else str(value) for value in rows["age_band"]]


def _living(evidence: Evidence, characteristic: Characteristic, rows: "pd.DataFrame") -> ResidentGroups | None:
    """Residents in the very groups in which the people are; of ages by the bands shown."""
    found = resident_groups(evidence.snapshot, evidence.area.lsoas, characteristic)
    if found is None or (characteristic == "age" and not _has_years(rows)):
        return None
    if characteristic != "age":
        return found
    banded = dict.fromkeys(band_names(BAND_STARTS), 0)
    for years, residents in found.residents.items():
        banded[age_band(float(years)) or ""] += residents
    return ResidentGroups(found.dataset, found.words, banded)


def _hide(
    rows: "pd.DataFrame", profiles: Mapping[Characteristic, Profile], role: Role
) -> tuple[dict[Characteristic, frozenset[str]] | None, dict[str, int | None]]:
    """All numbers of one role leave together: by each characteristic, charged by ethnic group, and how many in all."""
    axes: list[tuple[list[str], list[str]]] = []  # the groups of each axis, and that of each person
    for name, profile in profiles.items():
        values = _banded(rows) if name == "age" else rows[name].tolist()
        axes.append(
            ([*(one.group for one in profile.groups), UNKNOWN], [UNKNOWN if not_known(v) else str(v) for v in values])
        )
    with_charged = role == "suspect" and "ethnicity" in profiles and bool(rows["charged"].any())
    if with_charged:
        axes.append((["charged", "not charged"], ["charged" if yes else "not charged" for yes in rows["charged"]]))
    shape = tuple(len(names) for names, _ in axes)
    parts = np.zeros(shape or (1,), dtype=np.int64)
    np.add.at(parts, tuple([names.index(value) for value in values] for names, values in axes), 1)
    keys = list(profiles)
    numbers = [margins(shape, axis) for axis in range(len(keys))]
    if with_charged:
        numbers.append(margins(shape, keys.index("ethnicity"), len(keys)))
    together = suppress_together(
        parts.ravel(), [one for each in numbers for one in each] + margins(shape), threshold=THRESHOLD
    )
    if together.hidden[-1]:
        return None, {}
    ends = np.cumsum([len(each) for each in numbers])
    masks = np.split(together.hidden[:-1], ends[:-1])
    hidden = {
        name: frozenset(group for group, hide in zip(axes[at][0], masks[at], strict=True) if hide)
        for at, name in enumerate(keys)
    }
    charged: dict[str, int | None] = {}
    if with_charged:
        pairs = masks[-1].reshape(-1, 2)
        counts = parts.sum(
            axis=tuple(axis for axis in range(len(shape)) if axis not in (keys.index("ethnicity"), len(keys)))
        )
        for at, group in enumerate(axes[keys.index("ethnicity")][0]):
            charged[group] = None if pairs[at, 0] else int(counts[at, 0])
    return hidden, charged
