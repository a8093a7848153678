"""The thread at each finding and passage: what the words rest on, and what rests on the finding."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from frankpledge.assessment.evidence import MONTHS_BACK
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.living_queries import Written
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.assessments.things import (
    FINDING,
    PASSAGE,
    SIGNED,
    finding_id,
    passage_id,
    signed_id,
)
from frankpledge.web.assessments.trail import Trail, trail
from frankpledge.web.citations import queries
from frankpledge.web.citations.queries import Link
from frankpledge.web.knowledge import queries as knowledge
from frankpledge.web.knowledge.models import RecordingNote

# Kinds of finding that say how counts of the police's crimes compare in time or between places.
SERIES = ("offence_table", "change", "trend", "comparison", "place", "deprivation", "outcomes")


@dataclass(frozen=True)
class Threaded:
    """
    A finding with its words, the links of both, and the recording notes that touch its series; `passage_thread` and
    `finding_thread` are addresses.
    """

    found: Found
    passage: Passage | None
    stale: bool
    rests_on: list[Link]
    cited_by: list[Link]
    notes: list[RecordingNote]
    trail: Trail
    passage_thread: str
    finding_thread: str


def threaded(viewer: Viewer, assessment: Assessment, rows: list[Written], editions: list[Edition]) -> list[Threaded]:
    """In a few questions whatever the number of findings. What cites a signed edition's finding counts here too."""
    keys = [row.found.key for row in rows]
    ours = queries.cited_by(viewer, FINDING, [finding_id(assessment.pk, key) for key in keys])
    of_editions = [signed_id(assessment.pk, edition.number, key) for edition in editions for key in keys]
    signed = queries.cited_by(viewer, SIGNED, of_editions) if of_editions else {}
    rests_on = queries.rests_on(viewer, PASSAGE, [passage_id(assessment.pk, key) for key in keys])
    notes = knowledge.notes(assessment.partnership)
    return [
        Threaded(
            row.found,
            row.passage,
            row.stale,
            rests_on.get(passage_id(assessment.pk, key), []),
            [
                *ours.get(finding_id(assessment.pk, key), []),
                *(link for e in editions for link in signed.get(signed_id(assessment.pk, e.number, key), [])),
            ],
            notes_at(notes, assessment, row.found.data),
            trail(assessment, row.found.data),
            address(viewer, PASSAGE, passage_id(assessment.pk, key)),
            address(viewer, FINDING, finding_id(assessment.pk, key)),
        )
        for key, row in zip(keys, rows, strict=True)
    ]


def notes_at(notes: list[RecordingNote], assessment: Assessment, finding: dict[str, Any]) -> list[RecordingNote]:
    """The recording notes that touch a finding's series: its type, over the months that it looks at."""
    if finding["kind"] not in SERIES or is_restricted(finding):
        return []
    back = MONTHS_BACK if finding["kind"] == "trend" else 2 * max(assessment.months, 12)
    return knowledge.touching(notes, finding["crime_type"], assessment.last.minus(back - 1), assessment.last)


def of_passage(viewer: Viewer, assessment: Assessment, about: str) -> list[Link]:
    """What one passage rests on."""
    number = passage_id(assessment.pk, about)
    return queries.rests_on(viewer, PASSAGE, [number]).get(number, [])


def of_edition(viewer: Viewer, edition: Edition) -> dict[str, list[Link]]:
    """What rests on each finding of an edition, by the finding's own name."""
    keys = [finding["id"] for finding in living_queries.shown(viewer, edition)]
    links = queries.cited_by(viewer, SIGNED, [signed_id(edition.assessment_id, edition.number, key) for key in keys])
    return {key: links.get(signed_id(edition.assessment_id, edition.number, key), []) for key in keys}


def address(viewer: Viewer, kind: str, number: str) -> str:
    """Of the page that shows both directions."""
    return reverse("thread", args=[viewer.partnership.slug, kind, number])
