"""What `frankpledge run` fills the workspace with: an invented partnership in the middle of its year."""

from datetime import date

from django.conf import settings
from django_scopes import scope

from frankpledge.assessment.assessment import Assessment
from frankpledge.web.accountability.due import remind
from frankpledge.web.accountability.invented import invent_pack
from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.assessments.invented import invent_assessment
from frankpledge.web.consultation.invented import invent_consultation
from frankpledge.web.evaluations.invented import invent_evaluations
from frankpledge.web.funding.invented import invent_funding
from frankpledge.web.knowledge.invented import invent_knowledge
from frankpledge.web.measures.invented import invent_measures
from frankpledge.web.places.invented import invent_county, invent_places
from frankpledge.web.plans.invented import by_role, invent_plan, rest_on_findings
from frankpledge.web.plans.invented_asking import invent_asking
from frankpledge.web.plans.invented_beside import invent_beside
from frankpledge.web.plans.invented_neighbours import invent_neighbours
from frankpledge.web.questions.invented import invent_question
from frankpledge.web.risks.invented import invent_risks
from frankpledge.web.scoring.invented import invent_choosing
from frankpledge.web.surveys.invented import invent_surveys
from frankpledge.web.surveys.results_invented import invent_results


def fill(assessed: Assessment, today: date) -> None:
    """
    People and plan of the invented partnership of the district that was assessed, what they know beside its figures,
    and its assessment, written and signed. What is there already stays as it is.
    """
    partnership = invent_partnership(assessed.area_code, assessed.area_name, today)
    known = invent_knowledge(partnership, today)
    harbour = invent_places(partnership, assessed.area_code, settings.ARCHIVE, today)
    answer = invent_question(partnership, harbour, settings.ARCHIVE, today)
    invent_assessment(partnership, assessed, known, today, answer)
    plan = invent_plan(partnership, today)
    if plan:
        people = by_role(partnership, today)
        invent_measures(plan, settings.ARCHIVE, people, today)
        invent_risks(plan, people, today)
        invent_funding(plan, people, today)
        invent_consultation(plan, people, today)
        invent_surveys(partnership, settings.ARCHIVE, people, today)
        invent_results(partnership, settings.ARCHIVE, people, today)
        invent_choosing(partnership, people, today)
        rest_on_findings(plan, people["coordinator"])
        invent_evaluations(plan, assessed, settings.ARCHIVE, people["coordinator"], today)
        invent_pack(partnership, people["coordinator"], today)
    invent_neighbours(partnership, today)
    partnership.refresh_from_db()
    invent_county(partnership, settings.ARCHIVE)
    invent_beside(partnership, today)
    if plan:
        invent_asking(partnership, people["coordinator"], today)
        with scope(partnership=partnership):
            remind(partnership, today)
