from django.urls import path

from media_pipeline.uploads import views

app_name = "uploads"
urlpatterns = [
    path("", views.collection, name="collection"),
    path("<str:upload_id>", views.upload, name="upload"),
]
