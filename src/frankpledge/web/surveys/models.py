"""Facts about surveys."""

from frankpledge.web.surveys.response import Response, ResultsWanted, SavedAnswers
from frankpledge.web.surveys.survey import Survey, SurveyVersion

__all__ = ["Response", "ResultsWanted", "SavedAnswers", "Survey", "SurveyVersion"]
