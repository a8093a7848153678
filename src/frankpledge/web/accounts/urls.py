"""Addresses about people, below a partnership's."""

from django.urls import path

from frankpledge.web.accounts import views

urlpatterns = [
    path("", views.people, name="people"),
    path("roles/", views.who_can_see_what, name="who_can_see_what"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:invitation_id>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("roles/<int:membership_id>/end/", views.end_role, name="end_role"),
    path("agencies/new/", views.take_in_agency, name="take_in_agency"),
    path("agencies/<int:partner_id>/liaison/", views.liaison, name="liaison"),
    path("agencies/<int:partner_id>/confirm/", views.confirm_people, name="confirm_people"),
]
