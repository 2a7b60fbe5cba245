from django.urls import include, path

from submissions.urls.asking import DESK
from submissions.views import (
    choosing,
    comparing,
    completing,
    desk,
    makers,
    making,
    subtitles,
    todos,
    workshop,
)

app_name = "entry_desk"
urlpatterns = [
    path("entries/", desk.entries, name="entries"),
    path("entries.csv", desk.export, name="export"),
    path("entries/<uuid:pk>/", desk.entry, name="entry"),
    path("entries/<uuid:pk>/decide/", choosing.decide_one, name="decide"),
    path("entries/<uuid:pk>/disqualify/", choosing.disqualify, name="disqualify"),
    path("entries/<uuid:pk>/ask/", completing.ask_maker, name="ask_maker"),
    path("entries/<uuid:pk>/as-it-is/", completing.as_it_is, name="as_it_is"),
    path("entries/<uuid:pk>/reinstate/", choosing.reinstate, name="reinstate"),
    path("entries/<uuid:pk>/owner/", makers.pass_on, name="pass_on"),
    path("entries/<uuid:pk>/owner/take-back/", makers.take_back, name="take_back_offer"),
    path("call/", include("submissions.urls.call")),
    path("likenesses/", comparing.likenesses, name="likenesses"),
    path("likenesses/<uuid:pk>/", comparing.likeness, name="likeness"),
    path("likenesses/<uuid:pk>/decide/", comparing.judge, name="judge_likeness"),
    path("workshop/", workshop.workshop, name="workshop"),
    path("workshop/retry/", workshop.retry_all, name="workshop_retry_all"),
    path("workshop/films/<uuid:pk>/rush/", workshop.rush, name="workshop_rush"),
    path("workshop/films/<uuid:pk>/retry/", workshop.retry, name="workshop_retry"),
    path("entries/<uuid:pk>/consents/<uuid:consent>/", making.desk_consent, name="consent"),
    path("entries/<uuid:pk>/subtitles/", subtitles.desk, name="subtitles"),
    path("entries/<uuid:pk>/subtitles/<uuid:track>/remove/", subtitles.desk_remove, name="subtitles_remove"),
    *DESK,
    path("selection/", choosing.selection, name="selection"),
    path("selection/rest/", choosing.rest, name="rest"),
    path("todos/", todos.board, name="todos"),
    path("todos/<int:pk>/settle/", todos.settle, name="settle_todo"),
    path("todos/kinds/new/", todos.new_kind, name="new_todo_kind"),
    path("todos/kinds/<int:pk>/", todos.edit_kind, name="edit_todo_kind"),
    path("todos/kinds/<int:pk>/delete/", todos.delete_kind, name="delete_todo_kind"),
    path("selection/release/", choosing.release, name="release"),
]
