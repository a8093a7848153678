"""Every address: the evidence, and the assessments made from it."""

from django.urls import include, path

from frankpledge.web import refusals
from frankpledge.web.home import home

urlpatterns = [
    path("", home, name="home"),
    path("evidence/", include("frankpledge.web.evidence.urls")),
    path("assessments/", include("frankpledge.web.assessments.urls")),
]
handler404 = refusals.not_found
handler500 = refusals.broken
