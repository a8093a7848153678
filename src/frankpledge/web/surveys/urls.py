"""What a person can do with the partnership's surveys, below its address."""

from django.urls import include, path

from frankpledge.web.surveys import file_views as files
from frankpledge.web.surveys import question_views as questions
from frankpledge.web.surveys import views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("begin/", views.begin, name="begin_survey"),
    path("begin/file/", files.begin_from_file, name="begin_survey_from_file"),
    path("<int:survey_id>/", views.survey, name="survey"),
    path("<int:survey_id>/settings/", views.settings, name="survey_settings"),
    path("<int:survey_id>/words/", views.words, name="survey_words"),
    path("<int:survey_id>/questions.json", files.questions_file, name="survey_questions_file"),
    path("<int:survey_id>/preview/", questions.preview, name="preview_survey"),
    path("<int:survey_id>/open/", views.open_survey, name="open_survey"),
    path("<int:survey_id>/put_right/", views.put_right, name="put_survey_right"),
    path("<int:survey_id>/take_back/", views.take_back, name="take_survey_back"),
    path("<int:survey_id>/close/", views.close, name="close_survey"),
    path("<int:survey_id>/add/", questions.add, name="add_question"),
    path("<int:survey_id>/questions/<slug:key>/", questions.change, name="change_question"),
    path("<int:survey_id>/questions/<slug:key>/route/", questions.route, name="question_route"),
    path("<int:survey_id>/questions/<slug:key>/up/", questions.up, name="question_up"),
    path("<int:survey_id>/questions/<slug:key>/down/", questions.down, name="question_down"),
    path("<int:survey_id>/questions/<slug:key>/remove/", questions.remove, name="remove_question"),
    path("<int:survey_id>/questions/<slug:key>/own/", questions.make_own, name="make_question_own"),
    path("<int:survey_id>/questions/<slug:key>/newest/", questions.newest_wording, name="newest_wording"),
    path("", include("frankpledge.web.surveys.keying_urls")),
    path("<int:survey_id>/", include("frankpledge.web.surveys.results_urls")),
]
