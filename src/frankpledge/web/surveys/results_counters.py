"""
Survey results as figures for measures: the share of each question, in the month in which its survey closed.

Numbers come out of what two people released, so a measure never shows what the public results hide.
"""

from dataclasses import dataclass

from frankpledge.month import Month
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import ResultsEdition


@dataclass(frozen=True)
class Counter:
    """
    `percent` (0-100) of `base` people who answered gave one answer, in the survey that closed in `month`.

    `name` stays the same from year to year as long as the wording does: the bank's code, its item, the wording and the
    answer ("problem/litter@1.1: top"); of a survey's own question it begins with the survey's address. `comparable` is whether it is of the bank, so that years may be put beside
    each other. `sample`: whether those who answered were drawn by chance.
    """

    name: str
    label: str
    survey: str
    month: Month
    percent: float
    base: int
    sample: bool
    comparable: bool


def counters(viewer: Viewer) -> list[Counter]:
    """Of every survey whose results are released, the oldest first; the newest edition of each. One question."""
    released = ResultsEdition.objects.filter(
        partnership=viewer.partnership, released_at__isnull=False, survey__closes_on__isnull=False
    )
    newest = {
        each.survey_id: each
        for each in released.select_related("survey").order_by("survey__closes_on", "survey_id", "number")
    }
    return [counter for edition in newest.values() for counter in _of(edition)]


def _of(edition: ResultsEdition) -> list[Counter]:
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
                Counter(
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
