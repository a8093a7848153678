"""What a person can do with assessments."""

from django.urls import path

from frankpledge.web.assessments import views

urlpatterns = [
    path("", views.ask, name="ask"),
    path("making/<slug:job_id>/", views.making, name="making"),
    path("<slug:code>/<slug:period>/", views.assessment, name="assessment"),
    path("<slug:code>/<slug:period>/style.css", views.style, name="assessment_style"),
    path("<slug:code>/<slug:period>/maps/<slug:map_id>.json", views.map_shapes, name="map_shapes"),
    path("<slug:code>/<slug:period>/files/<path:name>", views.download, name="download"),
]
