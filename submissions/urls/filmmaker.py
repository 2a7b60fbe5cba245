from django.urls import path, re_path

from submissions.views import film, filmmaker, pictures, steps, subtitles

app_name = "entries"
urlpatterns = [
    path("", filmmaker.home, name="home"),
    path("new/", filmmaker.begin, name="begin"),
    re_path(r"^stills/(?P<key>[0-9a-f]{32})-(?P<width>\d+)\.jpg$", pictures.still, name="still"),
    re_path(r"^posters/(?P<key>[\w:-]+)\.jpg$", pictures.poster, name="poster"),
    path("<uuid:pk>/", filmmaker.entry, name="entry"),
    path("<uuid:pk>/withdraw/", filmmaker.withdraw, name="withdraw"),
    path("<uuid:pk>/film/begin/", film.begin_upload, name="film_begin"),
    path("<uuid:pk>/film/status/", film.status, name="film_status"),
    path("<uuid:pk>/category/", steps.category, name="category"),
    path("<uuid:pk>/still/remove/", steps.drop_still, name="still_remove"),
    path("<uuid:pk>/subtitles/", subtitles.own, name="subtitles"),
    path("<uuid:pk>/subtitles/<uuid:track>/remove/", subtitles.own_remove, name="subtitles_remove"),
    path("<uuid:pk>/<slug:name>/", steps.step, name="step"),
]
