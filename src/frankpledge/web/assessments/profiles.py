"""Questions about a problem profile, asked on a viewer's behalf."""

from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries, osara, thread
from frankpledge.web.assessments.models import Assessment, Passage
from frankpledge.web.assessments.osara import Part
from frankpledge.web.assessments.things import PASSAGE, passage_id
from frankpledge.web.citations import beside, queries
from frankpledge.web.citations.beside import Note
from frankpledge.web.citations.kinds import Thing
from frankpledge.web.citations.queries import Link

ACTION, DID_IT_WORK = "action", "Did it work?"  # names that the apps of plans and evaluations register


@dataclass(frozen=True)
class CameOf:
    """An action of the response, and whether it worked; nothing where nobody said where it was done."""

    action: Thing
    evaluated: list[Note]


@dataclass(frozen=True)
class PartWritten:
    """
    A part of a profile with its words and what they rest on; `passage_thread` is where to say so. The assessment has
    `came_of`: what came of the response's actions.
    """

    part: Part
    passage: Passage | None
    rests_on: list[Link]
    passage_thread: str
    came_of: list[CameOf]


def parts(viewer: Viewer, profile: Assessment) -> list[PartWritten]:
    """All five, in order, in a few questions."""
    words = {passage.about: passage for passage in living_queries.passages(viewer).filter(assessment=profile)}
    links = queries.rests_on(viewer, PASSAGE, [passage_id(profile.pk, part.about) for part in osara.PARTS])
    came = _came_of(viewer, links.get(passage_id(profile.pk, osara.RESPONSE), []))
    return [
        PartWritten(
            part,
            words.get(part.about),
            links.get(passage_id(profile.pk, part.about), []),
            thread.address(viewer, PASSAGE, passage_id(profile.pk, part.about)),
            came if part.about == osara.ASSESSMENT else [],
        )
        for part in osara.PARTS
    ]


def _came_of(viewer: Viewer, links: list[Link]) -> list[CameOf]:
    """The actions that the response names, each with what the evidence says of whether it worked."""
    actions = [link.thing for link in links if link.thing and link.thing.kind == ACTION]
    said = beside.said_under(viewer, ACTION, DID_IT_WORK, [int(action.id) for action in actions])
    return [CameOf(action, said.get(int(action.id), [])) for action in actions]
