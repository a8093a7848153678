"""Facts about how a partnership chooses its priorities."""

from frankpledge.web.scoring.objective import Alignment, ExternalObjective, ExternalPlan

__all__ = ["Alignment", "ExternalObjective", "ExternalPlan"]
