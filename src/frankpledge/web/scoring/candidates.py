"""
What could become a theme: types of crime that the assessment found something about, what residents call a problem, and
what is known beside the figures. Nothing restricted is among them: the panel, and the public after it, would see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.models import Citation
from frankpledge.web.knowledge import queries as knowledge
from frankpledge.web.knowledge.models import EmergingIssue, KnowledgeGap, Recommendation
from frankpledge.web.knowledge.sorts import SORTS
from frankpledge.web.knowledge.things import address
from frankpledge.web.scoring import concern, filling
from frankpledge.web.scoring.concern import Concern
from frankpledge.web.scoring.filling import Suggested
from frankpledge.web.scoring.models import Exercise, Theme
from frankpledge.web.scoring.things import THEME
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.results_things import RESULT

LONGEST = Theme._meta.get_field("title").max_length or 0
OFFERED = ("emerging-issue", "knowledge-gap", "recommendation")  # sorts of what is known, in this order


@dataclass(frozen=True)
class Known:
    """Something known beside the figures; `sort` says what it is, `address` leads to it."""

    kind: str
    id: str
    title: str
    what: str
    sort: str
    address: str

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.kind}.{self.id}"


@dataclass(frozen=True)
class Candidates:
    """`survey` is the newest whose results are public, with what residents said in it; None where there is none."""

    suggested: list[Suggested]
    survey: Survey | None
    said: list[Concern]
    known: list[Known]

    def __bool__(self) -> bool:
        return bool(self.suggested or self.said or self.known)


def candidates(viewer: Viewer, exercise: Exercise, now: datetime) -> Candidates:
    """Those that no theme of this choosing is about yet."""
    themes = list(exercise.themes.all())
    links = Citation.objects.filter(partnership=viewer.partnership, citing=THEME, citing_id__in=[t.pk for t in themes])
    taken = set(links.values_list("cited", "cited_id"))
    survey, said = concern.newest(viewer, now) if exercise.template.matrix.residents else (None, ())
    return Candidates(
        suggested=filling.suggested(viewer, exercise, themes),
        survey=survey,
        said=[each for each in said if (RESULT, each.cited_id) not in taken],
        known=[each for each in _known(viewer) if (each.kind, each.id) not in taken],
    )


def _known(viewer: Viewer) -> Iterator[Known]:
    """Open issues and gaps, and recommendations that are still to be followed."""
    for name in OFFERED:
        sort = SORTS[name]
        for each in knowledge.of_sort(viewer, sort):
            if each.is_open and not (isinstance(each, Recommendation) and each.document.restricted):
                title, what = _words(each)
                yield Known(name, str(each.pk), shortened(title), what, sort.one, address(each, sort))


def _words(thing: EmergingIssue | KnowledgeGap | Recommendation) -> tuple[str, str]:
    if isinstance(thing, EmergingIssue):
        return thing.title, thing.seen
    if isinstance(thing, KnowledgeGap):
        return thing.question, thing.matters
    return thing.asks, f"{thing}."


def shortened(title: str) -> str:
    """As long as a theme's title may be."""
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
