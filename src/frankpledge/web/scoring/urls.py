"""What a person can do here, below the partnership's address."""

from django.urls import path

from frankpledge.web.scoring import alignment_views as alignment
from frankpledge.web.scoring import decision_views as decisions
from frankpledge.web.scoring import result_views as results
from frankpledge.web.scoring import score_views as scores
from frankpledge.web.scoring import template_views as templates
from frankpledge.web.scoring import views

THEME = "<int:exercise_id>/themes/<int:theme_id>/"

urlpatterns = [
    path("", views.scoring, name="scoring"),
    path("begin/", views.begin_exercise, name="begin_exercise"),
    path("<int:exercise_id>/", views.exercise, name="exercise"),
    path("<int:exercise_id>/change/", views.change_exercise, name="change_exercise"),
    path("<int:exercise_id>/move/", views.move_exercise, name="move_exercise"),
    # Its themes
    path("<int:exercise_id>/themes/add/", views.add_theme, name="add_theme"),
    path("<int:exercise_id>/themes/findings/", views.themes_from_findings, name="themes_from_findings"),
    path("<int:exercise_id>/themes/survey/", views.concern_from_survey, name="concern_from_survey"),
    path("<int:exercise_id>/themes/fill/", views.fill_themes, name="fill_themes"),
    path(THEME, results.theme, name="theme"),
    path(f"{THEME}change/", views.change_theme, name="change_theme"),
    path(f"{THEME}remove/", views.remove_theme, name="remove_theme"),
    path(f"{THEME}concern/", views.theme_concern, name="theme_concern"),
    # Its panel, and what they score
    path("<int:exercise_id>/panel/", views.ask_panel, name="ask_panel"),
    path("<int:exercise_id>/panel/<int:panellist_id>/leave/", views.leave_panel, name="leave_panel"),
    path("<int:exercise_id>/score/", scores.score_themes, name="score_themes"),
    path("<int:exercise_id>/score/<int:theme_id>/", scores.score_theme, name="score_theme"),
    path("<int:exercise_id>/score/finish/", scores.finish_scoring, name="finish_scoring"),
    # What comes of it
    path("<int:exercise_id>/results/", results.choosing_results, name="choosing_results"),
    path(f"{THEME}note/", results.note_theme, name="note_theme"),
    path(f"{THEME}settle/<slug:criterion>/", results.settle_score, name="settle_score"),
    path(f"{THEME}decide/", decisions.decide_theme, name="decide_theme"),
    path("<int:exercise_id>/decisions/", decisions.choosing_decisions, name="choosing_decisions"),
    path("<int:exercise_id>/standing/<int:priority_id>/", decisions.standing_review, name="standing_review"),
    path("<int:exercise_id>/publish/", decisions.publish_choosing, name="publish_choosing"),
    path("<int:exercise_id>/publish/release/", decisions.release_choosing, name="release_choosing"),
    path("<int:exercise_id>/publish/undo/", decisions.undo_choosing, name="undo_choosing"),
    # What it is scored by
    path("templates/", templates.scoring_templates, name="scoring_templates"),
    path("templates/take/<slug:matrix_code>/", templates.take_template, name="take_template"),
    path("templates/<int:scoring_template_id>/", templates.scoring_template, name="scoring_template"),
    path("templates/file/", templates.template_from_file, name="scoring_template_from_file"),
    path("templates/<int:scoring_template_id>/template.json", templates.template_file, name="scoring_template_file"),
    path("templates/<int:scoring_template_id>/change/", templates.change_template, name="change_template"),
    # Others' objectives
    path("alignment/", alignment.alignment, name="alignment"),
    path("alignment/add/", alignment.add_external_plan, name="add_external_plan"),
    path("alignment/<int:external_plan_id>/", alignment.external_plan, name="external_plan"),
    path("alignment/priorities/<int:priority_id>/", alignment.align_priority, name="align_priority"),
]
