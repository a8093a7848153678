"""What anybody can read here, without signing in."""

from django.urls import path

from frankpledge.web.scoring import public_views

urlpatterns = [path("", public_views.published_choosing, name="published_choosing")]
