"""What the proofreader says of one figure."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Rule(StrEnum):
    """What was checked. The value is kept with a dismissal."""

    CHANGE = "change"  # a percentage does not follow from its counts
    DIRECTION = "direction"  # called a fall, and it is a rise
    WORD = "word"  # majority, doubled, a third: the word beside the number says otherwise
    SHARE = "share"  # a share over 100, or one that no whole number makes
    SUM = "sum"  # parts that are not their total
    YEARS = "years"  # years that do not fit
    TABLE = "table"  # the text and the table differ
    BASE = "base"  # of what, from what
    SMALL = "small"  # percent of a small count
    WRITING = "writing"  # 2,6% for 2.6%
    ARCHIVE = "archive"  # what the loaded data say


@dataclass(frozen=True)
class Remark:
    """
    Where, what was said, and what follows from it. `start` and `end` are places in the text, from 0.

    `wrong` where both cannot be true; else it is something that a reader will ask.
    """

    rule: Rule
    sentence: str
    start: int
    end: int
    said: str
    follows: str
    wrong: bool = True

    @property
    def fingerprint(self) -> str:
        """Of the sentence and what is remarked in it: another once either changes, the same wherever it stands."""
        whole = "\n".join((self.rule, " ".join(self.sentence.split()), self.said, self.follows))
        return sha256(whole.encode()).hexdigest()
