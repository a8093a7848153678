"""Facts about surveys."""

from frankpledge.web.surveys.coding import Coder, CommentCode, CommentCoding, Quote, SettledCoding
from frankpledge.web.surveys.response import Response, ResultsWanted, SavedAnswers
from frankpledge.web.surveys.results_edition import BecauseOfYou, ResultsEdition
from frankpledge.web.surveys.round import Round
from frankpledge.web.surveys.survey import Survey, SurveyVersion
from frankpledge.web.surveys.weighting import Weighting

__all__ = [
    "BecauseOfYou",
    "Coder",
    "CommentCode",
    "CommentCoding",
    "Quote",
    "Response",
    "ResultsEdition",
    "ResultsWanted",
    "Round",
    "SavedAnswers",
    "SettledCoding",
    "Survey",
    "SurveyVersion",
    "Weighting",
]
