"""What an edition says that the newest figures do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from frankpledge.archive.archive import Archive
from frankpledge.sources.titles import TITLES
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.models import Assessment, Edition
from frankpledge.web.assessments.then_now import FigureThenNow, moved


@dataclass(frozen=True)
class Difference:
    """A finding that would read otherwise: its statement then and now (empty where it is no longer found)."""

    key: str
    title: str
    then: str
    now: str
    figures: list[FigureThenNow] = field(default_factory=list)


def differences(viewer: Viewer, edition: Edition) -> list[Difference]:
    """Every finding of the edition that the viewer may see and that says something else today, in order."""
    newest = living_queries.findings(viewer).filter(assessment=edition.assessment, gone=False)
    now = dict(newest.values_list("key", "data"))
    differing = (_difference(signed, now.get(signed["id"])) for signed in living_queries.shown(viewer, edition))
    return [each for each in differing if each]


@dataclass(frozen=True)
class Changed:
    """A figure that a released edition gives otherwise than the one released before it."""

    edition: Edition
    title: str
    figure: FigureThenNow


def changed_between(editions: Sequence[Edition]) -> list[Changed]:
    """As anybody is shown it: what changed from each released edition of an assessment to the next, the newest first: worked out, not typed."""
    ordered = sorted(editions, key=lambda edition: edition.number)
    changed = []
    for before, after in reversed(list(pairwise(ordered))):
        now = {finding["id"]: finding for finding in living_queries.public_content(after)["findings"]}
        for signed in living_queries.public_content(before)["findings"]:
            found = _difference(signed, now.get(signed["id"]))
            changed += [Changed(after, signed["title"], figure) for figure in found.figures] if found else []
    return changed


def newer_data(assessment: Assessment, archive: Archive) -> list[str]:
    """The names, for people, of datasets that the archive holds newer than the figures were worked out from."""
    used, held = assessment.versions, archive.versions()
    newer = {name for name, version in used.items() if int(held.get(name, version)) > int(version)}
    return sorted(TITLES.get(name, name) for name in newer)


def _difference(signed: dict[str, Any], today: dict[str, Any] | None) -> Difference | None:
    figures = moved(signed, today)
    said = str(today["statement"]) if today else ""
    if not figures and said == signed["statement"]:
        return None
    return Difference(signed["id"], signed["title"], signed["statement"], said, figures)
