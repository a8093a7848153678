"""What a person can do about programs and other systems, below a partnership's address."""

from django.urls import path

from frankpledge.web.api import views

urlpatterns = [
    path("", views.connections, name="connections"),
    path("tokens/new/", views.new_token, name="new_token"),
    path("tokens/<int:token_id>/end/", views.end_token, name="end_token"),
    path("told/new/", views.subscribe, name="subscribe"),
    path("told/<int:subscription_id>/", views.deliveries, name="deliveries"),
    path("told/<int:subscription_id>/secret/", views.change_secret, name="change_secret"),
    path("told/<int:subscription_id>/end/", views.unsubscribe, name="unsubscribe"),
    path("told/<int:subscription_id>/<int:delivery_id>/again/", views.replay, name="replay"),
]
