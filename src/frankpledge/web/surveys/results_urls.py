"""What a person can do with a survey's answers, below the survey's address."""

from django.urls import path

from frankpledge.web.surveys import coding_views as coding
from frankpledge.web.surveys import doubles_views as doubles
from frankpledge.web.surveys import publishing_views as publishing
from frankpledge.web.surveys import representation_views as representation
from frankpledge.web.surveys import results_views as results

urlpatterns = [
    path("who/", representation.who_answered, name="survey_who"),
    path("doubles/", doubles.doubles, name="survey_doubles"),
    path("doubles/<uuid:response_id>/", doubles.judge, name="judge_double"),
    path("doubles/<uuid:response_id>/undo/", doubles.undo, name="undo_double"),
    path("results/", results.results, name="survey_results"),
    path("results/by/<slug:grouping>/", results.by_group, name="survey_by_group"),
    path("results/weighting/", results.weighting, name="survey_weighting"),
    path("results/question/<str:page>/", results.tests_of, name="survey_question_results"),
    path("recorded/", representation.recorded, name="survey_recorded"),
    path("comments/", coding.codebook, name="survey_comments"),
    path("comments/add/", coding.add_code, name="add_comment_code"),
    path("comments/copy/", coding.copy_codes, name="copy_comment_codes"),
    path("comments/codes/<int:code_id>/retire/", coding.retire_code, name="retire_comment_code"),
    path("comments/coders/", coding.name_coders, name="name_coders"),
    path("comments/code/", coding.code_comments, name="code_comments"),
    path("comments/agreement/", coding.agreement, name="coding_agreement"),
    path("comments/settle/", coding.settle, name="settle_coding"),
    path("comments/quotes/", coding.quotes, name="survey_quotes"),
    path("comments/quotes/<uuid:response_id>/<str:page>/", coding.quote, name="quote_comment"),
    path("comments/quotes/<int:quote_id>/withdraw/", coding.withdraw_quote, name="withdraw_quote"),
    path("publishing/", publishing.publishing, name="survey_publishing"),
    path("publishing/make/", publishing.make, name="make_results_ready"),
    path("publishing/<int:results_id>/", publishing.edition, name="results_edition"),
    path("publishing/<int:results_id>/ask/", publishing.ask, name="ask_to_release_results"),
    path("publishing/<int:results_id>/release/", publishing.release, name="release_results"),
    path("publishing/<int:results_id>/undo/", publishing.undo, name="undo_results_release"),
    path("publishing/because/", publishing.say_because, name="say_because"),
    path("publishing/because/<int:because_id>/agree/", publishing.agree, name="agree_to_because"),
]
