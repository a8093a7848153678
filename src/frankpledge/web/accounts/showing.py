"""What may be shown to anybody: one rule for everything that partnerships publish."""

from django.conf import settings
from django.db.models import Q


def may_be_public(partnership: str = "partnership__") -> Q:
    """
    A condition that every public question asks beside its own, of rows whose partnership is reached by this prefix:
    nothing invented is published outside a demonstration, as if it were so.
    """
    return Q() if settings.DEMONSTRATION else Q(**{f"{partnership}demonstration": False})
