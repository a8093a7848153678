"""What an edition holds, as plain data: words, findings and what they rest on, frozen when it is signed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import profiles, thread
from frankpledge.web.assessments.models import Assessment, Found, Passage
from frankpledge.web.assessments.profiles import CameOf
from frankpledge.web.assessments.things import PASSAGE, passage_id
from frankpledge.web.citations import queries as citations
from frankpledge.web.citations.queries import Link
from frankpledge.web.knowledge import queries as knowledge


def included(assessment: Assessment) -> QuerySet[Found]:
    """The findings that are in, in order."""
    found: QuerySet[Found] = Found.objects.filter(assessment=assessment, included=True, gone=False)
    return found


def printed_findings(assessment: Assessment) -> dict[str, str]:
    """The HTML of each finding, by its name."""
    return dict(Found.objects.filter(assessment=assessment).values_list("key", "html"))


def pictures_of(assessment: Assessment) -> dict[str, Any]:
    """The charts and maps, as data, of the findings that are in, by their name."""
    return {key: drawn for key, drawn in included(assessment).values_list("key", "pictures") if drawn}


def content_of(assessment: Assessment, viewer: Viewer) -> dict[str, Any]:
    """The passages and the findings that are in, in order, with the data and the links that they rest on."""
    words = {passage.about: passage.text for passage in Passage.objects.filter(assessment=assessment)}
    rests_on = named_by_passage(assessment, viewer, words)
    content: dict[str, Any] = {
        "kind": assessment.kind,
        "title": assessment.title,
        "area": {"code": assessment.area_code, "name": assessment.area_name},
        "period": {"from": str(assessment.first), "to": str(assessment.last)},
        "versions": assessment.versions,
        "opening": words.get("", ""),
        "opening_rests_on": rests_on.get("", []),
        "findings": [],
    }
    if assessment.is_profile:
        content["parts"] = [
            {
                "id": each.part.about,
                "title": each.part.title,
                "words": words.get(each.part.about, ""),
                "rests_on": rests_on.get(each.part.about, []),
                "came_of": _what_came(each.came_of, assessment.restricted),
            }
            for each in profiles.parts(viewer, assessment)
        ]
        return content
    notes = knowledge.notes(assessment.partnership)
    content["findings"] = [
        {
            **found.data,
            "words": words.get(found.key, ""),
            "rests_on": rests_on.get(found.key, []),
            "recording_notes": [
                {"title": note.title, "effect": note.effect, "standing": note.standing, "source": note.source}
                for note in thread.notes_at(notes, assessment, found.data)
            ],
        }
        for found in included(assessment)
    ]
    return {**content, **knowledge.printed(assessment.partnership)}


def named_by_passage(assessment: Assessment, viewer: Viewer, abouts: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """What each of these passages rests on, by what it is about, as an edition that is signed now names it."""
    numbers = {passage_id(assessment.pk, about): about for about in abouts}
    links = citations.rests_on(viewer, PASSAGE, list(numbers))
    return {about: _named(links.get(number, []), assessment.restricted) for number, about in numbers.items()}


def _what_came(actions: list[CameOf], restricted: bool) -> list[dict[str, str]]:
    """What the evidence said of the response's actions when this was signed; as with `_named`, of which of them."""
    return [
        {"action": came.action.title, "answer": note.tag, "said": note.said}
        for came in actions
        if restricted or not came.action.restricted
        for note in came.evaluated
    ]


def _named(links: list[Link], restricted: bool) -> list[dict[str, str]]:
    """What words rest on, as printed; what is restricted is named in a restricted profile alone."""
    shown = [link for link in links if link.thing and (restricted or not link.thing.restricted)]
    return [
        {
            "kind": link.words,
            "id": f"{link.thing.kind}:{link.thing.id}",
            "title": link.thing.title,
            "said": link.thing.said,
            "why": link.citation.why,
        }
        for link in shown
        if link.thing
    ]
