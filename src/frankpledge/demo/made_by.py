"""Which generator wrote a demonstration, and with what: so that one of an older version is known for what it is."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from frankpledge.month import Month

HERE = Path(__file__).parent
LINE = re.compile(r"^Made by generator ([0-9a-f]+): seed (\d+), (\d+) months to (\d{4}-\d{2})\.$", re.MULTILINE)


@dataclass(frozen=True)
class Made:
    """What a demonstration says of itself."""

    generator: str
    seed: int
    months: int
    last: Month

    def __str__(self) -> str:
        return f"Made by generator {self.generator}: seed {self.seed}, {self.months} months to {self.last}."


@cache
def generator() -> str:
    """The fingerprint of the program that invents: of all its modules, so that nobody has to raise a number."""
    sources = [*sorted(HERE.glob("*.py")), HERE.parent / "sources" / "invented.py", HERE.parent / "month.py"]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def read(label: str) -> Made | None:
    """What the label of a demonstration says; None of one that was written before labels said so."""
    found = LINE.search(label)
    return Made(found[1], int(found[2]), int(found[3]), Month.parse(found[4])) if found else None
