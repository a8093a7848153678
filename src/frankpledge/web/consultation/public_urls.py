"""What anybody can read here, without signing in."""

from django.urls import path

from frankpledge.web.consultation import public_views as views

urlpatterns = [
    path("", views.public_consultations, name="public_consultations"),
    path("<int:consultation_id>/", views.public_consultation, name="public_consultation"),
    path("meetings/<int:meeting_id>/", views.public_meeting, name="public_meeting"),
    path("neighbourhoods/<int:neighbourhood_id>/", views.public_neighbourhood, name="public_neighbourhood"),
    path("you-said-we-did/", views.you_said_we_did, name="you_said_we_did"),
]
