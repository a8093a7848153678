"""What a person can do with the evaluations of actions, below the partnership's address."""

from django.urls import path

from frankpledge.web.evaluations import views

urlpatterns = [
    path("", views.evaluations, name="evaluations"),
    path("<int:action_id>/", views.evaluation, name="evaluation"),
    path("<int:action_id>/where/", views.say_where, name="say_where"),
    path("<int:action_id>/end/", views.end, name="end_evaluation"),
]
