"""What a person can do with the partnership's duties, below its address."""

from django.urls import path

from frankpledge.web.duties import views

urlpatterns = [
    path("", views.duties, name="duties"),
    path("<slug:duty_code>/write-down/", views.write_down, name="write_duty_down"),
    path("records/<int:record_id>/take-back/", views.withdraw, name="withdraw_duty"),
]
