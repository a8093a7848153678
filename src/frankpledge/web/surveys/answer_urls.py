"""How a resident answers a survey: without an account, one question on a page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
