"""What a person can do with the measures of a plan, below the partnership's address."""

from django.urls import path

from frankpledge.web.measures import views

urlpatterns = [
    path("", views.current, name="current_measures"),
    path("of/<int:plan_id>/", views.measures, name="measures"),
    path("of/<int:plan_id>/add/", views.add, name="add_measure"),
    path("of/<int:plan_id>/fill/", views.fill, name="fill_measures"),
    path("<int:measure_id>/", views.measure, name="measure"),
    path("<int:measure_id>/define/", views.redefine, name="redefine_measure"),
    path("<int:measure_id>/enter/", views.enter, name="enter_reading"),
    path("<int:measure_id>/link/", views.link, name="link_measure"),
    path("<int:measure_id>/retire/", views.retire, name="retire_measure"),
    path("<int:measure_id>/readings/<int:reading_id>/sign/", views.sign, name="sign_reading"),
]
