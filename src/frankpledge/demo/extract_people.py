"""Who suffers violence in the invented extract, and who is suspected of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frankpledge.demo.extract_truths import ExtractTruths

ETHNICITIES = ("White", "Asian", "Black", "Mixed", "Other", "Not stated")
SHARES = (0.78, 0.06, 0.04, 0.03, 0.02, 0.07)
SUSPECTED = 0.55  # of violent offences


@dataclass(frozen=True)
class Person:
    pseudonym: str
    age: int
    sex: str
    ethnicity: str


class _Cast:
    """Makes people, each once."""

    def __init__(self, rng: np.random.Generator, truths: ExtractTruths | None):
        self.rng, self.truths, self.made = rng, truths, 0

    def person(self, *, men: float, age: float, shares: Sequence[float] = SHARES) -> Person:
        self.made += 1
        sex = "Male" if self.rng.random() < men else "Female"
        years = int(np.clip(self.rng.gamma(4, age / 4), 12, 90))
        return Person(f"P{self.made:05d}", years, sex, str(self.rng.choice(ETHNICITIES, p=shares)))

    def victim(self) -> Person:
        return self.person(men=self._men[0], age=33)

    def suspect(self) -> Person:
        return self.person(men=self._men[1], age=29, shares=suspect_shares(self.truths))

    @property
    def _men(self) -> tuple[float, float]:
        return (self.truths or ExtractTruths()).men


def suspect_shares(truths: ExtractTruths | None) -> tuple[float, ...]:
    """The shares of residents, the planted group's made larger; as many as ever are not stated."""
    if not truths:
        return SHARES
    group, times = truths.named_more
    *known, unknown = (
        share * (times if name == group else 1.0) for name, share in zip(ETHNICITIES, SHARES, strict=True)
    )
    return (*(share / sum(known) * (1 - unknown) for share in known), unknown)


def people_of_violence(
    rng: np.random.Generator, offences: int, truths: ExtractTruths | None
) -> list[tuple[Person, Person | None]]:
    """
    A victim for each offence, and a suspect for about half.

    The repeats of `truths` are spread over all offences at random; without it nobody occurs twice.
    """
    cast = _Cast(rng, truths)
    repeat_victims = [cast.victim() for _ in range(truths.repeat_victims if truths else 0)]
    repeat_suspects = [cast.suspect() for _ in range(truths.repeat_suspects if truths else 0)]
    order = [int(index) for index in rng.permutation(offences)]
    victims: list[Person | None] = [None] * offences
    suspects: list[Person | None] = [None] * offences
    if truths:
        for place, person in zip(order, repeat_victims * truths.offences_each, strict=False):
            victims[place] = person
        # Suspects from the other end, so that nobody is suspected of what was done to them.
        own = repeat_suspects * truths.suspected_each + repeat_victims[: truths.both]
        for place, person in zip(reversed(order), own, strict=False):
            suspects[place] = person
    for index, known in enumerate(rng.random(offences) < SUSPECTED):
        if known and suspects[index] is None:
            suspects[index] = cast.suspect()
    return [(victims[place] or cast.victim(), suspects[place]) for place in range(offences)]
