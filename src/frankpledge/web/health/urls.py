"""Addresses of the installation's health."""

from django.urls import path

from frankpledge.web.health import views

urlpatterns = [
    path("", views.health, name="health"),
    path("installation/", views.health_page, name="health_page"),
]
