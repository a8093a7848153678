"""Addresses that programs ask, and the page that tells people of them."""

from django.urls import path, re_path

from frankpledge.web.api import v1, views
from frankpledge.web.api.problems import not_there
from frankpledge.web.api.serving import served

urlpatterns = [
    path("", views.description, name="api"),
    path("v1/", v1.urls),
    # Not `path`, whose parameters hold no line break: whatever is asked for below /api/ is refused in JSON.
    re_path(r"^(?P<rest>[\s\S]+)\Z", served(not_there, public=True), name="api_not_there"),
]
