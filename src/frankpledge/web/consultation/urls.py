"""What a person can do here, below the partnership's address."""

from django.urls import path

from frankpledge.web.consultation import community_views as groups
from frankpledge.web.consultation import lived_views as lived
from frankpledge.web.consultation import meeting_views as meetings
from frankpledge.web.consultation import neighbourhood_views as places
from frankpledge.web.consultation import views

urlpatterns = [
    path("", views.consultations, name="consultations"),
    path("add/", views.add_consultation, name="add_consultation"),
    path("<int:consultation_id>/", views.consultation, name="consultation"),
    path("<int:consultation_id>/change/", views.change_consultation, name="change_consultation"),
    path("<int:consultation_id>/close/", views.close_consultation, name="close_consultation"),
    path("<int:consultation_id>/outcome/", views.consultation_outcome, name="consultation_outcome"),
    path("<int:consultation_id>/ask/", views.ask_too, name="ask_too"),
    path("<int:consultation_id>/asked/<int:consultee_id>/", views.consultee, name="consultee"),
    path("<int:consultation_id>/documents/add/", views.add_consultation_document, name="add_consultation_document"),
    path("<int:consultation_id>/reached/", views.reach_consultation, name="reach_consultation"),
    path("<int:consultation_id>/publish/", views.publish_consultation, name="publish_consultation"),
    path("reached/<int:reached_id>/end/", views.end_reached, name="end_reached"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/add/", meetings.add_meeting, name="add_meeting"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:meeting_id>/held/", meetings.meeting_held, name="meeting_held"),
    path("meetings/<int:meeting_id>/cancel/", meetings.cancel_meeting, name="cancel_meeting"),
    path("meetings/<int:meeting_id>/questions/add/", meetings.ask_question, name="meeting_question"),
    path(
        "meetings/<int:meeting_id>/questions/<int:asked_id>/", meetings.answer_question, name="answer_meeting_question"
    ),
    path("meetings/<int:meeting_id>/reached/", meetings.reach_meeting, name="reach_meeting"),
    path("meetings/<int:meeting_id>/publish/", meetings.publish_meeting, name="publish_meeting"),
    path("neighbourhoods/", places.neighbourhoods, name="neighbourhoods"),
    path("neighbourhoods/add/", places.add_neighbourhood, name="add_neighbourhood"),
    path("neighbourhoods/<int:neighbourhood_id>/", places.neighbourhood, name="neighbourhood"),
    path("neighbourhoods/<int:neighbourhood_id>/change/", places.change_neighbourhood, name="change_neighbourhood"),
    path("neighbourhoods/<int:neighbourhood_id>/raise/", places.raise_priority, name="raise_priority"),
    path("priorities/<int:raised_id>/", places.neighbourhood_priority, name="neighbourhood_priority"),
    path("priorities/<int:raised_id>/step/", places.step_priority, name="step_priority"),
    path(
        "priorities/<int:raised_id>/publish/",
        places.publish_neighbourhood_priority,
        name="publish_neighbourhood_priority",
    ),
    path("issues/", places.issues, name="issues"),
    path("issues/add/", places.take_in_issue, name="take_in_issue"),
    path("issues/<int:issue_id>/settle/", places.settle_issue, name="settle_issue"),
    path("groups/", groups.community_groups, name="community_groups"),
    path("groups/add/", groups.add_group, name="add_group"),
    path("groups/<int:group_id>/", groups.community_group, name="community_group"),
    path("groups/<int:group_id>/change/", groups.change_group, name="change_group"),
    path("groups/<int:group_id>/contact/", groups.contact_group, name="contact_group"),
    path("groups/<int:group_id>/advice/add/", groups.advise, name="advise"),
    path("groups/<int:group_id>/advice/<int:advice_id>/", groups.respond_to_advice, name="respond_to_advice"),
    path("groups/<int:group_id>/standing/add/", groups.add_standing_item, name="add_standing_item"),
    path("groups/<int:group_id>/standing/<int:item_id>/end/", groups.end_standing_item, name="end_standing_item"),
    path("heard/", groups.community_reach, name="community_reach"),
    path("heard/<int:year>/", groups.note_reach, name="note_reach"),
    path("lived/", lived.lived_accounts, name="lived_accounts"),
    path("lived/add/", lived.take_down_account, name="take_down_account"),
    path("lived/<int:account_id>/", lived.lived_account, name="lived_account"),
    path("lived/<int:account_id>/consent/", lived.change_consent, name="change_consent"),
    path("lived/<int:account_id>/quotes/add/", lived.pick_quote, name="pick_quote"),
    path("lived/<int:account_id>/withdraw/", lived.withdraw_account, name="withdraw_account"),
]
