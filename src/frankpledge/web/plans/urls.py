"""What a person can do with the partnership's plans, below its address."""

from django.urls import path

from frankpledge.web.plans import action_views as actions
from frankpledge.web.plans import beside_views as beside
from frankpledge.web.plans import bulk_views as bulk
from frankpledge.web.plans import calendar_views as calendars
from frankpledge.web.plans import county_views as districts
from frankpledge.web.plans import import_views as lists
from frankpledge.web.plans import link_views as links
from frankpledge.web.plans import print_views as prints
from frankpledge.web.plans import proof_views as proofs
from frankpledge.web.plans import public_views as residents
from frankpledge.web.plans import restrict_views as restricting
from frankpledge.web.plans import views
from frankpledge.web.plans.registers import views as registers

urlpatterns = [
    path("", views.plans, name="plans"),
    path("begin/", views.begin, name="begin_plan"),
    path("import/", lists.import_plan, name="import_plan"),
    path("import/<int:list_id>/", lists.action_list, name="action_list"),
    path("import/<int:list_id>/take-in/", lists.take_in_list, name="take_in_list"),
    path("import/<int:list_id>/take-back/", lists.take_back_list, name="take_back_list"),
    path("<int:plan_id>/", views.plan, name="plan"),
    path("<int:plan_id>/share/", districts.share_plan, name="share_plan"),
    path("districts/", districts.district_plans, name="district_plans"),
    path("districts/take/", districts.take_county, name="take_county"),
    path("districts/<int:priority_id>/", districts.district_priority, name="district_priority"),
    path("<int:plan_id>/plan.<str:format>", prints.plan_file, name="plan_file"),
    path("<int:plan_id>/move-on/", views.move_on, name="move_on"),
    path("<int:plan_id>/check/", views.check, name="check_plan"),
    path("<int:plan_id>/proofread/", proofs.proofread, name="proofread_plan"),
    path("<int:plan_id>/proofread/dismiss/", proofs.dismiss, name="dismiss_remark"),
    path("<int:plan_id>/proofread/take-up/", proofs.take_up, name="take_up_remark"),
    path("<int:plan_id>/roll-forward/", views.roll_forward, name="next_plan"),
    path("<int:plan_id>/residents/", residents.public_parts, name="public_parts"),
    path("<int:plan_id>/foreword/", views.foreword, name="foreword"),
    path("<int:plan_id>/chapters/add/", views.take_in, name="take_in_priority"),
    path("<int:plan_id>/chapters/new/", views.new_priority, name="new_priority"),
    path("<int:plan_id>/chapters/<int:chapter_id>/", views.chapter, name="chapter"),
    path("<int:plan_id>/chapters/<int:chapter_id>/objective/", views.objective, name="add_objective"),
    path("<int:plan_id>/actions/", actions.actions, name="actions"),
    path("<int:plan_id>/actions/add/", actions.add, name="add_action"),
    path("<int:plan_id>/actions/workbook/", bulk.actions_workbook, name="actions_workbook"),
    path("<int:plan_id>/actions/workbook/back/", bulk.workbook_back, name="workbook_back"),
    path("<int:plan_id>/actions/many/", bulk.change_many, name="change_many"),
    path("actions/many/<int:bulk_id>/", bulk.bulk_change, name="bulk_change"),
    path("actions/many/<int:bulk_id>/make/", bulk.make_bulk_change, name="make_bulk_change"),
    path("actions/many/<int:bulk_id>/undo/", bulk.undo_bulk_change, name="undo_bulk_change"),
    path("who/<slug:part>/<int:part_id>/", restricting.restrict, name="restrict"),
    path("who/<slug:part>/<int:part_id>/lift/", restricting.lift, name="lift_restriction"),
    path("beside/", registers.registers, name="registers"),
    path("beside/tactics/library/", beside.library, name="tactics"),
    path("beside/<slug:register>/", registers.kept_list, name="kept_list"),
    path("beside/<slug:register>/add/", registers.add, name="keep"),
    path("beside/<slug:register>/<int:kept_id>/", registers.kept, name="kept"),
    path("beside/<slug:register>/<int:kept_id>/change/", registers.change, name="change_kept"),
    path("beside/<slug:register>/<int:kept_id>/retire/", registers.retire, name="retire_kept"),
    path("<int:plan_id>/achievements/", beside.achievements, name="achievements"),
    path("<int:plan_id>/achievements/<int:update_id>/", beside.pick_achievement, name="pick_achievement"),
    path("<int:plan_id>/chapters/<int:chapter_id>/themes/", beside.sort_chapter, name="sort_chapter"),
    path("actions/<int:action_id>/themes/", beside.sort_action, name="sort_action"),
    path("actions/<int:action_id>/tactics/", beside.action_tactics, name="action_tactics"),
    path("asking/", links.ask_for_updates, name="ask_for_updates"),
    path("calendars/", calendars.calendar_links, name="calendar_links"),
    path("calendars/<int:link_id>/end/", calendars.end_calendar, name="end_calendar"),
    path("actions/mine/", actions.mine, name="my_actions"),
    path("actions/<int:action_id>/", actions.action, name="action"),
    path("actions/<int:action_id>/change/", actions.change, name="change_action"),
    path("actions/<int:action_id>/update/", actions.update, name="update_action"),
    path("actions/<int:action_id>/updates/<int:update_id>/correct/", actions.correct, name="correct_update"),
    path("actions/<int:action_id>/link/", links.make_update_link, name="make_update_link"),
    path("actions/<int:action_id>/link/end/", links.end_update_links, name="end_update_links"),
    path("actions/<int:action_id>/drop/", actions.drop, name="drop_action"),
    path("actions/<int:action_id>/milestones/", actions.milestone, name="add_milestone"),
    path("actions/<int:action_id>/milestones/<int:milestone_id>/", actions.reach, name="reach_milestone"),
]
