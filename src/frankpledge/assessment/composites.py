"""Groups of crime types that plans speak of, from a dated data file."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Composite:
    """A named group of types, in force from `valid_from` until `valid_to` (None: still)."""

    id: str
    title: str
    types: tuple[str, ...]
    valid_from: date
    source: str
    note: str
    valid_to: date | None = None


@cache
def composites() -> tuple[Composite, ...]:
    text = files("frankpledge.assessment").joinpath("data/composites.toml").read_text(encoding="utf-8")
    return tuple(Composite(**{**each, "types": tuple(each["types"])}) for each in tomllib.loads(text)["composite"])


def in_force(on: date) -> tuple[Composite, ...]:
    """Those whose definition holds on that day."""
    return tuple(c for c in composites() if c.valid_from <= on and (c.valid_to is None or on <= c.valid_to))
