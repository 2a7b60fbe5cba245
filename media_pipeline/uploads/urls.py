from django.urls import path, re_path

from media_pipeline.uploads import views

app_name = "uploads"
urlpatterns = [
    path("", views.collection, name="collection"),
    re_path(r"^(?P<upload_id>[0-9a-f]{32})$", views.upload, name="upload"),
]
