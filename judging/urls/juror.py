from django.urls import path

from judging.views import ballots, conflicts, juror, seats

app_name = "jury"
urlpatterns = [
    path("", juror.home, name="home"),
    path("seats/<int:pk>/", seats.seat, name="seat"),
    path("seats/<int:pk>/decline/", seats.decline, name="decline_seat"),
    path("<int:round_pk>/<int:pk>/step-aside/", conflicts.step_aside, name="step_aside"),
    path("<int:round_pk>/overview/", juror.overview, name="overview"),
    path("<int:round_pk>/ballot/", ballots.ballot, name="ballot"),
    path("<int:round_pk>/ballot/save/", ballots.save, name="save_ballot"),
    path("<int:round_pk>/ballot/overview/", ballots.overview, name="ballot_overview"),
    path("<int:round_pk>/ballot/confirm/", ballots.confirm, name="confirm_ballot"),
    path("<int:round_pk>/ballot/reopen/", ballots.reopen, name="reopen_ballot"),
    path("<int:round_pk>/vote/films/<int:pk>/", ballots.film, name="vote_film"),
    path("<int:round_pk>/<int:pk>/", juror.film, name="film"),
    path("<int:round_pk>/<int:pk>/scores/", juror.save, name="save"),
    path("<int:round_pk>/<int:pk>/confirm/", juror.confirm, name="confirm"),
    path("<int:round_pk>/<int:pk>/reopen/", juror.reopen, name="reopen"),
    path("<int:round_pk>/<int:pk>/step-back/", juror.step_back, name="step_back"),
    path("<int:round_pk>/<int:pk>/watched/", juror.watched, name="watched"),
]
