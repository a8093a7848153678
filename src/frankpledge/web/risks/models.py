"""Facts about risks."""

from frankpledge.web.risks.escalation import Escalation
from frankpledge.web.risks.register_list import RegisterList
from frankpledge.web.risks.risk import RegisterSettings, Risk, RiskLink, RiskOwner
from frankpledge.web.risks.scoring import Review, Scoring

__all__ = ["Escalation", "RegisterList", "RegisterSettings", "Review", "Risk", "RiskLink", "RiskOwner", "Scoring"]
