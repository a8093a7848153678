"""What can be fetched: the publishers' files that Frankpledge reads, where they are, and on what terms."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal
from urllib.parse import urlsplit, urlunsplit


@dataclass(frozen=True)
class PublishedFile:
    """
    One file at its publisher's.

    `kind` is how it is fetched: a "file" at an address, one with a "month" in it, or a "layer" of a feature service,
    which hands out a few thousand rows at a time. `tried` is whether the address was ever tried from here.
    """

    name: str
    group: str
    kind: Literal["file", "month", "layer"]
    title: str
    publisher: str
    licence: str
    dataset: str
    file: str
    url: str
    tried: bool

    def of_month(self, month: str) -> "PublishedFile":
        """The same with the month ("YYYY-MM") in its file and address."""
        return replace(self, file=self.file.replace("{month}", month), url=self.url.replace("{month}", month))

    def from_server(self, base: str) -> "PublishedFile":
        """
        The same from another server that is laid out like the publisher's: a mirror, or one for a test.

        >>> published()["census-households"].from_server("http://127.0.0.1:8000").url
        'http://127.0.0.1:8000/output/census/2021/census2021-ts041.zip'
        """
        wanted, here = urlsplit(base), urlsplit(self.url)
        path = wanted.path.rstrip("/") + here.path
        return replace(self, url=urlunsplit((wanted.scheme, wanted.netloc, path, here.query, "")))


@cache
def published() -> dict[str, PublishedFile]:
    """Every file of the list beside this module, by its name, in the list's order."""
    text = resources.files("frankpledge.sources").joinpath("data/publishers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["name"]: PublishedFile(**{**row, "tried": row["tried"] == "yes"}) for row in rows}  # type: ignore[arg-type]


def named(names: list[str]) -> list[PublishedFile]:
    """The files of these names or groups, each once; raises LookupError, saying which there are, for any other."""
    known = published()
    groups = sorted({file.group for file in known.values()})
    chosen: dict[str, PublishedFile] = {}
    for name in names:
        found = [file for file in known.values() if name in (file.name, file.group)]
        if not found:
            raise LookupError(
                f"Nothing is called {name}. There are the groups {', '.join(groups)} and the files listed."
            )
        chosen |= {file.name: file for file in found}
    return list(chosen.values())
