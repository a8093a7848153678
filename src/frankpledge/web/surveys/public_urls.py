"""What anybody can read here, without signing in: results that two people released."""

from django.urls import path

from frankpledge.web.surveys import public_views as public

urlpatterns = [
    path("", public.published_surveys, name="published_surveys"),
    path("<slug:survey_slug>/", public.published_survey, name="published_survey"),
    path("<slug:survey_slug>/<str:name>", public.published_survey_data, name="published_survey_data"),
]
