"""What a person can do here, below the partnership's address."""

from django.urls import path

from frankpledge.web.scoring import alignment_views as alignment

urlpatterns = [
    path("alignment/", alignment.alignment, name="alignment"),
    path("alignment/add/", alignment.add_external_plan, name="add_external_plan"),
    path("alignment/<int:external_plan_id>/", alignment.external_plan, name="external_plan"),
    path("alignment/priorities/<int:priority_id>/", alignment.align_priority, name="align_priority"),
]
