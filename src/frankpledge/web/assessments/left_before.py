"""Which numbers of restricted data have left the partnership before, in any edition that was signed."""

from frankpledge.assessment.finding import Released
from frankpledge.documents.data import released_in
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.assessments.models import Edition


def left_before(partnership: Partnership) -> tuple[Released, ...]:
    """
    Of every edition, released or not: once it is signed, somebody has it.

    Editions of other partnerships for the same area are not known here.
    """
    found: list[Released] = []
    for content in Edition.objects.filter(partnership=partnership).order_by("pk").values_list("content", flat=True):
        found += [one for one in released_in(content["findings"]) if one not in found]
    return tuple(found)
