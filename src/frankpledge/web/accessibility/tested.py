"""
What the latest test in a real browser looked at, and what it did not: all that the accessibility statement may claim.

`script/accessibility` runs the test and then `python -m frankpledge.web.accessibility.tested LOOKED`, which turns its
notes into `tested.json` beside this file.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = Path(__file__).with_name("tested.json")
DOCUMENT = "written assessment"  # a file of its own, which is opened without a server
FOR_PROGRAMS = ("api_", "openapi")  # their answers are read by programs, not by people


@dataclass(frozen=True)
class Looked:
    """
    One page as the browser had it at these widths: axe's rules that it breaks, and those that axe could not decide.

    `page` is the name of its address, or DOCUMENT.
    """

    page: str
    widths: tuple[int, ...]
    broken: tuple[str, ...]
    undecided: tuple[str, ...]

    @property
    def name(self) -> str:
        return words(self.page)


@dataclass(frozen=True)
class Tested:
    """One run: the day, the program's version, what tested it, how many rules applied somewhere, and each page."""

    on: date
    version: str
    axe: str
    browser: str
    rules: int
    looked: tuple[Looked, ...]

    @property
    def broken(self) -> tuple[Looked, ...]:
        return tuple(each for each in self.looked if each.broken)

    @property
    def undecided(self) -> tuple[Looked, ...]:
        return tuple(each for each in self.looked if each.undecided)

    def not_looked_at(self) -> list[str]:
        """Pages of ours that have an address and were not tested, in words."""
        seen = {each.page for each in self.looked}
        return sorted({words(name) for name in names() if name not in seen and not name.startswith(FOR_PROGRAMS)})


def latest(file: Path = FILE) -> Tested | None:
    """The latest run, or None where there has been none."""
    if not file.exists():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    looked = tuple(
        Looked(each["page"], tuple(each["widths"]), tuple(each["broken"]), tuple(each["undecided"]))
        for each in kept["looked"]
    )
    return Tested(date.fromisoformat(kept["on"]), kept["version"], kept["axe"], kept["browser"], kept["rules"], looked)


def condense(lines: Iterable[str], *, on: date, version: str) -> Tested:
    """
    A run from what `tests.browser.violations` noted, a line of JSON for each look. A page that was looked at several
    times, for several people or widths, is one; what was wrong at any time is wrong. Raises ValueError where there is
    nothing, or where two programs tested.
    """
    notes = [json.loads(line) for line in lines if line.strip()]
    tools = {(note["axe"], note["browser"]) for note in notes}
    if len(tools) != 1:
        raise ValueError(f"One run has one axe and one browser; this has {sorted(tools) or 'looked at nothing'}.")
    [(axe, browser)] = tools
    by_page: dict[str, list[dict[str, Any]]] = {}
    for note in notes:
        by_page.setdefault(page_at(note["address"]), []).append(note)
    looked = tuple(
        Looked(
            page=page,
            widths=tuple(sorted({note["width"] for note in of_page})),
            broken=_helps(of_page, "broken"),
            undecided=_helps(of_page, "undecided"),
        )
        for page, of_page in sorted(by_page.items())
    )
    return Tested(on, version, axe, browser, len({rule for note in notes for rule in note["rules"]}), looked)


def _helps(notes: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(sorted({rule["help"] for note in notes for rule in note[key]}))


def page_at(address: str) -> str:
    """The name of the page at this address. Raises Resolver404 where no page of ours is."""
    from django.urls import resolve

    parts = urlsplit(address)
    return DOCUMENT if parts.scheme == "file" else resolve(parts.path).url_name or parts.path


def names() -> Iterator[str]:
    """The names of all addresses that are ours; those of signing in among them."""
    from django.urls import URLPattern, URLResolver, get_resolver

    waiting: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while waiting:
        each = waiting.pop()
        if isinstance(each, URLResolver):
            waiting += each.url_patterns
        elif each.name:
            yield each.name


def words(name: str) -> str:
    """
    The name of a page for people to read.

    >>> words("living_assessment")
    'Living assessment'
    """
    return name.replace("_", " ").replace("-", " ").capitalize()


def write(tested: Tested, file: Path = FILE) -> None:
    kept = {**asdict(tested), "on": tested.on.isoformat()}
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import os

    import django

    from frankpledge import __version__

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.web.settings")
    django.setup()
    notes = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    done = condense(notes, on=date.today(), version=__version__)
    write(done)
    print(f"{FILE}: {len(done.looked)} pages, {done.rules} rules, {len(done.broken)} pages with faults")
