"""What a person can do with the partnership's assessments, below its address."""

from django.urls import path

from frankpledge.web.assessments import edition_views as editions
from frankpledge.web.assessments import living_views as views

urlpatterns = [
    path("", views.living_assessments, name="living_assessments"),
    path("begin/", views.begin, name="begin"),
    path("<int:assessment_id>/", views.living_assessment, name="living_assessment"),
    path("<int:assessment_id>/forward/", views.roll_forward, name="roll_forward"),
    path("<int:assessment_id>/compute/", views.compute, name="compute"),
    path("<int:assessment_id>/review/", views.ask_review, name="ask_review"),
    path("<int:assessment_id>/review/back/", views.give_back, name="give_back"),
    path("<int:assessment_id>/beside/<int:version_id>/", views.put_away, name="put_words_away"),
    path("<int:assessment_id>/sign/", editions.sign, name="sign"),
    path("<int:assessment_id>/editions/<int:number>/", editions.edition, name="edition"),
    path("<int:assessment_id>/editions/<int:number>/edition.<str:format>", editions.edition_file, name="edition_file"),
    path("<int:assessment_id>/editions/<int:number>/today/", editions.differs, name="differs"),
    path("<int:assessment_id>/editions/<int:number>/correct/", editions.correct, name="correct"),
    path("<int:assessment_id>/opening/", views.passage, name="opening"),
    path("<int:assessment_id>/findings/<slug:about>/", views.passage, name="passage"),
    path("<int:assessment_id>/findings/<slug:about>/read/", views.read_again, name="read_again"),
    path("<int:assessment_id>/findings/<slug:about>/out/", views.leave_out, name="leave_out"),
    path("<int:assessment_id>/findings/<slug:about>/move/", views.move, name="move"),
]
