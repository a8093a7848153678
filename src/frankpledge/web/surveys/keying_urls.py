"""Where answers are keyed in, and the form is printed, below the address of surveys."""

from django.urls import path

from frankpledge.web.surveys import keying_views as views
from frankpledge.web.surveys import rounds_views as rounds

urlpatterns = [
    path("<int:survey_id>/keying/", views.key_in_answers, name="key_in_answers"),
    path("<int:survey_id>/rounds/", rounds.survey_rounds, name="survey_rounds"),
    path("<int:survey_id>/rounds/sheet/", rounds.sheet, name="round_sheet"),
    path("<int:survey_id>/rounds/<int:round_id>/away/", rounds.take_away, name="take_round_away"),
    path("<int:survey_id>/paper/<slug:spoken>/", views.paper_form, name="paper_form"),
    path("<int:survey_id>/paper/<slug:spoken>/form.pdf", views.paper_form_file, name="paper_form_file"),
]
