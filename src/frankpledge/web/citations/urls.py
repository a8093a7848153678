"""Following the thread from anything, in both directions."""

from django.urls import path

from frankpledge.web.citations import views

urlpatterns = [
    path("<slug:thing_kind>/<str:thing_id>/", views.thread, name="thread"),
    path("<slug:thing_kind>/<str:thing_id>/add/", views.cite, name="cite"),
    path("<slug:thing_kind>/<str:thing_id>/drop/<int:citation_id>/", views.uncite, name="uncite"),
]
