"""Questions about a problem profile, asked on a viewer's behalf."""

from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries, osara, thread
from frankpledge.web.assessments.models import Assessment, Passage
from frankpledge.web.assessments.osara import Part
from frankpledge.web.assessments.things import PASSAGE, passage_id
from frankpledge.web.citations import queries
from frankpledge.web.citations.queries import Link


@dataclass(frozen=True)
class PartWritten:
    """A part of a profile with its words and what they rest on; `passage_thread` is where to say so."""

    part: Part
    passage: Passage | None
    rests_on: list[Link]
    passage_thread: str


def parts(viewer: Viewer, profile: Assessment) -> list[PartWritten]:
    """All five, in order, in a few questions."""
    words = {passage.about: passage for passage in living_queries.passages(viewer).filter(assessment=profile)}
    links = queries.rests_on(viewer, PASSAGE, [passage_id(profile.pk, part.about) for part in osara.PARTS])
    return [
        PartWritten(
            part,
            words.get(part.about),
            links.get(passage_id(profile.pk, part.about), []),
            thread.address(viewer, PASSAGE, passage_id(profile.pk, part.about)),
        )
        for part in osara.PARTS
    ]
