"""What anybody can read or do here, without signing in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
