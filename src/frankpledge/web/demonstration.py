"""What `frankpledge run` fills the workspace with: an invented partnership in the middle of its year."""

from datetime import date

from frankpledge.assessment.assessment import Assessment
from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.assessments.invented import invent_assessment
from frankpledge.web.knowledge.invented import invent_knowledge
from frankpledge.web.plans.invented import invent_plan


def fill(assessed: Assessment, today: date) -> None:
    """
    People and plan of the invented partnership of the district that was assessed, what they know beside its figures,
    and its assessment, written and signed. What is there already stays as it is.
    """
    partnership = invent_partnership(assessed.area_code, assessed.area_name, today)
    known = invent_knowledge(partnership, today)
    invent_assessment(partnership, assessed, known, today)
    invent_plan(partnership, today)
