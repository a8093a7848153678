"""What a person can do with questions, below the partnership's address."""

from django.urls import path

from frankpledge.web.questions import views

urlpatterns = [
    path("", views.questions, name="questions"),
    path("ask/", views.ask, name="ask_question"),
    path("<int:question_id>/", views.question, name="question"),
    path("<int:question_id>/again/", views.ask_again, name="ask_again"),
    path("<int:question_id>/away/", views.put_away, name="put_away"),
    path("<int:question_id>/answers/<int:number>/", views.answer, name="answer"),
    path("<int:question_id>/answers/<int:number>/answer.csv", views.answer_csv, name="answer_csv"),
]
