"""Facts about money."""

from frankpledge.web.funding.bids import Bid, Conflict, Way
from frankpledge.web.funding.grants import Grant, GrantAction, GrantRisk
from frankpledge.web.funding.lines import Line
from frankpledge.web.funding.open_data import OpenData
from frankpledge.web.funding.pots import Commitment, Pot, PotPart, WorthNote
from frankpledge.web.funding.returns import Return
from frankpledge.web.funding.services import Service, ServiceResult

__all__ = [
    "Bid",
    "Commitment",
    "Conflict",
    "Grant",
    "GrantAction",
    "GrantRisk",
    "Line",
    "OpenData",
    "Pot",
    "PotPart",
    "Return",
    "Service",
    "ServiceResult",
    "Way",
    "WorthNote",
]
