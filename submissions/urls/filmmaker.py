from django.urls import path, re_path

from submissions.views import filmmaker, pictures

app_name = "entries"
urlpatterns = [
    re_path(r"^stills/(?P<key>[0-9a-f]{32})-(?P<width>\d+)\.jpg$", pictures.still, name="still"),
    path("<uuid:pk>/", filmmaker.entry, name="entry"),
]
