"""Addresses about people, below a partnership's."""

from django.urls import path

from frankpledge.web.accounts import partnership_views, views

urlpatterns = [
    path("", views.people, name="people"),
    path("roles/", views.who_can_see_what, name="who_can_see_what"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:invitation_id>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("roles/<int:membership_id>/end/", views.end_role, name="end_role"),
    path("roles/<int:membership_id>/another/", views.give_role, name="give_role"),
    path("agencies/new/", views.take_in_agency, name="take_in_agency"),
    path("agencies/<int:partner_id>/liaison/", views.liaison, name="liaison"),
    path("agencies/<int:partner_id>/confirm/", views.confirm_people, name="confirm_people"),
    path("agencies/<int:partner_id>/", partnership_views.change_agency, name="change_agency"),
    path("agencies/<int:partner_id>/left/", partnership_views.agency_left, name="agency_left"),
    path("agencies/<int:partner_id>/back/", partnership_views.agency_back, name="agency_back"),
    path("partnership/", partnership_views.about_partnership, name="about_partnership"),
    path("partnership/change/", partnership_views.change_partnership, name="change_partnership"),
    path("partnership/new/", partnership_views.new_partnership, name="new_partnership"),
    path("partnership/areas/new/", partnership_views.take_in_area, name="take_in_area"),
    path("partnership/areas/<int:covered_id>/", partnership_views.change_area, name="change_area"),
]
