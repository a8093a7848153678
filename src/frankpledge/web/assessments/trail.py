"""From a finding to its rows, or the reason why there are none to show."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from frankpledge.counted import counted
from frankpledge.sources.police_uk_street import STREET
from frankpledge.sources.titles import TITLES
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.evidence.row_types import CRIME, address


@dataclass(frozen=True)
class Trail:
    """Where the rows are, if they can be shown; `words` name the link, or say why there is none."""

    address: str
    words: str


def trail(assessment: Assessment, finding: dict[str, Any]) -> Trail:
    """The way from a finding, as in findings.json, to what it counts. Every finding has one."""
    area, first, last = assessment.area_code, str(assessment.first), str(assessment.last)
    provenance = finding["provenance"]
    if is_restricted(finding):
        return Trail(
            "",
            f"{counted(provenance['rows_counted'], 'row')} that a partner sent on terms. Nobody is shown them here: what may be "
            "shown stands above, by area and with small numbers hidden.",
        )
    if finding["kind"] == "summary":
        return Trail("", "Each sentence names the findings that it rests on; those lead to their rows.")
    where = address(area, first, last, finding)
    if where:
        return Trail(where, "The rows of this period, each with file and line")
    if provenance["dataset"] == STREET.name:
        asked = {"area": area, "crime_type": finding["crime_type"] or CRIME, "first": first, "last": last}
        return Trail(
            f"{reverse('rows')}?{urlencode(asked)}",
            f"The rows of {assessment.area_name} in this period, each with file and line; those of other areas are "
            "asked for on the same page",
        )
    title = TITLES.get(provenance["dataset"], provenance["dataset"])
    return Trail("", f"{title} is published as a table of totals. It has no rows of single events.")


def trails(assessment: Assessment, findings: list[dict[str, Any]]) -> dict[str, Trail]:
    """For each finding, by its name."""
    return {finding["id"]: trail(assessment, finding) for finding in findings}
