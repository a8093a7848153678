"""The statutory calendar, as data with its sources."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from frankpledge.web.accounts.models import Partnership

EVERY = {"year": "Once in any twelve months", "plan": "Before each year of the plan begins", "always": "At all times"}


@dataclass(frozen=True)
class Duty:
    """Something the law asks of a partnership. `checked` says whether the law's text was read for it, or only named."""

    code: str
    what: str
    who: str
    every: str
    from_on: date
    source: str
    section: str
    checked: str
    found: str = ""
    kinds: tuple[str, ...] = ()
    below_county: bool = False

    @property
    def often(self) -> str:
        return EVERY[self.every]

    def falls_on(self, partnership: Partnership, today: date) -> bool:
        """Whether the partnership has this duty on a day."""
        if self.from_on > today or (self.kinds and partnership.kind not in self.kinds):
            return False
        parent = partnership.parent
        return not self.below_county or (parent is not None and parent.kind == Partnership.Kind.COUNTY)


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty of the calendar, in its order."""
    text = files("frankpledge.web.duties").joinpath("data/duties.toml").read_text(encoding="utf-8")
    found = []
    for each in tomllib.loads(text)["duty"]:
        if each["every"] not in EVERY:
            raise ValueError(f"duties.toml: {each['code']} is asked for every {each['every']}")
        told: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in each.items() if key != "from"
        }
        found.append(Duty(from_on=each["from"], **told))
    return tuple(found)
