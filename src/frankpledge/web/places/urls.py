"""What a person can do with the partnership's own areas and premises, below its address."""

from django.urls import path

from frankpledge.web.places import premises_views, views

urlpatterns = [
    path("", views.places, name="places"),
    path("areas/new/<slug:way>/", views.new_area, name="new_area"),
    path("areas/paper.json", views.paper, name="area_paper"),
    path("areas/<int:area_id>/", views.own_area, name="own_area"),
    path("areas/<int:area_id>/moves/<slug:way>/", views.new_extent, name="new_extent"),
    path("areas/<int:area_id>/end/", views.end_area, name="end_area"),
    path("areas/<int:area_id>/boundary.json", views.boundary, name="area_boundary"),
    path("premises/new/", premises_views.new_premises, name="new_premises"),
    path("premises/<int:premises_id>/", premises_views.premises_page, name="premises_page"),
    path("premises/<int:premises_id>/change/", premises_views.change_premises, name="change_premises"),
    path("premises/<int:premises_id>/conditions/new/", premises_views.new_condition, name="new_condition"),
    path(
        "premises/<int:premises_id>/conditions/<int:condition_id>/end/",
        premises_views.end_condition,
        name="end_condition",
    ),
    path("premises/<int:premises_id>/public/", premises_views.publish_premises, name="publish_premises"),
]
