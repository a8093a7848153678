"""What a person can do with problem profiles; each is written, signed and released at an assessment's addresses."""

from django.urls import path

from frankpledge.web.assessments import profile_views as views

urlpatterns = [
    path("", views.profile_list, name="profiles"),
    path("begin/", views.begin_profile, name="begin_profile"),
]
