"""Facts about people and partnerships."""

from frankpledge.web.accounts.links import OneTimeLink
from frankpledge.web.accounts.partnerships import (
    Agency,
    AgencyAlias,
    Membership,
    Partner,
    Partnership,
    PartnershipArea,
)
from frankpledge.web.accounts.people import Person

__all__ = [
    "Agency",
    "AgencyAlias",
    "Membership",
    "OneTimeLink",
    "Partner",
    "Partnership",
    "PartnershipArea",
    "Person",
]
