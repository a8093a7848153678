"""What a person can do with partners' feeds."""

from django.urls import path

from frankpledge.web.feeds import views

urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("catalogue/", views.catalogue, name="feeds_catalogue"),
    path("new/", views.propose, name="propose_feed"),
    path("new/describe/", views.describe, name="describe_feed"),
    path("log/", views.log, name="feeds_log"),
    path("log/request/", views.request_data, name="request_data"),
    path("retention/", views.purge, name="purge_feeds"),
    path("<slug:sender>/<slug:feed>/", views.feed, name="feed"),
    path("<slug:sender>/<slug:feed>/load/", views.load_extract, name="load_extract"),
    path("<slug:sender>/<slug:feed>/description/", views.description, name="feed_description"),
]
