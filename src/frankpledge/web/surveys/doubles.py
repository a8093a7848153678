"""
Responses that are perhaps somebody's second, as staff read them: what was alike, when it came and how. Who sent it is
not known here, and what it says is not shown: nobody is to be left out for what they think.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import Response, Survey

MOST_BESIDE = 1000  # answers read for a page: anybody can send as many as they like from one browser


@dataclass(frozen=True)
class Double:
    """`alike`: of `both` questions that this and the most similar other answered, how many have the same answer."""

    response: Response
    why: str
    alike: int
    both: int

    @property
    def standing(self) -> str:
        if self.response.left_out_because:
            return "left out"
        return "kept" if self.response.kept_because else "to be looked at"


def flagged(viewer: Viewer, survey: Survey) -> QuerySet[Response]:
    """What was found to be perhaps sent twice, and what somebody left out; what waits first, then by day."""
    mine = Response.objects.filter(partnership=viewer.partnership, survey=survey)
    found: QuerySet[Response] = mine.filter(Q(perhaps_again=True) | ~Q(left_out_because=""))
    return found.select_related("left_out_by", "kept_by").order_by(
        "left_out_because", "kept_because", "submitted_on", "pk"
    )


def waiting(viewer: Viewer, survey: Survey) -> int:
    """How many nobody has looked at."""
    mine = Response.objects.filter(partnership=viewer.partnership, survey=survey, perhaps_again=True)
    return int(mine.filter(left_out_because="", kept_because="").count())


def described(viewer: Viewer, survey: Survey, shown: Sequence[Response]) -> list[Double]:
    """
    These, each beside the others from the same browser or the same pile; one question whatever their number. Of very
    many, as where a machine sent them, each is set beside the first `MOST_BESIDE` alone.
    """
    marks = {each.mark for each in shown if each.mark}
    piles = {each.batch for each in shown if each.batch}
    mine = Response.objects.filter(partnership=viewer.partnership, survey=survey)
    beside_them = mine.filter(Q(mark__in=marks) | Q(batch__in=piles)).order_by("pk")
    others = list(beside_them.values_list("pk", "mark", "batch", "answers")[:MOST_BESIDE])
    found = []
    for each in shown:
        beside = [
            answers
            for pk, mark, batch, answers in others
            if pk != each.pk and ((each.mark and mark == each.mark) or (each.batch and batch == each.batch))
        ]
        alike, both = max((_alike(each.answers, answers) for answers in beside), default=(0, 0))
        found.append(Double(each, _why(each), alike, both))
    return found


def _why(response: Response) -> str:
    if not response.perhaps_again:
        return "nothing was found alike"
    if response.mode == Response.Mode.WEB:
        return "answers had been sent from the same browser before"
    return f"the same answers had been keyed in from this pile: {response.batch}"


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[int, int]:
    both = set(one) & set(other)
    return sum(one[page] == other[page] for page in both), len(both)
