"""How far two coders agree, and where they differ, once both are done."""

from dataclasses import dataclass

from frankpledge.analysis.agreement import CodingAgreement, code_agreement
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import coding_queries as queries
from frankpledge.web.surveys.coding_queries import Comment
from frankpledge.web.surveys.models import Survey


@dataclass(frozen=True)
class Differing:
    """One comment with the names of the codes that each coder gave it, and of those that it has in the end, if settled."""

    comment: Comment
    first: list[str]
    second: list[str]
    settled: list[str] | None


@dataclass(frozen=True)
class Agreed:
    found: CodingAgreement
    alike: int
    differing: list[Differing]

    @property
    def words(self) -> str:
        """What alpha says, by the bounds that Krippendorff gives."""
        alpha = self.found.alpha
        if alpha is None:
            return "Agreement beyond chance cannot be told: both gave the same codes to every comment."
        if alpha >= 0.8:
            return "The two agree well enough to rely on the codes."
        if alpha >= 0.667:
            return "The two agree well enough for tentative conclusions only."
        return "The two agree too little to rely on the codes. Talk about the definitions, and code again."


def agreed(viewer: Viewer, survey: Survey) -> Agreed:
    """The caller has checked that both are done (`coding_changes.reason_not_to_see_both`)."""
    both, ends = queries.by_place(viewer, survey), queries.settled(viewer, survey)
    names = {code.pk: code.name for code in queries.codes(viewer, survey)}
    keys = sorted(both[1])

    def named(given: list[int]) -> list[str]:
        return sorted(names[code] for code in given if code in names)

    first, second = ([named(both[place][key]) for key in keys] for place in (1, 2))
    written = {each.key: each for each in queries.comments(viewer, survey)}
    differing = [
        Differing(written[key], one, two, named(ends[key]) if key in ends else None)
        for key, one, two in zip(keys, first, second, strict=True)
        if one != two and key in written
    ]
    differing.sort(key=lambda each: each.settled is not None)
    alike = sum(one == two for one, two in zip(first, second, strict=True))
    return Agreed(code_agreement(first, second), alike, differing)
