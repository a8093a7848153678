"""What the partnership does because of what residents said, with the answers that moved each priority; for anybody."""

from dataclasses import dataclass
from typing import Any

from django_scopes import scopes_disabled

from frankpledge.web.citations.models import Citation
from frankpledge.web.priorities.things import PRIORITY
from frankpledge.web.surveys import publishing_queries
from frankpledge.web.surveys.models import ResultsEdition
from frankpledge.web.surveys.results_things import RESULT


@dataclass(frozen=True)
class Said:
    """A priority in words for residents; `moved_by` are the pages of this survey's results that it rests on."""

    title: str
    text: str
    english: bool  # whether a Welsh reader gets English
    moved_by: list[dict[str, Any]]


def said_because(edition: ResultsEdition, language: str) -> list[Said]:
    """
    In three questions. A priority rests on results by links that people made (`citations`); the answers that are shown
    are those of the edition, guarded.
    """
    found = publishing_queries.public_because(edition)
    pages = {page["page"]: page for page in edition.content["pages"] if not page.get("withheld")}
    prefix = f"{edition.survey_id}."
    with scopes_disabled():
        links = Citation.objects.filter(
            partnership=edition.partnership_id,
            citing=PRIORITY,
            citing_id__in=[str(each.priority_id) for each in found],
            cited=RESULT,
            cited_id__startswith=prefix,
        ).values_list("citing_id", "cited_id")
        moved: dict[str, list[dict[str, Any]]] = {}
        for priority, result in links:
            page = pages.get(result.removeprefix(prefix))
            if page is not None:
                moved.setdefault(priority, []).append(page)
    return [
        Said(
            each.priority.title,
            each.text_cy if language == "cy" and each.text_cy else each.text,
            language == "cy" and not each.text_cy,
            moved.get(str(each.priority_id), []),
        )
        for each in found
    ]
