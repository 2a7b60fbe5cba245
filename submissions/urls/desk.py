from django.urls import path

from submissions.views import choosing, desk

app_name = "entry_desk"
urlpatterns = [
    path("entries/", desk.entries, name="entries"),
    path("entries.csv", desk.export, name="export"),
    path("entries/<uuid:pk>/", desk.entry, name="entry"),
    path("entries/<uuid:pk>/decide/", choosing.decide_one, name="decide"),
    path("entries/<uuid:pk>/disqualify/", choosing.disqualify, name="disqualify"),
    path("entries/<uuid:pk>/reinstate/", choosing.reinstate, name="reinstate"),
    path("selection/", choosing.selection, name="selection"),
    path("selection/rest/", choosing.rest, name="rest"),
    path("selection/release/", choosing.release, name="release"),
]
