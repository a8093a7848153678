"""The installation's own scoring templates: files of the package, each with a version. Words are our own."""

import tomllib
from functools import cache
from importlib.resources import files

from frankpledge.web.scoring.criteria import Matrix, from_json

NAMES = ("partnership", "four-by-four", "three-by-three", "scanning", "harm-likelihood")


@cache
def matrices() -> tuple[Matrix, ...]:
    """All of them, the one that most partnerships begin with first."""
    folder = files("frankpledge.web.scoring") / "matrices"
    return tuple(from_json(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))) for name in NAMES)


def matrix(code: str) -> Matrix | None:
    return next((each for each in matrices() if each.code == code), None)
