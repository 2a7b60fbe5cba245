"""The street's addresses, by audience. The rooms are named by string: the ground floor imports none of them."""

from django.contrib import admin
from django.urls import include, path

from festival.views.language import set_language

urlpatterns = [
    path("healthz/", include("festival.urls_health")),
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("festival.api.urls")),
    path("uploads/", include("media_pipeline.uploads.urls")),
    path("play/", include("media_pipeline.urls")),
    path("entries/", include("submissions.urls.filmmaker")),
    path("jury/", include("judging.urls.juror")),
    path("desk/", include("festival.urls_desk")),
    path("desk/<slug:festival>/<slug:edition>/", include("submissions.urls.desk")),
    path("desk/<slug:festival>/<slug:edition>/", include("judging.urls.desk")),
    path("desk/<slug:festival>/<slug:edition>/", include("screenings.urls.desk")),
    path("", include("festival.urls_account")),
    path("", include("screenings.urls.public")),
]
