"""The figures of findings that a plan's priorities rest on, and that are no longer what they were."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.living_queries import findings, shown
from frankpledge.web.assessments.models import Edition, Found
from frankpledge.web.citations import queries as citations
from frankpledge.web.plans.models import Chapter, Plan
from frankpledge.web.plans.proofreading.quoted import Quoted, words_of

PRIORITY, FINDING, SIGNED = "priority", "finding", "signed-finding"
UNITS = ("count", "percent")


def moved_since(viewer: Viewer, plan: Plan) -> list[Quoted]:
    """
    Each figure that moved, as it was before and in the edition signed last, in a fixed number of questions.

    A finding that is restricted is there for those alone who may see it.
    """
    priorities = Chapter.objects.filter(plan=plan, partnership=viewer.partnership).values_list("priority", flat=True)
    links = citations.rests_on(viewer, PRIORITY, [str(pk) for pk in priorities])
    ends = [link.citation for each in links.values() for link in each if link.thing]
    wanted = {_of(each.cited, each.cited_id) for each in ends if each.cited in (FINDING, SIGNED)}
    assessments = {assessment for assessment, _ in wanted}
    held = findings(viewer).filter(assessment__in=assessments, gone=False) if wanted else []
    signed = _signed(viewer, assessments) if wanted else {}
    found: list[Quoted] = []
    for each in held:
        if (each.assessment_id, each.key) in wanted:
            for before in (each.before, signed.get((each.assessment_id, each.key))):
                if before:
                    found += _moved(each, before)
    return list(dict.fromkeys(found))


def _of(kind: str, number: str) -> tuple[int, str]:
    """Assessment and name of a finding, by the number of a living or of a signed one."""
    parts = number.split(".", 1 if kind == FINDING else 2)
    return int(parts[0]), parts[-1]


def _signed(viewer: Viewer, assessments: set[int]) -> dict[tuple[int, str], dict[str, Any]]:
    mine = Edition.objects.filter(partnership=viewer.partnership, assessment__in=assessments)
    last = mine.order_by().values("assessment").annotate(last=Max("pk")).values("last")
    return {
        (edition.assessment_id, finding["id"]): finding
        for edition in Edition.objects.filter(pk__in=last)
        for finding in shown(viewer, edition)
    }


def _moved(found: Found, before: dict[str, Any]) -> Iterator[Quoted]:
    now = {_name(figure): figure for figure in found.data.get("figures", [])}
    for was in before.get("figures", []):
        new = now.get(_name(was))
        if new is None or was.get("unit", "count") not in UNITS or None in (was.get("value"), new.get("value")):
            continue
        if was["value"] != new["value"]:
            percent = was.get("unit") == "percent"
            about = words_of(found.data.get("crime_type"))
            yield Quoted(found.data["title"], abs(was["value"]), abs(new["value"]), about, percent)


def _name(figure: dict[str, Any]) -> tuple[str, str]:
    """What a figure is called, and of what; a base that names months is another one each year."""
    return str(figure.get("name")), str(figure.get("base", ""))
