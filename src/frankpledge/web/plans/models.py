"""Facts about plans."""

from frankpledge.web.plans.action import Action, ActionAgency, Milestone
from frankpledge.web.plans.action_list import ActionList
from frankpledge.web.plans.asked import Asked, AskedAbout
from frankpledge.web.plans.bulk_change import BulkChange
from frankpledge.web.plans.calendar_link import CalendarLink
from frankpledge.web.plans.dismissal import Dismissal
from frankpledge.web.plans.plan import Chapter, Objective, Plan
from frankpledge.web.plans.progress import ProgressUpdate
from frankpledge.web.plans.status import Status
from frankpledge.web.plans.update_link import UpdateLink

__all__ = [
    "Action",
    "ActionAgency",
    "ActionList",
    "Asked",
    "AskedAbout",
    "BulkChange",
    "CalendarLink",
    "Chapter",
    "Dismissal",
    "Milestone",
    "Objective",
    "Plan",
    "ProgressUpdate",
    "Status",
    "UpdateLink",
]
