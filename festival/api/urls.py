"""Version 1. The rooms bring their own addresses, named by string: the ground floor imports none of them."""

from django.urls import include, path

from festival.api import views

app_name = "api"
urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.Docs.as_view(), name="docs"),
    path("editions/", views.EditionList.as_view(), name="editions"),
    path("editions/<slug:festival>/<slug:edition>/", views.EditionPage.as_view(), name="edition"),
    path("uploads/", include("media_pipeline.urls_api")),
    path("entries/", include("submissions.urls.api")),
    path("scorecards/", include("judging.urls.api_scorecards")),
    path("ballots/", include("judging.urls.api_ballots")),
    path("editions/<slug:festival>/<slug:edition>/", include("submissions.urls.api_call")),
    path("editions/<slug:festival>/<slug:edition>/", include("judging.urls.api")),
    path("editions/<slug:festival>/<slug:edition>/", include("screenings.urls.api")),
    path("<path:rest>", views.Nothing.as_view(), name="nothing"),
]
