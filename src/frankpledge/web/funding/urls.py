"""What a person can do with the partnership's money, below its address."""

from django.urls import path

from frankpledge.web.funding import bid_views as bids
from frankpledge.web.funding import grant_views as grants
from frankpledge.web.funding import part_views as parts
from frankpledge.web.funding import return_views as returns
from frankpledge.web.funding import service_views as services
from frankpledge.web.funding import views

urlpatterns = [
    path("", views.funding, name="funding"),
    path("value/", views.value, name="value"),
    path("grants.csv", views.grants_csv, name="grants_csv"),
    path("pots/add/", views.add_pot, name="add_pot"),
    path("pots/<int:pot_id>/", views.pot, name="pot"),
    path("value/note/", parts.note_worth, name="note_worth"),
    path("pots/<int:pot_id>/parts/", parts.part, name="part_pot"),
    path("pots/<int:pot_id>/parts/<int:pot_part_id>/remove/", parts.unpart, name="unpart_pot"),
    path("pots/<int:pot_id>/absorbed/", parts.absorb, name="absorb_pot"),
    path("pots/<int:pot_id>/commit/", views.commit, name="commit_money"),
    path("pots/<int:pot_id>/commitments/<int:commitment_id>/end/", views.uncommit, name="uncommit_money"),
    path("open-data/", views.publish_as, name="publish_as"),
    path("lines/", views.lines, name="money_lines"),
    path("lines/add/", views.add_line, name="add_line"),
    path("lines/<int:line_id>/correct/", views.correct_line, name="correct_line"),
    path("small/", bids.small_grant, name="small_grant"),
    path("bids/", bids.bids, name="bids"),
    path("bids/add/", bids.add, name="add_bid"),
    path("bids/<int:bid_id>/", bids.bid, name="bid"),
    path("bids/<int:bid_id>/conflict/", bids.declare, name="declare_conflict"),
    path("bids/<int:bid_id>/asked/", bids.asked_for_conflicts, name="asked_for_conflicts"),
    path("bids/<int:bid_id>/decide/", bids.decide, name="decide_bid"),
    path("grants/<int:grant_id>/", grants.grant, name="grant"),
    path("grants/<int:grant_id>/change/", grants.change, name="change_grant"),
    path("grants/<int:grant_id>/link/", grants.link, name="link_grant"),
    path("grants/<int:grant_id>/lose/", grants.lose, name="lose_grant"),
    path("grants/<int:grant_id>/end/", grants.end, name="end_grant"),
    path("grants/<int:grant_id>/open/", grants.open_up, name="open_up_grant"),
    path("grants/<int:grant_id>/returns/", grants.set_returns, name="set_returns"),
    path("returns/<int:return_id>/", returns.show, name="return"),
    path("returns/<int:return_id>/write/", returns.write, name="write_return"),
    path("returns/<int:return_id>/send/", returns.send, name="send_return"),
    path("returns/<int:return_id>/skip/", returns.skip, name="skip_return"),
    path("returns/<int:return_id>/return.<str:format>", returns.download, name="download_return"),
    path("services/add/", services.add, name="add_service"),
    path("services/<int:service_id>/", services.service, name="service"),
    path("services/<int:service_id>/report/", services.report, name="report_service"),
    path("services/<int:service_id>/decide/", services.decide, name="decide_service"),
]
