"""What a person can do with exports, below the partnership's address."""

from django.urls import path

from frankpledge.web.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("new/<slug:kind>/<slug:of>/", views.new_export, name="new_export"),
    path("<int:export_id>/", views.export, name="export"),
    path("<int:export_id>/file/", views.export_file, name="export_file"),
    path("<int:export_id>/destroy/", views.destroy_export, name="destroy_export"),
]
