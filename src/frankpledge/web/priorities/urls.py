"""What a person can do with the partnership's priorities, below its address."""

from django.urls import path

from frankpledge.web.priorities import views

urlpatterns = [
    path("", views.priorities, name="priorities"),
    path("<int:priority_id>/", views.priority, name="priority"),
    path("<int:priority_id>/change/", views.change, name="change_priority"),
    path("<int:priority_id>/end/", views.end, name="end_priority"),
]
