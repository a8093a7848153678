"""Addresses of a partnership's e-mails."""

from django.urls import path

from frankpledge.web.mail import views

urlpatterns = [
    path("", views.messages, name="mail"),
    path("<int:message_id>/", views.shown, name="shown_message"),
    path("<int:message_id>/again/", views.send_again, name="send_again"),
]
