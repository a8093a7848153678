"""What a person can do here, below the partnership's address."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
