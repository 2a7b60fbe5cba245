from django.urls import path

from media_pipeline import api

urlpatterns = [
    path("", api.UploadList.as_view(), name="uploads"),
    path("<uuid:pk>/", api.UploadPage.as_view(), name="upload"),
]
