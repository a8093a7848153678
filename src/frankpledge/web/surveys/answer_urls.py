"""How a resident answers a survey: without an account, one question on a page. No address has anything personal."""

from django.urls import path

from frankpledge.web.surveys import answer_views as views

SURVEY = "<slug:slug>/<slug:survey_slug>/"
urlpatterns = [
    path(SURVEY, views.start, name="answer_start"),
    path(f"{SURVEY}questions/<str:key>/", views.question, name="answer_question"),
    path(f"{SURVEY}check/", views.check, name="answer_check"),
    path(f"{SURVEY}sent/", views.sent, name="answer_sent"),
    path(f"{SURVEY}results/", views.wanted, name="answer_wanted"),
    path(f"{SURVEY}saved/", views.saved, name="answer_saved"),
    path(f"{SURVEY}left/", views.left, name="answer_left"),
    path(f"{SURVEY}return/", views.come_back, name="answer_return"),
]
