"""How grave a partner's crimes are, who is in them and what is taken: every such finding of one feed, in reading order."""

from collections.abc import Iterator, Sequence

from frankpledge.archive.partner_events import FeedHeld, Role
from frankpledge.archive.places import all_places
from frankpledge.assessment import (
    partner_disproportion,
    partner_goods,
    partner_harm,
    partner_overlap,
    partner_profiles,
)
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.partner_feed import ON_TERMS, provenance, slug
from frankpledge.assessment.partner_persons import people_of
from frankpledge.month import Month

ROLES: tuple[Role, ...] = ("victim", "suspect")


def findings(
    evidence: Evidence, held: FeedHeld, months: Sequence[Month], watched: Sequence[Month]
) -> Iterator[Finding]:
    """
    `months` are those of the period that are held; `watched` all that are held to its end, to link people over.

    Of a whole partnership alone: a force less its partnerships, or a partnership less one of its councils, would give
    small numbers away that neither shows. Elsewhere that is said, and nothing is counted.
    """
    if not _is_a_partnership(evidence):
        yield _by_partnership(evidence, held)
        return
    yield from partner_harm.findings(evidence, held, months)
    people = [found for role in ROLES if months and (found := people_of(evidence, held, role, months))]
    yield from partner_profiles.findings(evidence, held, people, months)
    single = [partner_disproportion.finding(evidence, held, one, months) for one in people]
    single += [partner_overlap.finding(evidence, held, watched), partner_goods.finding(evidence, held, months)]
    yield from (finding for finding in single if finding)


def _is_a_partnership(evidence: Evidence) -> bool:
    if evidence.area.kind == "csp":
        return True
    everywhere, own = all_places(evidence.snapshot), set(evidence.area.lsoas)
    here = set(everywhere.loc[everywhere["lsoa"].isin(own), "csp"].dropna())
    return len(here) == 1 and set(everywhere.loc[everywhere["csp"].isin(here), "lsoa"]) == own


def _by_partnership(evidence: Evidence, held: FeedHeld) -> Finding:
    return Finding(
        id=f"people-by-partnership-{slug(held.feed)}",
        kind="people",
        title=f"Harm, victims and suspects ({held.sender})",
        statement=(
            f"How grave {held.sender}'s crimes are and who is named in them is shown for Community Safety Partnerships, each "
            "as a whole. For areas that hold several, or a part of one, subtracting would give small numbers away."
        ),
        strength="context",
        caveats=(ON_TERMS,),
        provenance=provenance(evidence, held, None, 0, ()),
    )
