"""What a person can do with the partnership's packs, below its address."""

from django.urls import path

from frankpledge.web.accountability import views

urlpatterns = [
    path("", views.packs, name="packs"),
    path("prepare/", views.prepare, name="prepare_pack"),
    path("<int:pack_id>/", views.pack, name="pack"),
    path("<int:pack_id>/write/", views.write, name="write_pack"),
    path("<int:pack_id>/sign/", views.sign, name="sign_pack"),
    path("<int:pack_id>/pack.<str:format>", views.download, name="download_pack"),
]
