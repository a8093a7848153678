"""How grave a partner's crimes are, who is in them and what is taken: every such finding of one feed, in reading order."""

from collections.abc import Iterator, Sequence

from frankpledge.archive.partner_events import FeedHeld, Role
from frankpledge.assessment import (
    partner_disproportion,
    partner_goods,
    partner_harm,
    partner_overlap,
    partner_profiles,
)
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.partner_persons import people_of
from frankpledge.month import Month

ROLES: tuple[Role, ...] = ("victim", "suspect")


def findings(
    evidence: Evidence, held: FeedHeld, months: Sequence[Month], watched: Sequence[Month]
) -> Iterator[Finding]:
    """`months` are those of the period that are held; `watched` all that are held to its end, to link people over."""
    yield from partner_harm.findings(evidence, held, months)
    people = [found for role in ROLES if months and (found := people_of(evidence, held, role, months))]
    yield from partner_profiles.findings(evidence, held, people, months)
    single = [partner_disproportion.finding(evidence, held, one, months) for one in people]
    single += [partner_overlap.finding(evidence, held, watched), partner_goods.finding(evidence, held, months)]
    yield from (finding for finding in single if finding)
