"""Facts about plans."""

from frankpledge.web.plans.action import Action, ActionAgency, Milestone
from frankpledge.web.plans.action_list import ActionList
from frankpledge.web.plans.asked import Asked, AskedAbout
from frankpledge.web.plans.bulk_change import BulkChange
from frankpledge.web.plans.calendar_link import CalendarLink
from frankpledge.web.plans.dismissal import Dismissal
from frankpledge.web.plans.plan import Chapter, Objective, Plan
from frankpledge.web.plans.progress import ProgressUpdate
from frankpledge.web.plans.public_file import PublicFile
from frankpledge.web.plans.registers.achievement import Achievement
from frankpledge.web.plans.registers.approval import Approval
from frankpledge.web.plans.registers.glossary_term import GlossaryTerm
from frankpledge.web.plans.registers.lens import Category, Lens, Sorted
from frankpledge.web.plans.registers.linked_strategy import LinkedStrategy
from frankpledge.web.plans.registers.standard import Adoption, Standard
from frankpledge.web.plans.registers.tactic import Tactic, UsedTactic
from frankpledge.web.plans.sharing import SharedPlan
from frankpledge.web.plans.status import Status
from frankpledge.web.plans.update_link import UpdateLink

__all__ = [
    "Achievement",
    "Action",
    "ActionAgency",
    "ActionList",
    "Adoption",
    "Approval",
    "Asked",
    "AskedAbout",
    "BulkChange",
    "CalendarLink",
    "Category",
    "Chapter",
    "Dismissal",
    "GlossaryTerm",
    "Lens",
    "LinkedStrategy",
    "Milestone",
    "Objective",
    "Plan",
    "ProgressUpdate",
    "PublicFile",
    "SharedPlan",
    "Sorted",
    "Standard",
    "Status",
    "Tactic",
    "UpdateLink",
    "UsedTactic",
]
