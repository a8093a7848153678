"""What a person can do with the evidence."""

from django.urls import path

from frankpledge.web.evidence import views

urlpatterns = [
    path("", views.holdings, name="holdings"),
    path("load/", views.load, name="load"),
    path("load/<slug:job_id>/", views.loading, name="loading"),
    path("load/<slug:job_id>/rejected.csv", views.rejected, name="rejected"),
    path("rows/", views.rows, name="rows"),
    path("rows/rows.csv", views.rows_csv, name="rows_csv"),
]
