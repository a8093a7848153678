"""What a person can do with the partnership's risks, below its address."""

from django.urls import path

from frankpledge.web.risks import escalation_views as escalations
from frankpledge.web.risks import import_views as lists
from frankpledge.web.risks import views

urlpatterns = [
    path("", views.risks, name="risks"),
    path("heat/", views.heat_map, name="heat_map"),
    path("scale/", views.scale, name="risk_scale"),
    path("add/", views.add, name="add_risk"),
    path("import/", lists.import_risks, name="import_risks"),
    path("import/<int:register_id>/", lists.risk_list, name="risk_list"),
    path("import/<int:register_id>/take-in/", lists.take_in_risks, name="take_in_risks"),
    path("import/<int:register_id>/take-back/", lists.take_back_risks, name="take_back_risks"),
    path("<int:risk_id>/", views.risk, name="risk"),
    path("<int:risk_id>/change/", views.change, name="change_risk"),
    path("<int:risk_id>/score/", views.score, name="score_risk"),
    path("<int:risk_id>/review/", views.review, name="review_risk"),
    path("<int:risk_id>/link/", views.link, name="link_risk"),
    path("<int:risk_id>/links/<int:risk_link_id>/end/", views.unlink, name="unlink_risk"),
    path("<int:risk_id>/close/", views.close, name="close_risk"),
    path("<int:risk_id>/open/", views.open_again, name="open_risk_again"),
    path("<int:risk_id>/escalate/", escalations.escalate, name="escalate_risk"),
    path("<int:risk_id>/escalate/<int:escalation_id>/end/", escalations.take_back, name="take_risk_back"),
    path("escalated/", escalations.escalated, name="escalated_risks"),
    path("escalated/<int:told_id>/answer/", escalations.answer, name="answer_escalated"),
]
