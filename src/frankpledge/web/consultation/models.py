"""Facts about who was asked, heard and told."""

from frankpledge.web.consultation.advice import Advice, StandingItem
from frankpledge.web.consultation.community import CommunityGroup, Contact, ReachNote
from frankpledge.web.consultation.consultation import Consultation, ConsultationDocument, Consultee
from frankpledge.web.consultation.issue import Issue
from frankpledge.web.consultation.lived import LivedAccount, LivedQuote
from frankpledge.web.consultation.meeting import Meeting, Presence, Question, Reached
from frankpledge.web.consultation.neighbourhood import Neighbourhood, NeighbourhoodPriority, Step

__all__ = [
    "Advice",
    "CommunityGroup",
    "Consultation",
    "ConsultationDocument",
    "Consultee",
    "Contact",
    "Issue",
    "LivedAccount",
    "LivedQuote",
    "Meeting",
    "Neighbourhood",
    "NeighbourhoodPriority",
    "Presence",
    "Question",
    "ReachNote",
    "Reached",
    "StandingItem",
    "Step",
]
