"""What measures may count of what a partnership knows: recommendations of reviews and documents that were followed."""

from collections import Counter as Tally
from collections.abc import Collection

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.knowledge.models import Recommendation
from frankpledge.web.measures.counters import Counted, Counter


def followed(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Recommendations by the month in which they were said to be followed."""
    mine = Recommendation.objects.filter(partnership=partnership, followed_on__isnull=False)
    tally = Tally(Month.parse(f"{on:%Y-%m}") for on in mine.values_list("followed_on", flat=True) if on)
    return {month: Counted(tally[month]) for month in months}


COUNTERS = (Counter("knowledge.followed", "Knowledge: recommendations followed", "recommendations followed", followed),)
