"""
Survey results as figures for measures: the share of each question, in the month in which its survey closed.

Numbers come out of what two people released and everybody may read by now, so that a measure never shows what the public
results hide. Each figure takes with it how many answered, and whether they were a sample.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.measures import counters as measures
from frankpledge.web.measures.counters import Counted
from frankpledge.web.surveys.models import ResultsEdition

PREFIX = "surveys."
MOST_CODE = 200  # as a measure's definition holds


@dataclass(frozen=True)
class Share:
    """
    `percent` (0-100) of `base` people who answered gave one answer, in the survey that closed in `month`.

    `name` stays the same from year to year as long as the wording does: the bank's code, its item, the wording and the
    answer ("problem/litter@1.1: top"); of a survey's own question it begins with the survey's address. `comparable` is
    whether it is of the bank, so that years may be put beside each other. `sample`: whether those who answered were drawn
    by chance.
    """

    name: str
    label: str
    survey: str
    month: Month
    percent: float
    base: int
    sample: bool
    comparable: bool

    @property
    def words(self) -> str:
        """What has to be known of the figure wherever it is shown."""
        whom = (
            "drawn by chance from residents"
            if self.sample
            else "who chose to answer: not a sample, so it says nothing of other residents"
        )
        return f"Of {self.base} people {whom} ({self.survey})."


def shares(partnership: Partnership, now: datetime) -> list[Share]:
    """Of every survey whose results are public by `now`, the oldest first; the newest edition of each. One question."""
    released = ResultsEdition.objects.filter(
        partnership=partnership, released_at__isnull=False, public_from__lte=now, survey__closes_on__isnull=False
    )
    newest = {
        each.survey_id: each
        for each in released.select_related("survey").order_by("survey__closes_on", "survey_id", "number")
        if not each.can_be_undone(now)
    }
    return [share for edition in newest.values() for share in _of(edition)]


def counters() -> list[measures.Counter]:
    """A counter for each share, in the partnership whose scope is open; shares of one name are one counter over years."""
    edition = ResultsEdition.objects.select_related("partnership").first()
    if edition is None:
        return []
    named = {share.name: share for share in shares(edition.partnership, timezone.now())}
    return [
        measures.Counter(
            f"{PREFIX}{name}",
            f"Survey: {share.label}" + ("" if share.comparable else f" ({share.survey})"),
            share.label,
            _counting(name),
            unit="percent",
            denominator="people who answered the question",
        )
        for name, share in named.items()
        if len(PREFIX) + len(name) <= MOST_CODE
    ]


FAMILY = measures.Family(PREFIX, counters, monthly=False)  # a survey is asked once a year, not each month


def _counting(name: str) -> Callable[[Partnership, Collection[Month]], dict[Month, Counted]]:
    def count(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
        """Of the survey that closed last in a month. The guarded results are public, so nothing more is hidden here."""
        return {
            share.month: Counted(share.percent * share.base / 100, share.base, share.words)
            for share in shares(partnership, timezone.now())
            if share.name == name and share.month in months
        }

    return count


def _of(edition: ResultsEdition) -> list[Share]:
    survey, content = edition.survey, edition.content
    assert survey.closes_on
    month = Month.parse(f"{survey.closes_on:%Y-%m}")
    found = []
    for page in content["pages"]:
        for line in [page["top"]] if page["top"] else page["lines"]:
            if line["percent"] is None or page["base"] is None:
                continue
            name = page["same"] or f"{survey.slug}/{page['page']}"
            text = (page["item"] or page["text"])["en"]
            found.append(
                Share(
                    name=f"{name}: {line['key']}",
                    label=f"{text}: {line['text']['en'].lower()}",
                    survey=survey.title,
                    month=month,
                    percent=line["percent"],
                    base=page["base"],
                    sample=bool(content["sample"]),
                    comparable=bool(page["same"]),
                )
            )
    return found
