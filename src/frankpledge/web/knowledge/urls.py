"""What a person can do with what is known beside the figures."""

from django.urls import path

from frankpledge.web.knowledge import views

urlpatterns = [
    path("", views.knowledge, name="knowledge"),
    path("<slug:sort>/", views.known_list, name="known_list"),
    path("<slug:sort>/add/", views.add, name="add_known"),
    path("<slug:sort>/<int:known_id>/", views.known, name="known"),
    path("<slug:sort>/<int:known_id>/change/", views.change, name="change_known"),
]
