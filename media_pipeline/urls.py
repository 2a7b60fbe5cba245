"""The projection window's addresses."""

from django.urls import re_path

from media_pipeline import views

app_name = "play"
urlpatterns = [
    re_path(
        r"^(?P<token>[\w:-]+)/(?P<path>[\w-]+(?:/[\w-]+)?\.(?:m3u8|m4s|mp4|jpg|vtt))$",
        views.file,
        name="file",
    ),
]
