"""The sorts of thing that are kept here: one table for their pages, their forms and their permissions."""

from dataclasses import dataclass

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.models import (
    EmergingIssue,
    EvidenceDocument,
    KnowledgeGap,
    Recommendation,
    RecordingNote,
    SourcedFact,
)


@dataclass(frozen=True)
class Sort:
    """
    `name` stands in addresses and in citations. `fields` are asked for, in order; `add` is what it takes to add one.
    `cites` is whether one may rest on findings and on others of these.
    """

    name: str
    one: str
    many: str
    sentence: str
    model: type[Known]
    fields: tuple[str, ...]
    add: Permission = Permission.WRITE_ASSESSMENT
    cites: bool = False


SORTS = {
    sort.name: sort
    for sort in (
        Sort(
            "emerging-issue",
            "Emerging issue",
            "Emerging issues",
            "What people see before the figures do. Every agency may tell of one.",
            EmergingIssue,
            ("title", "seen", "told_by", "first_seen_on", "state", "outcome", "printed"),
            add=Permission.RAISE_ISSUE,
            cites=True,
        ),
        Sort(
            "knowledge-gap",
            "Knowledge gap",
            "Knowledge gaps",
            "Questions that the evidence cannot answer yet, and who is to find out.",
            KnowledgeGap,
            ("question", "matters", "owner", "research", "due_on", "closed_on", "learnt", "printed"),
            cites=True,
        ),
        Sort(
            "evidence-document",
            "Evidence document",
            "Evidence documents",
            "What others have written: assessments, strategies, reviews and research.",
            EvidenceDocument,
            ("title", "sort", "publisher", "published_on", "address", "says", "restricted", "review_on"),
        ),
        Sort(
            "recommendation",
            "Recommendation",
            "Recommendations",
            "What those documents ask of the partnership, its answer, and whether it was followed.",
            Recommendation,
            ("document", "number", "asks", "answer", "reason", "owner", "due_on", "followed_on", "followed"),
        ),
        Sort(
            "sourced-fact",
            "Sourced fact",
            "Sourced facts",
            "Single facts from elsewhere, each with its year, its source and what to mind.",
            SourcedFact,
            ("statement", "year", "source", "address", "caveat", "document", "printed"),
        ),
        Sort(
            "recording-note",
            "Recording note",
            "Recording notes",
            "Changes in how crime is recorded, and months out of the ordinary. Each stands at the findings it touches.",
            RecordingNote,
            ("title", "crime_types", "from_month", "until_month", "effect", "source", "abnormal"),
        ),
    )
}


def of(thing: Known) -> Sort:
    """The sort of a thing."""
    return next(sort for sort in SORTS.values() if isinstance(thing, sort.model))
