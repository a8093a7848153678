"""What a person can do with the districts of a county's assessment, below the partnership's address."""

from django.urls import path

from frankpledge.web.districts import views

urlpatterns = [
    path("<int:assessment_id>/", views.districts, name="districts"),
    path("<int:assessment_id>/compute/", views.compute, name="compute_districts"),
    path("<int:assessment_id>/<slug:code>/", views.district, name="district"),
]
