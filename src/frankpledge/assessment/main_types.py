"""Which kinds of crime get findings of their own, and what they are called in ids and sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence

LARGEST = 5
ALWAYS = ("Burglary", "Vehicle crime")  # every partnership asks for these two, however few there are
# The publisher's names of types that are no names of crimes: "public order" is what such a crime is against.
IN_WORDS = {
    "Drugs": "drug offences",
    "Public order": "public order offences",
    "Public disorder and weapons": "public disorder and weapon offences",
}
FEWEST_ROWS = 30  # in the period: under this a map or a comparison of areas shows chance


@dataclass(frozen=True)
class Offence:
    """All crime (`crime_type` None), anti-social behaviour, or one type of crime."""

    crime_type: str | None

    @property
    def slug(self) -> str:
        """
        For finding ids.

        >>> Offence("Violence and sexual offences").slug, Offence(None).slug
        ('violence-and-sexual-offences', 'all-crime')
        """
        return (self.crime_type or "all crime").lower().replace(" ", "-")

    @property
    def label(self) -> str:
        return self.crime_type or "All crime"

    @property
    def words(self) -> str:
        """
        In the middle of a sentence.

        >>> Offence("Violence and sexual offences").words, Offence(None).words
        ('violence and sexual offences', 'crime')
        >>> Offence("Public order").words
        'public order offences'
        """
        if self.crime_type is None:
            return "crime"
        return IN_WORDS.get(self.crime_type, self.crime_type[0].lower() + self.crime_type[1:])

    @property
    def subject(self) -> str:
        """
        The same at the beginning of a sentence.

        >>> Offence("Public order").subject, Offence(None).subject
        ('Public order offences', 'Crime')
        """
        return self.words[0].upper() + self.words[1:]

    def agrees(self, one: str, more: str) -> str:
        """
        The verb or pronoun that goes with `words`: offences are, burglary is.

        >>> [Offence(kind).agrees("is", "are") for kind in ("Public order", "Burglary", "Anti-social behaviour", None)]
        ['are', 'is', 'is', 'is']
        """
        return more if self.words.endswith(" offences") else one

    @property
    def rows_are(self) -> str:
        """What one row is: a crime, or an incident of anti-social behaviour."""
        return "incidents" if self.crime_type == ANTI_SOCIAL else "crimes"

    def count(self, by_type: Mapping[str, int]) -> int:
        """How many of these there are among counts by crime type."""
        if self.crime_type is not None:
            return by_type.get(self.crime_type, 0)
        return sum(n for kind, n in by_type.items() if kind != ANTI_SOCIAL)

    def holds(self, crime_type: str) -> bool:
        """Whether a row of that type is counted."""
        return crime_type != ANTI_SOCIAL if self.crime_type is None else crime_type == self.crime_type


ALL_CRIME = Offence(None)
ASB = Offence(ANTI_SOCIAL)


def main_offences(evidence: Evidence) -> tuple[Offence, ...]:
    """
    All crime, anti-social behaviour, the five largest types of the period, and burglary and vehicle crime;
    of these, only what has `FEWEST_ROWS` rows or more. Largest first, ties in alphabetical order.
    """
    counts = {kind: evidence.count(kind, evidence.period.held) for kind in evidence.crime_types}
    by_size = sorted(counts, key=lambda kind: (-counts[kind], kind))
    chosen = [kind for kind in by_size if kind in by_size[:LARGEST] or kind in ALWAYS]
    offences = [ALL_CRIME, ASB, *(Offence(kind) for kind in chosen)]
    return tuple(
        offence for offence in offences if evidence.count(offence.crime_type, evidence.period.held) >= FEWEST_ROWS
    )
