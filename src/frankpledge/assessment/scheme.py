"""What was done, where and when: a small TOML file that an analyst writes, read with every fault named by its line."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from frankpledge.analysis.verdict import WORTH_SEEING
from frankpledge.assessment.evidence import ANTI_SOCIAL, CRIME_TYPES
from frankpledge.month import Month

TOUCHING = "touching"  # instead of a list of places: the LSOAs that touch
NEEDED = ("name", "start", "treated")
KEYS = (
    "name", "what", "start", "end", "crime_types", "treated", "comparison", "around", "around_comparison", "donors",
    "worth_seeing",
)  # fmt: skip
EXAMPLE = """name = "Alley gates, Elm"
start = "2025-03"                          # the first month with the scheme in place
crime_types = ["Burglary"]                 # without it: all crime
treated = ["E01000001", "E01000002"]       # LSOAs, wards or districts, by code or name
comparison = ["ward:Oak"]                  # a place like it, where nothing was done
around = "touching"                        # where crime may have moved to
around_comparison = "touching"             # the same around the comparison
"""


class BadScheme(ValueError):
    """The file does not say what is needed; the message names file, line and value, and what to do."""


@dataclass(frozen=True)
class Scheme:
    """
    `start` is the first month with it in place; `end` the last month judged, None for the last held. `crime_types`
    empty is all crime. Places are as written, for `scheme_areas`; `around` and `around_comparison` may be `TOUCHING`.
    """

    name: str
    what: str
    start: Month
    end: Month | None
    crime_types: tuple[str, ...]
    treated: tuple[str, ...]
    comparison: tuple[str, ...]
    around: tuple[str, ...] | str
    around_comparison: tuple[str, ...] | str
    donors: tuple[str, ...]
    worth_seeing: float
    file: str = "scheme"
    _lines: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def slug(self) -> str:
        return "-".join("".join(letter if letter.isalnum() else " " for letter in self.name.lower()).split())

    def fault(self, key: str, value: str | None, wrong: str) -> BadScheme:
        """That `value` of `key` is wrong, with the line on which it stands."""
        return BadScheme(f"{self.file}, {_where(self._lines, key, value)}: {wrong}")


def read_scheme(text: str, file: str = "scheme") -> Scheme:
    """The scheme that a TOML text describes; raises BadScheme for the first thing that is wrong with it."""
    lines = tuple(text.splitlines())
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadScheme(f"{file}: not TOML: {error}. Text stands in quotes, lists in [brackets].") from None
    reader = _Reader(said, lines, file)
    reader.refuse_unknown()
    start = reader.month("start")
    assert start is not None  # it is needed, so that its absence was refused
    end = reader.month("end")
    if end is not None and end < start:
        raise reader.fault("end", str(end), f"the last month judged, {end}, is before the start, {start}")
    worth = reader.share("worth_seeing", WORTH_SEEING)
    scheme = Scheme(
        name=reader.text("name"),
        what=reader.text("what"),
        start=start,
        end=end,
        crime_types=reader.crime_types(),
        treated=reader.places("treated"),
        comparison=reader.places("comparison"),
        around=reader.places_or_touching("around"),
        around_comparison=reader.places_or_touching("around_comparison"),
        donors=reader.places("donors"),
        worth_seeing=worth,
        file=file,
        _lines=lines,
    )
    for one, other in (("around", "around_comparison"), ("around_comparison", "around")):
        if getattr(scheme, one) and not getattr(scheme, other):
            raise scheme.fault(one, None, f"{one} is judged beside {other}: add it, or take both out")
    if scheme.around and not scheme.comparison:
        raise scheme.fault(
            "around", None, "places around are judged beside a comparison: add comparison, or take both out"
        )
    return scheme


@dataclass(frozen=True)
class _Reader:
    said: dict[str, Any]
    lines: tuple[str, ...]
    file: str

    def fault(self, key: str, value: str | None, wrong: str) -> BadScheme:
        return BadScheme(f"{self.file}, {_where(self.lines, key, value)}: {wrong}")

    def refuse_unknown(self) -> None:
        for key in self.said:
            if key not in KEYS:
                near = get_close_matches(key, KEYS, 1, 0.6)
                meant = f"did you mean {near[0]}?" if near else f"known are {', '.join(KEYS)}"
                raise self.fault(key, None, f"nothing is called “{key}”: {meant}")
        for key in NEEDED:
            if key not in self.said:
                raise BadScheme(f"{self.file}: {key} is missing. A scheme looks like this:\n\n{EXAMPLE}")

    def text(self, key: str) -> str:
        value = self.said.get(key, "")
        if not isinstance(value, str) or (key in NEEDED and not value.strip()):
            raise self.fault(key, None, f"{key} is text in quotes, not {value!r}")
        return value.strip()

    def month(self, key: str) -> Month | None:
        if key not in self.said:
            return None
        try:
            return Month.parse(str(self.said[key])[:7] if not isinstance(self.said[key], str) else self.said[key])
        except ValueError as error:
            raise self.fault(key, str(self.said[key]), f"{error}. It has to stand in quotes.") from None

    def share(self, key: str, default: float) -> float:
        value = self.said.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            raise self.fault(key, None, f"{key} is a share between 0 and 1, such as 0.25 for a quarter, not {value!r}")
        return float(value)

    def places(self, key: str) -> tuple[str, ...]:
        value = self.said.get(key, [])
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
            raise self.fault(key, None, f'{key} is a list of places in quotes, such as ["E01000001", "ward:Oak"]')
        if key in self.said and not given:
            raise self.fault(key, None, f"{key} is empty: name a place, or take the line out")
        return tuple(one.strip() for one in given)

    def places_or_touching(self, key: str) -> tuple[str, ...] | str:
        return TOUCHING if self.said.get(key) == TOUCHING else self.places(key)

    def crime_types(self) -> tuple[str, ...]:
        known = (*CRIME_TYPES, ANTI_SOCIAL)
        asked = self.places("crime_types")
        for one in asked:
            if one not in known:
                near = get_close_matches(one.lower(), [kind.lower() for kind in known], 1, 0.6)
                meant = next((kind for kind in known if near and kind.lower() == near[0]), "")
                did = f"Did you mean “{meant}”? " if meant else ""
                raise self.fault(
                    "crime_types", one, f"“{one}” is no crime type. {did}There are: {', '.join(sorted(known))}"
                )
        if ANTI_SOCIAL in asked and len(set(asked)) > 1:
            raise self.fault(
                "crime_types",
                ANTI_SOCIAL,
                f"{ANTI_SOCIAL} is counted in incidents and is never added to crime: judge it alone",
            )
        return tuple(dict.fromkeys(asked))


def _where(lines: Sequence[str], key: str, value: str | None) -> str:
    """The line of the value, or else of the key."""
    at = next(
        (number for number, line in enumerate(lines, 1) if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)),
        None,
    )
    if at is None:
        return key
    if value is not None:
        for number, line in enumerate(lines[at - 1 :], at):
            if number > at and re.match(r"\s*\w+\s*=", line):
                break
            if value in line:
                return f"line {number}"
    return f"line {at}"
