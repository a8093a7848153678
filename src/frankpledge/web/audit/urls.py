"""Addresses of the record, below a partnership's."""

from django.urls import path

from frankpledge.web.audit import views

urlpatterns = [path("", views.events, name="audit")]
